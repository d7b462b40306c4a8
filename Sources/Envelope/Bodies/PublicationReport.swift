/// Where a story is or was: a use, since when, and when it was taken back.
public struct Publication: Sendable, Hashable {
    static let length = 5
    private static let never = UInt16.max

    public let use: Use
    /// The month in which it came there.
    public let since: Month
    /// The month in which it was taken back; nil while it is there.
    public let takenBack: Month?

    public init(use: Use, since: Month, takenBack: Month? = nil) {
        (self.use, self.since, self.takenBack) = (use, since, takenBack)
    }

    /// Use, since, taken back (FORMAT §6.2.1).
    var bytes: [UInt8] {
        [use.code] + since.number.bigEndianBytes + (takenBack?.number ?? Self.never).bigEndianBytes
    }

    init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length, let use = Use(code: bytes[0]) else { return nil }
        let (since, back) = (UInt16(bytes[1]) << 8 | UInt16(bytes[2]), UInt16(bytes[3]) << 8 | UInt16(bytes[4]))
        guard since < Self.never, back >= since else { return nil }
        self.init(use: use, since: Month(number: since), takenBack: back == Self.never ? nil : Month(number: back))
    }

    /// Reads a list in any order; nil for any other bytes.
    static func list(_ bytes: [UInt8]) -> [Publication]? {
        guard bytes.count.isMultiple(of: length) else { return nil }
        let all = stride(from: 0, to: bytes.count, by: length).compactMap { Publication(bytes[$0..<($0 + length)]) }
        return all.count * length == bytes.count ? all : nil
    }
}

extension Publication {
    /// What several say of one use, each in a place of its own: it is out while one of them has it.
    ///
    /// - Parameter all: of one use; at least one.
    public static func joined(_ all: some Sequence<Publication>) -> Publication? {
        all.reduce(nil) { joined, other in
            guard let joined else { return other }
            // What is out counts more than what was; of two that are alike, the earlier since and the later end.
            guard (joined.takenBack == nil) == (other.takenBack == nil) else {
                return joined.takenBack == nil ? joined : other
            }
            let back = joined.takenBack.flatMap { mine in other.takenBack.map { max(mine, $0) } }
            return Publication(use: joined.use, since: min(joined.since, other.since), takenBack: back)
        }
    }
}

extension Use {
    /// The byte that stands for it in a list of places (FORMAT §6.2.1).
    var code: UInt8 {
        switch self {
        case .website: 1
        case .social: 2
        case .print: 3
        case .campaign: 4
        case .press: 5
        case .court: 6
        case .network: 7
        }
    }

    init?(code: UInt8) {
        guard let use = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = use
    }
}

/// What a publisher tells the desks of where stories are: a part of it, or all if it fits (FORMAT §9.4).
public struct PublicationReport: StatementBody {
    /// A story at the places of one use.
    public struct Copy: Sendable, Hashable {
        package static let length = CaseID.length + Publication.length
        public let caseID: CaseID
        public let publication: Publication

        public init(caseID: CaseID, publication: Publication) {
            (self.caseID, self.publication) = (caseID, publication)
        }

        package var bytes: [UInt8] { caseID.bytes + publication.bytes }

        package init?(_ bytes: some Collection<UInt8>) {
            guard let caseID = CaseID(bytes.prefix(CaseID.length)),
                let publication = Publication(bytes.dropFirst(CaseID.length))
            else { return nil }
            self.init(caseID: caseID, publication: publication)
        }
    }

    /// The most copies that one report holds: what its one size has room for.
    public static let mostCopies = 3_000

    /// Ascending by case and use, each once.
    public let copies: [Copy]

    /// - Parameter copies: `mostCopies` at most.
    public init(copies: some Sequence<Copy>) {
        self.copies = copies.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    public var kind: StatementKind { .report }
    public var fields: [String: [UInt8]] { ["copies": copies.flatMap(\.bytes)] }

    public init?(_ record: Record) {
        guard let bytes = record["copies"], bytes.count.isMultiple(of: Copy.length),
            bytes.count / Copy.length <= Self.mostCopies
        else { return nil }
        let copies = stride(from: 0, to: bytes.count, by: Copy.length).compactMap {
            Copy(bytes[$0..<($0 + Copy.length)])
        }
        func name(_ copy: Copy) -> [UInt8] { copy.caseID.bytes + [copy.publication.use.code] }
        guard copies.count * Copy.length == bytes.count,
            zip(copies, copies.dropFirst()).allSatisfy({ name($0).lexicographicallyPrecedes(name($1)) })
        else { return nil }
        self.copies = copies
    }
}

extension PublicationReport {
    /// The copies that a report of this number holds: all, or where they are too many each part in its turn.
    ///
    /// As many reports in a row as there are parts hold every copy. With which part a row begins differs from row to row, so
    /// whoever gets to see only each second report, say, still comes to see them all.
    ///
    /// - Parameters:
    ///   - number: the number of the report among those of its publisher.
    ///   - all: every copy, ascending by case.
    public static func part(_ number: UInt32, of all: [Copy]) -> ArraySlice<Copy> {
        let parts = UInt32(max(1, (all.count + mostCopies - 1) / mostCopies))
        let row = number / parts
        let start = Hash.digest("firsthand/report-part/v1", row.bigEndianBytes).bytes[0...3].reduce(0 as UInt32) {
            $0 << 8 | UInt32($1)
        }
        let part = Int((number % parts + start % parts) % parts)
        return all.dropFirst(part * mostCopies).prefix(mostCopies)
    }
}
