import Envelope

/// A text and the signatures under it.
///
/// Source: <https://c2sp.org/signed-note>. Of what that page allows, only ASCII is accepted.
struct SignedNote: Sendable, Equatable {
    /// A line under a note: who signed, with which key, and the signature's bytes.
    struct Line: Sendable, Equatable {
        private static let start = "\u{2014} "

        let name: String
        let id: [UInt8]
        let signature: [UInt8]

        init(_ key: NoteKey, _ signature: [UInt8]) { (name, id, self.signature) = (key.name, key.id, signature) }

        /// Reads a line without its end; nil for anything that would not be written back the same.
        init?(_ line: some StringProtocol) {
            guard line.hasPrefix(Self.start) else { return nil }
            let parts = line.dropFirst(Self.start.count).split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2, NoteKey.isName(String(parts[0])), let bytes = [UInt8](base64: parts[1]),
                bytes.count > 4
            else { return nil }
            (name, id, signature) = (String(parts[0]), Array(bytes.prefix(4)), Array(bytes.dropFirst(4)))
        }

        var text: String { "\(Self.start)\(name) \((id + signature).base64)" }

        func isOf(_ key: NoteKey) -> Bool { name == key.name && id == key.id }
    }

    /// The most bytes that are read, and the most lines under a note.
    static let longest = 65_536
    static let mostLines = 64

    /// With its last line end.
    let text: String
    private(set) var lines: [Line]

    init(_ text: String, _ lines: [Line]) { (self.text, self.lines) = (text, lines) }

    /// Reads a note; nil for anything that would not be written back the same.
    init?(_ note: some StringProtocol) {
        guard note.utf8.count <= Self.longest, Self.isPlain(note), let gap = note.ranges(of: "\n\n").last else {
            return nil
        }
        let rows = note[gap.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
        let lines = rows.dropLast().compactMap { Line($0) }
        guard rows.last == "", (1...Self.mostLines).contains(lines.count), lines.count == rows.count - 1 else {
            return nil
        }
        self.init(note[..<gap.lowerBound] + "\n", lines)
    }

    /// The note as it is kept and sent.
    var note: String { "\(text)\n" + lines.map { $0.text + "\n" }.joined() }

    /// Adds a line that is not there yet.
    mutating func add(_ line: Line) { if !lines.contains(line) { lines.append(line) } }

    /// Whether a text holds nothing but what is seen of ASCII, line ends, and the dash of signatures.
    static func isPlain(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) || $0 == "\n" || $0 == "\u{2014}" }
    }
}
