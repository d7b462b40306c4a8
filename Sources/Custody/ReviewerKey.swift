public import Envelope
public import Opening
public import Sealing
public import Unsealing

/// A reviewer's secret key: opens stories, signs acts of review.
///
/// A type of its own, so that no key of another role fits where a reviewer's is asked for.
public struct ReviewerKey: ~Copyable, Sendable, StatementSigner {
    private let key: SecretKey

    private init(_ key: consuming SecretKey) { self.key = key }

    /// Makes a key and its file.
    ///
    /// - Throws: `KeyFileError`.
    public static func create(
        name: String, at path: String, passphrase: borrowing GuardedBytes, cost: KeyFileCost = .moderate
    ) throws(KeyFileError) -> ReviewerKey {
        ReviewerKey(try KeyFile.create(role: .reviewer, name: name, at: path, passphrase: passphrase, cost: cost))
    }

    /// Opens a reviewer's key file.
    ///
    /// - Throws: `KeyFileError`, `.wrongRole` for the key of a publisher or a steward.
    public static func open(_ path: String, passphrase: borrowing GuardedBytes) throws(KeyFileError) -> ReviewerKey {
        ReviewerKey(try KeyFile.open(path, passphrase: passphrase, role: .reviewer))
    }

    /// The public half, as it stands in the keyring.
    public var publicKey: PublicKey { key.publicKey }

    public var signingKey: SigningKey { key.signingKey }

    public borrowing func sign(_ message: [UInt8]) -> Signature { key.sign(message) }

    /// Opens a body that was sealed to this reviewer.
    ///
    /// - Throws: `OpeningError`.
    public borrowing func open(_ sealed: Sealed, of caseID: CaseID) throws(OpeningError) -> OpenedBody {
        try key.open(sealed, of: caseID)
    }

    /// Whether this reviewer's own slot of a body is one; junk says nothing of the body.
    public borrowing func opensSlot(of sealed: Sealed) -> Bool { key.opensSlot(of: sealed) }

    /// Slots for other readers, of a body that was sealed to this reviewer; the data key stays in guarded memory.
    ///
    /// The body is opened first, and must be the one that the signed header names: else whoever can write the vault could
    /// put a story in the place of a consent, and have it sealed to the publisher.
    /// - Throws: `OpeningError`, `SealingError`.
    public borrowing func slots(
        of sealed: Sealed, named header: StatementHeader, for readers: Sealer
    ) throws -> [Sealed.Slot] {
        let dataKey = try key.dataKey(of: sealed, of: header.caseID)
        let body = try sealed.open(of: header.caseID, dataKey: dataKey)
        guard body.digest == header.body, body.kind.visible == header.kind else { throw OpeningError() }
        return try readers.slots(dataKey, header: sealed.header)
    }

    /// The data key of a sealed proposal, which the completing approval carries for the publishers.
    ///
    /// It leaves guarded memory here, because an approval's body holds it. So the body is opened first, and only a
    /// proposal's key is handed out: a story's never is.
    /// - Throws: `OpeningError`.
    public borrowing func dataKey(of sealed: Sealed, of caseID: CaseID) throws(OpeningError) -> [UInt8] {
        let dataKey = try key.dataKey(of: sealed, of: caseID)
        let body = try sealed.open(of: caseID, dataKey: dataKey)
        guard body.kind == .proposed else { throw OpeningError() }
        return dataKey.withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }

    /// Seals bytes that only this reviewer's own desk opens again; nil if there is no guarded memory.
    public borrowing func sealOwn(_ bytes: [UInt8], _ label: StaticString, context: [UInt8]) -> [UInt8]? {
        key.sealOwn(bytes, label, context: context)
    }

    /// Opens what `sealOwn` sealed; nil for every way in which that can fail.
    public borrowing func openOwn(_ sealed: [UInt8], _ label: StaticString, context: [UInt8]) -> [UInt8]? {
        key.openOwn(sealed, label, context: context)
    }
}
