import Envelope
import Ledger
import Policies

/// A case as a line of the queue: what puts it in its place, and not a word of it.
struct QueueLine: Equatable {
    /// What this reviewer can do next, or what the case waits for.
    enum Step: UInt8, CaseIterable {
        case look, answer, comparePaper, choose, compare, redact, take, release, waitForReviewers, waitForWriter, ready,
            ended

        /// Whether it is this reviewer's turn.
        var isMine: Bool { rawValue < Self.release.rawValue }
    }

    /// A part of the queue, in the order in which they stand.
    enum Section: Int, CaseIterable {
        case worried, needsYou, held, ending, waiting, done

        var title: String {
            switch self {
            case .worried: "WORRIED ABOUT THEM"
            case .needsYou: "NEEDS YOU"
            case .held: "ON HOLD"
            case .ending: "CONSENT ENDS SOON"
            case .waiting: "WAITS FOR OTHERS"
            case .done: "DONE"
            }
        }
    }

    /// Days before the end of consent from which a case is said to end soon.
    static let endingDays = 30

    let caseID: CaseID
    let stage: CaseState.Stage
    let step: Step
    let received: Day?
    /// The day at whose start consent ends; nil for none.
    let ends: Day?
    /// From this day on the line must be read anew, since consent changes by itself.
    let changes: Day?
    let isWorried: Bool
    let isOpened: Bool
    let letters: Int
    /// Who has taken the case; empty for nobody.
    let holder: String

    /// Where it stands in the queue on a day.
    func section(on today: Day) -> Section {
        if step == .ended { return .done }
        if isWorried { return .worried }
        if stage == .held, step != .comparePaper { return .held }
        if step.isMine { return .needsYou }
        if endsSoon(on: today) { return .ending }
        return step == .ready ? .done : .waiting
    }

    func endsSoon(on today: Day) -> Bool { ends.map { $0 - today <= Self.endingDays } ?? false }

    /// What comes next, in as few letters as a narrow queue has room for.
    func word(on today: Day) -> String {
        let word =
            switch step {
            case .look: "look at it"
            case .answer: "letter came"
            case .choose: "two texts"
            case .compare: "compare"
            case .comparePaper: "check paper"
            case .redact: "redact"
            case .take: "new"
            case .release: "release?"
            case .waitForReviewers: stage == .held ? "on hold" : holder.isEmpty ? "others" : holder
            case .waitForWriter: "the writer"
            case .ready: "can go out"
            case .ended: stage.rawValue
            }
        return endsSoon(on: today) && step != .ended ? "\(word) ⏳" : word
    }

    /// What stands first in its part of the queue: turn, then the oldest.
    func precedes(_ other: QueueLine) -> Bool {
        let mine = (step.rawValue, received?.number ?? 0, caseID.hex)
        return mine < (other.step.rawValue, other.received?.number ?? 0, other.caseID.hex)
    }
}

extension QueueLine {
    /// Reads the line of a case for a reviewer.
    init(_ file: borrowing CaseFile, reviewer: Person, policies: PolicySet) {
        let state = file.state
        caseID = state.caseID
        stage = state.stage(policies.review)
        letters = Correspondence(file.counted).unanswered
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
