import Envelope

/// Counts approvals, declines, holds and sign-offs.
struct Tally {
    let candidates: [CaseState.Candidate]
    let holds: [CaseState.Hold]
    let isDeclined: Bool
    let retraction: String?

    init(
        set: StatementSet, history: ConsentHistory, terms: Terms?, keyring: Keyring,
        review: ReviewPolicy, team: Teamwork
    ) {
        let proposals = set.all { if case .proposed = $0 { true } else { false } }
        let superseded = proposals.reduce(into: Set<Digest>()) { $0.formUnion(set.graph.ancestors(of: $1.digest)) }
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
            Self.candidate($0, set: set, history: history, terms: terms, review: review, team: team)
        }
        holds = Self.holds(
            set: set, keyring: keyring, review: review, proposers: set.people(standing), team: team)
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
        _ entry: Entry, set: StatementSet, history: ConsentHistory, terms: Terms?,
        review: ReviewPolicy, team: Teamwork
    ) -> CaseState.Candidate? {
        guard case .proposed(let proposal) = entry.content, let author = set.person(entry) else { return nil }
        var approvers: Set<Person> = []
        var setAside: [Person: (key: String, why: String)] = [:]
        var overridden: Set<Digest> = []
        var answers: [(digest: Digest, answer: SignOff.Answer)] = []
        for other in set.counting {
            switch other.content {
            case .approved(let approval) where approval.proposal == entry.digest:
                guard let person = set.person(other) else { continue }
                let given = history.terms(of: approval.consent, on: set.signingDay(other))
                if let reason = reason(
                    approval, by: person, under: given, of: entry, by: author, in: set, history: history, terms: terms,
                    review: review, team: team)
                {
                    setAside[person] = (set.keyName(other), reason)
                } else {
                    approvers.insert(person)
                }
            // On paper the code was seen by others: only a returned slip that two reviewers record would do.
            case .signedOff(let signOff)
            where !(history.cameByMail && signOff.answer == .agreed) && signOff.proposal == entry.digest
                && signOff.manuscript == entry.statement.header.body:
                // As the consent stood on that day: a yes that was given while a wider one waited is no yes to it.
                let given = history.terms(of: signOff.consent, on: set.signingDay(other))
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
            if let person = set.person(other) {
                setAside[person] = (set.keyName(other), CaseState.Candidate.keyLeft)
            }
        }
        answers += slips(for: entry, set: set, history: history, terms: terms, team: team)
        for person in approvers { setAside[person] = nil }
        return CaseState.Candidate(
            statement: entry.digest, manuscript: entry.statement.header.body, author: author,
            proposal: proposal, approvers: approvers.sorted(),
            setAside: Dictionary(setAside.values.map { ($0.key, $0.why) }, uniquingKeysWith: { first, _ in first }),
            overridden: overridden,
            signOff: SignOff.standing(of: answers, in: set.graph))
    }

    /// The answers that came back on paper: a yes that two different reviewers recorded, anything else from one.
    private static func slips(
        for proposal: Entry, set: StatementSet, history: ConsentHistory, terms: Terms?, team: Teamwork
    ) -> [(digest: Digest, answer: SignOff.Answer)] {
        guard history.cameByMail, let terms else { return [] }
        let slips = set.counting.compactMap { entry -> (entry: Entry, answer: SignOff.Answer)? in
            guard case .slip(let slip) = entry.content, slip.proposal == proposal.digest,
                slip.manuscript == proposal.statement.header.body,
                set.person(entry).map({ !team.recused.contains($0) }) == true,
                // Whatever its day: where a code came on paper, no consent widens another.
                history.terms(of: slip.consent)?.covers(terms) == true
            else { return nil }
            return (entry, slip.answer)
        }
        let agreeing = set.people(slips.filter { $0.answer == .agreed }.map(\.entry))
        return slips.filter { $0.answer != .agreed || agreeing.count >= 2 }.map { ($0.entry.digest, $0.answer) }
    }

    /// Why an approval does not count; nil if it does.
    ///
    /// - Parameter given: what the consents that it names allowed on its day: an approval that was given while a wider one
    ///   waited is none of the wider.
    private static func reason(
        _ approval: Approval, by person: Person, under given: Terms?, of proposal: Entry, by author: Person,
        in set: StatementSet, history: ConsentHistory, terms: Terms?, review: ReviewPolicy, team: Teamwork
    ) -> String? {
        // What is wrong with the text itself comes first: it is the same for every approval of it.
        if let terms, hasForeignName(proposal, terms) {
            return "the text carries a name that the survivor does not give any more"
        }
        if team.recused.contains(person) { return "stepped aside from this case" }
        if approval.manuscript != proposal.statement.header.body { return "approved another manuscript" }
        if approval.policy != review.digest { return "approved under another review policy" }
        if !review.authorMayApprove, person == author { return "is the author of the proposal" }
        guard let terms, let given, given.covers(terms) else { return "approved under a narrower consent" }
        guard case .proposed(let text) = proposal.content,
            history.terms(of: text.consent, on: set.signingDay(proposal))?.covers(terms) == true
        else { return "the text was made under a narrower consent" }
        return nil
    }

    /// Whether a text would stand under a name that the survivor does not give, or not any more.
    private static func hasForeignName(_ entry: Entry, _ terms: Terms) -> Bool {
        guard case .proposed(let proposal) = entry.content else { return false }
        let credit = proposal.manuscript.credit
        return !credit.isEmpty && credit != terms.credit
    }

    /// The holds that nobody has released who may: each is released by its own digest, and by no other.
    private static func holds(
        set: StatementSet, keyring: Keyring, review: ReviewPolicy, proposers: Set<Person>, team: Teamwork
    ) -> [CaseState.Hold] {
        var releases: [Digest: Set<Person>] = [:]
        for entry in set.counting {
            if case .released(let release) = entry.content, let person = set.person(entry) {
                releases[release.hold, default: []].insert(person)
            }
        }
        /// The hold, unless a second person has released it: not one of `excluded`.
        func standing(
            _ digest: Digest, _ reason: String, isOfConsent: Bool, excluding excluded: Set<Person>
        ) -> CaseState.Hold? {
            let excluded = team.recused.union(excluded)
            guard (releases[digest] ?? []).isSubset(of: excluded) else { return nil }
            return CaseState.Hold(
                digest: digest, reason: reason, releasers: keyring.activePeople.subtracting(excluded).sorted(),
                isOfConsent: isOfConsent)
        }
        return set.counting.flatMap { entry -> [CaseState.Hold] in
            switch entry.content {
            case .held(let held):
                // Not the one who placed it.
                [standing(entry.digest, held.reason, isOfConsent: false, excluding: set.people([entry]))]
                    .compactMap(\.self)
            case .consent(let consent):
                // Not the one who proposed the text.
                consent.holds.intersection(review.holds).sorted().compactMap { answer in
                    standing(
                        answer.digest(in: entry.digest), answer.rawValue, isOfConsent: true, excluding: proposers)
                }
                    + (consent.channel == .mail && team.awaitsTranscription
                        ? [
                            CaseState.Hold(
                                digest: entry.digest, reason: "transcription", releasers: [], isOfConsent: true)
                        ] : [])
            default: []
            }
        }
    }
}
