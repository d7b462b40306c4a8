import Envelope
import Ledger

/// What the desk shows of an open case, copied out for the eye: no key, no way to act.
struct CaseView {
    /// A text that is put forward.
    struct Text: Equatable {
        let manuscript: Manuscript
        let digest: Digest
        let author: String
        let approvers: [String]
        let setAside: [String]
        let signOff: SignOff.Answer?
        /// What the survivor wrote with an answer to it that was no yes.
        var asked: [String] = []
        /// The one that was put forward before it; nil for the first.
        let previous: Manuscript?

        /// The digits that a reviewer types to sign it.
        var digits: String { String(digest.hex.prefix(8)) }
    }

    let line: QueueLine
    let consent: [String]
    let history: [String]
    let letters: [Correspondence.Item]
    let terms: Terms?
    let answers: StoryAnswers?
    let hasWords: Bool
    var text: Text?
    let approvalsNeeded: Int
    /// The day on which the words go if the story is declined today.
    let declineDay: Day
    /// What can be signed here, and why not where it cannot.
    let acts: [ActOffer]
    /// Whose saved work on the text there is; the reviewer's own goes first.
    let draftBy: String?
    /// Who could read what is sealed to the writer now; nil if nobody but the writer and the reviewers.
    var exposure: String?
    /// The holds that this reviewer may release, one at a time.
    var releasable: [CaseState.Hold] = []
    /// How many holds stand, whoever may release them.
    var holds = 0

    var caseID: CaseID { line.caseID }
    var language: String { answers?.language ?? "en" }

    /// The act of a key, as it stands in this case.
    func offer(of key: Character) -> ActOffer? { acts.first { $0.kind.key == key } }
}

/// An act with the reason why it cannot be done; nil where it can.
struct ActOffer: Equatable {
    let kind: ActKind
    let refusal: String?
}
