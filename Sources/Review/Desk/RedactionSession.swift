import Envelope
import Redaction

/// Redacting by hand: commands typed under the story, in the alternate screen.
struct RedactionSession {
    private let original: String
    private var work: RedactionWork
    private var note = "Type a command, or ? for help."

    init(_ original: String) {
        self.original = original
        work = RedactionWork(draft: RedactionDraft(original), title: "")
    }

    private static let help = """
        find TEXT = STAND-IN      take out TEXT wherever it stands, in any case
        span START END = STAND-IN take out the characters from START up to END
        title TITLE               the title that readers see
        story                     read the story
        preview                   read what would be published
        undo                      take back the last edit
        propose                   sign the text as a proposal
        quit                      leave, with nothing kept
        """

    /// The finished work, or nil if the reviewer left.
    consuming func run() throws -> RedactionWork? {
        try Pager.show(title: "The story", text: original)
        while true {
            let line = try Prompt.screenLine(status: status, note: note, help: Self.help)
            let (command, rest) = Self.split(line, at: " ")
            switch command {
            case "find": add(Self.find(rest))
            case "span": add(Self.span(rest))
            case "title": (work.title, note) = (rest, "The title is set.")
            case "story": try Pager.show(title: "The story", text: original)
            case "preview": try Pager.show(title: "As it would be published", text: preview)
            case "undo": note = work.draft.undo() == nil ? "There is nothing to take back." : "Taken back."
            case "propose":
                guard try Pager.show(title: "As it would be published: read to the end", text: preview) else {
                    note = "Not proposed: the text was not read to its end."
                    continue
                }
                return work
            case "quit", "q": return nil
            default: note = "There is no command of that name."
            }
        }
    }

    private var status: String {
        let places = work.draft.apply().matches.reduce(0, +)
        return "\(work.draft.edits.count) edits, \(places) places"
    }

    private var preview: String { work.title + "\n\n" + work.draft.apply().text }

    private mutating func add(_ edit: RedactionEdit?) {
        guard let edit else {
            note = "Not understood. Type ? for help."
            return
        }
        do {
            try work.draft.add(edit)
            note = "Taken out in \(work.draft.apply().matches.last ?? 0) places."
        } catch { note = "\(error)" }
    }

    private static func find(_ text: String) -> RedactionEdit? {
        let (words, standIn) = split(text, at: " = ")
        return words.isEmpty || standIn.isEmpty ? nil : .findAll(text: words, standIn: StandIn(standIn))
    }

    private static func span(_ text: String) -> RedactionEdit? {
        let (range, standIn) = split(text, at: " = ")
        let numbers = range.split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 2, numbers[0] < numbers[1], !standIn.isEmpty else { return nil }
        return .span(numbers[0]..<numbers[1], standIn: StandIn(standIn))
    }

    private static func split(_ text: String, at separator: String) -> (String, String) {
        guard let range = text.firstRange(of: separator) else { return (text, "") }
        return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    }
}
