/// A minisign public key, as `minisign -G` writes it.
///
/// Source: <https://jedisct1.github.io/minisign/#public-key-format>
public struct MinisignPublicKey: Sendable, Hashable {
    /// Eight bytes that a signature repeats; they say which key, and prove nothing.
    public let number: [UInt8]
    public let key: SigningKey

    public init(number: [UInt8], key: SigningKey) {
        self.number = number
        self.key = key
    }

    /// A signing key of ours as minisign knows it: the number is the first eight bytes of its digest (FORMAT §7), so that one
    /// key has one number everywhere.
    public init(signing key: SigningKey) {
        self.init(number: Array(Hash.digest("firsthand/minisign/v1", key.bytes).bytes.prefix(8)), key: key)
    }

    /// Reads a public key file: a comment line and a base64 line.
    ///
    /// - Throws: `FormatError(.minisign)`.
    public init(file text: String) throws(FormatError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 3, lines[2].isEmpty, lines[0].hasPrefix("untrusted comment: "),
            let bytes = [UInt8](base64: lines[1]), bytes.count == 42, bytes.starts(with: "Ed".utf8),
            let key = SigningKey(bytes[10...]), key.isSound
        else { throw FormatError(.minisign) }
        self.init(number: Array(bytes[2..<10]), key: key)
    }

    /// The key in one line, as `minisign -P` takes it.
    public var line: String { (Array("Ed".utf8) + number + key.bytes).base64 }

    /// The contents of a public key file with this comment.
    public func file(comment: String) -> String { "untrusted comment: \(comment)\n\(line)\n" }
}

/// A minisign signature in the prehashed form (`ED`), as minisign makes by default.
public struct MinisignSignature: Sendable {
    public let number: [UInt8]
    public let signature: Signature
    public let trustedComment: String
    public let global: Signature

    public init(number: [UInt8], signature: Signature, trustedComment: String, global: Signature) {
        self.number = number
        self.signature = signature
        self.trustedComment = trustedComment
        self.global = global
    }

    /// Reads a signature file of four lines.
    ///
    /// - Throws: `FormatError(.minisign)`.
    public init(file text: String) throws(FormatError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let prefix = "trusted comment: "
        guard lines.count == 5, lines[4].isEmpty, lines[0].hasPrefix("untrusted comment: "),
            let bytes = [UInt8](base64: lines[1]), bytes.count == 74, bytes.starts(with: "ED".utf8),
            let signature = Signature(bytes[10...]), lines[2].hasPrefix(prefix),
            let global = [UInt8](base64: lines[3]).flatMap({ Signature($0) })
        else { throw FormatError(.minisign) }
        self.init(
            number: Array(bytes[2..<10]), signature: signature,
            trustedComment: String(lines[2].dropFirst(prefix.count)), global: global)
    }

    /// The contents of a signature file.
    public var file: String {
        let line = (Array("ED".utf8) + number + signature.bytes).base64
        return "untrusted comment: signature from Firsthand\n\(line)\ntrusted comment: \(trustedComment)\n"
            + global.bytes.base64 + "\n"
    }

    /// What the global signature covers.
    public static func globalMessage(signature: Signature, trustedComment: String) -> [UInt8] {
        signature.bytes + Array(trustedComment.utf8)
    }

    /// Whether this is `key`'s signature over a file with these bytes, trusted comment included.
    public func isGood(over bytes: [UInt8], by key: MinisignPublicKey) -> Bool {
        let message = Self.globalMessage(signature: signature, trustedComment: trustedComment)
        return number == key.number && key.key.verifies(signature, over: Hash.minisignPrehash(bytes))
            && key.key.verifies(global, over: message)
    }
}
