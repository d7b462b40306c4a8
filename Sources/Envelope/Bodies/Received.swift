/// How a story came: on the web, or on paper.
public enum Channel: String, Sendable { case web, mail }

/// What a story says beside its words: the answers that the survivor gave.
public struct StoryAnswers: Sendable, Equatable {
    public enum Answer: String, Sendable { case yes, no, unsure, unsaid }
    public enum Part: String, Sendable { case story, addition }

    public let channel: Channel
    public let contentNotes: [String]
    /// Which of the survivor's letter keys stands in the story (FORMAT §5).
    public private(set) var letterGeneration: UInt32 = 0
    /// The language of the page it was written on.
    public let language: String
    public let openCase: Answer
    public let part: Part
    public let underEighteen: Answer

    public init(
        channel: Channel = .web, contentNotes: [String] = [], language: String, openCase: Answer = .unsaid,
        part: Part = .story, underEighteen: Answer = .unsaid
    ) {
        self.channel = channel
        self.contentNotes = contentNotes
        self.language = language
        self.openCase = openCase
        self.part = part
        self.underEighteen = underEighteen
    }

    /// Reads the answers of an opened story; nil if one is not as FORMAT §6.2 says.
    public init?(_ record: Record) {
        guard let channel: Channel = record.choice("channel"), let notes = record.words("content-notes"),
            let language = record.text("language"), let openCase: Answer = record.choice("open-case"),
            let part: Part = record.choice("part"), let underEighteen: Answer = record.choice("under-18"),
            let letterGeneration = record["letter-key"].flatMap({ LetterKeyField.generation(of: $0) }),
            record["public-key"]?.count == SigningKey.length
        else { return nil }
        self.init(
            channel: channel, contentNotes: notes, language: language, openCase: openCase, part: part,
            underEighteen: underEighteen)
        self.letterGeneration = letterGeneration
    }

    /// The content notes as a field holds them.
    package var encodedNotes: [UInt8] { WordList.encode(contentNotes) }

    /// Writes the body of a `received` statement into guarded memory: 32 random bytes and the record, text included.
    ///
    /// - Parameters:
    ///   - text: the words of the story, in UTF-8.
    ///   - publicKey: the key that the survivor's signatures are checked with.
    ///   - letterKey: the survivor's letter key as `LetterKeyField` holds it, in 32 or 36 bytes.
    /// - Returns: the body with its digest, or nil if it is longer than the largest size class.
    public func body(
        text: Span<UInt8>, publicKey: SigningKey, letterKey: Span<UInt8>
    ) throws(GuardedMemoryError) -> StatementPlaintext? {
        // The largest class is the bound; the record is written once and padded in place by the sealing room.
        guard let size = SizeClass(holding: text.count + 1024 + contentNotes.joined().utf8.count, least: .sixteenKiB)
        else { return nil }
        var body = try GuardedRecord(capacity: size.size, prefix: randomBytes(StatementPlaintext.saltLength))
        let fits =
            body.append("channel", Array(channel.rawValue.utf8))
            && body.append("content-notes", encodedNotes)
            && body.append("kind", Array(StatementKind.received.rawValue.utf8))
            && body.append("language", Array(language.utf8)) && body.append("letter-key", letterKey)
            && body.append("open-case", Array(openCase.rawValue.utf8)) && body.append("part", Array(part.rawValue.utf8))
            && body.append("public-key", publicKey.bytes) && body.append("text", text)
            && body.append("under-18", Array(underEighteen.rawValue.utf8))
        guard fits else { return nil }
        let count = body.count
        return StatementPlaintext(kind: .received, memory: body.finish(), count: count, size: size)
    }
}
