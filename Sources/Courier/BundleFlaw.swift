public import Envelope
public import Files
public import Vault

/// What is wrong with a bundle.
///
/// One flaw is enough: then no part of the bundle is taken in.
public enum BundleFlaw: Error, Equatable, Sendable {
    /// It is no bundle at all.
    case notABundle
    /// A newer Firsthand made it.
    case newerVersion
    /// It ends before its end.
    case cutShort
    /// Something follows after its end.
    case trailingBytes
    /// It is not the one that was made: a byte changed on the way.
    case changed
    /// It says that a part is longer than any may be, or that there are more parts than may be.
    case tooLarge
    /// A part is not as Documentation/FORMAT.md says, or stands in the wrong place.
    case malformed
    /// A case stands out of order, or twice.
    case caseOutOfOrder(CaseID)
    /// A statement stands out of order, or twice.
    case statementOutOfOrder(CaseID, Digest)
    /// It brings a statement that its maker does not have.
    case notHeld(CaseID, Digest)
    /// The header names another case.
    case wrongCase(CaseID, Digest)
    /// The signature is not that of the author in the header.
    case forged(CaseID, Digest)
    /// The author is neither the survivor of this case nor a reviewer in the keyring.
    case unknownAuthor(CaseID, Digest)
    /// The author may not say this.
    case wrongAuthor(CaseID, Digest)
    /// The body is not one, is sealed for another case, or is not the one that was signed.
    case brokenBody(CaseID, Digest)
    /// The body is another than the one that stands here.
    case otherBody(CaseID, Digest)

    /// Publishers' reports stand out of order, or one stands twice.
    case reportOutOfOrder
    /// A publisher's report is not signed by the key that it names.
    case forgedReport
    /// A report is by a key that is no publisher's in the keyring.
    case unknownPublisher
    /// A report is not of the one size, or its body is not the one that was signed.
    case brokenReport

    /// What is wrong, for a person.
    public var sentence: String {
        switch self {
        case .notABundle: "this file is no bundle"
        case .newerVersion: "a newer Firsthand made this bundle; update this program"
        case .cutShort: "the bundle ends too early; copy it again"
        case .trailingBytes: "something follows after the end of the bundle"
        case .changed: "the bundle was changed on the way; copy it again"
        case .tooLarge: "a part of the bundle is larger than any may be"
        case .malformed: "a part of the bundle is not as Documentation/FORMAT.md §9 says"
        case .caseOutOfOrder(let caseID): "case \(caseID.short) stands twice or out of order"
        case .statementOutOfOrder(let place, let digest): Self.of(place, digest, "stands twice or out of order")
        case .notHeld(let place, let digest): Self.of(place, digest, "is brought by somebody who says not to have it")
        case .wrongCase(let place, let digest): Self.of(place, digest, "belongs to another case")
        case .forged(let place, let digest): Self.of(place, digest, "is not signed by the key it names")
        case .unknownAuthor(let place, let digest):
            Self.of(place, digest, "is by a key that is neither the survivor's nor a reviewer's in this keyring")
        case .wrongAuthor(let place, let digest): Self.of(place, digest, "says what its author may not say")
        case .brokenBody(let place, let digest): Self.of(place, digest, "has a sealed body that was changed or swapped")
        case .otherBody(let place, let digest): Self.of(place, digest, "has another sealed body than the one here")
        case .reportOutOfOrder: "a publisher's report stands twice or out of order"
        case .forgedReport: "a publisher's report is not signed by the key it names"
        case .unknownPublisher: "a report is by a key that is no publisher's in this keyring"
        case .brokenReport: "a publisher's report has another size than all have, or was changed"
        }
    }

    private static func of(_ caseID: CaseID, _ digest: Digest, _ what: String) -> String {
        "case \(caseID.short): statement \(digest.hex.prefix(8)) \(what)"
    }
}

/// Why a courier did not do what it was asked.
public enum CourierError: ProgramError, Equatable {
    /// The bundle is refused; nothing of it was taken in.
    case refused([BundleFlaw])
    case vault(VaultError)
    /// A file cannot be read or written.
    case file(Refusal)

    static func vault<Result>(_ work: () throws(VaultError) -> Result) throws(CourierError) -> Result {
        do { return try work() } catch { throw .vault(error) }
    }

    static func file<Result: ~Copyable, Failure: ProgramError>(
        _ work: () throws(Failure) -> Result
    ) throws(CourierError) -> Result {
        do { return try work() } catch { throw .file(error.refusal) }
    }

    /// What is wrong with a bundle is one line each.
    public var refusal: Refusal {
        switch self {
        case .refused(let flaws):
            Refusal(
                .badData,
                "the bundle is refused, and nothing of it was taken in:"
                    + flaws.map { "\n  \($0.sentence)" }.joined(),
                hint: Self.hint(flaws))
        case .vault(let error): error.refusal
        case .file(let refusal): refusal
        }
    }

    private static func hint(_ flaws: [BundleFlaw]) -> String {
        let isUnknown = flaws.contains {
            if case .unknownAuthor = $0 { true } else { $0 == .unknownPublisher }
        }
        return isUnknown
            ? "put the newest keyring into the keys folder; if that is there already, call whoever made the bundle"
            : "copy it again; if that does not help, call whoever made it, and do not use it"
    }
}
