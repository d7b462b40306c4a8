import Envelope
import Ledger

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
