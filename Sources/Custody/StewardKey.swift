public import Envelope
@_spi(KeyMaterial) public import Unsealing

/// The role of the one who signs keyrings.
public enum StewardRole: KeyRole {
    public static let role = Role.steward
}

/// The steward's secret key: signs keyrings and nothing else.
///
/// It opens no story. Every program pins its public half at set-up.
public typealias StewardKey = SecretKey<StewardRole>

extension StewardKey {
    /// The signature of `keyring.text`, for `keyring.txt.minisig`.
    ///
    /// - Throws: `KeyringFlaw` for a keyring that the programs would refuse: better found here than by a survivor.
    public borrowing func sign(_ keyring: Keyring) throws(KeyringFlaw) -> MinisignSignature {
        try keyring.checkBeforeSigning()
        let comment = "firsthand keyring serial \(keyring.serial)"
        do {
            return try material.minisign(Array(keyring.text.utf8), trustedComment: comment)
        } catch { throw .malformed }
    }
}
