import Envelope
import Ledger
import Press
import Publication
import Sealing

/// What this publisher tells the desks of where stories are (FORMAT §9.4).
extension PublisherDesk {
    /// The next report, sealed to the active reviewers: of one size, also when there is nothing to tell.
    ///
    /// Each says how things stand, and what fits into no single report goes in turn: so one that gets lost, or comes twice or
    /// late, costs nothing but time.
    /// - Parameter last: the number of this publisher's last report; 0 if there is none.
    func report(after last: UInt32) throws -> Report {
        let number = last + 1
        let sealer = try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers)
        let copies = PublicationReport.part(number, of: try copies())
        return try sealer.report(PublicationReport(copies: copies), number: number, by: reader.signingKey) {
            reader.sign($0)
        }
    }

    /// Every story that is or was out, by its case.
    ///
    /// Without those that are withdrawn: nothing is left of them that could be told, and nobody to tell it to.
    private func copies() throws -> [PublicationReport.Copy] {
        let whereabouts = log.whereabouts
        guard !whereabouts.isEmpty else { return [] }
        return try seen.cases.union(reader.cases()).sorted().flatMap { caseID -> [PublicationReport.Copy] in
            guard let places = whereabouts[reader.tag(of: caseID)], try !reader.isWithdrawn(caseID) else { return [] }
            return places.map { PublicationReport.Copy(caseID: caseID, publication: $0) }
        }
    }
}
