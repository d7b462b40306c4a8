import Envelope
import Files
import Ledger
import Press
import Unsealing
import Vault

/// Why nothing of a case goes out, as the gate said last, so that the case need not be opened for each export.
///
/// It only ever leaves out: whatever is exported was opened and judged by the same run. What it says counts for the very bytes
/// that it was read from, sealed bodies too, with all that this publisher saw of the case, under the same keyring and policies,
/// and until the next day on which the gate may say something else: so it is what the gate would say again. A case that is not
/// as its signatures say has no place here, nor has one of which somebody said something in their own words.
struct RefusalCache: Sendable {
    /// What is known of a case without opening it.
    struct Known: Sendable, Equatable {
        // In the order of the uses.
        fileprivate var refusals: [[Reason]?]
        let consentEnd: Day?
        /// The public id of its story, by its consent.
        let id: String?

        /// The reasons against an export for a use; nil if it must be judged anew.
        func refusal(_ use: Use) -> [Reason]? { Use.allCases.firstIndex(of: use).flatMap { refusals[$0] } }
    }

    /// What was judged in this run.
    struct Judged: Sendable {
        let judgement: Judgement
        let id: String?
        let digests: [Digest]
        let imprint: Digest
    }

    private struct Kept: Equatable {
        let imprint: Digest
        /// How many of its statements the publisher had seen.
        let seen: Int
        let judged: Day
        let changes: Day?
        let known: Known
    }

    static let label: StaticString = "firsthand/refusals/v1"

    let path: String
    // Under which keyring and policies it was judged.
    private let context: Digest
    private var cases: [CaseID: Kept] = [:]
    private(set) var isChanged = false

    /// What is known of a case, if the gate would say the same today.
    func known(_ caseID: CaseID, _ imprint: Digest, seen: Int, on day: Day) -> Known? {
        guard let kept = cases[caseID], kept.imprint == imprint, kept.seen == seen, kept.judged <= day,
            kept.changes.map({ day < $0 }) ?? true
        else { return nil }
        return kept.known
    }

    mutating func take(_ judged: Judged, of caseID: CaseID, seen: Int, on day: Day) {
        let kept = Known(judged.judgement, id: judged.id).map {
            Kept(imprint: judged.imprint, seen: seen, judged: day, changes: judged.judgement.changes, known: $0)
        }
        guard cases[caseID] != kept else { return }
        cases[caseID] = kept
        isChanged = true
    }

    /// Lets go of all other cases.
    mutating func keepOnly(_ present: Set<CaseID>) {
        let gone = cases.keys.filter { !present.contains($0) }
        for caseID in gone { cases[caseID] = nil }
        isChanged = isChanged || !gone.isEmpty
    }

    // MARK: As bytes

