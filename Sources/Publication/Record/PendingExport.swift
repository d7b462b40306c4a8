public import Envelope
import Files
import Transparency

/// An export on its way to its place (FORMAT §8).
///
/// It is written before the record's line and taken away when the export is at its place. A run that ends in between
/// leaves it, and the next run finds out how far the export came.
public struct PendingExport: Sendable, Equatable {
    /// How far an export came.
    public enum Progress: Sendable {
        /// It is at its place.
        case atPlace
        /// It is whole, beside its place.
        case beside
        /// It is in neither folder any more.
        case gone
    }

    /// The digest of its line in the record.
    public let line: Digest
    /// The SHA-256 of its `SHA256SUMS`.
    public let sums: Digest
    /// The folder beside its place, from the root.
    public let part: String
    /// Its place, from the root.
    public let place: String

    public init(line: Digest, sums: Digest, part: String, place: String) {
        self.line = line
        self.sums = sums
        self.part = part
        self.place = place
    }

    /// Reads a pending export strictly; nil for anything that would not be written back the same.
    public init?(_ bytes: [UInt8]) {
        guard let record = try? Record(bytes, names: ["line", "part", "place", "sums"], code: .record),
            let line = Digest(record["line"] ?? []), let sums = Digest(record["sums"] ?? []),
            let part = record["part"].flatMap({ String(validating: $0, as: UTF8.self) }),
            let place = record["place"].flatMap({ String(validating: $0, as: UTF8.self) }),
            // What is there is removed: it must have the name that only a growing export has.
            let name = part.split(separator: "/").last, name.hasPrefix("."), name.contains(".part-")
        else { return nil }
        self.init(line: line, sums: sums, part: part, place: place)
    }

    /// The bytes that are stored.
    public var encoded: [UInt8] {
        Record(["line": line.bytes, "part": Array(part.utf8), "place": Array(place.utf8), "sums": sums.bytes]).encoded
    }

    /// How far it came: each folder is known by its list of sums.
    public var progress: Progress { isAt(place) ? .atPlace : isAt(part) ? .beside : .gone }

    private func isAt(_ folder: String) -> Bool {
        (try? InputFile.bytes("\(folder)/\(Checksums.path)")).map { SHA256Sum.of($0) } == sums
    }
}
