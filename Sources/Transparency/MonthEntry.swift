public import Envelope

/// What stands in the log for a month: the root of a small tree of its own (FORMAT §12.3).
///
/// It has sixteen leaves whatever happened, each behind random bytes: one for the audit, the others for exports or for nothing. So
/// a proof about one of them tells nothing of the others, not even how many there are.
struct MonthEntry: Equatable {
    /// How many leaves a month has.
    static let slots = 16
    static let saltLength = 32

    let month: Month
    let root: Digest

    /// What the log hashes as its entry.
    var bytes: [UInt8] { Array("firsthand/month/v1\n\(month)\n\(root.bytes.base64)\n".utf8) }

    static func leaf(_ salt: [UInt8], _ digest: Digest) -> Digest { MerkleTree.leaf(salt + digest.bytes) }
}

/// What a desk keeps of a month, and shows to nobody whole.
public struct MonthSecrets: Sendable, Equatable {
    /// The most exports that a month has room for.
    public static let mostExports = MonthEntry.slots - 1

    public let month: Month
    /// Random; everything that hides a leaf derives from it.
    private let secret: Digest
    /// The digest of the roll that the audit signed.
    public let roll: Digest
    /// The SHA-256 of the `SHA256SUMS` of each export, ascending.
    public let exports: [Digest]

    /// A month with fresh random bytes; nil with more exports than there is room for.
    public init?(_ month: Month, roll: Digest, exports: Set<Digest>) {
        self.init(month, secret: Digest(unchecked: randomBytes(Digest.length)), roll: roll, exports: exports.sorted())
    }

    init?(_ month: Month, secret: Digest, roll: Digest, exports: [Digest]) {
        guard exports.count <= Self.mostExports, zip(exports, exports.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return nil
        }
        (self.month, self.secret, self.roll, self.exports) = (month, secret, roll, exports)
    }

    /// Reads a line of the desk's file; nil for anything that would not be written back the same.
    init?(_ line: some StringProtocol) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        let digests = words.dropFirst(2).compactMap { Digest(hex: $0) }
        guard words.count >= 4, words[0] == "month", let month = Month(words[1]), digests.count == words.count - 2
        else { return nil }
        self.init(month, secret: digests[0], roll: digests[1], exports: Array(digests.dropFirst(2)))
    }

    var line: String { "month \(month) " + ([secret, roll] + exports).map(\.hex).joined(separator: " ") }

    var entry: MonthEntry { MonthEntry(month: month, root: MerkleTree.root(leaves)) }

    /// What shows that an export is in the month; nil if it is not.
    func opening(of export: Digest) -> LogProof.Opening? {
        exports.firstIndex(of: export).map { index in
            LogProof.Opening(
                month: month, slot: index + 1, salt: salt(index + 1),
                path: MerkleTree.inclusion(of: index + 1, in: leaves[...]))
        }
    }

    private var leaves: [Digest] {
        (0..<MonthEntry.slots).map { slot in
            let digest =
                slot == 0 ? roll : slot <= exports.count ? exports[slot - 1] : derive("firsthand/month-empty/v1", slot)
            return MonthEntry.leaf(salt(slot), digest)
        }
    }

    private func salt(_ slot: Int) -> [UInt8] { derive("firsthand/month-salt/v1", slot).bytes }

    private func derive(_ label: StaticString, _ slot: Int) -> Digest {
        Hash.digest(label, secret.bytes + [UInt8(slot)])
    }
}
