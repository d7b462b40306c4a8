import Envelope
import FoundationEssentials

/// What the holder of a key could open: the cases in which a body has a slot for it.
///
/// What was noted when slots were taken off is kept in the state folder, as case ids.
struct Exposure {
    private let folder: String

    init(state: String) { folder = state + "/exposure" }

    /// Every case with a body that this key opens in the vault, with how many such bodies there are.
    static func cases(of key: KeyID, on desk: borrowing Desk) throws -> [CaseID: Int] {
        var found: [CaseID: Int] = [:]
        for caseID in try desk.cases() + desk.begunCases() {
            let count = try desk.stored(caseID).filter { $0.slots.contains { $0.reader == key } }.count
            if count > 0 { found[caseID] = count }
        }
        return found
    }

    /// The cases noted before for a person's key, with how many bodies there were.
    func noted(_ name: String) throws -> [CaseID: Int] {
        let path = "\(folder)/\(name)"
        guard OutputFile.exists(path) else { return [:] }
        var noted: [CaseID: Int] = [:]
        for line in try OutputFile.read(path).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let caseID = CaseID(hex: parts[0]), let count = Int(parts[1]) else {
                throw Refusal(.badData, "the note of what \(name) could open is damaged", hint: "look at \(path)")
            }
            noted[caseID] = count
        }
        return noted
    }

    /// Adds to what is noted; nothing is ever taken out.
    func note(_ cases: [CaseID: Int], for name: String) throws {
        let all = try noted(name).merging(cases) { max($0, $1) }
        guard !all.isEmpty else { return }
        try OutputFile.makeFolder(folder)
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key.hex) \($0.value)\n" }
        try OutputFile.write(lines.joined(), to: "\(folder)/\(name)")
    }
}
