public import Envelope

/// What a statement says, as far as whoever asks could open it.
public enum Content: Sendable, Equatable {
    case story(StoryAnswers)
    case consent(Consent)
    case proposed(Proposal)
    case approved(Approval)
    case declined(Decline)
    case held(HoldPlaced)
    case released(HoldReleased)
    case signedOff(SignOff)
    case withdrawn(Withdrawal)
    case checkpoint(Checkpoint)
    case letter(Letter)
    case notice(Notice)
    case retracted(Retraction)
    case claimed(Claim)
    case recused(Recusal)
    case safety(SafetyMark)
    case transcribed(Transcription)
    case slip(ReturnedSlip)
    case slipWords(SlipWords)
    case draft(Draft)
    case overridden(WarningOverridden)
    /// A new letter key of the survivor's, by its generation; the key is read where it is used.
    case letterKey(generation: UInt32)
    /// It does not open for the asker: sealed to others, as stories are for a publisher, or spoiled.
    case unopened
    /// Destroyed after a withdrawal or at the end of its time; the header still says that it was there.
    case destroyed
    /// It opened, and is not what the signed header says.
    case broken

    /// Reads an opened body that must be the one that `header` names.
    public init(_ body: borrowing OpenedBody, header: StatementHeader) {
        guard body.digest == header.body, body.kind.visible == header.kind else {
            self = .broken
            return
        }
        let record = body.record()
        let content: Content? =
            switch body.kind {
            case .received: StoryAnswers(record).map { .story($0) }
            case .consent: Consent(record).map { .consent($0) }
            case .proposed: Proposal(record).map { .proposed($0) }
            case .approved: Approval(record).map { .approved($0) }
            case .declined: Decline(record).map { .declined($0) }
            case .held: HoldPlaced(record).map { .held($0) }
            case .released: HoldReleased(record).map { .released($0) }
            case .signedOff: SignOff(record).map { .signedOff($0) }
            case .withdrawn: Withdrawal(record).map { .withdrawn($0) }
            case .checkpoint: Checkpoint(record).map { .checkpoint($0) }
            case .letter: Letter(record).map { .letter($0) }
            case .notice: Notice(record).map { .notice($0) }
            case .retracted: Retraction(record).map { .retracted($0) }
            case .claimed: Claim(record).map { .claimed($0) }
            case .recused: Recusal(record).map { .recused($0) }
            case .safety: SafetyMark(record).map { .safety($0) }
            case .transcribed: Transcription(record).map { .transcribed($0) }
            case .slip: ReturnedSlip(record).map { .slip($0) }
            case .slipWords: SlipWords(record).map { .slipWords($0) }
            case .draft: Draft(record).map { .draft($0) }
            case .overridden: WarningOverridden(record).map { .overridden($0) }
            case .letterKey: FreshLetterKey(record).map { .letterKey(generation: $0.generation) }
            // Nobody says it in a case.
            case .report: nil
            }
        self = content ?? .broken
    }

    /// Whether the survivor, a reviewer or both can say this; nil when it is not known what was said.
    var speakers: Speakers? {
        switch self {
        case .story, .consent, .signedOff, .letterKey: .survivor
        case .proposed, .approved, .declined, .held, .released, .checkpoint, .notice, .retracted, .claimed, .recused,
            .safety, .transcribed, .slip, .slipWords, .draft, .overridden:
            .reviewer
        case .withdrawn, .letter: [.survivor, .reviewer]
        case .unopened, .destroyed, .broken: nil
        }
    }

    /// Whether it keeps something from happening.
    public var saysStop: Bool {
        switch self {
        case .held, .declined, .retracted, .recused: true
        case .safety(let mark): mark.isWorried
        case .slip(let slip): slip.answer != .agreed
        default: false
        }
    }

    /// Whether it lets something happen, so that it must be said again if its author's key was lost; what stops stays.
    public var saysYes: Bool {
        switch self {
        case .approved, .released, .transcribed: true
        case .slip(let slip): slip.answer == .agreed
        default: false
        }
    }

    /// Whether it holds words of the story or of letters, which end with a declined case.
    public var isWords: Bool {
        switch self {
        case .story, .proposed, .letter, .slipWords: true
        default: false
        }
    }

    struct Speakers: OptionSet {
        let rawValue: Int
        static let survivor = Speakers(rawValue: 1)
        static let reviewer = Speakers(rawValue: 2)
    }
}

extension StatementHeader {
    /// Whether its author may say what it shows: only the survivor tells a story, only reviewers sign checkpoints.
    public var isByItsSpeaker: Bool {
        switch kind {
        case .received: isBySurvivor
        case .checkpoint: !isBySurvivor
        case .withdrawn, .sealed, .closed: true
        }
    }
}

/// A statement of a case with what it says.
public struct Entry: Sendable, Equatable {
    public let statement: Statement
    public let content: Content

    public init(statement: Statement, content: Content) {
        self.statement = statement
        self.content = content
    }

    /// The statement's digest.
    public var digest: Digest { statement.digest }
}

/// Something in a vault that is not as its signatures say.
///
/// Named, and never passed over.
public enum Flaw: Sendable, Hashable, Comparable {
    /// The signature is not that of the author in the header.
    case forged(Digest)
    /// The author is neither the survivor of this case nor a reviewer in the keyring.
    case unknownAuthor(Digest)
    /// By a reviewer's key that left, and the leaving list that says what of it counts is not here.
    case unweighable(Digest)
    /// The author may not say this: a survivor's words by a reviewer, or the other way round.
    case wrongAuthor(Digest)
    /// The header names another case.
    case wrongCase(Digest)
    /// The body is not the one that was signed, or does not open.
    case brokenBody(Digest)
    /// The body is gone, though nothing in the case allows that.
    case destroyedBody(Digest)
    /// The body does not open for someone who must weigh it: spoiled, or sealed without them.
    case hiddenBody(Digest)
    /// A statement that others name is not there.
    case missing(Digest)
    /// A row of the vault does not hold what its key says.
    case brokenRow(Digest)

    /// The statement concerned.
    public var statement: Digest {
        switch self {
        case .forged(let digest), .unknownAuthor(let digest), .unweighable(let digest), .wrongAuthor(let digest),
            .wrongCase(let digest),
            .brokenBody(let digest), .destroyedBody(let digest), .hiddenBody(let digest), .missing(let digest),
            .brokenRow(let digest):
            digest
        }
    }

    /// What is wrong, in words.
    public var sentence: String {
        switch self {
        case .forged: "is not signed by the key it names"
        case .unknownAuthor: "is by a key that is neither the survivor's nor a reviewer's"
        case .unweighable: "is by a reviewer who left, and the leaving list that says what of theirs counts is not here"
        case .wrongAuthor: "says what its author may not say"
        case .wrongCase: "belongs to another case"
        case .brokenBody: "has a sealed body that was changed or swapped"
        case .destroyedBody: "has lost its sealed body, though the story was not withdrawn"
        case .hiddenBody:
            "does not open for you, though you must weigh it: it was changed, swapped, or sealed without you"
        case .missing: "was removed: others name it"
        case .brokenRow: "stands in a row of the vault that was changed"
        }
    }

    public static func < (left: Flaw, right: Flaw) -> Bool {
        (left.statement, left.sentence) < (right.statement, right.sentence)
    }
}
