public import Envelope

/// The log that a desk keeps: its months, and who signed the head of each (FORMAT §12.4).
public struct MonthLog: Sendable, Equatable {
    private static let version = "firsthand/log/v1"

    /// A month, and the head of the log with it.
    public struct Row: Sendable, Equatable {
        public let secrets: MonthSecrets
        public fileprivate(set) var signed: SignedHead
    }

    public let key: NoteKey
    /// In the order of their months, each once.
    public private(set) var rows: [Row] = []

    /// A log without a month.
    public init(_ key: NoteKey) { self.key = key }

    /// Reads a desk's file strictly.
    ///
    /// - Parameters:
    ///   - text: the text of the file.
    ///   - signer: the desk's own public key: every head must be signed by it, so that no byte of a month was changed.
    /// - Throws: `WitnessFlaw`, `.malformed` or `.changed`.
    public init(_ text: String, by signer: SigningKey) throws(WitnessFlaw) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", lines.count >= 2, lines[0] == Self.version, lines[1].hasPrefix("origin "),
            let key = NoteKey(name: String(lines[1].dropFirst(7)), kind: .log, key: signer)
        else { throw .malformed("log of months") }
        self.key = key
        var leaves: [Digest] = []
        for line in lines.dropFirst(2) {
            if let secrets = MonthSecrets(line) {
                leaves.append(MerkleTree.leaf(secrets.entry.bytes))
                let head = Head(origin: key.name, size: leaves.count, root: MerkleTree.root(leaves))
                rows.append(Row(secrets: secrets, signed: SignedHead(head, [])))
            } else if let signature = SignedNote.Line(line), !rows.isEmpty {
                rows[rows.count - 1].signed.add(signature)
            } else {
                throw .malformed("log of months")
            }
        }
        guard self.text == text, zip(rows, rows.dropFirst()).allSatisfy({ $0.secrets.month < $1.secrets.month }) else {
            throw .malformed("log of months")
        }
        // A month that was changed gives another root, which the desk never signed.
        guard rows.allSatisfy({ $0.signed.isSigned(by: [key]) }) else { throw .changed(key.name) }
    }

    /// The desk's file.
    public var text: String {
        rows.reduce(into: "\(Self.version)\norigin \(key.name)\n") { text, row in
            text += row.secrets.line + "\n" + row.signed.note.lines.map { $0.text + "\n" }.joined()
        }
    }

    /// Adds a month and signs the head with it.
    ///
    /// - Precondition: it is later than the last one.
    /// - Parameters:
    ///   - secrets: the month, with its exports and the random bytes that hide them.
    ///   - sign: signs a message with Ed25519, by the desk's key.
    public mutating func add(_ secrets: MonthSecrets, _ sign: ([UInt8]) -> Signature) {
        precondition(rows.last.map { $0.secrets.month < secrets.month } ?? true, "a month stands in a log once")
        let leaves = leaves + [MerkleTree.leaf(secrets.entry.bytes)]
        let head = Head(origin: key.name, size: leaves.count, root: MerkleTree.root(leaves))
        rows.append(Row(secrets: secrets, signed: SignedHead(head, by: key, sign)))
    }

    /// What a witness is asked to sign; nil while there is no month.
    ///
    /// - Parameters:
    ///   - witness: the witness that is asked.
    ///   - old: how many months the log had when the witness signed last; nil to find that out from its answers.
    public func request(to witness: WitnessPolicy.Witness, since old: Int? = nil) -> HeadRequest? {
        guard let last = rows.last else { return nil }
        let known = rows.lastIndex { $0.signed.note.lines.contains { $0.isOf(witness.key) } }.map { $0 + 1 } ?? 0
        let old = old ?? known
        guard (0...rows.count).contains(old) else { return nil }
        let proof = old == 0 ? [] : MerkleTree.consistency(from: old, in: leaves[...])
        // Who else signed is not the witness's business.
        return HeadRequest(
            old: old, proof: proof,
            signed: SignedHead(last.signed.head, last.signed.note.lines.filter { $0.isOf(key) }))
    }

    /// Takes in an answer: lines by which witnesses say that they saw a head of this log.
    ///
    /// - Returns: which witnesses signed the head of which month.
    /// - Throws: `WitnessFlaw`; then nothing is taken in.
    public mutating func take(
        _ answer: String, _ policy: WitnessPolicy
    ) throws(WitnessFlaw) -> [(witness: String, month: Month)] {
        let lines = answer.split(separator: "\n").compactMap { SignedNote.Line($0) }
        guard !lines.isEmpty, lines.map({ $0.text + "\n" }).joined() == answer,
            lines.count <= SignedNote.mostLines
        else { throw .malformed("answer of a witness") }
        var (rows, taken) = (rows, [(witness: String, month: Month)]())
        for line in lines {
            guard let witness = policy.witnesses.first(where: { line.isOf($0.key) }) else { continue }
            guard let place = rows.lastIndex(where: { SignedHead.month(line, witness.key, $0.signed.head) != nil })
            else { throw .fitsNoHead(witness.name) }
            // A witness that was asked twice says so twice; the first time counts, and two lines of one key confuse other readers.
            if !rows[place].signed.note.lines.contains(where: { $0.isOf(witness.key) }) { rows[place].signed.add(line) }
            taken.append((witness.name, rows[place].secrets.month))
        }
        guard !taken.isEmpty else { throw .unknownWitness }
        self.rows = rows
        return taken
    }

    /// What shows that the log has an export, with the head that most witnesses signed, and of those the oldest.
    ///
    /// - Returns: nil if no month has it.
    public func proof(of export: Digest, _ policy: WitnessPolicy) -> LogProof? {
        guard let index = rows.firstIndex(where: { $0.secrets.exports.contains(export) }),
            let opening = rows[index].secrets.opening(of: export)
        else { return nil }
        func seen(_ size: Int) -> Int { policy.witnesses.count { sawHead($0, of: size) } }
        let size = (index + 1...rows.count).max { (seen($0), -$0) < (seen($1), -$1) } ?? rows.count
        return LogProof(
            opening: opening, index: index, path: MerkleTree.inclusion(of: index, in: leaves.prefix(size)),
            signed: rows[size - 1].signed)
    }

    /// Which witnesses signed the head of a size.
    public func witnesses(of size: Int, _ policy: WitnessPolicy) -> [String] {
        policy.witnesses.filter { sawHead($0, of: size) }.map(\.name)
    }

    private func sawHead(_ witness: WitnessPolicy.Witness, of size: Int) -> Bool {
        rows[size - 1].signed.note.lines.contains { $0.isOf(witness.key) }
    }

    private var leaves: [Digest] { rows.map { MerkleTree.leaf($0.secrets.entry.bytes) } }
}
