public import Envelope

extension CaseState {
    /// Where a case stands.
    public enum Stage: String, Sendable, Encodable {
        case withdrawn, damaged, declined, retracted, held, unread = "new", proposed, approved, conflict
    }

    /// Where the case stands: of several that hold, the one that stops most.
    public func stage(_ review: ReviewPolicy) -> Stage {
        if isWithdrawn { return .withdrawn }
        if !flaws.isEmpty { return .damaged }
        if isDeclined { return .declined }
        if retraction != nil { return .retracted }
        if !holds.isEmpty { return .held }
        if candidates.count > 1 { return .conflict }
        guard candidate != nil else { return .unread }
        return approvedText(review) == nil ? .proposed : .approved
    }

    /// The text that has all its approvals; nil where there is none, or the story was withdrawn.
    public func approvedText(_ review: ReviewPolicy) -> Candidate? {
        guard let candidate, !isWithdrawn, candidate.approvers.count >= review.approvals else { return nil }
        return candidate
    }

    /// What a reviewer can sign in a case.
    public enum Act: String, Sendable, CaseIterable, Comparable {
        case propose, approve, decline, release, hold, withdraw, claim, giveBack = "give back", recuse, safety

        public static func < (left: Act, right: Act) -> Bool { left.rawValue < right.rawValue }
    }

    /// What this reviewer may sign today, as the policy says.
    public func acts(of reviewer: Person, _ review: ReviewPolicy) -> Set<Act> {
        guard !isWithdrawn else { return [] }
        // Stopping is never refused: not to somebody who stepped aside, nor in a case that is not as its signatures say.
        var acts: Set<Act> = [.hold, .withdraw, .safety]
        guard !recused.contains(reviewer) else { return acts }
        acts.formUnion([.recuse, claimants.contains(reviewer) ? .giveBack : .claim])
        if holds.contains(where: { $0.releasers.contains(reviewer) }) { acts.insert(.release) }
        guard flaws.isEmpty else { return acts }
        if terms.map({ !$0.uses.isEmpty }) == true { acts.insert(.propose) }
        if !candidates.isEmpty { acts.insert(.decline) }
        if let candidate, !isDeclined, !candidate.approvers.contains(reviewer),
            review.authorMayApprove || candidate.author != reviewer
        {
            acts.insert(.approve)
        }
        return acts
    }
}
