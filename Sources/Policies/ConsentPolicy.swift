public import Envelope

/// What a survivor can agree to (`consent.yaml`).
///
/// The words for it stand in the language files.
public struct ConsentPolicy: Sendable {
    /// The uses that the form asks about, in this order.
    ///
    /// A use left out is not asked about and never agreed to.
    public let uses: [Use]
    /// Days before consent that allows more than the one before takes effect; less takes effect at once.
    public let widerConsentDelayDays: Int
    /// The digest of the file, which every consent records.
    public let digest: Digest

    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "consent.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    init(_ file: PolicyFile) throws(PolicyError) {
        let reader = try file.section(keys: ["uses", "wider-consent-delay-days"])
        let known = Use.allCases.map(\.rawValue).joined(separator: ", ")
        uses = try reader.list("uses", "uses from: \(known)") { Use(rawValue: $0) != nil }
            .compactMap { Use(rawValue: $0) }
        widerConsentDelayDays = try reader.wholeNumber("wider-consent-delay-days", 7...90)
        digest = file.digest
    }
}
