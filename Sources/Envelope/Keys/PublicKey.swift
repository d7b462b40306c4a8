/// What a key is for.
///
/// A key of one role is refused in the place of another.
public enum Role: String, Sendable, CaseIterable {
    case reviewer, publisher, backup, steward
}

/// The public half of a reviewer's, a publisher's or a backup key: to seal to, and to check signatures with (FORMAT §2).
///
/// It has no method that opens or signs.
public struct PublicKey: Sendable, Hashable {
    public let role: Role
    /// `[a-z0-9-]`, 1 to 32 bytes; a working name, not a legal one.
    public let name: String
    public let encryption: EncryptionKey
    public let signing: SigningKey

    /// Takes the parts of a key.
    ///
    /// - Throws: `FormatError(.publicKey)` for a bad name or a signing key that proves nothing.
    public init(role: Role, name: String, encryption: EncryptionKey, signing: SigningKey) throws(FormatError) {
        guard Self.isName(name), signing.isSound else { throw FormatError(.publicKey) }
        self.role = role
        self.name = name
        self.encryption = encryption
        self.signing = signing
    }

    /// Takes the 64 bytes `encryption ‖ signing`.
    ///
    /// - Throws: `FormatError(.publicKey)`.
    public init(role: Role, name: String, bytes: [UInt8]) throws(FormatError) {
        guard let encryption = EncryptionKey(bytes.prefix(32)), let signing = SigningKey(bytes.dropFirst(32)) else {
            throw FormatError(.publicKey)
        }
        try self.init(role: role, name: name, encryption: encryption, signing: signing)
    }

    /// Reads a public key file: one line.
    ///
    /// - Throws: `FormatError(.publicKey)`.
    public init(file text: String) throws(FormatError) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].hasSuffix("\n"), let bytes = [UInt8](base64: parts[2].dropLast()),
            let role = Role.allCases.first(where: { "firsthand-\($0.rawValue)-1" == parts[0] }), role != .steward
        else { throw FormatError(.publicKey) }
        try self.init(role: role, name: String(parts[1]), bytes: bytes)
    }

    /// `encryption ‖ signing`, 64 bytes.
    public var bytes: [UInt8] { encryption.bytes + signing.bytes }

    /// The contents of a public key file.
    public var file: String { "firsthand-\(role.rawValue)-1 \(name) \(bytes.base64)\n" }

    /// The key's id, by which a slot of a sealed body names its reader.
    public var id: KeyID {
        KeyID(unchecked: Array(Hash.digest("firsthand/key/v1", bytes).bytes.prefix(KeyID.length)))
    }

    /// Whether `name` may name a key.
    public static func isName(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
