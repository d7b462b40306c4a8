import Envelope
import Ledger
import Policies
import Redaction

extension DeskScreen {
    /// Begins an act: asks what it needs, then shows its summary.
    mutating func begin(_ key: Character) -> [DeskEffect] {
        guard let offer = file?.view.offer(of: key) else { return [] }
        // What a text still needs is gone to, and not only said.
        if let refusal = offer.kind == .propose ? offer.refusal : refusal(of: offer) { return nothing(refusal) }
        switch offer.kind {
        case .propose: propose()
        case .approve: return approve()
        case .letter: beginLetter()
        case .release: beginRelease()
        case let kind where kind.question != nil: modal = .field(.reason(kind), TextField())
        case let kind: summarize(.simple(kind, reason: ""))
        }
        return []
    }

    /// Why an act cannot be done now: by how the case stands, or by how far the work on it is; nil where it can.
    func refusal(of offer: ActOffer) -> String? {
        if let refusal = offer.refusal { return refusal }
        switch offer.kind {
        case .propose:
            guard let work = file?.work else { return "Open the story first: pane 3." }
            return work.isUnfinished?.words
        // A hold is weighed by who has read, this evening, what it is for.
        case .release:
            return file?.isRevealed == true || file?.view.hasWords == false
                ? nil : "Read the story first: pane 3. Then each hold is shown."
        case .approve: return file?.story == nil ? "Read the story and the text first: panes 3 and 5." : nil
        default: return nil
        }
    }

    mutating func summarize(_ act: DeskAct, warned: [StandingWarning] = []) {
        guard let view = file?.view else { return }
        let leftIn = act.kind == .propose || act.kind == .approve ? file?.work?.leftIn ?? [] : []
        let summary = ActSummary(act, view, leftIn: leftIn, warned: warned)
        let facts = summary.facts.map { fact in
            let room = String(repeating: " ", count: max(1, 7 - fact.label.count))
            let lines = fact.words.split(separator: "\n", omittingEmptySubsequences: false)
            return TextScroll.Line(
                text: fact.label + room + lines.joined(separator: "\n       "),
                style: ActSummary.meaning(of: fact.label).style)
        }
        modal = .summary(summary, TextField(longest: 40), TextScroll(facts, indent: 7))
    }

    private mutating func propose() {
        guard let work = file?.work, let view = file?.view, let terms = view.terms else {
            note = "Open the story first: pane 3."
            return
        }
        let text: ReviewedText
        do throws(ReviewedText.Flaw) {
            text = try work.reviewed(notes: view.answers?.contentNotes ?? [], terms)
        } catch {
            note = error.words
            if let entity = error.entity {
                file?.pane = .found
                file?.work?.select(entity)
            }
            return
        }
        if !work.language.isChecked, file?.story?.isReadToEnd != true {
            file?.pane = .story
            note = "Not checked by machine, so a person must: read the story to its end (pane 3), then P."
            return
        }
        file?.isWorking = true
        if isRead(text.manuscript) { summarize(.propose(text)) }
    }

    private mutating func approve() -> [DeskEffect] {
        guard let text = file?.view.text, let story = file?.story, let caseID = file?.view.caseID else {
            return nothing("Read the story and the text first: panes 3 and 5.")
        }
        if file?.isWorking == true {
            // What is on the screen must be what is signed.
            file?.isWorking = false
            file?.refreshText()
            file?.pane = .text
            return nothing(
                "This is the text that is put forward. Your own changes are kept; read this to its end, then A.")
        }
        if StoryLanguage.needsReader(text.manuscript, of: story.text), !story.isReadToEnd {
            file?.pane = .story
            return nothing("Not checked by machine, so a person must: read the story to its end (pane 3), then A.")
        }
        return isRead(text.manuscript) ? [.lookOut(text.digest, caseID)] : []
    }

    /// Whether the text that would be signed, and no other, was on the screen to its last line; if not, it is shown.
    private mutating func isRead(_ manuscript: Manuscript) -> Bool {
        file?.refreshText()
        if file?.compare?.isComplete == true, file?.compare?.manuscript == manuscript { return true }
        file?.pane = .text
        note = "Read it to its end first, as it would be published; then press the same key again."
        return false
    }
}
