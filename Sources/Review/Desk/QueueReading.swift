import Custody
import Envelope
import Ledger
import Policies
import Unsealing
import Warnings

/// Reads the lines of the queue bit by bit, between two keys, so that the desk is there at once.
struct QueueReading {
    private var open: ArraySlice<CaseID>
    private var known: [QueueLine] = []
    /// What is known of each case in outline; looking out for warnings adds to it.
    var cache: QueueCache
    private var fingerprints: [CaseID: Digest]

    init(_ desk: borrowing Desk, cache: QueueCache) throws {
        self.cache = cache
        fingerprints = try desk.fingerprints()
        var open: [CaseID] = []
        for (caseID, fingerprint) in fingerprints {
            if let outline = cache.outline(of: caseID, fingerprint, on: desk.today) {
                known.append(outline.line)
            } else {
                open.append(caseID)
            }
        }
        self.open = open.sorted()[...]
        self.cache.keepOnly(fingerprints)
    }

    /// Cases that could not be read, because the vault did not answer.
    private(set) var failed = 0
    /// Why the last of them could not.
    private(set) var failure: (any Error)?

    var left: Int { open.count }
    var isDone: Bool { open.isEmpty && known.isEmpty }

    /// The lines that were known at once, then those of cases that are read within `time`.
    mutating func next(_ desk: borrowing Desk, for time: Duration) -> [QueueLine] {
        var lines = known
        known = []
        let end = ContinuousClock.now + time
        while let caseID = open.popFirst() {
            do {
                let outline = try desk.outline(of: caseID)
                lines.append(outline.line)
                if let fingerprint = fingerprints[caseID] { cache.take(outline, fingerprint, on: desk.today) }
            } catch {
                failed += 1
                failure = error
            }
            if ContinuousClock.now >= end { break }
        }
        return lines
    }

    /// Keeps what was read for the next time, but for what is not in the vault any more.
    ///
    /// It only makes that time faster, so nothing is said where it cannot be kept.
    mutating func keep(_ desk: borrowing Desk) {
        guard let fingerprints = try? desk.fingerprints() else { return }
        cache.keepOnly(fingerprints)
        try? desk.write(cache)
    }
}

extension Desk {
    /// One case in outline.
    func outline(of caseID: CaseID) throws -> CaseOutline {
        let file = try file(caseID)
        return CaseOutline(
            line: try QueueLine(file, at: self),
            facts: file.state.approvedText(policies.review).map { sighting($0, in: file, DisclosureCheck()).kept } ?? []
        )
    }
}
