internal import CMailbox
public import Envelope
public import Files
public import Sealing

/// The survivor's keys, which exist only while a request with the code is answered (FORMAT §5).
public struct Survivor: ~Copyable, StatementSigner {
    public let signingKey: SigningKey
    private let secret: GuardedBytes
    /// Of each generation up to the one in use (FORMAT §5).
    private let letterKeys: [LetterKey]
    let retryKey: GuardedBytes

    /// - Parameter letterGeneration: the generation of letter keys in use; letters under earlier ones still open.
    static func deriving(
        from root: borrowing GuardedBytes, letterGeneration: UInt32
    ) throws(GuardedMemoryError) -> Survivor {
        let seed = try Hash.derive(root, "firsthand/survivor/signing/v1")
        var letterKeys: [LetterKey] = []
        for generation in 0...letterGeneration {
            let number = generation == 0 ? [] : generation.bigEndianBytes
            letterKeys.append(LetterKey(try Hash.derive(root, "firsthand/survivor/letter/v1", number)))
        }
        let retryKey = try Hash.derive(root, "firsthand/survivor/retry/v1")
        var secret = try GuardedBytes(count: 64)
        var publicKey = [UInt8](repeating: 0, count: SigningKey.length)
        let result = seed.withBytes { seed in
            secret.withMutableBytes { secret in
                unsafe seed.withUnsafeBufferPointer { seed in
                    unsafe secret.withUnsafeMutableBufferPointer { secret in
                        unsafe fh_mailbox_signing_key(&publicKey, secret.baseAddress, seed.baseAddress)
                    }
                }
            }
        }
        // It fails only if libsodium did not start.
        guard result == 0 else { throw GuardedMemoryError() }
        return Survivor(
            signingKey: SigningKey(unchecked: publicKey), secret: secret, letterKeys: letterKeys, retryKey: retryKey)
    }

    /// The generation of letter keys in use.
    public var letterGeneration: UInt32 { UInt32(letterKeys.count - 1) }

    /// The letter key in use.
    var letterKey: LetterKey { letterKeys[letterKeys.count - 1] }

    /// The letter keys with their generations, the newest first.
    var knownLetterKeys: [(generation: UInt32, key: LetterKey)] {
        letterKeys.enumerated().reversed().map { (generation: UInt32($0.offset), key: $0.element) }
    }

    /// The case that is this survivor's.
    public var caseID: CaseID { CaseID(survivor: signingKey) }

    public borrowing func sign(_ message: [UInt8]) -> Signature {
        var signature = [UInt8](repeating: 0, count: Signature.length)
        secret.withBytes { secret in
            unsafe secret.withUnsafeBufferPointer {
                _ = unsafe fh_mailbox_sign(&signature, message, message.count, $0.baseAddress)
            }
        }
        return Signature(unchecked: signature)
    }

    /// The tag by which a second arrival of the same form is known: it covers all that the form said (FORMAT §5).
    ///
    /// - Parameters:
    ///   - consent: what the survivor allows; its policy and its last day are left out.
    ///   - term: what `consent.until` was computed from; the tag covers the term, so that it is the same on every day.
    ///   - answers: the survivor's answers; `channel` and `part`, which are not the survivor's to say, are left out.
    ///   - text: the words of the story, in UTF-8.
    /// - Returns: the tag, or nil if the text is longer than can be sealed.
    public borrowing func retryTag(
        consent: Consent, term: Consent.Term, answers: StoryAnswers, text: Span<UInt8>
    ) throws(GuardedMemoryError) -> RetryTag? {
        let choices = consent.choices
        let notes = answers.encodedNotes
        var record = try GuardedRecord(
            capacity: choices.count + notes.count + answers.language.utf8.count + text.count + 256)
        guard record.append("consent", choices), record.append("content-notes", notes),
            record.append("language", Array(answers.language.utf8)),
            record.append("open-case", Array(answers.openCase.rawValue.utf8)),
            record.append("term", Array(term.rawValue.utf8)), record.append("text", text),
            record.append("under-18", Array(answers.underEighteen.rawValue.utf8))
        else { return nil }
        let count = record.count
        let bytes = record.finish()
        return RetryTag(unchecked: Hash.keyed(retryKey, "firsthand/retry/v1", bytes, prefix: count))
    }

    /// Seals the words of a story, signed by the survivor's key.
    ///
    /// - Parameters:
    ///   - text: the words of the story, in UTF-8.
    ///   - answers: what the survivor answered beside the words.
    ///   - seen: the digests of the statements that were there before; empty for a first story.
    ///   - day: the day on which the story is signed.
    ///   - reviewers: seals to the reviewers only.
    /// - Throws: `SealingError`; nothing may be kept then.
    public borrowing func story(
        text: Span<UInt8>, answers: StoryAnswers, seen: [Digest], day: Day, reviewers: Sealer
    ) throws(SealingError) -> SealedStatement {
        try reviewers.statement(storyBody(text, answers), caseID: caseID, seen: seen, day: day, by: self)
    }

    private borrowing func storyBody(
        _ text: Span<UInt8>, _ answers: StoryAnswers
    ) throws(SealingError) -> StatementPlaintext {
        let body: StatementPlaintext?
        do {
            let field = try LetterKeyField.bytes(letterKey.bytes, generation: letterGeneration)
            body = try field.withBytes { (key) throws(GuardedMemoryError) -> StatementPlaintext? in
                try answers.body(text: text, publicKey: signingKey, letterKey: key)
            }
        } catch { throw .noMemory }
        guard let body else { throw .tooLong }
        return body
    }

    /// Seals a story and its consent, both signed by the survivor's key.
    ///
    /// - Parameters:
    ///   - text: the words of the story, in UTF-8.
    ///   - answers: what the survivor answered beside the words.
    ///   - consent: what the survivor allows.
    ///   - tag: the tag by which a second arrival of the same form is known, as `retryTag` makes it.
    ///   - day: the day on which both are signed.
    ///   - reviewers: seals the story, to the reviewers only.
    ///   - everyone: seals the consent, which the publisher must check, to reviewers and publishers.
    /// - Throws: `SealingError`; nothing may be kept then.
    public borrowing func submission(
        text: Span<UInt8>, answers: StoryAnswers, consent: Consent, tag: RetryTag, day: Day, reviewers: Sealer,
        everyone: Sealer
    ) throws(SealingError) -> Submission {
        let statements = try reviewers.submission(
            story: storyBody(text, answers), consent: consent, caseID: caseID, day: day, everyone: everyone, by: self,
            letterKey: letterKey)
        return Submission(caseID: caseID, tag: tag, statements: statements)
    }
}

// Sealing reads and writes no file, and so cannot name an exit code itself.
extension SealingError: ProgramError { public var refusal: Refusal { Refusal(.unavailable, "\(self)") } }
