import Envelope
import Files
import FoundationEssentials

/// What the holder of a key could open: the cases in which a body has a slot for it, or had one.
///
/// What is found before slots are taken off is noted in the state folder: case ids, and the keyrings under which bodies were
/// sealed to the key. So a body that comes later, from where its slots are off already, is known by its keyring.
struct Exposure {
    private(set) var cases: [CaseID: Int] = [:]
    private var keyrings: Set<Digest> = []
    private let folder: String
    private let name: String

    /// What is noted of a person's key.
    init(of name: String, state: String) throws {
        folder = state + "/exposure"
        self.name = name
        guard InputFile.exists(path) else { return }
        for line in try InputFile.text(path).split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 2, parts[0] == "keyring", let keyring = Digest(hex: parts[1]) {
                keyrings.insert(keyring)
            } else if parts.count == 2, let caseID = CaseID(hex: parts[0]), let count = Int(parts[1]) {
                cases[caseID] = count
            } else {
                throw Refusal(.badData, "the note of what \(name) could open is damaged", hint: "look at \(path)")
            }
        }
    }

    private var path: String { "\(folder)/\(name)" }

    /// Adds what stands in a desk's vault; nothing is ever taken out.
    mutating func add(_ key: KeyID, on desk: borrowing Desk) throws {
        let all = try desk.cases() + desk.begunCases()
        for caseID in all {
            for body in try desk.stored(caseID).compactMap(\.body)
            where body.slots.contains(where: { $0.reader == key }) {
                keyrings.insert(body.header.keyring)
            }
        }
        guard !keyrings.isEmpty else { return }
        for caseID in all {
            let count = try desk.stored(caseID).compactMap(\.body).count { body in
                body.slots.contains { $0.reader == key } || keyrings.contains(body.header.keyring)
            }
            if count > 0 { cases[caseID] = max(cases[caseID] ?? 0, count) }
        }
    }

    func save() throws {
        guard !cases.isEmpty else { return }
        try Folder.make(folder)
        let lines =
            cases.sorted { $0.key < $1.key }.map { "\($0.key.hex) \($0.value)\n" }
            + keyrings.sorted().map { "keyring \($0.hex)\n" }
        try AtomicFile.write(lines.joined(), to: path)
    }

    /// Notes what the keys of all who left could open, before their slots go.
    static func note(on desk: borrowing Desk, state: String) throws {
        for member in desk.keyring.all where member.standing != .active {
            var exposure = try Exposure(of: member.key.name, state: state)
            try exposure.add(member.key.id, on: desk)
            try exposure.save()
        }
    }
}
