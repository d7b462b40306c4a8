import Envelope
import Files

/// What this publisher saw at earlier exports, so that a vault that was rolled back is noticed.
struct SeenStatements: Sendable {
    private let path: String
    // The digests of a case one after the other: as many sets of them they would take several times as much.
    private var seen: [CaseID: [UInt8]] = [:]
    private var isChanged = false

    /// Reads `statements.seen` in the state folder: a line for each statement, case and digest in hex.
    init(folder: String) throws {
        path = folder + "/statements.seen"
        guard InputFile.exists(path) else { return }
        for line in try InputFile.bytes(path).split(separator: 0x0A) {
            let parts = line.split(separator: 0x20)
            guard parts.count == 2, let caseID = CaseID(hexDigits: parts[0]), let digest = Digest(hexDigits: parts[1])
            else {
                throw Refusal(
                    .badData, "the record of statements seen is damaged", hint: "restore \(path) from a backup")
            }
            seen[caseID, default: []] += digest.bytes
        }
    }

    /// The statements of a case that were seen.
    subscript(caseID: CaseID) -> Set<Digest> { Set(Self.digests(seen[caseID] ?? [])) }

    /// How many of a case there are.
    func count(of caseID: CaseID) -> Int { (seen[caseID]?.count ?? 0) / Digest.length }

    /// The cases seen before.
    var cases: Set<CaseID> { Set(seen.keys) }

    private static func digests(_ bytes: [UInt8]) -> [Digest] {
        stride(from: 0, to: bytes.count, by: Digest.length).map {
            Digest(unchecked: Array(bytes[$0..<($0 + Digest.length)]))
        }
    }

    /// Adds what is there now; nothing is ever taken out.
    mutating func add(_ digests: [Digest], of caseID: CaseID) {
        let new = Set(digests).subtracting(self[caseID])
        guard !new.isEmpty else { return }
        seen[caseID, default: []] += new.flatMap(\.bytes)
        isChanged = true
    }

    /// Writes the record whole, if there is something new in it.
    mutating func save() throws {
        guard isChanged else { return }
        var file = try AtomicFile(path, .replacing())
        for (caseID, bytes) in seen.sorted(by: { $0.key < $1.key }) {
            for digest in Self.digests(bytes).sorted() { try file.write(Array("\(caseID.hex) \(digest.hex)\n".utf8)) }
        }
        try file.finish()
        isChanged = false
    }
}
