import Envelope
import Files
import Ledger
import Press
import Unsealing

/// The refusals as a file of the state folder (FORMAT §8), sealed to the publisher alone.
extension RefusalCache {
    static let label: StaticString = "firsthand/refusals/v1"

    /// What this publisher keeps in a folder; empty if it is not there, not theirs, or of another keyring or policy.
    init(in folder: String, _ publisher: borrowing PublisherKey, context: Digest) {
        let path = Self.path(in: folder, publisher)
        guard let kept = Self.opened(path, publisher), kept.context == context else {
            // What does not count any more goes with the next file, or it would outlive the cases in it.
            self.init(path: path, context: context, replaces: InputFile.exists(path))
            return
        }
        self = kept
    }

    /// Lets go at once of what is kept of cases that were withdrawn: nothing of a story is to outlive it here.
    static func settle(in folder: String, _ publisher: borrowing PublisherKey, withdrawn: Set<CaseID>) throws {
        let path = Self.path(in: folder, publisher)
        guard InputFile.exists(path) else { return }
        guard var cache = opened(path, publisher) else { return try AtomicFile.remove(path) }
        cache.keepOnly(Set(cache.cases.keys).subtracting(withdrawn))
        try cache.write(publisher)
    }

    /// Keeps it: sealed to this publisher alone, whole or not at all.
    func write(_ publisher: borrowing PublisherKey) throws {
        guard isChanged else { return }
        guard let sealed = publisher.sealOwn(encoded, Self.label) else { return try AtomicFile.remove(path) }
        try AtomicFile.write(sealed, to: path)
    }

    private static func path(in folder: String, _ publisher: borrowing PublisherKey) -> String {
        "\(folder)/refusals-\(publisher.publicKey.id.hex.prefix(8))"
    }

    private static func opened(_ path: String, _ publisher: borrowing PublisherKey) -> RefusalCache? {
        guard let sealed = try? InputFile.bytes(path), let bytes = publisher.openOwn(sealed, label) else { return nil }
        return RefusalCache(path: path, bytes)
    }

    // MARK: As bytes

    /// The lists of reasons that a case has, each once, and then the cases in no order.
    private var encoded: [UInt8] {
        // A list that no case has any more is left out, and the others move up.
        var order: [UInt16] = []
        var places = [Self.unjudged: Self.unjudged]
        var lines: [UInt8] = []
        lines.reserveCapacity(cases.count * Self.lineLength)
        for (caseID, kept) in cases {
            lines += caseID.bytes + kept.imprint.bytes + kept.seen.bigEndianBytes
            for day in [kept.judged, kept.changes, kept.consentEnd] {
                lines += (day?.number ?? .max).bigEndianBytes
            }
            lines.append(kept.id == nil ? 0 : 1)
            for shift in stride(from: 56, through: 0, by: -8) {
                lines.append(UInt8(truncatingIfNeeded: (kept.id ?? 0) >> UInt64(shift)))
            }
            for place in Use.allCases.indices {
                let number = kept.refusals[place]
                if places[number] == nil {
                    places[number] = UInt16(order.count)
                    order.append(number)
                }
                let place = places[number] ?? Self.unjudged
                lines += [UInt8(place >> 8), UInt8(truncatingIfNeeded: place)]
            }
        }
        var bytes = context.bytes + UInt32(order.count).bigEndianBytes
        for codes in order.map({ lists[Int($0)].compactMap(\.code) }) {
            bytes.append(UInt8(codes.count))
            for code in codes { bytes += code.bigEndianBytes }
        }
        return bytes + lines
    }

    private static let lineLength = CaseID.length + Digest.length + 16 + 9 + 2 * Use.allCases.count

    /// Reads what `encoded` wrote; nil if it is anything else.
    private init?(path: String, _ bytes: [UInt8]) {
        var place = 0
        func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard bytes.count - place >= count else { return nil }
            defer { place += count }
            return bytes[place..<(place + count)]
        }
        func number(_ length: Int) -> UInt64? { take(length)?.reduce(0) { $0 << 8 | UInt64($1) } }
        func day() -> Day?? { number(4).map { $0 == UInt32.max ? nil : Day(number: UInt32($0)) } }
        guard let context = take(Digest.length).flatMap({ Digest($0) }), let count = number(4),
            count <= Self.unjudged
        else { return nil }
        var lists: [[Reason]] = []
        for _ in 0..<count {
            guard let length = number(1) else { return nil }
            let reasons = (0..<length).compactMap { _ in number(4).flatMap { Reason(code: UInt32($0)) } }
            guard reasons.count == length else { return nil }
            lists.append(reasons)
        }
        guard (bytes.count - place).isMultiple(of: Self.lineLength) else { return nil }
        var cases: [CaseID: Kept] = [:]
        cases.reserveCapacity((bytes.count - place) / Self.lineLength)
        while place < bytes.count {
            guard let caseID = take(CaseID.length).flatMap({ CaseID($0) }),
                let imprint = take(Digest.length).flatMap({ Digest($0) }), let seen = number(4),
                let judged = day(), let judged, let changes = day(), let end = day(), let hasID = number(1),
                let id = number(8)
            else { return nil }
            var refusals = SIMD8(repeating: Self.unjudged)
            for place in Use.allCases.indices {
                guard let list = number(2), list < lists.count || list == Self.unjudged else { return nil }
                refusals[place] = UInt16(list)
            }
            cases[caseID] = Kept(
                imprint: imprint, seen: UInt32(seen), judged: judged, changes: changes, consentEnd: end,
                id: hasID == 0 ? nil : id, refusals: refusals)
        }
        self.init(path: path, context: context, cases, lists: lists)
    }
}
