import Envelope
import Ledger
import Vault

/// Weighs one statement of a bundle, with public keys and what stands here.
struct StatementCheck {
    let vault: VaultUpkeep
    let reviewers: Set<SigningKey>
    let keyring: Keyring

    /// What is wrong with a statement that came for a case; nil if nothing is.
    func flaw(
        _ statement: Statement, _ body: Sealed?, of caseID: CaseID, _ inspector: BodyInspector
    ) throws(CourierError) -> BundleFlaw? {
        let (header, digest) = (statement.header, statement.digest)
        guard header.caseID == caseID else { return .wrongCase(caseID, digest) }
        let kept = try CourierError.vault { () throws(VaultError) in try vault.find(digest) }
        if case .flawed? = kept?.row { return .otherBody(caseID, digest) }
        var known: Statement?
        var knownBody: Sealed?
        if case .sound(let statement, let body)? = kept?.row { (known, knownBody) = (statement, body) }
        guard known == statement || statement.isSigned else { return .forged(caseID, digest) }
        guard header.isBySurvivor || reviewers.contains(header.author) else { return .unknownAuthor(caseID, digest) }
        guard header.isByItsSpeaker else { return .wrongAuthor(caseID, digest) }
        guard let body else { return nil }
        guard body.header.caseID == caseID else { return .brokenBody(caseID, digest) }
        if let knownBody {
            return body.isSame(as: knownBody) ? nil : .otherBody(caseID, digest)
        }
        // A statement of a key that left counts only if the leaving list names it. What does not count is not looked into: so
        // nobody who has such a key stops a bundle with junk.
        let isWeighed = keyring.weight(of: digest, by: header.author) != .doesNotCount
        guard !isWeighed || inspector(statement, body) else { return .brokenBody(caseID, digest) }
        return nil
    }

    /// What is wrong with a publisher's report; nil if nothing is.
    func flaw(_ report: Report, _ inspector: ReportInspector) -> BundleFlaw? {
        guard report.isSigned else { return .forgedReport }
        let member = keyring.publishers.first { $0.key.signing == report.header.publisher }
        guard let member else { return .unknownPublisher }
        // What a publisher who left says is not taken in, so nobody who has such a key stops a bundle with junk.
        return member.standing != .active || inspector(report) ? nil : .brokenReport
    }

    /// What is wrong with a draft: only a reviewer has one.
    func flaw(
        ofDraft draft: SealedStatement, of caseID: CaseID, _ inspector: BodyInspector
    ) throws(CourierError) -> BundleFlaw? {
        guard reviewers.contains(draft.statement.header.author) else {
            return .unknownAuthor(caseID, draft.statement.digest)
        }
        return try flaw(draft.statement, draft.body, of: caseID, inspector)
    }
}
