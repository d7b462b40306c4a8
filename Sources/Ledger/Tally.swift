import Envelope
import Policies

/// Counts approvals, declines, holds and sign-offs.
struct Tally {
    let candidates: [CaseState.Candidate]
    let holds: [CaseState.Hold]
    let isDeclined: Bool
    let retraction: String?

    init(
        set: StatementSet, graph: SeenGraph, history: ConsentHistory, terms: Terms?, keyring: Keyring,
        review: ReviewPolicy, team: Teamwork
    ) {
        let proposals = set.all { if case .proposed = $0 { true } else { false } }
        let superseded = proposals.reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.digest)) }
        var declinedProposals: Set<Digest> = []
        var declinedCase: [Digest] = []
        for entry in set.counting {
            guard case .declined(let decline) = entry.content else { continue }
            if let proposal = decline.proposal {
                declinedProposals.insert(proposal)
            } else {
                declinedCase.append(entry.digest)
            }
        }
        // A proposal made by someone who had seen the decline opens the case again.
        isDeclined = declinedCase.contains { !superseded.contains($0) }
        retraction = Self.retraction(set, superseded)
        let standing = proposals.filter { !superseded.contains($0.digest) && !declinedProposals.contains($0.digest) }
        candidates = standing.compactMap {
            Self.candidate($0, set: set, graph: graph, history: history, terms: terms, review: review, team: team)
        }
        holds = Self.holds(
            set: set, keyring: keyring, review: review, proposers: Set(standing.map(\.statement.header.author)),
            team: team)
    }

    /// The reason of a retraction that no later proposal had seen; of several, any one always.
    private static func retraction(_ set: StatementSet, _ superseded: Set<Digest>) -> String? {
        set.counting.compactMap { entry -> String? in
            guard case .retracted(let retraction) = entry.content, !superseded.contains(entry.digest) else {
                return nil
            }
            return retraction.reason
        }.min { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func candidate(
        _ entry: Entry, set: StatementSet, graph: SeenGraph, history: ConsentHistory, terms: Terms?,
        review: ReviewPolicy, team: Teamwork
    ) -> CaseState.Candidate? {
        guard case .proposed(let proposal) = entry.content else { return nil }
        var approvers: Set<String> = []
        var setAside: [String: String] = [:]
        var overridden: Set<Digest> = []
        var answers: [(digest: Digest, answer: SignOff.Answer)] = []
        for other in set.counting {
            switch other.content {
            case .approved(let approval) where approval.proposal == entry.digest:
                let name = set.name(other)
                if let reason = reason(
                    approval, by: other, of: entry, history: history, terms: terms, review: review, team: team)
                {
                    setAside[name] = reason
                } else {
                    approvers.insert(name)
                }
            // On paper the code was seen by others: only a returned slip that two reviewers record would do.
            case .signedOff(let signOff)
            where !(history.cameByMail && signOff.answer == .agreed) && signOff.proposal == entry.digest
                && signOff.manuscript == entry.statement.header.body:
                // As the consent stood on that day: a yes that was given while a wider one waited is no yes to it.
                let given = history.terms(of: signOff.consent, on: other.statement.header.day)
                if let terms, given?.covers(terms) == true {
                    answers.append((digest: other.digest, answer: signOff.answer))
                }
            case .overridden(let overriding) where overriding.manuscript == entry.statement.header.body:
                overridden.insert(overriding.warning)
            default: break
            }
        }
        for other in set.setAside {
            guard case .approved(let approval) = other.content, approval.proposal == entry.digest else { continue }
            setAside[set.name(other)] = "the key is not used any more; somebody must approve again"
        }
        answers += slips(for: entry, set: set, history: history, terms: terms, team: team)
        for name in approvers { setAside[name] = nil }
        return CaseState.Candidate(
            statement: entry.digest, manuscript: entry.statement.header.body, author: set.name(entry),
            proposal: proposal, approvers: approvers.sorted(), setAside: setAside, overridden: overridden,
            signOff: SignOff.standing(of: answers, in: graph))
    }

    /// The answers that came back on paper: a yes that two different reviewers recorded, anything else from one.
    private static func slips(
        for proposal: Entry, set: StatementSet, history: ConsentHistory, terms: Terms?, team: Teamwork
    ) -> [(digest: Digest, answer: SignOff.Answer)] {
        guard history.cameByMail, let terms else { return [] }
        let slips = set.counting.compactMap { entry -> (entry: Entry, answer: SignOff.Answer)? in
            guard case .slip(let slip) = entry.content, slip.proposal == proposal.digest,
                slip.manuscript == proposal.statement.header.body,
                !team.recused.contains(entry.statement.header.author),
                history.terms(of: slip.consent, on: entry.statement.header.day)?.covers(terms) == true
            else { return nil }
            return (entry, slip.answer)
        }
        let agreeing = Set(slips.filter { $0.answer == .agreed }.map(\.entry.statement.header.author))
        return slips.filter { $0.answer != .agreed || agreeing.count >= 2 }.map { ($0.entry.digest, $0.answer) }
    }

    /// Why an approval does not count; nil if it does.
    private static func reason(
        _ approval: Approval, by entry: Entry, of proposal: Entry, history: ConsentHistory, terms: Terms?,
        review: ReviewPolicy, team: Teamwork
    ) -> String? {
        // What is wrong with the text itself comes first: it is the same for every approval of it.
        if let terms, hasForeignName(proposal, terms) {
            return "the text carries a name that the survivor does not give any more"
        }
        if team.recused.contains(entry.statement.header.author) { return "stepped aside from this case" }
        if approval.manuscript != proposal.statement.header.body { return "approved another manuscript" }
        if approval.policy != review.digest { return "approved under another review policy" }
        if !review.authorMayApprove, entry.statement.header.author == proposal.statement.header.author {
            return "is the author of the proposal"
        }
        // As the consent stood on that day: an approval that was given while a wider one waited is none of the wider.
        guard let terms, let given = history.terms(of: approval.consent, on: entry.statement.header.day),
            given.covers(terms)
        else { return "approved under a narrower consent" }
        guard case .proposed(let text) = proposal.content,
            history.terms(of: text.consent, on: proposal.statement.header.day)?.covers(terms) == true
        else { return "the text was made under a narrower consent" }
        return nil
    }

    /// Whether a text would stand under a name that the survivor does not give, or not any more.
    private static func hasForeignName(_ entry: Entry, _ terms: Terms) -> Bool {
        guard case .proposed(let proposal) = entry.content else { return false }
        let credit = proposal.manuscript.credit
        return !credit.isEmpty && credit != terms.credit
    }

    private static func holds(
        set: StatementSet, keyring: Keyring, review: ReviewPolicy, proposers: Set<SigningKey>, team: Teamwork
    ) -> [CaseState.Hold] {
        var releases: [Digest: Set<SigningKey>] = [:]
        for entry in set.counting {
            if case .released(let release) = entry.content {
                releases[release.hold, default: []].insert(entry.statement.header.author)
            }
        }
        return set.counting.flatMap { entry -> [CaseState.Hold] in
            // A second person releases: not the one who placed the hold, nor the one who proposed the text.
            var excluded = team.recused.union([entry.statement.header.author])
            if case .consent = entry.content { excluded.formUnion(proposers) }
            let isReleased = !(releases[entry.digest] ?? []).subtracting(excluded).isEmpty
            let releasers = keyring.activeReviewers.filter { !excluded.contains($0.signing) }.map(\.name)
            let isOfConsent = if case .consent = entry.content { true } else { false }
            func hold(_ reason: String) -> CaseState.Hold {
                CaseState.Hold(
                    statement: entry.digest, reason: reason, releasers: releasers, isOfConsent: isOfConsent)
            }
            switch entry.content {
            case .held(let held) where !isReleased: return [hold(held.reason)]
            case .consent(let consent):
                let answers = isReleased ? [] : consent.holds.intersection(review.holds).sorted()
                let isUncompared = consent.channel == .mail && team.awaitsTranscription
                return answers.map { hold($0.rawValue) }
                    + (isUncompared
                        ? [
                            CaseState.Hold(
                                statement: entry.digest, reason: "transcription", releasers: [], isOfConsent: true)
                        ] : [])
            default: return []
            }
        }
    }
}
