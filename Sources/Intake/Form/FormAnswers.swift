import Envelope
import Policies

/// What a survivor says beside the words, so that readers can take care: sealed with the story, and asked of nobody.
struct FormAnswers: Sendable, Equatable {
    static let notePrefix = "note-"
    static let openCaseField = "open-case"
    static let underEighteenField = "under-18"
    /// The answers about an open case, in the order of the form.
    static let openCaseAnswers: [StoryAnswers.Answer] = [.yes, .no, .unsure, .unsaid]
    static let underEighteenAnswers: [StoryAnswers.Answer] = [.yes, .no, .unsaid]

    /// What readers are told before they open the story.
    let notes: Set<String>
    /// Nil if nothing was chosen, which says as little as "rather not say".
    let openCase: StoryAnswers.Answer?
    let underEighteen: StoryAnswers.Answer?

    static let none = FormAnswers(notes: [], openCase: nil, underEighteen: nil)

    init(notes: Set<String>, openCase: StoryAnswers.Answer?, underEighteen: StoryAnswers.Answer?) {
        self.notes = notes
        self.openCase = openCase
        self.underEighteen = underEighteen
    }

    /// The answers of a form's values.
    ///
    /// - Throws: `FormError.malformed` for a value that our form does not send.
    init(_ values: [String: String], policy: FormPolicy) throws(FormError) {
        var notes: Set<String> = []
        for note in policy.contentNotes {
            guard let value = values[Self.notePrefix + note] else { continue }
            guard value == ConsentChoices.yes else { throw .malformed }
            notes.insert(note)
        }
        self.init(
            notes: notes, openCase: try ConsentChoices.choice(values[Self.openCaseField], of: Self.openCaseAnswers),
            underEighteen: try ConsentChoices.choice(values[Self.underEighteenField], of: Self.underEighteenAnswers))
    }

    /// The names of the fields of a form that asks for these answers.
    static func names(_ policy: FormPolicy) -> Set<String> {
        Set(
            policy.contentNotes.map { notePrefix + $0 } + [openCaseField] + (policy.asksAge ? [underEighteenField] : [])
        )
    }

    /// Whether the page about open cases is for them.
    var mayHaveOpenCase: Bool { openCase == .yes || openCase == .unsure }

    /// What stops the story until a second person looked at it.
    var holds: Set<Consent.Hold> {
        Set((mayHaveOpenCase ? [.openCase] : []) + (underEighteen == .yes ? [.underEighteen] : []))
    }

    /// What is sealed with the story.
    func sealed(language: String, part: StoryAnswers.Part) -> StoryAnswers {
        StoryAnswers(
            contentNotes: notes.sorted(), language: language, openCase: openCase ?? .unsaid, part: part,
            underEighteen: underEighteen ?? .unsaid)
    }

    /// The same as values of a form, for a page that carries them on.
    var values: [String: String] {
        var values = Dictionary(uniqueKeysWithValues: notes.map { (Self.notePrefix + $0, ConsentChoices.yes) })
        values[Self.openCaseField] = openCase?.rawValue
        values[Self.underEighteenField] = underEighteen?.rawValue
        return values
    }
}
