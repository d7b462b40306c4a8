import Custody
import Envelope
import Policies
import Unsealing

/// Reads the lines of the queue bit by bit, between two keys, so that the desk is there at once.
struct QueueReading {
    private var open: ArraySlice<CaseID>
    private var known: [QueueLine] = []
    private(set) var cache: QueueCache
    private var fingerprints: [CaseID: Digest]

    init(_ desk: borrowing Desk, cache: QueueCache) throws {
        self.cache = cache
        fingerprints = try desk.outline()
        var open: [CaseID] = []
        for (caseID, fingerprint) in fingerprints {
            if let line = cache.line(of: caseID, fingerprint, on: desk.today) {
                known.append(line)
            } else {
                open.append(caseID)
            }
        }
        self.open = open.sorted()[...]
        self.cache.keepOnly(fingerprints)
    }

    /// Cases that could not be read, because the vault did not answer.
    private(set) var failed = 0

    var left: Int { open.count }
    var isDone: Bool { open.isEmpty && known.isEmpty }

    /// The lines that were known at once, then those of cases that are read within `time`.
    mutating func next(_ desk: borrowing Desk, for time: Duration) -> [QueueLine] {
        var lines = known
        known = []
        let end = ContinuousClock.now + time
        while let caseID = open.popFirst() {
            do {
                let line = try desk.line(of: caseID)
                lines.append(line)
                if let fingerprint = fingerprints[caseID] { cache.take(line, fingerprint, on: desk.today) }
            } catch { failed += 1 }
            if ContinuousClock.now >= end { break }
        }
        return lines
    }

    /// Keeps what was read for the next time.
    ///
    /// It only makes that time faster, so nothing is said where it cannot be kept.
    func keep(_ desk: borrowing Desk) { try? desk.write(cache) }
}

extension Desk {
    /// The line of one case.
    func line(of caseID: CaseID) throws -> QueueLine {
        QueueLine(try file(caseID), reviewer: reviewer.publicKey.name, policies: policies)
    }
}
