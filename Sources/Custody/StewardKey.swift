public import Envelope
public import Unsealing

/// The steward's secret key: signs keyrings and nothing else.
///
/// It opens no story.
public struct StewardKey: ~Copyable, Sendable {
    private let key: SecretKey

    private init(_ key: consuming SecretKey) { self.key = key }

    /// Makes a key and its file.
    ///
    /// - Throws: `KeyFileError`.
    public static func create(
        name: String, at path: String, passphrase: borrowing GuardedBytes, cost: KeyFileCost = .moderate
    ) throws(KeyFileError) -> StewardKey {
        StewardKey(try KeyFile.create(role: .steward, name: name, at: path, passphrase: passphrase, cost: cost))
    }

    /// Opens the steward's key file.
    ///
    /// - Throws: `KeyFileError`, `.wrongRole` for the key of a reviewer or a publisher.
    public static func open(_ path: String, passphrase: borrowing GuardedBytes) throws(KeyFileError) -> StewardKey {
        StewardKey(try KeyFile.open(path, passphrase: passphrase, role: .steward))
    }

    /// The public half, which every program pins at set-up.
    public var minisignKey: MinisignPublicKey { key.minisignKey }

    /// The signature of `keyring.text`, for `keyring.txt.minisig`.
    ///
    /// - Throws: `KeyringFlaw` for a keyring that the programs would refuse: better found here than by a survivor.
    public borrowing func sign(_ keyring: Keyring) throws(KeyringFlaw) -> MinisignSignature {
        try keyring.checkBeforeSigning()
        let comment = "firsthand keyring serial \(keyring.serial)"
        do {
            return try key.minisign(Array(keyring.text.utf8), trustedComment: comment)
        } catch { throw .malformed }
    }
}
