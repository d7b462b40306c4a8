import Envelope
import Ledger
import Policies

/// A case in a few words: what an inbox shows, and what `--json` may hold.
///
/// Never a word of a story.
struct Summary: Encodable {
    let id: String
    let received: String
    let stage: CaseState.Stage
    let language: String
    let uses: [String]
    let until: String?
    let approvals: Int
    let approvalsNeeded: Int
    let approvers: [String]
    let manuscript: String?
    let holds: [String]
    /// Whether a reviewer is worried about the survivor: then the case stands first.
    let safety: Bool
    /// Who took the case into their hands.
    let claimants: [String]
    /// Who stepped aside.
    let recused: [String]
    /// Letters and answers of the survivor that no reviewer has written back to.
    let letters: Int
    let flaws: [String]
    /// Whether it came by post, and nobody has compared it with the paper after whoever typed it.
    let awaitsTranscription: Bool
    /// The days since it came, once nobody has opened it for as long as the policy says; else nil.
    let unopenedDays: Int?

    init(_ file: borrowing CaseFile, policies: PolicySet, today: Day = .today) {
        let state = file.state
        id = state.caseID.short
        let day = file.received
        received = day.map(\.description) ?? "-"
        language = file.answers?.language ?? "-"
        uses = policies.consent.uses.filter { state.terms?.uses.contains($0) == true }.map(\.rawValue)
        until = state.terms?.until?.description
        approvers = state.candidate?.approvers.map(\.name) ?? []
        approvals = approvers.count
        approvalsNeeded = policies.review.approvals
        manuscript = state.candidate.map { String($0.manuscript.hex.prefix(8)) }
        holds = state.holds.map(\.reason)
        safety = !state.safetyMarks.isEmpty
        claimants = state.claimants.map(\.name)
        recused = state.recused.map(\.name)
        letters = Correspondence(file.counted).unanswered
        flaws = state.flaws.map { "\($0.statement.hex.prefix(8)) \($0.sentence)" }
        stage = state.stage(policies.review)
        awaitsTranscription = state.awaitsTranscription
        let isOpen = state.isOpened || !state.candidates.isEmpty || state.isWithdrawn || state.isDeclined
        let days = isOpen ? nil : day.map { today - $0 }
        unopenedDays = days.flatMap { $0 >= policies.retention.unopenedNoticeDays ? $0 : nil }
    }
}
