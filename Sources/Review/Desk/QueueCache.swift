import Custody
import Envelope
import Files
import Ledger
import Policies
import Unsealing
import Warnings

/// What the desk needs to know of a case without opening it.
struct CaseOutline: Equatable {
    let line: QueueLine
    /// The facts of the text that is approved, beside which other texts are looked at; none where none is approved.
    let facts: [String]
}

/// The cases in outline as this desk read them last, so that it need not open every one each evening, and before each approval.
///
/// An outline counts only for the very statements that it was read from, under the same keyring and policies, and until the
/// next day on which consent changes by itself. It permits nothing: a case is read whole when it is opened, and before each
/// act. What it leaves out of the facts it could hide from a warning, so only this reviewer's key can make it (`write`).
/// A case that is not as its signatures say has none: it is read each time, until it is mended.
struct QueueCache {
    private struct Kept {
        let outline: CaseOutline
        let fingerprint: Digest
        let read: Day
    }

    static let label: StaticString = "firsthand/queue/v4"

    let path: String
    private var cases: [CaseID: Kept] = [:]
    // Cases that nobody could have approved, as their headers say; not kept in the file, since that is told without opening.
    private var unapproved: [CaseID: Digest] = [:]
    /// Whether it holds something else than the file at `path`.
    private(set) var isChanged = false

    /// An empty one, to be kept at `path`.
    ///
    /// - Parameter replaces: whether a file stands there that does not count, and is not to stay.
    init(path: String, replaces: Bool = false) {
        self.path = path
        isChanged = replaces
    }

    /// The outline of a case, if it is still what would be read.
    func outline(of caseID: CaseID, _ fingerprint: Digest, on today: Day) -> CaseOutline? {
        guard let kept = cases[caseID], kept.fingerprint == fingerprint, kept.read <= today,
            kept.outline.line.changes.map({ today < $0 }) ?? true
        else { return nil }
        return kept.outline
    }

    /// The facts of a case's approved text, none where there is none; nil if that is not known.
    func facts(of caseID: CaseID, _ fingerprint: Digest, on today: Day) -> [String]? {
        unapproved[caseID] == fingerprint ? [] : outline(of: caseID, fingerprint, on: today)?.facts
    }

    /// Notes that nobody can have approved a text of these statements.
    mutating func passOver(_ caseID: CaseID, _ fingerprint: Digest) { unapproved[caseID] = fingerprint }

    mutating func take(_ outline: CaseOutline, _ fingerprint: Digest, on today: Day) {
        let kept =
            outline.line.stage == .damaged ? nil : Kept(outline: outline, fingerprint: fingerprint, read: today)
        let before = cases[outline.line.caseID]
        cases[outline.line.caseID] = kept
        isChanged = isChanged || kept != nil || before != nil
    }

    /// Lets go of cases that are not in the vault any more, or are other ones now.
    mutating func keepOnly(_ fingerprints: [CaseID: Digest]) {
        let gone = cases.filter { fingerprints[$0.key] != $0.value.fingerprint }
        for caseID in gone.keys { cases[caseID] = nil }
        isChanged = isChanged || !gone.isEmpty
    }

