import Envelope
import Policies

/// What a survivor lets be done with a story: asked when it is sent, and again when they come back to change it.
struct ConsentChoices: Sendable, Equatable {
    /// The most Unicode scalars of a name: a field's `maxlength` counts no fewer.
    static let longestName = 80

    /// What a ticked box says.
    static let yes = StoryAnswers.Answer.yes.rawValue

    static let usePrefix = "use-"
    static let termField = "term"
    static let creditField = "credit"
    static let editsField = "edits"
    static let showFirstField = "show-first"

    /// The boxes that were ticked; none is ticked before.
    let uses: Set<Use>
    let term: Consent.Term
    /// The name to publish under, without white space around it; empty for none.
    let credit: String
    let edits: Consent.Edits
    let showFirst: Bool

    /// What stands in the form before anything is chosen.
    static func untouched(_ policy: ConsentPolicy) -> ConsentChoices {
        ConsentChoices(uses: [], term: policy.terms[0], credit: "", edits: policy.edits[0], showFirst: true)
    }

    init(uses: Set<Use>, term: Consent.Term, credit: String, edits: Consent.Edits, showFirst: Bool) {
        self.uses = uses
        self.term = term
        self.credit = credit
        self.edits = edits
        self.showFirst = showFirst
    }

    /// The choices of a form's values.
    ///
    /// What is absent is what the form shows before anything is chosen; above all, the text is shown first unless the
    /// survivor said that it need not be. A name that is too long is kept, so that it can be shown again: see `isNameTooLong`.
    /// - Throws: `FormError.malformed` for a value that our form does not send.
    init(_ values: [String: String], policy: ConsentPolicy) throws(FormError) {
        var uses: Set<Use> = []
        for use in policy.uses {
            guard let value = values[Self.usePrefix + use.rawValue] else { continue }
            guard value == Self.yes else { throw .malformed }
            uses.insert(use)
        }
        let first = Self.untouched(policy)
        self.init(
            uses: uses, term: try Self.choice(values[Self.termField], of: policy.terms) ?? first.term,
            credit: Self.name(values[Self.creditField] ?? ""),
            edits: try Self.choice(values[Self.editsField], of: policy.edits) ?? first.edits,
            showFirst: try Self.choice(values[Self.showFirstField], of: [StoryAnswers.Answer.yes, .no]) != .no)
    }

    /// The names of the fields of a form that asks for these choices.
    static func names(_ policy: ConsentPolicy) -> Set<String> {
        Set(policy.uses.map { usePrefix + $0.rawValue } + [termField, creditField, editsField, showFirstField])
    }

    var isNameTooLong: Bool { credit.unicodeScalars.count > Self.longestName }

    /// The consent of someone who chose this on `day`, and which holds `holds`.
    ///
    /// - Parameter replaces: the consents that it takes the place of; empty for the first.
    func consent(
        on day: Day, policy: ConsentPolicy, holds: Set<Consent.Hold> = [], replaces: [Digest] = []
    ) -> Consent {
        Consent(
            uses: uses, until: term.end(from: day), credit: credit, edits: edits, showFirst: showFirst, holds: holds,
            policy: policy.digest, replaces: replaces)
    }

    /// The same as values of a form, for a page that carries them on.
    var values: [String: String] {
        var values = Dictionary(uniqueKeysWithValues: uses.map { (Self.usePrefix + $0.rawValue, Self.yes) })
        values[Self.termField] = term.rawValue
        values[Self.creditField] = credit
        values[Self.editsField] = edits.rawValue
        values[Self.showFirstField] = (showFirst ? StoryAnswers.Answer.yes : .no).rawValue
        return values
    }

    /// One of `choices`; nil if nothing was chosen.
    static func choice<Choice: RawRepresentable<String>>(
        _ value: String?, of choices: [Choice]
    ) throws(FormError) -> Choice? {
        guard let value else { return nil }
        guard let choice = choices.first(where: { $0.rawValue == value }) else { throw .malformed }
        return choice
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
