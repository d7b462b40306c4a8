/// A reviewer's word that a story which came by post says what the paper says.
///
/// Whoever typed it signs one, and so does somebody else, who compared it with the paper. Two different reviewers are needed.
public struct Transcription: StatementBody {
    /// The story whose words were compared with the paper.
    public let story: Digest
    /// Earlier transcriptions of the same paper that this one corrects.
    public let replaces: [Digest]

    public init(story: Digest, replaces: [Digest] = []) {
        self.story = story
        self.replaces = Set(replaces).sorted()
    }

    public var kind: StatementKind { .transcribed }
    public var fields: [String: [UInt8]] { ["replaces": DigestList.encode(replaces), "story": story.bytes] }

    public init?(_ record: Record) {
        guard let story = record.digest("story"), let replaces = record.digests("replaces"), !replaces.contains(story)
        else { return nil }
        self.init(story: story, replaces: replaces)
    }
}

/// A reviewer's record of the slip that a survivor sent back with the printed text.
///
/// A yes counts when two different reviewers recorded it; anything else from one.
public struct ReturnedSlip: StatementBody {
    /// The proposal that was printed.
    public let proposal: Digest
    /// The proposal's body digest, whose check code stood on the slip.
    public let manuscript: Digest
    /// The consent statements that stood on the day of this record.
    public let consent: [Digest]
    public let answer: SignOff.Answer

    public init(proposal: Digest, manuscript: Digest, consent: [Digest], answer: SignOff.Answer) {
        self.proposal = proposal
        self.manuscript = manuscript
        self.consent = Set(consent).sorted()
        self.answer = answer
    }

    public var kind: StatementKind { .slip }

    public var fields: [String: [UInt8]] {
        [
            "answer": Array(answer.rawValue.utf8), "consent": DigestList.encode(consent),
            "manuscript": manuscript.bytes, "proposal": proposal.bytes,
        ]
    }

    public init?(_ record: Record) {
        guard let proposal = record.digest("proposal"), let manuscript = record.digest("manuscript"),
            let consent = record.digests("consent"), let answer: SignOff.Answer = record.choice("answer")
        else { return nil }
        self.init(proposal: proposal, manuscript: manuscript, consent: consent, answer: answer)
    }
}

/// What stands on the lines of a returned slip, in the survivor's words.
///
/// Apart from the slip itself, which publishers open to count it: these words are for the reviewers alone.
public struct SlipWords: StatementBody {
    /// The record of the slip, a statement of the same reviewer.
    public let slip: Digest
    public let words: String

    public init(slip: Digest, words: String) {
        self.slip = slip
        self.words = words
    }

    public var kind: StatementKind { .slipWords }
    public var fields: [String: [UInt8]] { ["slip": slip.bytes, "words": Array(words.utf8)] }

    public init?(_ record: Record) {
        guard let slip = record.digest("slip"), let words = record.text("words"), !words.isEmpty else { return nil }
        self.init(slip: slip, words: words)
    }
}
