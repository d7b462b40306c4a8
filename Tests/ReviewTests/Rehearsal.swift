import Envelope
import Foundation
import Ledger
import Mailbox
import Policies
import Redaction
import Testing

@testable import Review

/// A desk without a terminal or a vault: keys go in, and what would be on the screen comes out.
///
/// The stories are invented.
struct Rehearsal: CustomStringConvertible {
    static let story = """
        Tyrell Banks hit me. I told Loretta Pruitt in Hammond.

        Tyrell called from 219-555-0147. Loretta cried, and Tyrell laughed.
        """

    var screen: DeskScreen
    private(set) var effects: [DeskEffect] = []
    private let policies: PolicySet
    var redaction: RedactionPolicy { policies.redaction }
    /// What the session finds in the text that would be approved.
    var warnings: [StandingWarning] = []
    private var text: String
    private var view: CaseView

    static let policyFolder =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Policies"

    init(
        _ text: String = story, columns: Int = 80, rows: Int = 24, edits: Consent.Edits = .shorten,
        notes: [String] = ["violence"], proposed: Manuscript? = nil, previous: Manuscript? = nil
    ) throws {
        policies = try PolicySet.load(folder: Self.policyFolder)
        self.text = text
        let today = Day(number: 20_000)
        screen = DeskScreen(
            person: "ana", today: today, size: Terminal.Size(columns: columns, rows: rows),
            letters: try LetterTemplates.load(
                folder: Self.policyFolder, codes: policies.form.languages, retention: policies.retention),
            languages: policies.form.languages)
        view = Self.view(edits: edits, notes: notes, proposed: proposed, previous: previous)
        _ = screen.receive(.read([view.line] + Self.others, unread: 0))
    }

    static let caseID = CaseID(unchecked: [UInt8](repeating: 0x3F, count: 16))

    static func line(
        _ byte: UInt8, _ step: QueueLine.Step, _ stage: CaseState.Stage = .unread, worried: Bool = false,
        ends: Int? = nil, holder: String = ""
    ) -> QueueLine {
        QueueLine(
            caseID: CaseID(unchecked: [UInt8](repeating: byte, count: 16)), stage: stage, step: step,
            received: Day(number: 19_990), ends: ends.map { Day(number: UInt32(20_000 + $0)) }, changes: nil,
            marks: QueueLine.Marks(worried ? [.worried] : []).union(step == .take ? [] : [.opened]),
            letters: step == .answer ? 1 : 0,
            holder: holder, language: "en", pages: 2)
    }

    static let others = [
        line(0x11, .waitForReviewers, .proposed, holder: "ben"), line(0x22, .release, .held),
        line(0x33, .ready, .approved),
        line(0x44, .ended, .withdrawn), line(0x55, .compare, .proposed, worried: true),
        line(0x66, .waitForWriter, ends: 9),
    ]

    static func view(
        edits: Consent.Edits, notes: [String], proposed: Manuscript?, previous: Manuscript?, showFirst: Bool = false
    ) -> CaseView {
        let consent = Consent(
            uses: [.website, .print], until: Day(number: 20_365), edits: edits, showFirst: showFirst,
            policy: Digest(unchecked: [UInt8](repeating: 1, count: 32)))
        let text = proposed.map {
            CaseView.Text(
                manuscript: $0, digest: Digest(unchecked: [UInt8](repeating: 0xAB, count: 32)), author: "ben",
                approvers: ["ben"],
                setAside: [], signOff: nil, previous: previous)
        }
        return CaseView(
            line: line(0x3F, proposed == nil ? .take : .compare, proposed == nil ? .unread : .proposed),
            consent: [Said(words: "May be used for   print, website")],
            history: ["2024-10-04  the survivor sent a story"], letters: [],
            terms: Terms(consent), answers: StoryAnswers(contentNotes: notes, language: "en"), hasWords: true,
            text: text,
            approvalsNeeded: 2, declineDay: Day(number: 20_030),
            acts: ReviewAct.all.filter { $0 != .giveBack && $0 != .comfort }.map {
                ActOffer(kind: $0, refusal: $0 == .release ? "It is not on hold." : nil)
            }, draftBy: nil)
    }

    /// Lets holds stand on the case, which this reviewer may release.
    mutating func hold(_ holds: [CaseState.Hold]) {
        (view.releasable, view.holds) = (holds, holds.count)
        view.acts = view.acts.map { ActOffer(kind: $0.kind, refusal: $0.kind == .release ? nil : $0.refusal) }
    }

    /// What the first pane says.
    mutating func say(_ lines: [Said]) { view.consent = lines }

    /// Presses keys one after another and carries out what the screen asks, as the session does.
    mutating func press(_ keys: Key...) throws { for key in keys { try take(screen.press(key)) } }

    /// Types letters as a person does.
    mutating func type(_ text: String) throws { for character in text { try press(.character(character)) } }

    private mutating func take(_ asked: [DeskEffect]) throws {
        var open = asked[...]
        while let effect = open.popFirst() {
            effects.append(effect)
            switch effect {
            case .open: open += screen.receive(.opened(view))
            case .reveal: open += screen.receive(.revealed(text))
            case .suggest:
                let plan = RedactionPlan(text)
                open += screen.receive(
                    .suggested(
                        RedactionDesk(
                            plan, policy: policies.redaction, language: StoryLanguage(plan.language, form: "en"),
                            stories: [], shuffles: false), nil))
            case .lookOut(let manuscript, _): open += screen.receive(.looked(warnings, manuscript))
            case .sign: open += screen.receive(.signed(view, note: "Signed."))
            case .save, .keepLetter, .reread, .leave, .name, .together, .keepReads, .tour: break
            }
        }
    }

    /// Opens the case and its story.
    mutating func openStory() throws {
        screen.queue.select(Self.caseID)
        try press(.enter, .character("3"), .enter)
    }

    /// What a person sees.
    var seen: [String] { screen.frame().text }
    var description: String { seen.joined(separator: "\n") }
    /// Whether a person can read these words, also over line ends of the right side.
    func sees(_ words: String) -> Bool {
        let right = seen.map { $0.split(separator: "│").last.map(String.init) ?? $0 }.joined(separator: " ")
        let text = right.split(separator: " ").joined(separator: " ")
        return seen.contains { $0.contains(words) } || text.contains(words)
    }
    var signed: [DeskAct] { effects.compactMap { if case .sign(let act, _) = $0 { act } else { nil } } }
    /// What was saved last of the work.
    var saved: DeskWork? { effects.lazy.compactMap { if case .save(let work, _) = $0 { work } else { nil } }.last }
    var saves: Int { effects.count { if case .save = $0 { true } else { false } } }
}
