import Envelope
import Ledger
import Policies
import Warnings

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
        /// What it still says of each person in it, a line each.
        var said: [String] = []

        /// The digits that a reviewer types to sign it.
        var digits: String { String(digest.hex.prefix(8)) }
    }

    let line: QueueLine
    var consent: [Said]
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
    var acts: [ActOffer]
    /// Whose saved work on the text there is; the reviewer's own goes first.
    let draftBy: String?
    /// Who could read what is sealed to the writer now; nil if nobody but the writer and the reviewers.
    var exposure: String?
    /// The holds that this reviewer may release, one at a time.
    var releasable: [CaseState.Hold] = []
    /// How many holds stand, whoever may release them.
    var holds = 0
    /// What the publisher's gate would hold against the text once it has its approvals, in words; none where nothing.
    var stops: [String] = []
    /// The letter that this reviewer began and did not seal.
    var letterDraft: String?

    var caseID: CaseID { line.caseID }
    var language: String { answers?.language ?? "en" }

    /// The act of a key, as it stands in this case.
    func offer(of key: Character) -> ActOffer? { acts.first { $0.kind.key == key } }
}

/// An act with the reason why it cannot be done; nil where it can.
struct ActOffer: Equatable {
    let kind: ReviewAct
    let refusal: String?
}

extension CaseView {
    /// Everything of an open case that the full-screen desk shows, but for the words of the story.
    init(_ file: borrowing CaseFile, at desk: borrowing Desk) throws {
        let (state, me, policies) = (file.state, desk.me, desk.policies)
        let authors = try desk.drafts(in: file).map(\.author)
        var text = state.candidate.map { Self.text($0, file.counted) }
        if let candidate = state.candidate { text?.said = desk.people(in: candidate, of: file).people.map(\.line) }
        self.init(
            line: try QueueLine(file, at: desk), consent: Self.consentLines(file),
            history: CaseHistory(file.entries, desk.keyring, counted: state.counted).lines,
            letters: Correspondence(file.counted).items,
            terms: state.terms, answers: file.answers, hasWords: file.answers != nil && !state.isWithdrawn,
            text: text,
            approvalsNeeded: policies.review.approvals, declineDay: desk.today + policies.retention.declinedDays,
            acts: Self.offers(ReviewAct.Standing(state, for: me, policies.review)),
            draftBy: (authors.contains(me) ? me : authors.first)?.name,
            exposure: file.exposure(of: "it"), releasable: state.holds.filter { $0.releasers.contains(me) },
            holds: state.holds.count, stops: desk.stops(file, asIfApproved: true),
            letterDraft: try desk.draft(in: file, .letter).flatMap {
                String(validating: $0.draft.content, as: UTF8.self)
            })
    }

    /// What this reviewer can sign, and why not where it cannot.
    private static func offers(_ standing: ReviewAct.Standing) -> [ActOffer] {
        ReviewAct.all.filter { $0.isOffered(standing) }.map { ActOffer(kind: $0, refusal: $0.refusal(standing)) }
    }

    private static func text(_ candidate: CaseState.Candidate, _ entries: [Entry]) -> CaseView.Text {
        let graph = SeenGraph(entries.map(\.statement))
        let seen = graph.ancestors(of: candidate.statement)
        let earlier = entries.filter { entry in
            if case .proposed = entry.content { seen.contains(entry.digest) } else { false }
        }
        // The one that had seen most of the others is the last of them.
        let last = earlier.max { graph.ancestors(of: $0.digest).count < graph.ancestors(of: $1.digest).count }
        var previous: Manuscript?
        if case .proposed(let proposal)? = last?.content { previous = proposal.manuscript }
        return CaseView.Text(
            manuscript: candidate.proposal.manuscript, digest: candidate.manuscript, author: candidate.author.name,
            approvers: candidate.approvers.map(\.name),
            setAside: candidate.setAside.map { "\($0.key): \($0.value)" }.sorted(),
            signOff: candidate.signOff, asked: Correspondence.asked(of: candidate.statement, entries),
            previous: previous)
    }
}
