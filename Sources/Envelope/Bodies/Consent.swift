/// What a story may be used for.
///
/// Consent to one says nothing of another. A desk's cache names a use by its place here: a new one stands last.
public enum Use: String, Sendable, CaseIterable, Comparable {
    case website, social, print, campaign, press, court, network

    public static func < (left: Use, right: Use) -> Bool { left.rawValue.utf8Precedes(right.rawValue) }

    /// What is left of a use when it is taken back.
    public enum Remains: Sendable {
        /// What was ours to show is gone.
        case nothing
        /// Others have copies: they are asked, and decide.
        case copies
        /// What was printed or filed stays; it is not printed again.
        case paper
    }

    /// What taking it back cannot reach.
    public var remains: Remains {
        switch self {
        case .website: .nothing
        case .social, .campaign, .press, .network: .copies
        case .print, .court: .paper
        }
    }
}

/// What the survivor agreed to, signed by their key.
public struct Consent: StatementBody {
    /// How far the text may be changed.
    ///
    /// Ordered: each allows what the one before allows.
    public enum Edits: String, Sendable, CaseIterable, Comparable {
        case asIs = "as-is"
        case names, shorten

        public static func < (left: Edits, right: Edits) -> Bool { left.rank < right.rank }
        private var rank: Int { self == .asIs ? 0 : self == .names ? 1 : 2 }
    }

    /// Something in the survivor's answers that holds a story until a second person releases it.
    public enum Hold: String, Sendable, CaseIterable, Comparable {
        case openCase = "open-case"
        case underEighteen = "under-18"

        /// The digest by which a release names this hold of a consent statement, and no other (FORMAT §6.2).
        public func digest(in consent: Digest) -> Digest {
            Hash.digest("firsthand/hold/v1", consent.bytes + Array(rawValue.utf8))
        }

        public static func < (left: Hold, right: Hold) -> Bool { left.rawValue.utf8Precedes(right.rawValue) }
    }

    /// How the story came.
    ///
    /// On paper the code was seen by others, so it can narrow and never widen.
    public let channel: Channel
    /// Empty: only the reviewers read it.
    public let uses: Set<Use>
    /// Consent ends at the start of this day; nil until the survivor says stop.
    public let until: Day?
    /// The name to publish under; empty for none.
    public let credit: String
    public let edits: Edits
    public let showFirst: Bool
    public let holds: Set<Hold>
    public let policy: Digest
    /// The consent statements that this one takes the place of.
    public let replaces: [Digest]

    public init(
        uses: Set<Use>, until: Day? = nil, credit: String = "", edits: Edits = .names, showFirst: Bool = false,
        holds: Set<Hold> = [], policy: Digest, replaces: [Digest] = [], channel: Channel = .web
    ) {
        self.channel = channel
        self.uses = uses
        self.until = until
        self.credit = credit
        self.edits = edits
        self.showFirst = showFirst
        self.holds = holds
        self.policy = policy
        self.replaces = Set(replaces).sorted()
    }

    public var kind: StatementKind { .consent }

    public var fields: [String: [UInt8]] {
        [
            "channel": Array(channel.rawValue.utf8), "credit": Array(credit.utf8), "edits": Array(edits.rawValue.utf8),
            "holds": WordList.encode(holds.map(\.rawValue)), "policy": policy.bytes,
            "replaces": DigestList.encode(replaces),
            "show-first": Array((showFirst ? YesNo.yes : .no).rawValue.utf8),
            "until": until?.number.bigEndianBytes ?? [],
            "uses": WordList.encode(uses.map(\.rawValue)),
        ]
    }

    public init?(_ record: Record) {
        guard let channel: Channel = record.choice("channel"), let credit = record.text("credit"),
            let edits: Edits = record.choice("edits"),
            let holdWords = record.words("holds"), let policy = record.digest("policy"),
            let replaces = record.digests("replaces"), let showFirst: YesNo = record.choice("show-first"),
            let untilBytes = record["until"], let useWords = record.words("uses")
        else { return nil }
        let uses = useWords.compactMap { Use(rawValue: $0) }
        let holds = holdWords.compactMap { Hold(rawValue: $0) }
        let until = UInt32(bigEndian: untilBytes).map { Day(number: $0) }
        guard uses.count == useWords.count, holds.count == holdWords.count, until != nil || untilBytes.isEmpty else {
            return nil
        }
        self.init(
            uses: Set(uses), until: until, credit: credit, edits: edits, showFirst: showFirst == .yes,
            holds: Set(holds), policy: policy, replaces: replaces, channel: channel)
    }

    /// The fields that the survivor chose, for the retry tag (FORMAT §5): without the policy, and without the day that
    /// follows from the chosen term, so that a retry on the next day is one.
    public var choices: [UInt8] { Record(fields.filter { !["policy", "until"].contains($0.key) }).encoded }
}

extension Consent {
    /// How long a survivor agrees for, as the form asks it.
    ///
    /// Ordered: each lasts longer than the one before.
    public enum Term: String, Sendable, CaseIterable, Comparable {
        case oneYear = "one-year"
        case twoYears = "two-years"
        case untilStopped = "until-stopped"

        /// The day at whose start a consent given on `day` ends; nil if it lasts until the survivor says stop.
        ///
        /// The same day of a later year. What was agreed to on 29 February ends on 28 February: never later than said.
        public func end(from day: Day) -> Day? {
            let years = self == .oneYear ? 1 : 2
            guard self != .untilStopped, let year = Int(day.description.prefix(4)) else { return nil }
            return Day("\(year + years)\(day.description.dropFirst(4))") ?? Day("\(year + years)-02-28")
        }

        public static func < (left: Term, right: Term) -> Bool { left.rank < right.rank }
        private var rank: Int { self == .oneYear ? 1 : self == .twoYears ? 2 : 3 }
    }
}
