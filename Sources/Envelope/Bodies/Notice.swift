/// What the survivor is told of where the story stands, with nothing of what reviewers said to each other.
public struct Notice: StatementBody {
    public enum Stage: String, Sendable, CaseIterable {
        /// A reviewer has read the story.
        case opened
        /// Enough reviewers agreed to one text.
        case approved
        case declined
        /// It is out in at least one place.
        case published
        /// It was out, and is taken back everywhere.
        case retracted
        /// A text that was shown for sign-off is not put forward any more.
        case setAside = "set-aside"
    }

    public let stage: Stage
    /// The proposal that was set aside; nil for every other stage.
    public let about: Digest?
    /// When the text that is approved was put forward and agreed to; nil for every other stage, or if it is not told.
    public let review: ReviewDays?
    /// Where the story is or was, one for each use, ascending; empty but for a story that was published.
    public let places: [Publication]

    /// What is told without days or places.
    ///
    /// - Parameters:
    ///   - stage: how far the story has come.
    ///   - about: the digest of the proposal that was set aside; nil for every other stage.
    ///   - review: when the approved text was put forward and agreed to; nil for every other stage, or if it is not told.
    public init(stage: Stage, about: Digest? = nil, review: ReviewDays? = nil) {
        self.init(stage: stage, about: about, review: review, places: [])
    }

    /// Where the story is, and where it was taken back.
    public init(places: some Sequence<Publication>) {
        let places = places.sorted { $0.use < $1.use }
        let isOut = places.contains { $0.takenBack == nil }
        self.init(stage: isOut ? .published : .retracted, about: nil, review: nil, places: places)
    }

    private init(stage: Stage, about: Digest?, review: ReviewDays?, places: [Publication]) {
        (self.stage, self.about, self.review, self.places) = (stage, about, review, places)
    }

    public var kind: StatementKind { .notice }

    public var fields: [String: [UInt8]] {
        [
            "about": about?.bytes ?? [],
            "approvals": review?.approvals.flatMap(\.number.bigEndianBytes) ?? [],
            "places": places.flatMap(\.bytes), "proposed": review?.proposed.number.bigEndianBytes ?? [],
            "stage": Array(stage.rawValue.utf8),
        ]
    }

    public init?(_ record: Record) {
        guard let about = record.optionalDigest("about"), let stage: Stage = record.choice("stage"),
            (stage == .setAside) == (about != nil), let review = ReviewDays.read(record),
            stage == .approved || review.isEmpty, let places = record["places"].flatMap({ Publication.list($0) }),
            zip(places, places.dropFirst()).allSatisfy({ $0.use < $1.use })
        else { return nil }
        guard places.isEmpty else {
            self.init(places: places)
            guard self.stage == stage else { return nil }
            return
        }
        guard stage != .published, stage != .retracted else { return nil }
        self.init(stage: stage, about: about, review: review.first)
    }
}

/// When a text was put forward, and when each reviewer agreed to it.
public struct ReviewDays: Sendable, Hashable {
    public let proposed: Day
    /// Ascending; at least one.
    public let approvals: [Day]

    public init(proposed: Day, approvals: some Sequence<Day>) {
        self.proposed = proposed
        self.approvals = approvals.sorted()
    }

    /// None or one, as the fields of a notice say; nil if they are not as they must be.
    static func read(_ record: Record) -> [ReviewDays]? {
        guard let first = record["proposed"], let bytes = record["approvals"], bytes.count.isMultiple(of: 4) else {
            return nil
        }
        let days = stride(from: 0, to: bytes.count, by: 4).compactMap {
            UInt32(bigEndian: Array(bytes[$0..<($0 + 4)])).map { Day(number: $0) }
        }
        guard !first.isEmpty || !days.isEmpty else { return [] }
        guard let number = UInt32(bigEndian: first), !days.isEmpty, days == days.sorted() else { return nil }
        return [ReviewDays(proposed: Day(number: number), approvals: days)]
    }
}
