import Envelope

/// The six lines of a secret key file (FORMAT §2).
///
/// Nothing in it is secret without the passphrase.
struct KeyFileText {
    static let firstWord = "FIRSTHAND-SECRET-KEY-1"

    let publicKey: PublicKey
    let parameters: KeyFileParameters
    let salt: [UInt8]
    let nonce: [UInt8]
    /// The seed, encrypted: 48 bytes.
    var box: [UInt8]

    /// A file whose box is still to be made.
    init(publicKey: PublicKey, parameters: KeyFileParameters) {
        self.publicKey = publicKey
        self.parameters = parameters
        salt = randomBytes(16)
        // Random, and the key is fresh with the salt: a pair of key and nonce never comes twice.
        nonce = randomBytes(24)
        box = []
    }

    /// Reads a file strictly; decrypts nothing.
    ///
    /// - Throws: `KeyFileError.malformed`.
    init(_ text: String) throws(KeyFileError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 7, lines[6].isEmpty else { throw .malformed }
        let head = lines[0].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard head.count == 3, head[0] == Self.firstWord, let role = Role(rawValue: head[1]),
            let keys = Self.value(lines[1], "public", 64), let parameters = KeyFileParameters(line: lines[2]),
            let salt = Self.value(lines[3], "salt", 16), let nonce = Self.value(lines[4], "nonce", 24),
            let box = Self.value(lines[5], "box", 48)
        else { throw .malformed }
        do { publicKey = try PublicKey(role: role, name: head[2], bytes: keys) } catch { throw .malformed }
        self.parameters = parameters
        self.salt = salt
        self.nonce = nonce
        self.box = box
    }

    private static func value(_ line: String, _ name: String, _ count: Int) -> [UInt8]? {
        guard line.hasPrefix(name + " "), let bytes = [UInt8](base64: line.dropFirst(name.utf8.count + 1)),
            bytes.count == count
        else { return nil }
        return bytes
    }

    /// Everything before `box`: what the box vouches for, so that no line can be changed unnoticed.
    var authenticated: [UInt8] {
        Array(
            """
            \(Self.firstWord) \(publicKey.role.rawValue) \(publicKey.name)
            public \(publicKey.bytes.base64)
            \(parameters.line)
            salt \(salt.base64)
            nonce \(nonce.base64)

            """.utf8)
    }

    /// The bytes of the file.
    var encoded: [UInt8] { authenticated + Array("box \(box.base64)\n".utf8) }
}
