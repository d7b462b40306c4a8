public import Envelope
public import Opening
public import Unsealing

/// A publisher's secret key: opens what the gate needs, signs exports.
///
/// It opens no story, for none is sealed to it, and a manuscript only with the data key that an approval carries.
public struct PublisherKey: ~Copyable, Sendable {
    private let key: SecretKey

    private init(_ key: consuming SecretKey) { self.key = key }

    /// Makes a key and its file.
    ///
    /// - Throws: `KeyFileError`.
    public static func create(
        name: String, at path: String, passphrase: borrowing GuardedBytes, cost: KeyFileCost = .moderate
    ) throws(KeyFileError) -> PublisherKey {
        PublisherKey(try KeyFile.create(role: .publisher, name: name, at: path, passphrase: passphrase, cost: cost))
    }

    /// Opens a publisher's key file.
    ///
    /// - Throws: `KeyFileError`, `.wrongRole` for the key of a reviewer or a steward.
    public static func open(_ path: String, passphrase: borrowing GuardedBytes) throws(KeyFileError) -> PublisherKey {
        PublisherKey(try KeyFile.open(path, passphrase: passphrase, role: .publisher))
    }

    /// The public half, as it stands in the keyring.
    public var publicKey: PublicKey { key.publicKey }

    /// The public half, as `minisign` verifies exports with it.
    public var minisignKey: MinisignPublicKey { key.minisignKey }

    /// Opens a body that was sealed to this publisher: a consent, an approval, a hold.
    ///
    /// - Throws: `OpeningError`.
    public borrowing func open(_ sealed: Sealed, of caseID: CaseID) throws(OpeningError) -> OpenedBody {
        try key.open(sealed, of: caseID)
    }

    /// Whether this publisher's own slot of a body is one; junk says nothing of the body.
    public borrowing func opensSlot(of sealed: Sealed) -> Bool { key.opensSlot(of: sealed) }

    /// Signs a file's bytes so that `minisign -V` verifies them.
    ///
    /// - Throws: `FormatError(.minisign)` for a trusted comment of more than one line.
    public borrowing func minisign(
        _ bytes: [UInt8], trustedComment: String
    ) throws(FormatError) -> MinisignSignature {
        try key.minisign(bytes, trustedComment: trustedComment)
    }

    /// What the publisher's own record calls a case (FORMAT §8): only this key links it to the case.
    public borrowing func tag(of caseID: CaseID) -> [UInt8] {
        Array(key.tag("firsthand/publication-case/v1", caseID.bytes).prefix(16))
    }

    /// Signs a line of the publisher's own record (FORMAT §8).
    public borrowing func sign(_ message: [UInt8]) -> Signature { key.sign(message) }
}
