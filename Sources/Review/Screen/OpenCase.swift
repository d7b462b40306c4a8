import Envelope
import Ledger
import Redaction

/// What stands on the right of the desk.
enum Pane: Int, CaseIterable {
    case consent = 1, history, story, found, text, letters

    var title: String {
        switch self {
        case .consent: "Consent"
        case .history: "History"
        case .story: "Story"
        case .found: "Found"
        case .text: "Text"
        case .letters: "Letters"
        }
    }

    /// The pane so many places on, round and round.
    func after(_ places: Int) -> Pane { Pane(rawValue: (rawValue - 1 + places) % Self.allCases.count + 1) ?? .consent }
}

/// A case that is open: what it says, and the work on it.
struct OpenCase {
    private(set) var view: CaseView
    var pane = Pane.consent
    var consent: TextScroll
    var history: TextScroll
    var letters: TextScroll
    var story: StoryPane?
    var work: RedactionDesk?
    /// Whose saved work was taken up.
    var workBy: String?
    var compare: ComparePane?
    /// In the text pane: whether the text before it stands beside it, and not the story.
    var showsPrevious = false
    /// In the found pane: whether the text is seen as it will read, and not the story.
    var showsReading = false
    private(set) var reading: StoryPane?
    /// The letter that was begun, as it is kept; nil while none is.
    var letterDraft: String?
    /// The words of the letter in hand that need no keeping: those it began with, or those that were kept last.
    var letterKept = ""
    /// Whether the person went on after the content notes.
    var isRevealed = false

    // As wide as the labels of `CaseView.consentLines`: what is longer goes on beside its label.
    private static let consentLabel = 18

    init(_ view: CaseView) {
        self.view = view
        letterDraft = view.letterDraft
        (consent, history, letters) = Self.scrolls(view)
    }

    /// Takes in how the case stands now; the words and the work stay.
    mutating func update(_ view: CaseView) {
        let isOtherText = view.text != self.view.text
        self.view = view
        letterDraft = view.letterDraft
        (consent, history, letters) = Self.scrolls(view)
        if !view.hasWords { (story, work, compare, reading, isRevealed) = (nil, nil, nil, nil, false) }
        if isOtherText { (compare, isWorking) = (nil, false) }
    }

    private static func scrolls(_ view: CaseView) -> (TextScroll, TextScroll, TextScroll) {
        (
            TextScroll(
                view.consent.map { TextScroll.Line(text: $0.words, style: $0.meaning.style) }, indent: consentLabel),
            TextScroll(view.history.joined(separator: "\n")),
            view.letters.isEmpty ? TextScroll("No letters yet. L writes one.") : TextScroll(letters(view.letters))
        )
    }

    /// Each letter under a line that says who wrote it, and when.
    private static func letters(_ items: [Correspondence.Item]) -> [TextScroll.Line] {
        items.enumerated().flatMap { index, item in
            let style: Style = item.isBySurvivor ? [.bold, .calm] : .bold
            return (index == 0 ? [] : [TextScroll.Line(text: "\n* * *\n", style: .dim)]) + [
                TextScroll.Line(text: item.heading, style: style), TextScroll.Line(text: "\n\(item.text)"),
            ]
        }
    }

    /// Whether the text pane shows this reviewer's own work, and not the text that is put forward.
    var showsWork: Bool { view.text == nil || isWorking }
    /// Whether something was changed since the text was put forward.
    var isWorking = false

    /// The text that the work adds up to now; nil if a decision cannot be carried out.
    private func manuscript(_ work: RedactionDesk) -> Manuscript? {
        guard let planned = work.planned else { return nil }
        return Manuscript(
            title: work.title.isEmpty ? "(no title yet)" : work.title,
            text: planned.redacted.text(ending: work.changedLine),
            language: work.language.tag ?? "und",
            contentNotes: view.answers?.contentNotes ?? [], credit: view.terms?.credit ?? "")
    }

    /// Makes the text pane anew where what it shows has changed.
    mutating func refreshText() {
        guard isRevealed, let story else { return compare = nil }
        if showsWork {
            guard let work, let manuscript = manuscript(work) else { return compare = nil }
            if compare?.manuscript != manuscript { compare = ComparePane(manuscript, beside: story.text) }
            compare?.mark(work.planned?.standIns ?? [])
        } else if let text = view.text {
            guard compare?.manuscript != text.manuscript else { return }
            compare = ComparePane(text.manuscript, beside: showsPrevious ? text.previous?.text ?? "" : story.text)
        }
    }

    /// Fits the panes into a place.
    ///
    /// - Parameters:
    ///   - consentRows: those of the first pane that are left beside the gate.
    ///   - foundRows: the rows for the story below what was found.
    mutating func lay(columns: Int, rows: Int, consentRows: Int, foundRows: Int) {
        switch pane {
        case .consent: consent.lay(columns: columns, rows: consentRows)
        case .history: history.lay(columns: columns, rows: rows)
        case .letters: letters.lay(columns: columns, rows: rows)
        case .story: story?.lay(columns: min(columns, 80), rows: rows, counts: true)
        case .found:
            // Beside the list the story is only looked into: that is no reading.
            story?.lay(columns: min(columns, 80), rows: foundRows, counts: false)
            if let place = work?.place { story?.show(place.range.lowerBound, counts: false) }
            guard showsReading, let work, let text = work.planned?.redacted.text else { return }
            if reading?.text != text { reading = StoryPane(text) }
            reading?.lay(columns: min(columns, 80), rows: foundRows, counts: false)
            if let place = work.placeInReading { reading?.show(place.lowerBound, counts: false) }
        case .text:
            // Made when it is looked at, and not at each step of the work.
            refreshText()
            compare?.lay(columns: columns, rows: rows)
        }
    }
}
