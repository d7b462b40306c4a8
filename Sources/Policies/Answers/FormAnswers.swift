public import Envelope

/// What a survivor says beside the words, so that readers can take care: sealed with the story, and asked of nobody.
public struct FormAnswers: Sendable, Equatable {
    public static let notePrefix = "note-"
    public static let openCaseField = "open-case"
    public static let underEighteenField = "under-18"
    /// The answers about an open case, in the order of the form.
    public static let openCaseAnswers: [StoryAnswers.Answer] = [.yes, .no, .unsure, .unsaid]
    public static let underEighteenAnswers: [StoryAnswers.Answer] = [.yes, .no, .unsaid]

    /// What readers are told before they open the story.
    public let notes: Set<String>
    /// Nil if nothing was chosen, which says as little as "rather not say".
    public let openCase: StoryAnswers.Answer?
    public let underEighteen: StoryAnswers.Answer?

    public static let none = FormAnswers(notes: [], openCase: nil, underEighteen: nil)

    public init(notes: Set<String>, openCase: StoryAnswers.Answer?, underEighteen: StoryAnswers.Answer?) {
        self.notes = notes
        self.openCase = openCase
        self.underEighteen = underEighteen
    }

    /// The answers of a form's values.
    ///
    /// - Returns: nil for a value that our form does not send.
    public init?(of values: [String: String], policy: FormPolicy) {
        var notes: Set<String> = []
        for note in policy.contentNotes {
            guard let value = values[Self.notePrefix + note] else { continue }
            guard value == ConsentChoices.yes else { return nil }
            notes.insert(note)
        }
        guard
            case .some(let openCase) = ConsentChoices.choice(
                values[Self.openCaseField], among: Self.openCaseAnswers),
            case .some(let underEighteen) = ConsentChoices.choice(
                values[Self.underEighteenField], among: Self.underEighteenAnswers)
        else { return nil }
        self.init(notes: notes, openCase: openCase, underEighteen: underEighteen)
    }

    /// The names of the fields of a form that asks for these answers.
    public static func names(_ policy: FormPolicy) -> Set<String> {
        Set(
            policy.contentNotes.map { notePrefix + $0 } + [openCaseField] + (policy.asksAge ? [underEighteenField] : [])
        )
    }

    /// Whether the page about open cases is for them.
    public var mayHaveOpenCase: Bool { openCase == .yes || openCase == .unsure }

    /// What stops the story until a second person looked at it.
    public var holds: Set<Consent.Hold> {
        Set((mayHaveOpenCase ? [.openCase] : []) + (underEighteen == .yes ? [.underEighteen] : []))
    }

    /// What is sealed with the story.
    public func sealed(language: String, part: StoryAnswers.Part, channel: Channel = .web) -> StoryAnswers {
        StoryAnswers(
            channel: channel, contentNotes: notes.sorted(), language: language, openCase: openCase ?? .unsaid,
            part: part,
            underEighteen: underEighteen ?? .unsaid)
    }

    /// The same as values of a form, for a page that carries them on.
    public var values: [String: String] {
        var values = Dictionary(uniqueKeysWithValues: notes.map { (Self.notePrefix + $0, ConsentChoices.yes) })
        values[Self.openCaseField] = openCase?.rawValue
        values[Self.underEighteenField] = underEighteen?.rawValue
        return values
    }
}
