public import Envelope

extension Sealer {
    /// Seals a body and signs the statement that names its digest: how every statement is made.
    ///
    /// - Parameters:
    ///   - plaintext: the body, which is padded in place and wiped.
    ///   - caseID: the case that the statement belongs to.
    ///   - seen: the digests of the statements of the case that the author had seen and that no other seen one names.
    ///   - day: the day on which the statement is signed.
    ///   - signer: signs as the statement's author.
    ///   - letterKey: the survivor's letter key, where the survivor must be able to open the body; nil elsewhere.
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

    /// Seals and signs the story and the consent of a submission, which share a box for each reviewer.
    ///
    /// - Parameters:
    ///   - story: the body with the words, which is padded in place and wiped.
    ///   - consent: what the survivor allows.
    ///   - caseID: the case that both belong to.
    ///   - day: the day on which both are signed.
    ///   - everyone: seals the consent: to these reviewers, and to others who get the consent alone.
    ///   - signer: signs as the survivor.
    ///   - letterKey: the survivor's letter key, with which the survivor can open the consent.
    /// - Returns: the story, then the consent.
    public func submission(
        story: consuming StatementPlaintext, consent: Consent, caseID: CaseID, day: Day, everyone: Sealer,
        by signer: borrowing some StatementSigner & ~Copyable, letterKey: LetterKey
    ) throws(SealingError) -> [SealedStatement] {
        let terms = try Self.plaintext(consent)
        func signed(_ kind: StatementKind, _ body: Digest, seen: [Digest]) -> Statement {
            let header = StatementHeader(
                author: signer.signingKey, body: body, caseID: caseID, day: day, kind: kind.visible, seen: seen)
            return Statement(header: header, signature: signer.sign(header.signedMessage))
        }
        let received = signed(story.kind, story.digest, seen: [])
        let agreed = signed(terms.kind, terms.digest, seen: [received.digest])
        let bodies = try seal(story: story, consent: terms, caseID: caseID, everyone: everyone, letterKey: letterKey)
        return [
            SealedStatement(statement: received, body: bodies.story),
            SealedStatement(statement: agreed, body: bodies.consent),
        ]
    }

    /// The same as the first for a body that is no story.
    public func statement(
        _ body: some StatementBody, caseID: CaseID, seen: some Sequence<Digest>, day: Day,
        by signer: borrowing some StatementSigner & ~Copyable, letterKey: LetterKey? = nil
    ) throws(SealingError) -> SealedStatement {
        try statement(Self.plaintext(body), caseID: caseID, seen: seen, day: day, by: signer, letterKey: letterKey)
    }

    /// Seals and signs what a publisher tells the desks: of one size, whatever it says.
    ///
    /// - Parameters:
    ///   - body: where stories are, as the publisher tells it.
    ///   - number: the number of this report among the publisher's, from 1; the highest is the one that stands.
    ///   - publisher: the public key that the signature is checked with.
    ///   - sign: gives the publisher's signature over a message.
    /// - Throws: `SealingError.tooLong` if it holds more copies than one report may.
    public func report(
        _ body: PublicationReport, number: UInt32, by publisher: SigningKey, sign: ([UInt8]) -> Signature
    ) throws(SealingError) -> Report {
        let plaintext = try Self.plaintext(body, least: Report.size)
        guard plaintext.size == Report.size, body.copies.count <= PublicationReport.mostCopies else { throw .tooLong }
        let header = ReportHeader(publisher: publisher, number: number, body: plaintext.digest)
        let sealed = try seal(plaintext, caseID: header.place)
        guard let report = Report(header: header, signature: sign(header.signedMessage), body: sealed) else {
            throw .tooLong
        }
        return report
    }

    private static func plaintext(
        _ body: some StatementBody, least: SizeClass = .fourKiB
    ) throws(SealingError) -> StatementPlaintext {
        let plaintext: StatementPlaintext?
        do { plaintext = try StatementPlaintext.of(body, least: least) } catch { throw .noMemory }
        guard let plaintext else { throw .tooLong }
        return plaintext
    }
}

/// The key under which a survivor can open what was sealed for them, derived from their receipt code (FORMAT §5).
public final class LetterKey: Sendable {
    /// 32 bytes.
    public let bytes: GuardedBytes

    /// Takes 32 derived bytes.
    public init(_ bytes: consuming GuardedBytes) { self.bytes = bytes }
}
