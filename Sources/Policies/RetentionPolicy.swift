public import Envelope

/// How long things are kept (`retention.yaml`), in days.
public struct RetentionPolicy: Sendable {
    /// Days after which a story that nobody opened is said to be so, to its writer and to the desks.
    public let unopenedNoticeDays: Int
    /// Days from a case's decline to the destruction of its story, letters and drafts.
    public let declinedDays: Int
    /// Days from the decline of a case as spam to the destruction of what came.
    public let spamDays: Int
    /// Days from a letter's first showing to its destruction.
    public let lettersDays: Int
    /// Days from the last work on a reviewer's draft to its destruction.
    public let draftsDays: Int
    /// The digest of the file.
    public let digest: Digest

    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "retention.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    init(_ file: PolicyFile) throws(PolicyError) {
        let reader = try file.section(keys: [
            "unopened-notice-days", "declined-days", "spam-days", "letters-days", "drafts-days",
        ])
        unopenedNoticeDays = try reader.wholeNumber("unopened-notice-days", 1...90)
        declinedDays = try reader.wholeNumber("declined-days", 1...365)
        // Files from before there was this key do without it.
        spamDays = reader.has("spam-days") ? try reader.wholeNumber("spam-days", 1...30) : 3
        lettersDays = try reader.wholeNumber("letters-days", 1...90)
        draftsDays = try reader.wholeNumber("drafts-days", 1...365)
        digest = file.digest
    }
}
