import Envelope
import Files
import Mailbox
import Policies

/// The ten words on a sheet, as a reviewer types them: on the second screen, or from a file descriptor; never in an argument.
struct SheetCode {
    let lists: WordLists

    init(_ languages: Languages) { lists = WordLists(languages.all.map(\.words)) }

    /// The code of a line, or with nil of what is typed; nil if the reviewer left.
    func code(_ line: [UInt8]?) throws -> ReceiptCode? {
        if let line { return try read(line) }
        return try ask()
    }

    /// Asks for the words until they are a code; nil if the reviewer left.
    func ask() throws -> ReceiptCode? {
        var note = "The ten words of the sheet, in their order. .quit leaves."
        while true {
            var typed = Array(try Prompt.screenLine(status: "The code", note: note, help: note).utf8)
            defer { for index in typed.indices { typed[index] = 0 } }
            if typed == Array(".quit".utf8) { return nil }
            do throws(ReceiptCodeError) { return try lists.code(typed: typed.span) } catch {
                note = said(error, typed)
            }
        }
    }

    /// Reads the words from one line of a letter.
    ///
    /// - Throws: `Refusal`, which names the place of a wrong word and never a word.
    func read(_ line: [UInt8]) throws(Refusal) -> ReceiptCode {
        do throws(ReceiptCodeError) { return try lists.code(typed: line.span) } catch {
            let hint = "compare each word and its place with the sheet"
            switch error {
            case .wrongNumberOfWords: throw Refusal(.usage, "a code has ten words", hint: hint)
            case .mistyped: throw Refusal(.usage, "these ten words are not a code", hint: hint)
            case .unknownWord(let place):
                throw Refusal(.usage, "word \(place + 1) of the code is in no list", hint: hint)
            case .noMemory: throw Refusal(.unavailable, GuardedMemoryError().description)
            }
        }
    }

    /// With the nearest words: only on the second screen, which forgets them.
    private func said(_ error: ReceiptCodeError, _ typed: [UInt8]) -> String {
        switch error {
        case .wrongNumberOfWords: return "A code has ten words. Count them on the sheet."
        case .mistyped: return "These words are in our lists and no code: one is another, or two changed places."
        case .noMemory: return GuardedMemoryError().description
        case .unknownWord(let place):
            let near = lists.nearest(to: place, in: typed.span).words
            return "Word \(place + 1) is in no list."
                + (near.isEmpty ? "" : " Near to it: \(near.joined(separator: ", ")).")
        }
    }
}
