/// Why a keyring is refused.
///
/// Every program says which reason it is.
public enum KeyringError: Error, Equatable, Sendable, CustomStringConvertible {
    case missing, unsigned, altered, malformed, notYet, expired, rolledBack, empty, pinMissing, pinMalformed
    case stateUnwritable

    public var description: String {
        switch self {
        case .missing: "there is no keyring here; put keyring.txt and keyring.txt.minisig in the keys folder"
        case .unsigned: "the keyring is not signed; ask the steward for keyring.txt.minisig"
        case .altered: "the keyring's signature is not the pinned steward's; do not use it, and call the steward"
        case .malformed: "the keyring is not as Documentation/FORMAT.md §3 says; ask the steward for a new one"
        case .notYet: "the keyring is for a later day; check this machine's clock"
        case .expired: "the keyring has expired; ask the steward for a new one (firsthand-review steward renew)"
        case .rolledBack:
            "the keyring is older than, or differs from, one seen before; do not use it, and call the steward"
        case .empty: "the keyring has no active reviewer; nothing can be sealed"
        case .pinMissing: "the steward's public key is not set up here; run the set-up step in Keys/README.md"
        case .pinMalformed: "the steward's public key file is not a minisign public key; copy it again"
        case .stateUnwritable: "the record of keyrings seen cannot be read or written; check its folder and try again"
        }
    }
}

/// The newest keyring that a program has seen, kept so that an older one is noticed.
public struct KeyringSeen: Sendable, Equatable {
    public let serial: UInt32
    public let digest: Digest

    public init(serial: UInt32, digest: Digest) {
        self.serial = serial
        self.digest = digest
    }

    /// Reads one line, `SERIAL HEX`.
    public init?(line: String) {
        let parts = line.split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard parts.count == 2, let serial = UInt32(parts[0]), let digest = Digest(hex: parts[1]) else { return nil }
        self.init(serial: serial, digest: digest)
    }

    /// One line, `SERIAL HEX`.
    public var line: String { "\(serial) \(digest)\n" }
}

extension Keyring {
    /// The keyring in `bytes`, if the pinned steward signed it, it is in force on `day`, and it is no roll-back.
    ///
    /// This is the only way from a file to a keyring that a program acts on.
    public static func verified(
        bytes: [UInt8], signature: String?, steward: MinisignPublicKey, seen: KeyringSeen?, on day: Day
    ) throws(KeyringError) -> Keyring {
        guard let signature else { throw .unsigned }
        let minisig: MinisignSignature
        do { minisig = try MinisignSignature(file: signature) } catch { throw .unsigned }
        guard minisig.isGood(over: bytes, by: steward) else { throw .altered }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        let keyring: Keyring
        do { keyring = try Keyring(unchecked: text) } catch { throw .malformed }
        if let seen, keyring.serial < seen.serial || (keyring.serial == seen.serial && keyring.digest != seen.digest) {
            throw .rolledBack
        }
        guard day >= keyring.from else { throw .notYet }
        guard day < keyring.until else { throw .expired }
        guard !keyring.activeReviewers.isEmpty else { throw .empty }
        return keyring
    }
}
