public import Envelope
public import Opening
public import Sealing

@_spi(KeyMaterial) public import Unsealing

/// The role of those who read stories and review them.
public enum ReviewerRole: KeyRole {
    public static let role = Role.reviewer
}

/// A reviewer's secret key: opens stories, signs acts of review.
public typealias ReviewerKey = SecretKey<ReviewerRole>

extension ReviewerKey: StatementSigner {
    public borrowing func sign(_ message: [UInt8]) -> Signature { material.sign(message) }

    /// Opens a body that was sealed to this reviewer.
    ///
    /// - Throws: `OpeningError`.
    public borrowing func open(_ sealed: Sealed, of caseID: CaseID) throws(OpeningError) -> OpenedBody {
        try material.open(sealed, of: caseID)
    }

    /// Whether this reviewer's own slot of a body is one; junk says nothing of the body.
    public borrowing func opensSlot(of sealed: Sealed) -> Bool { material.opensSlot(of: sealed) }

    /// Slots for other readers, of a body that was sealed to this reviewer; the data key stays in guarded memory.
    ///
    /// The body is opened first, and must be the one that the signed header names: else whoever can write the vault could
    /// put a story in the place of a consent, and have it sealed to the publisher.
    /// - Throws: `OpeningError`, `SealingError`.
    public borrowing func slots(
        of sealed: Sealed, named header: StatementHeader, for readers: Sealer
    ) throws -> [Sealed.Slot] {
        let dataKey = try material.dataKey(of: sealed, of: header.caseID)
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
        let dataKey = try material.dataKey(of: sealed, of: caseID)
        let body = try sealed.open(of: caseID, dataKey: dataKey)
        guard body.kind == .proposed else { throw OpeningError() }
        return dataKey.withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }

    /// The key under which stories that were told elsewhere get their codes (FORMAT §5).
    public borrowing func importKey() throws(GuardedMemoryError) -> GuardedBytes {
        try material.ownKey("firsthand/import/v1")
    }

    /// The key by which this reviewer's desk signs heads of logs (FORMAT §12.1).
    ///
    /// It is another than the one that signs acts of review: what partners keep, and what stands beside an export, tells nobody
    /// which reviewer's desk it was, and neither key signs what the other may.
    public borrowing func witnessKey() throws(KeyFileError) -> WitnessKey {
        WitnessKey(own: try material.ownSigningKey("firsthand/witness/v1"))
    }

    /// Seals bytes that only this reviewer's own desk opens again; nil if there is no guarded memory.
    public borrowing func sealOwn(_ bytes: [UInt8], _ label: StaticString, context: [UInt8]) -> [UInt8]? {
        material.sealOwn(bytes, label, context: context)
    }

    /// Opens what `sealOwn` sealed; nil for every way in which that can fail.
    public borrowing func openOwn(_ sealed: [UInt8], _ label: StaticString, context: [UInt8]) -> [UInt8]? {
        material.openOwn(sealed, label, context: context)
    }
}

@_spi(KeyMaterial) public import Unsealing

/// Signs heads of logs, a desk's own and those of partners, and nothing else.
public struct WitnessKey: ~Copyable, Sendable {
    fileprivate let own: SigningSecret

    /// What its signatures are checked with.
    public var signingKey: SigningKey { own.signingKey }

    /// Ed25519 over the text of a head, or over what a witness says of one.
    public borrowing func sign(_ text: [UInt8]) -> Signature { own.sign(text) }
}

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