    /// The lists of reasons, each once, and then the cases in no order.
    private var encoded: [UInt8] {
        var numbers: [[UInt32]: UInt16] = [:]
        var lists: [UInt8] = []
        var lines: [UInt8] = []
        for (caseID, kept) in cases {
            lines += caseID.bytes + kept.imprint.bytes + UInt32(clamping: kept.seen).bigEndianBytes
            for day in [kept.judged, kept.changes, kept.known.consentEnd] {
                lines += (day?.number ?? .max).bigEndianBytes
            }
            lines += kept.known.id.map { Array($0.utf8) } ?? [UInt8](repeating: 0, count: Self.idLength)
            for refusal in kept.known.refusals {
                var number = UInt16.max
                if let codes = refusal?.compactMap(\.code) {
                    // Past so many different lists the others are judged each time.
                    if numbers[codes] == nil, numbers.count < Int(UInt16.max) {
                        numbers[codes] = UInt16(numbers.count)
                        lists.append(UInt8(clamping: codes.count))
                        for code in codes { lists += code.bigEndianBytes }
                    }
                    number = numbers[codes] ?? .max
                }
                lines += [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)]
            }
        }
        return context.bytes + UInt32(numbers.count).bigEndianBytes + lists + lines
    }

    private static let idLength = 16
    private static let lineLength = CaseID.length + Digest.length + 16 + idLength + 2 * Use.allCases.count

    private static func read(_ bytes: [UInt8]) -> (context: Digest, cases: [CaseID: Kept])? {
        var place = 0
        func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard bytes.count - place >= count else { return nil }
            defer { place += count }
            return bytes[place..<(place + count)]
        }
        func number(_ length: Int) -> UInt32? { take(length)?.reduce(0) { $0 << 8 | UInt32($1) } }
        func day() -> Day?? { number(4).map { $0 == .max ? nil : Day(number: $0) } }
        guard let context = take(Digest.length).flatMap({ Digest($0) }), let count = number(4) else { return nil }
        var lists: [[Reason]] = []
        for _ in 0..<count {
            guard let length = number(1) else { return nil }
            let reasons = (0..<length).compactMap { _ in number(4).flatMap(Reason.init(code:)) }
            guard reasons.count == length else { return nil }
            lists.append(reasons)
        }
        guard (bytes.count - place).isMultiple(of: lineLength) else { return nil }
        var cases: [CaseID: Kept] = [:]
        cases.reserveCapacity((bytes.count - place) / lineLength)
        while place < bytes.count {
            guard let caseID = take(CaseID.length).flatMap({ CaseID($0) }),
                let imprint = take(Digest.length).flatMap({ Digest($0) }), let seen = number(4),
                let judged = day(), let judged, let changes = day(), let end = day(), let id = take(idLength)
            else { return nil }
            let refusals = Use.allCases.map { _ in number(2).flatMap { Int($0) < lists.count ? lists[Int($0)] : nil } }
            let known = Known(
                refusals: refusals, consentEnd: end, id: id.first == 0 ? nil : String(decoding: id, as: UTF8.self))
            cases[caseID] = Kept(
                imprint: imprint, seen: Int(seen), judged: judged, changes: changes, known: known)
        }
        return (context, cases)
    }
}

extension RefusalCache {
    /// What this publisher keeps in a folder; empty if it is not there, not theirs, or of another keyring or policy.
    init(in folder: String, _ publisher: borrowing PublisherKey, context: Digest) {
        self.context = context
        path = Self.path(in: folder, publisher)
        guard let sealed = try? InputFile.bytes(path), let bytes = publisher.openOwn(sealed, Self.label),
            let kept = Self.read(bytes), kept.context == context
        else { return }
        cases = kept.cases
    }

    /// Lets go at once of what is kept of cases that were withdrawn: nothing of a story is to outlive it here.
    static func settle(in folder: String, _ publisher: borrowing PublisherKey, withdrawn: Set<CaseID>) throws {
        let path = Self.path(in: folder, publisher)
        guard InputFile.exists(path) else { return }
        guard let bytes = publisher.openOwn(try InputFile.bytes(path), label), let kept = read(bytes) else {
            return try AtomicFile.remove(path)
        }
        var cache = RefusalCache(in: folder, publisher, context: kept.context)
        cache.keepOnly(Set(kept.cases.keys).subtracting(withdrawn))
        try cache.write(publisher)
    }

    private static func path(in folder: String, _ publisher: borrowing PublisherKey) -> String {
        "\(folder)/refusals-\(publisher.publicKey.id.hex.prefix(8))"
    }

    /// Keeps it: sealed to this publisher alone, whole or not at all.
    func write(_ publisher: borrowing PublisherKey) throws {
        guard isChanged, let sealed = publisher.sealOwn(encoded, Self.label) else { return }
        try AtomicFile.write(sealed, to: path)
    }
}

extension RefusalCache.Known {
    /// What may be kept of a judgement; nil if the case must be read each time.
    fileprivate init?(_ judgement: Judgement, id: String?) {
        let refusals = Use.allCases.map { use -> [Reason]? in
            if case .refuse(let reasons)? = judgement.verdicts[use] { reasons } else { nil }
        }
        guard refusals.allSatisfy({ ($0 ?? []).allSatisfy { $0.code != nil } }) else { return nil }
        self.init(refusals: refusals, consentEnd: judgement.consentEnd, id: id)
    }
}
