public import Envelope

/// A key that signs heads of a log, as people exchange it: in one line, with the name that it signs under.
///
/// Source: <https://c2sp.org/signed-note>, <https://c2sp.org/tlog-cosignature>.
public struct NoteKey: Sendable, Hashable {
    /// What the key signs; the byte is part of its id.
    public enum Kind: UInt8, Sendable {
        /// The heads of its own log.
        case log = 1
        /// Heads of other logs, with the time at which it saw them.
        case witness = 4
    }

    public let name: String
    public let kind: Kind
    public let key: SigningKey

    /// Nil for a name that cannot stand in a note, and for a key that proves nothing.
    public init?(name: String, kind: Kind, key: SigningKey) {
        guard Self.isName(name), key.isSound else { return nil }
        (self.name, self.kind, self.key) = (name, kind, key)
    }

    /// Reads `NAME+ID+KEY`; nil for anything that would not be written back the same.
    public init?(line: some StringProtocol) {
        // The key may hold a plus sign itself; name and id hold none.
        let parts = line.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = [UInt8](base64: parts[2]), let first = bytes.first,
            let kind = Kind(rawValue: first), let key = SigningKey(bytes.dropFirst())
        else { return nil }
        self.init(name: String(parts[0]), kind: kind, key: key)
        guard self.line == line else { return nil }
    }

    /// The key in one line.
    public var line: String { "\(name)+\(id.hex)+\(([kind.rawValue] + key.bytes).base64)" }

    /// The same key as a witness, with the same name.
    public var asWitness: NoteKey { NoteKey(unchecked: name, .witness, key) }

    /// The two lines by which others know who has this key, as a log and as a witness.
    public var lines: String {
        let name = String(
            decoding: name.utf8.map { WitnessPolicy.isNameByte($0) ? $0 : 0x2D }.prefix(64), as: UTF8.self)
        return "log \(NoteKey(unchecked: self.name, .log, key).line)\nwitness \(name) \(asWitness.line)\n"
    }

    private init(unchecked name: String, _ kind: Kind, _ key: SigningKey) {
        (self.name, self.kind, self.key) = (name, kind, key)
    }

    /// Four bytes that a signature repeats; they say which key, and prove nothing.
    var id: [UInt8] {
        Array(SHA256Sum.of(Array(name.utf8) + [0x0A, kind.rawValue] + key.bytes).bytes.prefix(4))
    }

    /// Whether a log or a witness may be called so: signs of ASCII without a blank or a plus sign, such as an address.
    public static func isName(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x2B }
    }
}
