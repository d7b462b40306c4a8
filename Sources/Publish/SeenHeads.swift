import Envelope
import Files
import Transparency

/// The heads of logs that this publisher saw under proofs, so that a log that tells two histories is noticed.
struct SeenHeads {
    private let path: String

    init(state: String) { path = state + "/heads" }

    /// Keeps a head, unless another of the same size is there.
    ///
    /// - Throws: `WitnessFlaw`, `.split` with the witnesses who signed both; both stay.
    func take(_ signed: SignedHead, _ policy: WitnessPolicy) throws {
        let origin = Hash.digest("firsthand/origin/v1", Array(signed.head.origin.utf8)).hex.prefix(16)
        let file = "\(path)/\(origin)-\(signed.head.size)"
        guard InputFile.exists(file) else {
            try Folder.make(path)
            return try AtomicFile.write(signed.text, to: file, .replacing(mode: 0o600))
        }
        guard let known = SignedHead(try InputFile.text(file)) else {
            throw Refusal(.badData, "a head that was seen before is damaged", hint: "restore \(file) from a backup")
        }
        _ = try HeadComparison.compare(known, signed, policy)
    }
}
