/// A line of a redaction script that cannot be read.
///
/// It holds the line's number and nothing of its words.
public struct RedactionScriptError: Error, Equatable, CustomStringConvertible {
    /// What is wrong with the line.
    public enum Code: Error, Equatable, Sendable {
        case notUTF8, controlCharacter, unknownWord, wrongFields, nothingToFind, notANumber, emptySpan, spanOutsideText
        case noStandIn, standInTooLong, secondTitle, emptyTitle, titleTooLong
    }

    /// What is wrong.
    public let code: Code
    /// The line, the first being 1.
    public let line: Int

    public var description: String { "line \(line): \(code.sentence)" }
}

extension RedactionScriptError.Code {
    init(_ error: RedactionError) {
        switch error {
        case .emptySpan: self = .emptySpan
        case .spanOutsideText: self = .spanOutsideText
        case .nothingToFind: self = .nothingToFind
        }
    }

    fileprivate var sentence: String {
        switch self {
        case .notUTF8: "this is not UTF-8 text; save the script as UTF-8"
        case .controlCharacter: "there is a control character in it; type the line again"
        case .unknownWord: "a line begins with find, span or title, and a tab"
        case .wrongFields:
            "the number of fields is wrong; with one tab between: find TEXT STAND-IN, span START END STAND-IN, title TITLE"
        case .nothingToFind: RedactionError.nothingToFind.description
        case .notANumber: "start and end are whole numbers, written in digits"
        case .emptySpan: RedactionError.emptySpan.description
        case .spanOutsideText: RedactionError.spanOutsideText.description
        case .noStandIn: "the stand-in is empty; write what readers should see, such as Name 1 or removed"
        case .standInTooLong: "the stand-in is longer than \(StandIn.maximumLength) characters; make it shorter"
        case .secondTitle: "there is a title already; keep one title line"
        case .emptyTitle: "the title is empty; write one, or leave the line out"
        case .titleTooLong: "the title is longer than \(RedactionScript.maximumTitleLength) characters; make it shorter"
        }
    }
}
