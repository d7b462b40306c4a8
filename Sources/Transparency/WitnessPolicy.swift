internal import Envelope
public import Files

/// Which logs and which witnesses somebody knows, and how many of them it takes (FORMAT §12.1).
///
/// Source: <https://c2sp.org/tlog-policy>.
public struct WitnessPolicy: Sendable {
    /// A witness, and what the file calls it.
    public struct Witness: Sendable {
        public let name: String
        let key: NoteKey
    }

    private struct Group {
        let least: Int
        let members: [String]
    }

    public private(set) var logs: [NoteKey] = []
    public private(set) var witnesses: [Witness] = []
    private var groups: [String: Group] = [:]
    private var quorum = ""

    /// Reads a policy strictly.
    ///
    /// - Parameters:
    ///   - text: the text of the file.
    ///   - name: what the refusal calls the file.
    /// - Throws: `Refusal` with the line that cannot be read.
    public init(_ text: String, name: String) throws(Refusal) {
        var used: Set<String> = []
        for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = row.split { $0 == " " || $0 == "\t" }.map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard take(first, Array(words.dropFirst()), &used) else {
                throw Refusal(
                    .configuration, "line \(index + 1) of \(name) cannot be used",
                    hint:
                        "lines are: log KEY; witness NAME KEY; group NAME NUMBER NAME…; and one quorum NAME, which stands after "
                        + "what it names; no key and no name stands twice")
            }
        }
        guard !quorum.isEmpty else {
            throw Refusal(
                .configuration, "\(name) has no line \"quorum\"",
                hint: "quorum NAME asks for that witness or group; quorum none asks for nobody")
        }
    }

    private mutating func take(_ first: String, _ words: [String], _ used: inout Set<String>) -> Bool {
        switch first {
        case "log":
            guard words.count == 1, let key = NoteKey(line: words[0]), key.kind == .log, !isKnown(key, in: logs) else {
                return false
            }
            logs.append(key)
        case "witness":
            // One key under two names would count as two.
            guard words.count == 2, let key = NoteKey(line: words[1]), key.kind == .witness, isNew(words[0]),
                !isKnown(key, in: witnesses.map(\.key))
            else { return false }
            witnesses.append(Witness(name: words[0], key: key))
        case "group":
            guard words.count >= 3, isNew(words[0]),
                words.dropFirst(2).allSatisfy({ isNamed($0) && !used.contains($0) }),
                Set(words.dropFirst(2)).count == words.count - 2,
                let least = ["any": 1, "all": words.count - 2][words[1]] ?? Head.number(words[1]),
                (1...words.count - 2).contains(least)
            else { return false }
            // Nobody counts in two groups, or twice in one.
            used.formUnion(words.dropFirst(2))
            groups[words[0]] = Group(least: least, members: Array(words.dropFirst(2)))
        case "quorum":
            guard words.count == 1, quorum.isEmpty, words[0] == "none" || isNamed(words[0]) else { return false }
            quorum = words[0]
        default: return false
        }
        return true
    }

    private func isKnown(_ key: NoteKey, in keys: [NoteKey]) -> Bool { keys.contains { $0.key == key.key } }

    private func isNamed(_ name: String) -> Bool { groups[name] != nil || witnesses.contains { $0.name == name } }

    /// Names become names of files: letters, digits, `.`, `-` and `_`.
    private func isNew(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name != "none" && !name.hasPrefix(".") && !isNamed(name)
            && name.utf8.allSatisfy(Self.isNameByte)
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
            || [0x2D, 0x2E, 0x5F].contains(byte)
    }

    /// Who of the witnesses signed a head, in the file's order.
    ///
    /// - Throws: `WitnessFlaw`, `.unknownLog`, or `.changed` if its log did not sign it, or a line bears the name of a witness
    ///   that did not.
    func sightings(of signed: SignedHead) throws(WitnessFlaw) -> [SignedHead.Sighting] {
        let origin = signed.head.origin
        guard logs.contains(where: { $0.name == origin }) else { throw .unknownLog(origin) }
        guard signed.isSigned(by: logs) else { throw .changed(origin) }
        var sightings: [SignedHead.Sighting] = []
        for witness in witnesses {
            if let month = try signed.month(of: witness.key, called: witness.name) {
                sightings.append(SignedHead.Sighting(witness: witness.name, month: month))
            }
        }
        return sightings
    }

    /// Whether these witnesses are enough.
    func isMet(by names: Set<String>) -> Bool { quorum == "none" || isMet(quorum, by: names) }

    private func isMet(_ name: String, by names: Set<String>) -> Bool {
        guard let group = groups[name] else { return names.contains(name) }
        return group.members.count { isMet($0, by: names) } >= group.least
    }
}
