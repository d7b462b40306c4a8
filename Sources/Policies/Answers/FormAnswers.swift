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

/// What a survivor lets be done with a story: asked on the web and on paper when it is sent, and again when they come back to
/// change it.
public struct ConsentChoices: Sendable, Equatable {
    /// The most Unicode scalars of a name: a field's `maxlength` counts no fewer.
    public static let longestName = 80

    /// What a ticked box says.
    public static let yes = StoryAnswers.Answer.yes.rawValue

    public static let usePrefix = "use-"
    public static let termField = "term"
    public static let creditField = "credit"
    public static let editsField = "edits"
    public static let showFirstField = "show-first"
    /// The questions with one answer.
    public static let singleFields: Set<String> = [termField, editsField, showFirstField]

    /// The boxes that were ticked; none is ticked before.
    public let uses: Set<Use>
    public let term: Consent.Term
    /// The name to publish under, without white space around it; empty for none.
    public let credit: String
    public let edits: Consent.Edits
    public let showFirst: Bool

    /// What counts where nothing is chosen.
    public static func untouched(_ policy: ConsentPolicy) -> ConsentChoices {
        ConsentChoices(uses: [], term: policy.terms[0], credit: "", edits: policy.edits[0], showFirst: true)
    }

    public init(uses: Set<Use>, term: Consent.Term, credit: String, edits: Consent.Edits, showFirst: Bool) {
        self.uses = uses
        self.term = term
        self.credit = credit
        self.edits = edits
        self.showFirst = showFirst
    }

    /// The choices of a form's values.
    ///
    /// What is absent is what policy says for it; above all, the text is shown first unless the
    /// survivor said that it need not be. A name that is too long is kept, so that it can be shown again: see `isNameTooLong`.
    /// - Returns: nil for a value that our form does not send.
    public init?(of values: [String: String], policy: ConsentPolicy) {
        var uses: Set<Use> = []
        for use in policy.uses {
            guard let value = values[Self.usePrefix + use.rawValue] else { continue }
            guard value == Self.yes else { return nil }
            uses.insert(use)
        }
        let first = Self.untouched(policy)
        guard case .some(let term) = Self.choice(values[Self.termField], among: policy.terms),
            case .some(let edits) = Self.choice(values[Self.editsField], among: policy.edits),
            case .some(let showFirst) = Self.choice(
                values[Self.showFirstField], among: [StoryAnswers.Answer.yes, .no])
        else { return nil }
        self.init(
            uses: uses, term: term ?? first.term, credit: Self.name(values[Self.creditField] ?? ""),
            edits: edits ?? first.edits, showFirst: showFirst != .no)
    }

    /// The names of the fields of a form that asks for these choices.
    public static func names(_ policy: ConsentPolicy) -> Set<String> {
        Set(policy.uses.map { usePrefix + $0.rawValue } + [termField, creditField, editsField, showFirstField])
    }

    public var isNameTooLong: Bool { credit.unicodeScalars.count > Self.longestName }

    /// The consent of someone who made these choices on `day`.
    ///
    /// - Parameters:
    ///   - day: the day of the choice; the term is counted from it.
    ///   - policy: the policy that the choices were offered under; the consent names its digest.
    ///   - holds: what in the answers holds the story until a second person releases it.
    ///   - replaces: the digests of the consents whose place it takes; empty for the first.
    ///   - channel: whether the consent came on the web or on paper.
    public func consent(
        on day: Day, policy: ConsentPolicy, holds: Set<Consent.Hold> = [], replaces: [Digest] = [],
        channel: Channel = .web
    ) -> Consent {
        Consent(
            uses: uses, until: term.end(from: day), credit: credit, edits: edits, showFirst: showFirst, holds: holds,
            policy: policy.digest, replaces: replaces, channel: channel)
    }

    /// The same as values of a form, for a page that carries them on.
    public var values: [String: String] {
        var values = Dictionary(uniqueKeysWithValues: uses.map { (Self.usePrefix + $0.rawValue, Self.yes) })
        values[Self.termField] = term.rawValue
        values[Self.creditField] = credit
        values[Self.editsField] = edits.rawValue
        values[Self.showFirstField] = (showFirst ? StoryAnswers.Answer.yes : .no).rawValue
        return values
    }

    /// One of `choices`; `.some(nil)` if nothing was chosen, nil for a value that is none of them.
    public static func choice<Choice: RawRepresentable<String>>(
        _ value: String?, among choices: [Choice]
    ) -> Choice?? {
        guard let value else { return .some(nil) }
        return choices.first { $0.rawValue == value }.map { .some($0) }
    }

    /// A name on one line, without what controls a terminal or turns text around: signs that nobody types.
    private static func name(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !scalar.properties.isBidiControl {
            plain.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(plain).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
