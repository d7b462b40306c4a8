import Envelope
import Ledger
import Mailbox
import Opening
import Policies

/// What a visit puts onto a page, opened only while it is written.
extension Visit {
    /// The words of a letter, for their mark.
    borrowing func append(_ letter: SurvivorCase.Item, to words: inout PageWords) {
        if (try? survivor.open(letter.sealed).withField("text") { words.append($0) }) == nil { words.append(Span()) }
    }

    /// Title, text and name of a text, for their three marks.
    borrowing func append(manuscript text: SurvivorCase.Item, to words: inout PageWords) {
        let opened = try? survivor.open(text.sealed)
        for field in ["title", "text", "credit"] {
            if opened?.withManuscriptField(field, { words.append($0) }) == nil { words.append(Span()) }
        }
    }

    /// Whether a text would stand under a name.
    borrowing func hasName(_ text: SurvivorCase.Item) -> Bool {
        (try? survivor.open(text.sealed).withManuscriptField("credit") { !$0.isEmpty }) ?? false
    }
}

/// The choices that hold, and those that take their place.
extension Visit {
    /// What holds today, as a form shows it; what waits to take effect is not in it, since it may be somebody else's.
    borrowing func choices(_ policy: ConsentPolicy) -> ConsentChoices {
        guard let terms = view.consents.terms(of: view.consents.heads) else { return .untouched(policy) }
        return ConsentChoices(
            uses: terms.uses, term: term(until: terms.until), credit: terms.credit, edits: terms.edits,
            showFirst: terms.showFirst)
    }

    /// The shortest term that would last until then, from today.
    private borrowing func term(until: Day?) -> Consent.Term {
        guard let until else { return .untilStopped }
        return Consent.Term.allCases.sorted().first { term in term.end(from: day).map { $0 >= until } ?? true }
            ?? .untilStopped
    }

    /// The consent of what was chosen, which takes the place of those in force.
    ///
    /// A term that was not touched ends on the day it did before, unless that day is over; one that is paused keeps its day.
    borrowing func consent(_ chosen: ConsentChoices, before: ConsentChoices, _ policy: ConsentPolicy) -> Consent {
        let heads = view.consents.heads
        let fresh = chosen.consent(on: day, policy: policy, replaces: heads)
        let end = view.consents.terms(of: heads)?.until
        guard chosen.term == before.term, let end, end > day || chosen.uses.isEmpty else { return fresh }
        return Consent(
            uses: fresh.uses, until: end, credit: fresh.credit, edits: fresh.edits, showFirst: fresh.showFirst,
            policy: fresh.policy, replaces: heads)
    }
}
