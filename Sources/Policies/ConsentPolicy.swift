public import Envelope

/// What a survivor can agree to (`consent.yaml`).
///
/// The words for it stand in the language files.
public struct ConsentPolicy: Sendable {
    /// The uses that the form asks about, in this order.
    ///
    /// A use left out is not asked about and never agreed to.
    public let uses: [Use]
    /// How long the form offers to agree for, from short to long; the first counts where nothing is chosen.
    public let terms: [Consent.Term]
    /// How far the form offers that the text may be changed, in this order; the first counts where nothing
    /// is chosen.
    public let edits: [Consent.Edits]
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
        let reader = try file.section(keys: ["uses", "terms", "edits", "wider-consent-delay-days"])
        uses = try reader.choices("uses")
        terms = try reader.choices("terms")
        guard terms == terms.sorted() else {
            // The first is what someone agrees to who changes nothing: it must be the shortest.
            throw reader.refusal("terms", "must go from short to long: the first counts where nothing is chosen")
        }
        edits = try reader.choices("edits")
        widerConsentDelayDays = try reader.wholeNumber("wider-consent-delay-days", 7...90)
        digest = file.digest
    }
}
