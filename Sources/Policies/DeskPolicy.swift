import Ledger

/// What of the full-screen desk a team decides; it stands in `review.yaml` and weighs nothing.
public struct DeskPolicy: Sendable {
    /// Whether the desk asks the terminal for clicks and the wheel; no, where the file does not say.
    public let hasMouse: Bool

    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "review.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    init(_ file: PolicyFile) throws(PolicyError) {
        let reader = try file.section(keys: ReviewPolicy.keys)
        hasMouse = reader.has("mouse") ? try reader.yesOrNo("mouse") : false
    }
}
