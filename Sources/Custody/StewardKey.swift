public import Envelope
import Sealing

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

/// Why a steward's key does not sign a keyring.
public enum KeyringFlaw: Error, Equatable, Sendable, CustomStringConvertible {
    case noReviewer, malformed, tooManyReaders, badKey

    public var description: String {
        switch self {
        case .noReviewer: "this keyring has no active reviewer, so nothing could be sealed; add a reviewer's key"
        case .malformed:
            "this keyring would be refused: a name or a key stands twice or under a wrong role, a key follows one that it "
                + "cannot, or the days are in the wrong order; check each .pub file and the dates"
        case .tooManyReaders: "there are more than 64 keys to seal to; retire some"
        case .badKey: "one of the keys cannot be sealed to; ask its owner to make a new one"
        }
    }
}

extension Keyring {
    /// Finds what would make programs refuse this keyring, by reading it back and sealing a trial to every active key.
    ///
    /// One active reviewer is enough here: a steward must be able to take a stolen key out of a team of two at once.
    /// - Throws: `KeyringFlaw`.
    public func checkBeforeSigning() throws(KeyringFlaw) {
        guard let read = try? Keyring(unchecked: text), read == self else { throw .malformed }
        guard !activeReviewers.isEmpty else { throw .noReviewer }
        do {
            _ = try Sealer(keyring: digest, readers: activeReviewers + activePublishers)
        } catch {
            throw error == .tooManyReaders ? .tooManyReaders : .badKey
        }
    }
}
