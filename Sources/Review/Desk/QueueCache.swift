import Custody
import Envelope
import Ledger
import Policies
import Unsealing

/// The lines of the queue as this desk read them last, so that it need not open every case each evening.
///
/// A line counts only for the very statements that it was read from, under the same keyring and policies, and until the next
/// day on which consent changes by itself. It decides nothing: a case is read whole when it is opened, and before each act.
struct QueueCache {
    private struct Kept {
        let line: QueueLine
        let fingerprint: Digest
        let read: Day
    }

    static let label: StaticString = "firsthand/queue/v2"

    let path: String
    private var lines: [CaseID: Kept] = [:]

    /// An empty one, to be kept at `path`.
    init(path: String) { self.path = path }

    /// The line of a case, if it is still what would be read.
    func line(of caseID: CaseID, _ fingerprint: Digest, on today: Day) -> QueueLine? {
        guard let kept = lines[caseID], kept.fingerprint == fingerprint, kept.read <= today,
            kept.line.changes.map({ today < $0 }) ?? true
        else { return nil }
        return kept.line
    }

    mutating func take(_ line: QueueLine, _ fingerprint: Digest, on today: Day) {
        lines[line.caseID] = Kept(line: line, fingerprint: fingerprint, read: today)
    }

    /// Lets go of cases that are not in the vault any more, or are other ones now.
    mutating func keepOnly(_ fingerprints: [CaseID: Digest]) {
        lines = lines.filter { fingerprints[$0.key] == $0.value.fingerprint }
    }

    // MARK: As bytes

    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.count * 100)
        for kept in lines.values { Self.write(kept, to: &bytes) }
        return bytes
    }

    private static func write(_ kept: Kept, to bytes: inout [UInt8]) {
        let line = kept.line
        bytes += line.caseID.bytes
        bytes += kept.fingerprint.bytes
        for day in [kept.read, line.received, line.ends, line.changes] { bytes += (day?.number ?? .max).bigEndianBytes }
        bytes.append(line.step.rawValue)
        bytes.append((line.isWorried ? 1 : 0) | (line.isOpened ? 2 : 0))
        bytes.append(UInt8(clamping: line.letters))
        for text in [line.stage.rawValue, line.holder] {
            let part = Array(text.utf8.prefix(255))
            bytes.append(UInt8(part.count))
            bytes += part
        }
    }

    /// Reads what `encoded` wrote; nil if it is anything else.
    init?(path: String, _ bytes: [UInt8]) {
        self.path = path
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let kept = Self.read(&rest) else { return nil }
            lines[kept.line.caseID] = kept
        }
    }

    private static func read(_ rest: inout ArraySlice<UInt8>) -> Kept? {
        func take(_ count: Int) -> [UInt8]? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        func day() -> Day?? {
            guard let number = take(4).flatMap({ UInt32(bigEndian: $0) }) else { return nil }
            return .some(number == .max ? nil : Day(number: number))
        }
        func text() -> String? {
            guard let count = take(1)?.first, let bytes = take(Int(count)) else { return nil }
            return String(validating: bytes, as: UTF8.self)
        }
        guard let caseID = take(CaseID.length).flatMap({ CaseID($0) }),
            let fingerprint = take(Digest.length).flatMap({ Digest($0) }), let read = day(), let read,
            let received = day(), let ends = day(), let changes = day(),
            let head = take(3), let step = QueueLine.Step(rawValue: head[0]), head[1] < 4,
            let stage = text().flatMap({ CaseState.Stage(rawValue: $0) }), let holder = text()
        else { return nil }
        let line = QueueLine(
            caseID: caseID, stage: stage, step: step, received: received, ends: ends, changes: changes,
            isWorried: head[1] & 1 != 0, isOpened: head[1] & 2 != 0, letters: Int(head[2]), holder: holder)
        return Kept(line: line, fingerprint: fingerprint, read: read)
    }
}

extension Desk {
    /// What this desk knows of the queue; empty if it is not there, not this reviewer's, or of another keyring or policy.
    func queueCache(in folder: String) -> QueueCache {
        let path = "\(folder)/queue-\(reviewer.publicKey.id.hex.prefix(8))"
        guard let sealed = try? OutputFile.bytes(path),
            let bytes = reviewer.openOwn(sealed, QueueCache.label, context: context)
        else { return QueueCache(path: path) }
        return QueueCache(path: path, bytes) ?? QueueCache(path: path)
    }

    /// Keeps the cache: sealed to this reviewer alone, whole or not at all.
    func write(_ cache: QueueCache) throws {
        guard let sealed = reviewer.sealOwn(cache.encoded, QueueCache.label, context: context) else { return }
        try OutputFile.write(sealed, to: cache.path)
    }

    private var context: [UInt8] {
        // A leaving list may come after the keyring that names it.
        keyring.digest.bytes + policies.review.digest.bytes + policies.consent.digest.bytes
            + Array(keyring.withoutLeavingList.map(\.key.name).joined(separator: "\n").utf8)
    }
}