    // MARK: As bytes

    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cases.count * 100)
        for kept in cases.values { Self.write(kept, to: &bytes) }
        return bytes
    }

    private static func write(_ kept: Kept, to bytes: inout [UInt8]) {
        let line = kept.outline.line
        bytes += line.caseID.bytes
        bytes += kept.fingerprint.bytes
        for day in [kept.read, line.received, line.ends, line.changes] { bytes += (day?.number ?? .max).bigEndianBytes }
        bytes += [line.step.rawValue, line.marks.rawValue, UInt8(clamping: line.letters)]
        bytes += [
            UInt8(clamping: line.warnings), UInt8(clamping: line.pages >> 8), UInt8(truncatingIfNeeded: line.pages),
        ]
        let uses = zip(0..<8, Use.allCases).reduce(0 as UInt8) { line.uses.contains($1.1) ? $0 | 1 << UInt8($1.0) : $0 }
        bytes += [UInt8(clamping: line.approvals), uses, UInt8(clamping: line.notes.count)]
        let texts = [line.stage.rawValue, line.holder, line.language, line.name, line.title]
        for text in texts + line.notes.prefix(255) {
            let part = Array(text.utf8.prefix(255))
            bytes.append(UInt8(part.count))
            bytes += part
        }
        let facts = kept.outline.facts
        bytes += UInt32(facts.count).bigEndianBytes
        for fact in facts { bytes += UInt32(fact.utf8.count).bigEndianBytes + Array(fact.utf8) }
    }

    /// Reads what `encoded` wrote; nil if it is anything else.
    init?(path: String, _ bytes: [UInt8]) {
        self.path = path
        // So many bytes have most of them.
        cases.reserveCapacity(bytes.count / 90)
        var reader = Reader(bytes: bytes)
        while !reader.isAtEnd {
            guard let kept = Self.read(&reader) else { return nil }
            cases[kept.outline.line.caseID] = kept
        }
    }

    private static func read(_ reader: inout Reader) -> Kept? {
        guard let caseID = reader.take(CaseID.length).map({ CaseID(unchecked: $0) }),
            let fingerprint = reader.take(Digest.length).map({ Digest(unchecked: $0) }),
            let read = reader.day(), let read, let received = reader.day(), let ends = reader.day(),
            let changes = reader.day(), let head = reader.take(9), let step = QueueLine.Step(rawValue: head[0]),
            let stage = reader.text().flatMap({ CaseState.Stage(rawValue: $0) }), let holder = reader.text(),
            let language = reader.text(), let name = reader.text(), let title = reader.text()
        else { return nil }
        var notes: [String] = []
        for _ in 0..<head[8] {
            guard let note = reader.text() else { return nil }
            notes.append(note)
        }
        guard let count = reader.number() else { return nil }
        var facts: [String] = []
        for _ in 0..<count {
            guard let fact = reader.number().flatMap({ reader.text(Int($0)) }) else { return nil }
            facts.append(fact)
        }
        let line = QueueLine(
            caseID: caseID, stage: stage, step: step, received: received, ends: ends, changes: changes,
            marks: QueueLine.Marks(rawValue: head[1]), letters: Int(head[2]), holder: holder, language: language,
            pages: Int(head[4]) << 8 | Int(head[5]), warnings: Int(head[3]), notes: notes, approvals: Int(head[6]),
            uses: uses[Int(head[7])], name: name, title: title)
        return Kept(outline: CaseOutline(line: line, facts: facts), fingerprint: fingerprint, read: read)
    }

    /// For each byte the uses that it stands for.
    private static let uses = (0...255).map { byte in
        Set(zip(0..<8, Use.allCases).filter { byte & (1 << $0.0) != 0 }.map(\.1))
    }

    /// Takes what was written from the front.
    private struct Reader {
        let bytes: [UInt8]
        private var place = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { place == bytes.count }

        /// So many bytes; nil if there are fewer.
        mutating func take(_ count: Int) -> [UInt8]? { slice(count).map { Array($0) } }

        private mutating func slice(_ count: Int) -> ArraySlice<UInt8>? {
            guard bytes.count - place >= count else { return nil }
            defer { place += count }
            return bytes[place..<(place + count)]
        }

        mutating func number() -> UInt32? { slice(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } } }

        /// A day, or none; nil if neither is there.
        mutating func day() -> Day?? { number().map { $0 == .max ? nil : Day(number: $0) } }

        /// A text after its length in one byte.
        mutating func text() -> String? { slice(1)?.first.flatMap { text(Int($0)) } }

        mutating func text(_ count: Int) -> String? {
            count == 0 ? "" : slice(count).flatMap { String(validating: $0, as: UTF8.self) }
        }
    }
}

extension Desk {
    /// What this desk knows of the queue; empty if it is not there, not this reviewer's, or of another keyring or policy.
    func queueCache(in folder: String) -> QueueCache {
        let path = queuePath(in: folder)
        guard InputFile.exists(path) else { return QueueCache(path: path) }
        // What was kept under another keyring or policy still opens for this reviewer's key: it goes with the next file, or it
        // would outlive the cases in it.
        guard let sealed = try? InputFile.bytes(path),
            let bytes = reviewer.openOwn(sealed, QueueCache.label, context: context),
            let cache = QueueCache(path: path, bytes)
        else { return QueueCache(path: path, replaces: true) }
        return cache
    }

    /// Lets go at once of what this desk keeps beside its vault of cases that are destroyed, or are other ones now.
    ///
    /// What was found in a story is not to outlive it.
    func settle(in folder: String) throws {
        try settleQueueCache(in: folder)
        try settleReportBook(in: folder)
    }

    private func queuePath(in folder: String) -> String { "\(folder)/queue-\(reviewer.publicKey.id.hex.prefix(8))" }

    private func settleQueueCache(in folder: String) throws {
        guard InputFile.exists(queuePath(in: folder)) else { return }
        try FileLock(folder: folder).during {
            var cache = queueCache(in: folder)
            try write(&cache)
        }
    }

    /// Keeps the cache: sealed to this reviewer alone, whole or not at all, and without what is not in the vault any more.
    ///
    /// Programs that keep one take turns, and each asks the vault within its turn. Else one that asked before a withdrawal
    /// could bring back a line after another let it go.
    func keep(_ cache: inout QueueCache) throws {
        try FileLock(folder: Folder.holding(cache.path)).during { try write(&cache) }
    }

    private func write(_ cache: inout QueueCache) throws {
        cache.keepOnly(try fingerprints())
        guard cache.isChanged else { return }
        guard let sealed = reviewer.sealOwn(cache.encoded, QueueCache.label, context: context) else {
            return try AtomicFile.remove(cache.path)
        }
        try AtomicFile.write(sealed, to: cache.path)
    }

    private var context: [UInt8] {
        // A leaving list may come after the keyring that names it.
        keyring.digest.bytes + policies.review.digest.bytes + policies.consent.digest.bytes
            + policies.redaction.digest.bytes
            + Array(keyring.withoutLeavingList.map(\.key.name).joined(separator: "\n").utf8) + [DisclosureCheck.edition]
    }
}
