/// Edits as lines of text, for a draft that is not made by hand.
///
/// UTF-8, each line one of these, with one tab between the fields; blank lines and lines that begin with `#` say nothing.
///
///     find<TAB>TEXT<TAB>STAND-IN
///     span<TAB>START<TAB>END<TAB>STAND-IN
///     title<TAB>TITLE
///
/// START and END count code points of the original, the end not included. The words in it are as secret as the story: it is
/// read from a file descriptor, never from the arguments of a program.
public struct RedactionScript: Equatable, Sendable {
    /// The most characters of a title.
    public static let maximumTitleLength = 200

    /// The edits, in their order.
    public private(set) var edits: [RedactionEdit] = []
    /// The title, if a line gives one.
    public private(set) var title: String?

    // The line of each edit, to name it when it does not fit the story.
    private var lines: [Int] = []

    /// Reads a script strictly.
    ///
    /// - Throws: `RedactionScriptError` with the number of the first line that is not as above, and nothing of its words.
    public init(_ bytes: [UInt8]) throws(RedactionScriptError) {
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            do throws(RedactionScriptError.Code) {
                try read(line.last == 0x0D ? line.dropLast() : line, at: number)
            } catch {
                throw RedactionScriptError(code: error, line: number)
            }
        }
    }

    /// A draft of `original` with every edit made.
    ///
    /// - Throws: `RedactionScriptError` with the line of a span that is not inside the story.
    public func draft(of original: String) throws(RedactionScriptError) -> RedactionDraft {
        var draft = RedactionDraft(original)
        for (edit, line) in zip(edits, lines) {
            do throws(RedactionError) {
                try draft.add(edit)
            } catch {
                throw RedactionScriptError(code: .init(error), line: line)
            }
        }
        return draft
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, at number: Int) throws(RedactionScriptError.Code) {
        guard let line = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { return }
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard !line.unicodeScalars.contains(where: Self.isStray) else { throw .controlCharacter }
        switch fields[0] {
        case "find":
            guard fields.count == 3 else { throw .wrongFields }
            guard !RedactionDraft.keys(toFind: fields[1]).isEmpty else { throw .nothingToFind }
            edits.append(.findAll(text: fields[1], standIn: try Self.standIn(fields[2])))
            lines.append(number)
        case "span":
            guard fields.count == 4 else { throw .wrongFields }
            guard let start = Self.offset(fields[1]), let end = Self.offset(fields[2]) else { throw .notANumber }
            guard start < end else { throw .emptySpan }
            edits.append(.span(start..<end, standIn: try Self.standIn(fields[3])))
            lines.append(number)
        case "title":
            guard fields.count == 2 else { throw .wrongFields }
            guard title == nil else { throw .secondTitle }
            guard fields[1].contains(where: { !$0.isWhitespace }) else { throw .emptyTitle }
            guard fields[1].count <= Self.maximumTitleLength else { throw .titleTooLong }
            title = fields[1]
        default: throw .unknownWord
        }
    }

    private static func standIn(_ field: String) throws(RedactionScriptError.Code) -> StandIn {
        let words = StandIn.tidy(field)
        guard !words.isEmpty else { throw .noStandIn }
        guard words.count <= StandIn.maximumLength else { throw .standInTooLong }
        return StandIn(words)
    }

    private static func offset(_ field: String) -> Int? {
        let isPlain = (1...9).contains(field.utf8.count) && field.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isPlain ? Int(field) : nil
    }

    private static func isStray(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\t" && scalar.properties.generalCategory == .control
    }
}

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

/// One thing that a reviewer takes out of a story.
public enum RedactionEdit: Hashable, Sendable {
    /// Takes out one place. The range counts code points of the original text, its end not included; it is widened to
    /// whole graphemes when applied.
    case span(Range<Int>, standIn: StandIn)
    /// Takes out every place of a text: in any case, with or without accents, over any blanks and line ends. With
    /// `wholeWords`, only where no letter or digit touches it, so "Art" leaves "party" alone.
    case findAll(text: String, wholeWords: Bool = true, standIn: StandIn)

    /// What stands in its place.
    public var standIn: StandIn {
        switch self {
        case .span(_, let standIn), .findAll(_, _, let standIn): standIn
        }
    }
}

/// An edit that cannot be made.
public enum RedactionError: Error, Equatable, CustomStringConvertible {
    /// The range holds nothing.
    case emptySpan
    /// The range reaches past the end of the text, or before its start.
    case spanOutsideText
    /// The text to find holds nothing that can be seen.
    case nothingToFind

    public var description: String {
        switch self {
        case .emptySpan: "this span holds nothing; its end must be larger than its start"
        case .spanOutsideText: "this span is not inside the story; check its start and end"
        case .nothingToFind: "there is nothing to find; give the words to take out"
        }
    }
}
