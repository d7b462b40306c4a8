public import Envelope

/// What a log asks a witness to sign: its head, and what shows that it goes on from the one that the witness signed last.
///
/// Source: the body of `add-checkpoint` in <https://c2sp.org/tlog-witness>.
public struct HeadRequest: Sendable, Equatable {
    private static let mostSteps = 63

    /// How many entries the log had when the witness signed last; 0 if it never did.
    public let old: Int
    let proof: [Digest]
    public let signed: SignedHead

    init(old: Int, proof: [Digest], signed: SignedHead) { (self.old, self.proof, self.signed) = (old, proof, signed) }

    /// Reads a request; nil for anything that would not be written back the same.
    public init?(_ text: String) {
        guard text.utf8.count <= SignedNote.longest, SignedNote.isPlain(text), let gap = text.firstRange(of: "\n\n"),
            let signed = SignedHead(text[gap.upperBound...])
        else { return nil }
        let rows = text[..<gap.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
        let proof = rows.dropFirst().compactMap { [UInt8](base64: $0).flatMap { Digest($0) } }
        guard rows[0].hasPrefix("old "), let old = Head.number(rows[0].dropFirst(4)), proof.count == rows.count - 1,
            proof.count <= Self.mostSteps
        else { return nil }
        self.init(old: old, proof: proof, signed: signed)
    }

    /// The file.
    public var text: String {
        "old \(old)\n" + proof.map { "\($0.bytes.base64)\n" }.joined() + "\n" + signed.text
    }

    /// Decides whether a witness may sign, by what it signed before.
    ///
    /// A witness that signs a head must have seen all that came before it, and never a head that says something else.
    /// - Parameters:
    ///   - seen: the newest head of this log that the witness signed; nil if it never signed one.
    ///   - policy: the logs and witnesses that the witness knows; the head must be signed by its log's key in it.
    /// - Throws: `WitnessFlaw`.
    public func check(after seen: SignedHead?, _ policy: WitnessPolicy) throws(WitnessFlaw) {
        _ = try policy.sightings(of: signed)
        let now = signed.head
        guard let before = seen?.head else {
            guard old == 0, proof.isEmpty else { throw .otherStart(seen: 0) }
            return
        }
        guard now.size >= before.size else { throw .goesBack(seen: before.size, now: now.size) }
        guard now.size > before.size || now.root == before.root else { throw .split(now.size, both: []) }
        guard old == before.size else { throw .otherStart(seen: before.size) }
        guard MerkleTree.isConsistent((before.size, before.root), (now.size, now.root), by: proof) else {
            throw .doesNotGoOn(before.size, now.size, both: [])
        }
    }

    /// The answer of a witness, for a head that it may sign.
    ///
    /// - Parameters:
    ///   - witness: the public key of the witness, with the name that it signs under.
    ///   - month: the month in which the witness signs.
    ///   - sign: signs a message with Ed25519, by the key of `witness`.
    /// - Returns: the file, and the head with the witness's line under it, which the witness keeps.
    public func answer(
        by witness: NoteKey, in month: Month, _ sign: ([UInt8]) -> Signature
    ) -> (file: String, kept: SignedHead) {
        let line = SignedHead.line(of: signed.head, by: witness, in: month, sign)
        var kept = signed
        kept.add(line)
        return (line.text + "\n", kept)
    }
}
