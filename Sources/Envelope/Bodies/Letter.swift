/// Words between the survivor and the reviewers, in either direction.
///
/// A reviewer's letter is sealed to the reviewers and the letter key, the survivor's to the reviewers. Its body is destroyed
/// when the survivor has read it, or when its time is over.
public struct Letter: StatementBody {
    /// The letter that this one answers, or the survivor's own `SignOff` whose words these are.
    public let answers: Digest?
    /// The language that it is written in.
    public let language: String
    public let text: String

    public init(answers: Digest? = nil, language: String, text: String) {
        self.answers = answers
        self.language = language
        self.text = text
    }

    public var kind: StatementKind { .letter }

    public var fields: [String: [UInt8]] {
        ["answers": answers?.bytes ?? [], "language": Array(language.utf8), "text": Array(text.utf8)]
    }

    public init?(_ record: Record) {
        guard let answers = record.optionalDigest("answers"), let language = record.text("language"),
            let text = record.text("text")
        else { return nil }
        self.init(answers: answers, language: language, text: text)
    }

    /// The body of a letter whose words stay in guarded memory.
    ///
    /// - Returns: nil if it is longer than the largest size class.
    public static func body(
        text: Span<UInt8>, language: String, answers: Digest?
    ) throws(GuardedMemoryError) -> StatementPlaintext? {
        guard let size = SizeClass(holding: text.count + 256) else { return nil }
        var body = try GuardedRecord(capacity: size.size, prefix: randomBytes(StatementPlaintext.saltLength))
        let fits =
            body.append("answers", answers?.bytes ?? [])
            && body.append("kind", Array(StatementKind.letter.rawValue.utf8))
            && body.append("language", Array(language.utf8)) && body.append("text", text)
        guard fits else { return nil }
        let count = body.count
        return StatementPlaintext(kind: .letter, memory: body.finish(), count: count, size: size)
    }
}
