import Custody
import Envelope
import Ledger
import Policies
import Unsealing

extension QueueLine {
    /// Reads the line of a case for a reviewer.
    init(_ file: borrowing CaseFile, reviewer: Person, policies: PolicySet) {
        let state = file.state
        caseID = state.caseID
        stage = state.stage(policies.review)
        letters = Correspondence(file.entries).unanswered
        isWorried = !state.safetyMarks.isEmpty
        isOpened = state.isOpened
        received = file.received
        ends = state.terms?.until
        holder = state.claimants.filter { $0 != reviewer }.map(\.name).joined(separator: ", ")
        // Consent ends, or a wider one begins, without anybody signing; so does a claim, whose days policy says.
        let claimEnd = state.claimants.isEmpty ? nil : file.today + 1
        changes = [ends, state.coming?.from, claimEnd].compactMap { $0 }.filter { $0 > file.today }.min()
        step = Self.step(
            state, stage, reviewer, policies.review, letters: letters,
            hasPaper: Transcript.awaits(reviewer, in: file))
    }

    private static func step(
        _ state: CaseState, _ stage: CaseState.Stage, _ reviewer: Person, _ review: ReviewPolicy, letters: Int,
        hasPaper: Bool
    ) -> Step {
        let acts = state.acts(of: reviewer, review)
        switch stage {
        case .withdrawn, .declined, .retracted: return .ended
        case .damaged: return .look
        default: break
        }
        if state.recused.contains(reviewer) { return .waitForReviewers }
        if letters > 0 { return .answer }
        // Nothing else of the case goes on before somebody else than the typist has looked at the paper.
        if hasPaper { return .comparePaper }
        let wantsChanges = state.candidate?.signOff == .changes || state.candidate?.signOff == .refused
        switch stage {
        case .held: return acts.contains(.release) ? .release : .waitForReviewers
        case .conflict: return .choose
        case .unread:
            if !state.isOpened {
                return state.claimants.isEmpty || state.claimants.contains(reviewer) ? .take : .waitForReviewers
            }
            guard acts.contains(.propose) else { return .waitForWriter }
            return state.claimants.isEmpty || state.claimants.contains(reviewer) ? .redact : .waitForReviewers
        case .proposed:
            if wantsChanges { return .redact }
            return acts.contains(.approve) ? .compare : .waitForReviewers
        default:
            guard state.terms?.showFirst == true, state.candidate?.signOff != .agreed else { return .ready }
            return wantsChanges ? .redact : .waitForWriter
        }
    }
}
