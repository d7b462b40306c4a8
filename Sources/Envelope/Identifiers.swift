/// 32 bytes of BLAKE2b under a label.
public struct Digest: FixedBytes {
    public static let length = 32
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// A case: the first 16 bytes of the digest of the survivor's public signing key.
///
/// So every statement of the survivor can be checked with no one vouching for it.
public struct CaseID: FixedBytes {
    public static let length = 16
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The case that belongs to a survivor's signing key (FORMAT §5).
    public init(survivor key: SigningKey) {
        self.init(unchecked: Array(Hash.digest("firsthand/case/v1", key.bytes).bytes.prefix(Self.length)))
    }

    /// How a case is shown to people: the first eight digits, in two groups.
    public var short: String { Array(bytes[0..<2]).hex + "-" + Array(bytes[2..<4]).hex }
}

/// A reviewer's or publisher's pair of public keys: the first 16 bytes of its digest.
public struct KeyID: FixedBytes {
    public static let length = 16
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// A public key to seal to: X25519.
public struct EncryptionKey: FixedBytes {
    public static let length = 32
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// A public key to check signatures with: Ed25519.
public struct SigningKey: FixedBytes {
    public static let length = 32
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// An Ed25519 signature.
public struct Signature: FixedBytes {
    public static let length = 64
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// What a form and its text hash to under the survivor's retry key (FORMAT §5).
public struct RetryTag: FixedBytes {
    public static let length = 32
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}
