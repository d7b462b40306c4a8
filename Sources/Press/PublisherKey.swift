public import Envelope
public import Opening
@_spi(KeyMaterial) public import Unsealing

/// The role of those who publish what was approved.
public enum PublisherRole: KeyRole {
    public static let role = Role.publisher
}

/// A publisher's secret key: opens what the gate needs, signs exports.
///
/// It opens no story, since none is sealed to it, and it opens a manuscript only with the data key that an approval carries.
public typealias PublisherKey = SecretKey<PublisherRole>

extension PublisherKey {
    /// Opens a body that was sealed to this publisher: a consent, an approval, a hold.
    ///
    /// - Throws: `OpeningError`.
    public borrowing func open(_ sealed: Sealed, of caseID: CaseID) throws(OpeningError) -> OpenedBody {
        try material.open(sealed, of: caseID)
    }

    /// Whether this publisher's own slot of a body is one; junk says nothing of the body.
    public borrowing func opensSlot(of sealed: Sealed) -> Bool { material.opensSlot(of: sealed) }

    /// Seals bytes that only this publisher opens again; nil if there is no guarded memory.
    public borrowing func sealOwn(_ bytes: [UInt8], _ label: StaticString) -> [UInt8]? {
        material.sealOwn(bytes, label, context: [])
    }

    /// Opens what `sealOwn` sealed; nil for every way in which that can fail.
    public borrowing func openOwn(_ sealed: [UInt8], _ label: StaticString) -> [UInt8]? {
        material.openOwn(sealed, label, context: [])
    }

    /// Signs a file's bytes so that `minisign -V` verifies them.
    ///
    /// - Throws: `FormatError(.minisign)` for a trusted comment of more than one line.
    public borrowing func minisign(
        _ bytes: [UInt8], trustedComment: String
    ) throws(FormatError) -> MinisignSignature {
        try material.minisign(bytes, trustedComment: trustedComment)
    }

    /// What the publisher's own record calls a case (FORMAT §8): only this key links it to the case.
    public borrowing func tag(of caseID: CaseID) -> [UInt8] {
        Array(material.tag("firsthand/publication-case/v1", caseID.bytes).prefix(16))
    }

    /// Signs a line of the publisher's own record (FORMAT §8), or a report (§9.4).
    public borrowing func sign(_ message: [UInt8]) -> Signature { material.sign(message) }
}
