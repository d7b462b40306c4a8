public import Envelope

extension Sealer {
    /// Seals a body and signs the statement that names its digest: how every statement is made.
    ///
    /// - Parameters:
    ///   - seen: the statements of the case that the author had seen and that no other seen one names.
    ///   - letterKey: the survivor's letter key, where the survivor must be able to open the body.
    public func statement(
        _ plaintext: consuming StatementPlaintext, caseID: CaseID, seen: some Sequence<Digest>, day: Day,
        by signer: borrowing some StatementSigner & ~Copyable, letterKey: LetterKey? = nil
    ) throws(SealingError) -> SealedStatement {
        let header = StatementHeader(
            author: signer.signingKey, body: plaintext.digest, caseID: caseID, day: day, kind: plaintext.kind.visible,
            seen: seen)
        let body = try seal(plaintext, caseID: caseID, letterKey: letterKey)
        let statement = Statement(header: header, signature: signer.sign(header.signedMessage))
        return SealedStatement(statement: statement, body: body)
    }

    /// The same for a body that is no story.
    public func statement(
        _ body: some StatementBody, caseID: CaseID, seen: some Sequence<Digest>, day: Day,
        by signer: borrowing some StatementSigner & ~Copyable, letterKey: LetterKey? = nil
    ) throws(SealingError) -> SealedStatement {
        let plaintext: StatementPlaintext?
        do { plaintext = try StatementPlaintext.of(body) } catch { throw .noMemory }
        guard let plaintext else { throw .tooLong }
        return try statement(plaintext, caseID: caseID, seen: seen, day: day, by: signer, letterKey: letterKey)
    }
}
