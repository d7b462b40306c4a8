public import Envelope

/// Where a log stands: its name, how many entries it has, and the root over them (FORMAT §12.2).
///
/// Source: <https://c2sp.org/tlog-checkpoint>, where it is called a checkpoint. Here that word is taken: it is a reviewer's list
/// of one case.
public struct Head: Sendable, Hashable {
    /// The most entries that a log may have.
    static let longest = 999_999_999

    public let origin: String
    public let size: Int
    public let root: Digest

    init(origin: String, size: Int, root: Digest) { (self.origin, self.size, self.root) = (origin, size, root) }

    /// Reads the text of a head; nil for anything that would not be written back the same.
    init?(_ text: String) {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard rows.count == 4, NoteKey.isName(String(rows[0])), let size = Self.number(rows[1]),
            let root = [UInt8](base64: rows[2]).flatMap({ Digest($0) }), rows[3].isEmpty
        else { return nil }
        self.init(origin: String(rows[0]), size: size, root: root)
    }

    /// What a log signs.
    var text: String { "\(origin)\n\(size)\n\(root.bytes.base64)\n" }

    /// What a witness signs: the same, after the time.
    func seen(at seconds: UInt64) -> [UInt8] { Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8) }

    /// Reads a decimal number as logs write it.
    static func number(_ text: some StringProtocol) -> Int? {
        guard text.utf8.count <= 9, let number = Int(text), number >= 0, "\(number)" == text else { return nil }
        return number
    }
}

/// A head, with the signature of its log and of those who saw it.
public struct SignedHead: Sendable, Equatable {
    /// A witness that signed, and the month in which it says that it did.
    public struct Sighting: Sendable, Equatable {
        /// What the policy calls the witness.
        public let witness: String
        public let month: Month
    }

    public let head: Head
    private(set) var note: SignedNote

    init(_ head: Head, _ lines: [SignedNote.Line]) {
        self.head = head
        note = SignedNote(head.text, lines)
    }

    /// Signs a head as its log.
    ///
    /// - Parameter sign: Ed25519 by the key of `log`.
    init(_ head: Head, by log: NoteKey, _ sign: ([UInt8]) -> Signature) {
        self.init(head, [SignedNote.Line(log, sign(Array(head.text.utf8)).bytes)])
    }

    /// Reads a signed head; nil for anything that would not be written back the same.
    public init?(_ text: some StringProtocol) {
        guard let note = SignedNote(text), let head = Head(note.text) else { return nil }
        (self.head, self.note) = (head, note)
    }

    /// The head as it is kept and sent.
    public var text: String { note.note }

    /// Whether one of the keys that its log is known by signed it, and none of them badly.
    func isSigned(by logs: [NoteKey]) -> Bool {
        let keys = logs.filter { $0.name == head.origin && $0.kind == .log }
        let answers = note.lines.flatMap { line in
            keys.filter(line.isOf).map { key in
                Signature(line.signature).map { key.key.verifies($0, over: Array(head.text.utf8)) } ?? false
            }
        }
        return !answers.isEmpty && answers.allSatisfy { $0 }
    }

    /// When a witness says that it saw this head: nil if it does not say so.
    ///
    /// - Throws: `WitnessFlaw`, `.changed` if a line bears its name and its key did not sign it.
    func month(of witness: NoteKey, called name: String) throws(WitnessFlaw) -> Month? {
        var first: Month?
        for line in note.lines where line.isOf(witness) {
            guard let month = Self.month(line, witness, head) else { throw .changed(name) }
            first = min(first ?? month, month)
        }
        return first
    }

    /// The month in which a line says that the witness saw the head; nil if its key did not sign that.
    static func month(_ line: SignedNote.Line, _ witness: NoteKey, _ head: Head) -> Month? {
        guard witness.kind == .witness, line.signature.count == 8 + Signature.length,
            let signature = Signature(line.signature.dropFirst(8))
        else { return nil }
        let seconds = line.signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // What is later than any day that is written here is no time.
        guard seconds / 86_400 <= 999_999, witness.key.verifies(signature, over: head.seen(at: seconds)) else {
            return nil
        }
        return Month(of: Day(number: UInt32(seconds / 86_400)))
    }

    /// The line by which a witness says that it saw a head in a month.
    ///
    /// The time is the start of the month, so that it does not tell when the two had to do with each other.
    static func line(
        of head: Head, by witness: NoteKey, in month: Month, _ sign: ([UInt8]) -> Signature
    ) -> SignedNote.Line {
        let seconds = UInt64(month.first.number) * 86_400
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) }
        return SignedNote.Line(witness, bytes + sign(head.seen(at: seconds)).bytes)
    }

    /// Adds a line that is not there yet.
    mutating func add(_ line: SignedNote.Line) { note.add(line) }
}
