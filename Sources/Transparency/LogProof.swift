public import Envelope

/// A file that shows, to somebody who is not on line, that a log had an export in a month, and who saw the log's head since.
///
/// Source: <https://c2sp.org/tlog-proof>. What leads from the export to the month's entry stands in its extra data (FORMAT §12.5).
public struct LogProof: Sendable, Equatable {
    private static let name = "c2sp.org/tlog-proof@v1"

    /// From an export to the entry of a month.
    struct Opening: Sendable, Equatable {
        let month: Month
        let slot: Int
        let salt: [UInt8]
        let path: [Digest]

        /// The entry that this leads to from an export.
        func entry(of export: Digest) -> MonthEntry? {
            MerkleTree.root(from: MonthEntry.leaf(salt, export), at: slot, of: MonthEntry.slots, by: path)
                .map { MonthEntry(month: month, root: $0) }
        }

        var encoded: [UInt8] {
            Record([
                "month": Array("\(month)".utf8), "path": path.flatMap(\.bytes), "salt": salt, "slot": [UInt8(slot)],
                "version": Array("1".utf8),
            ]).encoded
        }

        init(month: Month, slot: Int, salt: [UInt8], path: [Digest]) {
            (self.month, self.slot, self.salt, self.path) = (month, slot, salt, path)
        }

        init?(_ bytes: [UInt8]) {
            let names: Set = ["month", "path", "salt", "slot", "version"]
            guard let record = try? Record(bytes, names: names, code: .record), record["version"] == Array("1".utf8),
                let month = record["month"].flatMap({ String(validating: $0, as: UTF8.self) }).flatMap({ Month($0) }),
                let salt = record["salt"], salt.count == MonthEntry.saltLength, let path = record["path"],
                path.count == 4 * Digest.length, let slot = record["slot"], slot.count == 1,
                // The first leaf is the audit's: a list of sums must not be shown in its place.
                (1..<MonthEntry.slots).contains(Int(slot[0]))
            else { return nil }
            let steps = stride(from: 0, to: path.count, by: Digest.length).map {
                Digest(unchecked: Array(path[$0..<$0 + Digest.length]))
            }
            self.init(month: month, slot: Int(slot[0]), salt: salt, path: steps)
        }
    }

    /// What a good proof shows.
    public struct Shown: Sendable, Equatable {
        /// The name of the log.
        public let log: String
        /// The month in which the log had the export.
        public let month: Month
        /// Who signed the head since, and when they say that they did.
        public let sightings: [SignedHead.Sighting]
    }

    let opening: Opening
    let index: Int
    let path: [Digest]
    public let signed: SignedHead

    init(opening: Opening, index: Int, path: [Digest], signed: SignedHead) {
        (self.opening, self.index, self.path, self.signed) = (opening, index, path, signed)
    }

    /// Reads a proof; nil for anything that would not be written back the same.
    public init?(_ text: String) {
        guard text.utf8.count <= SignedNote.longest, SignedNote.isPlain(text), let gap = text.firstRange(of: "\n\n"),
            let signed = SignedHead(text[gap.upperBound...])
        else { return nil }
        let rows = text[..<gap.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
        guard rows.count >= 3, rows[0] == Self.name, rows[1].hasPrefix("extra "), rows[2].hasPrefix("index "),
            let opening = [UInt8](base64: rows[1].dropFirst(6)).flatMap({ Opening($0) }),
            let index = Head.number(rows[2].dropFirst(6))
        else { return nil }
        let path = rows.dropFirst(3).compactMap { [UInt8](base64: $0).flatMap { Digest($0) } }
        guard path.count == rows.count - 3 else { return nil }
        self.init(opening: opening, index: index, path: path, signed: signed)
    }

    /// The file.
    public var text: String {
        "\(Self.name)\nextra \(opening.encoded.base64)\nindex \(index)\n"
            + path.map { "\($0.bytes.base64)\n" }.joined() + "\n" + signed.text
    }

    /// Checks that a log had an export, and that enough witnesses saw the log's head.
    ///
    /// - Parameters:
    ///   - export: the SHA-256 of its `SHA256SUMS`.
    ///   - policy: which logs and witnesses are known, and how many witnesses are enough.
    /// - Throws: `WitnessFlaw`, for the first thing that is wrong.
    public func check(_ export: Digest, _ policy: WitnessPolicy) throws(WitnessFlaw) -> Shown {
        let sightings = try policy.sightings(of: signed)
        let head = signed.head
        guard let entry = opening.entry(of: export),
            MerkleTree.root(from: MerkleTree.leaf(entry.bytes), at: index, of: head.size, by: path) == head.root
        else { throw .notInLog }
        guard policy.isMet(by: Set(sightings.map(\.witness))) else { throw .tooFew(sightings.count) }
        return Shown(log: head.origin, month: opening.month, sightings: sightings)
    }
}
