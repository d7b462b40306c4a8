import Envelope
import Ledger
import Policies
import Warnings

extension Desk {
    /// What in the text that stands could point to a person, that nobody has overridden.
    ///
    /// It is looked at by itself, with the team's own list, and beside the texts of other cases that are approved here. Each
    /// other case that could have one is read for it.
    /// - Parameter texts: other texts that must share no sentence with it, each with the name it is called by.
    func warnings(
        about candidate: CaseState.Candidate, in file: borrowing CaseFile, texts: [(name: String, text: String)] = [],
        progress: Progress? = nil
    ) throws -> [Warning] {
        let list = policies.redaction.recognizers.flatMap(\.denyList).joined(separator: "\n")
        var lookout = Lookout(list: list, texts: texts)
        let cases = try cases()
        for (index, other) in cases.enumerated() where other != file.state.caseID {
            progress?.show(index, of: cases.count)
            guard try mayBeApproved(other) else { continue }
            let state = try self.file(other).state
            guard let text = state.candidate, text.approvers.count >= policies.review.approvals, !state.isWithdrawn
            else { continue }
            lookout.remember(Self.sighting(text, of: other, lookout))
        }
        progress?.end()
        return lookout.warnings(about: Self.sighting(candidate, of: file.state.caseID, lookout))
            .filter { !candidate.overridden.contains($0.digest) }
    }

    private static func sighting(
        _ candidate: CaseState.Candidate, of caseID: CaseID, _ lookout: Lookout
    ) -> Lookout.Sighting {
        let manuscript = candidate.proposal.manuscript
        return lookout.look(
            at: manuscript.title + "\n" + manuscript.text, id: caseID.short, manuscript: candidate.manuscript)
    }
}
