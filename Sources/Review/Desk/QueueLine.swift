import Envelope
import Ledger
import Policies
import Warnings

/// A case as a line of the queue: what puts it in its place and what a person needs to choose it, and not a word of its story.
struct QueueLine: Equatable {
    /// What this reviewer can do next, or what the case waits for; whose turn it is in the order in which it is to be done.
    enum Step: UInt8, CaseIterable {
        case look, answer, change, choose, comparePaper, compare, redact, take, release, waitForReviewers,
            waitForWriter,
            ready, ended

        /// Whether it is this reviewer's turn.
        var isMine: Bool { rawValue < Self.release.rawValue }
    }

    /// A part of the queue, in the order in which they stand.
    enum Section: Int, CaseIterable {
        case worried, care, needsYou, held, ending, waiting, done

        var title: String {
            switch self {
            case .worried: "WORRIED ABOUT THEM"
            case .care: "READ WITH CARE"
            case .needsYou: "NEEDS YOU"
            case .held: "ON HOLD"
            case .ending: "CONSENT ENDS SOON"
            case .waiting: "WAITS FOR OTHERS"
            case .done: "DONE"
            }
        }

        /// Whether its cases stand there whatever else is left out: nobody who may be in danger is hidden by a choice.
        var isAlwaysShown: Bool { self == .worried || self == .care }
    }

    /// What may be so of a case beside its step.
    struct Marks: OptionSet, Hashable {
        let rawValue: UInt8
        static let worried = Marks(rawValue: 1)
        /// A reviewer opened the story.
        static let opened = Marks(rawValue: 2)
        static let under18 = Marks(rawValue: 4)
        static let openCase = Marks(rawValue: 8)
        /// The words may ask us not to reach somebody.
        static let plea = Marks(rawValue: 16)
        /// They said yes to the text that stands.
        static let agreed = Marks(rawValue: 32)
        /// A reviewer has read the story, or there are no words to read.
        static let read = Marks(rawValue: 64)
        /// It came by post, and nobody has compared it with the paper after whoever typed it.
        static let paper = Marks(rawValue: 128)
    }

    /// Days before the end of consent from which a case is said to end soon.
    static let endingDays = 30

    let caseID: CaseID
    let stage: CaseState.Stage
    let step: Step
    var received: Day?
    /// The day at whose start consent ends; nil for none.
    var ends: Day?
    /// From this day on the line must be read anew, since consent changes by itself.
    var changes: Day?
    var marks: Marks = []
    var letters = 0
    /// Who has taken the case; empty for nobody.
    var holder = ""
    /// The language of the form, such as `es`; empty where there is no story.
    var language = ""
    /// 0 where there are no words.
    var pages = 0
    /// Warnings about the text that is put forward, which nobody answered.
    var warnings = 0
    /// What the writer says that the story speaks of.
    var notes: [String] = []
    /// How many approvals of the text count.
    var approvals = 0
    /// What the writer allows today.
    var uses: Set<Use> = []
    /// What the team calls the case; empty for nothing.
    var name = ""
    /// The title of the text that is put forward; empty where there is none.
    var title = ""

    var isWorried: Bool { marks.contains(.worried) }
    var isOpened: Bool { marks.contains(.opened) }

    /// Why it cannot be declined as spam, with others or unread: somebody may be in danger, or waits for an answer.
    var noSpam: String? {
        if !title.isEmpty { return Self.isWorkedOn }
        if !marks.isDisjoint(with: [.worried, .under18, .plea]) {
            return "its writer may be in danger or under 18, or asks not to be contacted"
        }
        return letters > 0 ? "its writer wrote to you" : nil
    }

    static let isWorkedOn = "a text of this story is put forward, so somebody did not think that it is spam"

    /// Where it stands in the queue on a day.
    func section(on today: Day) -> Section {
        if step == .ended { return .done }
        if isWorried { return .worried }
        // As long as somebody here has to read or decide something of theirs.
        if !marks.isDisjoint(with: [.under18, .plea]), step.isMine || step == .release || !isOpened { return .care }
        if step.isMine { return .needsYou }
        if stage == .held { return .held }
        if endsSoon(on: today) { return .ending }
        return step == .ready ? .done : .waiting
    }

    func endsSoon(on today: Day) -> Bool { ends.map { $0 - today <= Self.endingDays } ?? false }

    /// What stands first in its part of the queue: turn, then what one can read, then the oldest.
    ///
    /// - Parameter reads: the languages that this reviewer reads; empty for all.
    func precedes(_ other: QueueLine, reads: Set<String> = []) -> Bool {
        (rank(reads), caseID) < (other.rank(reads), other.caseID)
    }

    /// The lines in the order of the full-screen desk, part by part.
    static func sorted(_ lines: [QueueLine], on today: Day, reads: Set<String>) -> [QueueLine] {
        // Each is asked once where it stands: with many that takes longer than to sort them.
        let places = lines.indices.map { index in
            (UInt64(lines[index].section(on: today).rawValue) << 48 | lines[index].rank(reads), index)
        }
        return places.sorted { ($0.0, lines[$0.1].caseID) < ($1.0, lines[$1.1].caseID) }.map { lines[$0.1] }
    }

