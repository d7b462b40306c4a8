import Envelope
import Ledger
import Redaction

/// A text that went through the gate, to its last byte: the only thing of which a proposal is made.
struct ReviewedText: Equatable {
    /// Why a text cannot be proposed; it names numbers, never words.
    enum Flaw: Error, Equatable {
        /// A decision cannot be carried out in this story.
        case failedEdit
        /// The survivor asked that the text stay as it is.
        case mayNotChange
        /// These entities are not decided.
        case undecided([Int])
        case noTitle
        case titleTooLong
        /// Nobody said in which language it is.
        case noLanguage
        /// This was taken out and still stands.
        case remains([Remaining])
    }

    // Only this file can set these, so there is no text past the gate and none that was changed behind it
    // (`a proposal past the gate does not compile`).

    /// What would be published.
    private(set) var manuscript: Manuscript
    /// What the survivor allowed when it was made.
    private(set) var terms: Terms
    /// At how many places something was taken out.
    private(set) var replacements: Int
    /// For each edit, at how many places it matched.
    private(set) var matches: [Int]
    /// Where the stand-ins are in its text, in code points.
    private(set) var places: [Range<Int>]
    /// Entities, or edits, that still stand with an s at their end.
    ///
    /// "Marks" may be Mark's or another word. Only a person can tell, so it is shown and stops nothing.
    private(set) var doubtful: [Int]

    /// Carries out a draft and looks at what comes out of it.
    ///
    /// - Parameters:
    ///   - language: the tag of the language in which it is.
    ///   - notes: what the story speaks of, for readers.
    ///   - terms: what the survivor allows.
    ///   - changed: the line that says that something was replaced; it stands at the end, and so in every export.
    /// - Throws: the first flaw.
    init(
        _ draft: RedactionDraft, title: String, language: String?, notes: [String], terms: Terms, changed: String? = nil
    ) throws(Flaw) {
        guard terms.edits != .asIs || draft.edits.isEmpty else { throw .mayNotChange }
        let redacted = draft.apply()
        let remaining = RedactionGate(draft).remaining(in: redacted.text, title: title)
        let undecided = remaining.filter { $0.form == .undecided }.map(\.item)
        guard undecided.isEmpty else { throw .undecided(undecided) }
        guard title.contains(where: { !$0.isWhitespace }) else { throw .noTitle }
        guard title.count <= RedactionScript.maximumTitleLength else { throw .titleTooLong }
        guard let language else { throw .noLanguage }
        let certain = remaining.filter { $0.form != .withS }
        guard certain.isEmpty else { throw .remains(certain) }
        manuscript = Manuscript(
            title: title, text: redacted.text(ending: changed), language: language, contentNotes: notes,
            credit: terms.credit)
        self.terms = terms
        replacements = redacted.replacements
        matches = redacted.matches
        places = redacted.places
        doubtful = Set(remaining.map(\.item)).sorted()
    }
}

extension RedactedText {
    /// The text with a line at its end that says that something was replaced, if something was.
    func text(ending changed: String?) -> String {
        guard let changed, replacements > 0 else { return text }
        let end = text.reversed().prefix { $0.isNewline || $0.isWhitespace }.count
        return "\(text.dropLast(end))\n\n\(changed)\n"
    }
}
