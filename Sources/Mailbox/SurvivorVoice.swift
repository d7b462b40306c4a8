public import Envelope
public import Opening
public import Sealing

/// What a survivor reads and says when they come back.
extension Survivor {
    /// Opens a body that was sealed to this survivor's letter key.
    ///
    /// - Throws: `OpeningError`, the same for everything that can be wrong.
    public borrowing func open(_ sealed: Sealed) throws(OpeningError) -> OpenedBody {
        guard sealed.header.caseID == caseID else { throw OpeningError() }
        for (_, key) in knownLetterKeys {
            if let dataKey = Self.dataKey(of: sealed, under: key) {
                return try sealed.open(of: caseID, dataKey: dataKey)
            }
        }
        throw OpeningError()
    }

    /// The generation of the letter key that a body was sealed to; nil if it was sealed to none of this survivor's.
    borrowing func letterGeneration(of sealed: Sealed) -> UInt32? {
        knownLetterKeys.first { Self.dataKey(of: sealed, under: $0.key) != nil }?.generation
    }

    private static func dataKey(of sealed: Sealed, under key: LetterKey) -> GuardedBytes? {
        guard let slot = sealed.letterSlot else { return nil }
        return try? SmallBox.open(slot.box, nonce: slot.nonce, ad: sealed.header.encoded, key: key.bytes)
    }

    /// The letter key in use, for the reviewers: those who left know the ones before.
    ///
    /// It says nothing of what it has seen, by which the survivor's page tells it from a letter without opening either.
    public borrowing func tellsLetterKey(
        day: Day, reviewers: Sealer
    ) throws(SealingError) -> SealedStatement {
        let body: StatementPlaintext?
        do {
            let field = try LetterKeyField.bytes(letterKey.bytes, generation: letterGeneration)
            body = try field.withBytes { (field) throws(GuardedMemoryError) in try FreshLetterKey.body(field) }
        } catch { throw .noMemory }
        guard let body else { throw .tooLong }
        return try reviewers.statement(body, caseID: caseID, seen: [], day: day, by: self)
    }

    /// The tag by which it is known that the letter key in use was told.
    public borrowing func letterKeyTag() -> RetryTag {
        RetryTag(unchecked: Hash.keyed(retryKey, "firsthand/letter-key/v1", letterGeneration.bigEndianBytes))
    }

    /// A statement that the publisher must check: a consent, a sign-off.
    ///
    /// The survivor can open it too.
    ///
    /// - Parameters:
    ///   - body: what the survivor says.
    ///   - seen: the digests of the statements that the survivor had before them.
    ///   - day: the day on which it is signed.
    ///   - everyone: seals to reviewers and publishers.
    public borrowing func says(
        _ body: some StatementBody, seen: [Digest], day: Day, everyone: Sealer
    ) throws(SealingError) -> SealedStatement {
        try everyone.statement(body, caseID: caseID, seen: seen, day: day, by: self, letterKey: letterKey)
    }

    /// The story is taken back.
    ///
    /// The header says all of it, and the body that it names holds no word and is kept nowhere: so nothing is sealed, and
    /// it can be signed while there is nobody to seal to.
    public borrowing func withdraws(seen: [Digest], day: Day) throws(GuardedMemoryError) -> Statement {
        guard let body = try StatementPlaintext.of(Withdrawal(reason: "")) else { throw GuardedMemoryError() }
        let header = StatementHeader(
            author: signingKey, body: body.digest, caseID: caseID, day: day, kind: body.kind.visible, seen: seen)
        return Statement(header: header, signature: sign(header.signedMessage))
    }

    /// A letter to the reviewers, whose words stay in guarded memory.
    public borrowing func writes(
        _ text: Span<UInt8>, language: String, answers: Digest?, seen: [Digest], day: Day, reviewers: Sealer
    ) throws(SealingError) -> SealedStatement {
        let body: StatementPlaintext?
        do { body = try Letter.body(text: text, language: language, answers: answers) } catch { throw .noMemory }
        guard let body else { throw .tooLong }
        return try reviewers.statement(body, caseID: caseID, seen: seen, day: day, by: self)
    }

    /// The tag by which a second arrival of the same letter from the same page is known; nil if it is too long.
    ///
    /// - Parameters:
    ///   - form: the 16 random bytes that the page carried.
    ///   - text: the words of the letter, in UTF-8.
    public borrowing func letterTag(form: [UInt8], text: Span<UInt8>) throws(GuardedMemoryError) -> RetryTag? {
        var record = try GuardedRecord(capacity: form.count + text.count + 64)
        guard record.append("form", form), record.append("text", text) else { return nil }
        let count = record.count
        let bytes = record.finish()
        return RetryTag(unchecked: Hash.keyed(retryKey, "firsthand/letter-retry/v1", bytes, prefix: count))
    }
}