    /// All but the case in one number of 43 bits: what goes first has the lower one.
    private func rank(_ reads: Set<String>) -> UInt64 {
        let late = UInt64(isReadable(reads) ? 0 : 1) << 34 | UInt64(marks.contains(.agreed) ? 0 : 1) << 33
        return UInt64(step.rawValue) << 35 | late | UInt64(received?.number ?? 0) << 1 | (stage == .held ? 1 : 0)
    }

    /// Whether it is in a language that this reviewer reads.
    func isReadable(_ reads: Set<String>) -> Bool { reads.isEmpty || language.isEmpty || reads.contains(language) }
}

extension QueueLine {
    /// Reads the line of a case for the reviewer at a desk.
    init(_ file: borrowing CaseFile, at desk: borrowing Desk) throws {
        let (state, reviewer, review) = (file.state, desk.me, desk.policies.review)
        caseID = state.caseID
        stage = state.stage(review)
        let isGone = state.isWithdrawn || state.isDeclined
        letters = Correspondence(file.counted).unansweredLetters
        received = file.received
        ends = state.terms?.until
        holder = Self.clip(state.claimants.filter { $0 != reviewer }.map(\.name).joined(separator: ", "), 80)
        // Consent ends, or a wider one begins, without anybody signing; so does a claim, whose days policy says.
        let claimEnd = state.claimants.isEmpty ? nil : file.today + 1
        changes = [ends, state.coming?.from, claimEnd].compactMap { $0 }.filter { $0 > file.today }.min()
        step = Self.step(
            state, stage, reviewer, review, letters: letters, hasPaper: Transcript.awaits(reviewer, in: file))
        marks = state.safetyMarks.isEmpty ? [] : .worried
        if state.isOpened { marks.insert(.opened) }
        if state.wasRead || state.stories.isEmpty { marks.insert(.read) }
        if state.awaitsTranscription { marks.insert(.paper) }
        approvals = state.candidate?.approvers.count ?? 0
        uses = state.terms?.uses ?? []
        guard !isGone else { return }
        let length = CaseLength(file)
        pages = length.pages
        if length.hasPlea { marks.insert(.plea) }
        if let answers = file.answers {
            language = Self.clip(answers.language, 35)
            notes = answers.contentNotes.prefix(20).map { Self.clip($0, 40) }
            // The hold that the form sets says the same, also where the story cannot be opened.
            if answers.underEighteen == .yes { marks.insert(.under18) }
            if answers.openCase == .yes { marks.insert(.openCase) }
        }
        if state.holds.contains(where: { $0.reason == Consent.Hold.underEighteen.rawValue }) { marks.insert(.under18) }
        if state.holds.contains(where: { $0.reason == Consent.Hold.openCase.rawValue }) { marks.insert(.openCase) }
        if let candidate = state.candidate {
            title = Self.clip(candidate.proposal.manuscript.title, 80)
            if candidate.signOff == .agreed { marks.insert(.agreed) }
            if stage == .proposed { warnings = desk.openWarnings(about: candidate, of: caseID) }
        }
        name = Self.clip(try desk.shortName(in: file), ShortName.longest)
    }

    /// As much of a text as a row could show: what comes from elsewhere may be of any length.
    private static func clip(_ text: String, _ longest: Int) -> String {
        let clipped = String(text.prefix(longest))
        return clipped.utf8.count <= 255 ? clipped : String(clipped.unicodeScalars.prefix(63))
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
        if state.candidate?.signOff == .changes || state.candidate?.signOff == .refused { return .change }
        // Nothing else of the case goes on before somebody else than the typist has looked at the paper.
        if hasPaper { return .comparePaper }
        let isMine = state.claimants.isEmpty || state.claimants.contains(reviewer)
        switch stage {
        case .held:
            // A hold is weighed by who knows the story: nobody is asked to release what nobody has read.
            guard state.wasRead || state.stories.isEmpty else {
                return isMine && !state.awaitsTranscription ? .take : .waitForReviewers
            }
            return acts.contains(.release) ? .release : .waitForReviewers
        case .conflict: return .choose
        case .unread:
            if !state.isOpened { return isMine ? .take : .waitForReviewers }
            guard acts.contains(.propose) else { return .waitForWriter }
            return isMine ? .redact : .waitForReviewers
        case .proposed:
            return acts.contains(.approve) ? .compare : .waitForReviewers
        default:
            guard state.terms?.showFirst == true, state.candidate?.signOff != .agreed else { return .ready }
            return .waitForWriter
        }
    }
}

extension CaseState {
    /// Whether a reviewer has read the story: it was opened, or a text of it is put forward.
    var wasRead: Bool { isOpened || !candidates.isEmpty }
}

extension Desk {
    /// How many warnings stand against a text by itself, with the team's own list, that nobody answered.
    ///
    /// Beside the other cases it is looked at when somebody approves it.
    func openWarnings(about candidate: CaseState.Candidate, of caseID: CaseID) -> Int {
        let check = DisclosureCheck(list: policies.redaction.recognizers.flatMap(\.denyList).joined(separator: "\n"))
        let manuscript = candidate.proposal.manuscript
        // What was put in matters beside other texts only.
        let found = check.warnings(
            about: check.look(
                at: manuscript.title + "\n" + manuscript.text, id: caseID.short, manuscript: candidate.manuscript))
        return found.count { !candidate.overridden.contains($0.digest) }
    }
}
