import Envelope
import Files
import FoundationEssentials

/// What this publisher saw at earlier exports, so that a vault that was rolled back is noticed.
struct SeenStatements {
    private let path: String
    private var seen: [CaseID: Set<Digest>] = [:]

    /// Reads `statements.seen` in the state folder: a line for each statement, case and digest in hex.
    init(folder: String) throws {
        path = folder + "/statements.seen"
        guard InputFile.exists(path) else { return }
        for line in try InputFile.text(path).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let caseID = CaseID(hex: parts[0]), let digest = Digest(hex: parts[1]) else {
                throw Refusal(
                    .badData, "the record of statements seen is damaged", hint: "restore \(path) from a backup")
            }
            seen[caseID, default: []].insert(digest)
        }
    }

    subscript(caseID: CaseID) -> Set<Digest> { seen[caseID] ?? [] }

    /// The cases seen before.
    var cases: Set<CaseID> { Set(seen.keys) }

    /// Adds what is there now; nothing is ever taken out.
    mutating func add(_ digests: [Digest], of caseID: CaseID) { seen[caseID, default: []].formUnion(digests) }

    /// Writes the record whole.
    func save() throws {
        let lines = seen.sorted { $0.key < $1.key }.flatMap { caseID, digests in
            digests.sorted().map { "\(caseID.hex) \($0.hex)\n" }
        }
        try AtomicFile.write(lines.joined(), to: path)
    }
}
