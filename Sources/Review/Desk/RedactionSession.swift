import Envelope
import Policies
import Redaction

/// Redacting with suggestions and by hand: commands typed under the story, in the alternate screen.
struct RedactionSession {
    private let original: String
    private let words: StandInWords
    private let generalization: Generalization
    private var desk: SuggestionDesk
    private var manual: [RedactionEdit] = []
    private var title = ""
    private var note = "Type a command, or ? for help."

    init(_ original: String, policy: RedactionPolicy, language: String) {
        self.original = original
        words = StandInWords(policy, language: language)
        generalization = Generalization(language)
        desk = SuggestionDesk(
            RedactionPlan(original, redactor: Redactor(team: TeamLists(policy))), policy: policy,
            generalization: generalization)
        if !desk.plan.isChecked {
            note = "Not checked by machine: the program does not know this language. Read all of it."
        }
    }

    private static let help = """
        list                      everyone and everything that was found, with numbers
        N y                       settle number N as offered; the next one comes up
        N name TEXT, N remove     call it TEXT, or remove it
        N keep REASON             leave it; the second reviewer sees the reason
        all TYPE                  settle all of a kind with a form: phone, date …
        merge N M, split N START  one of two; or two of one
        find TEXT = STAND-IN      take out TEXT wherever it stands, in any case
        span START END = STAND-IN take out the characters from START up to END
        title TITLE               the title that readers see
        story, preview            read the story, or what would be published
        undo                      take back the last find or span
        propose, quit             sign the text as a proposal, or leave
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
            case "title": (title, note) = (rest, "The title is set.")
            case "story": try Pager.show(title: "The story", text: original)
            case "list": try Pager.show(title: "Found in the story", text: desk.list)
            case "preview": try Pager.show(title: "As it would be published", text: preview)
            case "undo": note = manual.popLast() == nil ? "There is nothing to take back." : "Taken back."
            case "propose":
                if let refusal = desk.refusal(text: work.draft.apply().text, title: title, words) {
                    note = refusal
                    continue
                }
                guard try Pager.show(title: "As it would be published: read to the end", text: preview) else {
                    note = "Not proposed: the text was not read to its end."
                    continue
                }
                return work
            case "quit", "q": return nil
            default: note = desk.answer(command, rest) ?? "There is no command of that name."
            }
        }
    }

    private var status: String { "\(desk.status); \(manual.count) edits by hand. \(desk.next)" }

    /// What was decided and what was edited by hand, together.
    private var work: RedactionWork {
        var draft = desk.plan.draft(words)
        // Each was checked when it was typed.
        for edit in manual { try? draft.add(edit) }
        return RedactionWork(draft: draft, title: title)
    }

    private var preview: String { title + "\n\n" + work.draft.apply().text }

    private mutating func add(_ edit: RedactionEdit?) {
        guard let edit else {
            note = "Not understood. Type ? for help."
            return
        }
        do {
            var draft = RedactionDraft(original)
            try draft.add(edit)
            manual.append(edit)
            note = "Taken out in \(draft.apply().matches.last ?? 0) places."
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

    static func split(_ text: String, at separator: String) -> (String, String) {
        guard let range = text.firstRange(of: separator) else { return (text, "") }
        return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    }
}
