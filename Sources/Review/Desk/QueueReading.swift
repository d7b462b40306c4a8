import Console
import Custody
import Envelope
import Ledger
import Policies
import Unsealing
import Warnings

/// Reads the lines of the queue bit by bit, between two keys, so that the desk is there at once.
///
/// What is not known yet is read on all cores, some cases at a time.
struct QueueReading {
    private var open: ArraySlice<CaseID>
    private var known: [QueueLine] = []
    /// What is known of each case in outline; looking out for warnings adds to it.
    var cache: QueueCache
    private var fingerprints: [CaseID: Digest]

    init(_ desk: borrowing Desk, cache: QueueCache) throws {
        self.init(desk, cache, try desk.fingerprints(), whole: false)
    }

    /// Takes up what this desk keeps in a folder.
    ///
    /// - Parameter whole: whether each case is read, whatever is known of it.
    init(_ desk: borrowing Desk, in folder: String, whole: Bool) throws {
        let (cache, fingerprints) = AllCores.both(
            { desk.queueCache(in: folder) }, { Result { try desk.fingerprints() } })
        self.init(desk, cache, try fingerprints.get(), whole: whole)
    }

    private init(_ desk: borrowing Desk, _ cache: QueueCache, _ fingerprints: [CaseID: Digest], whole: Bool) {
        self.cache = cache
        self.fingerprints = fingerprints
        var open: [CaseID] = []
        for (caseID, fingerprint) in fingerprints {
            if !whole, let outline = cache.outline(of: caseID, fingerprint, on: desk.today) {
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
        let lines = known
        known = []
        return lines + read(desk, for: time) { _ in }.map(\.line)
    }

    /// Reads cases within `time`, and hands on the line of each with what else was found in it.
    mutating func read<Found: Sendable>(
        _ desk: borrowing Desk, for time: Duration, _ find: @Sendable (borrowing CaseFile) -> Found
    ) -> [(line: QueueLine, found: Found)] {
        var all: [(line: QueueLine, found: Found)] = []
        let end = ContinuousClock.now + time
        while !open.isEmpty {
            let cases = open.prefix(AllCores.batch)
            open = open.dropFirst(cases.count)
            let read = AllCores.map(cases) { caseID in
                Result {
                    let file = try desk.file(caseID)
                    return (outline: try desk.outline(of: file), found: find(file))
                }
            }
            for (caseID, result) in zip(cases, read) {
                do {
                    let (outline, found) = try result.get()
                    all.append((outline.line, found))
                    if let fingerprint = fingerprints[caseID] { cache.take(outline, fingerprint, on: desk.today) }
                } catch {
                    failed += 1
                    failure = error
                }
            }
            if ContinuousClock.now >= end { break }
        }
        return all
    }

    /// Keeps what was read for the next time, but for what is not in the vault any more.
    ///
    /// It only makes that time faster, so nothing is said where it cannot be kept.
    mutating func keep(_ desk: borrowing Desk) { try? desk.keep(&cache) }
}

extension Desk {
    /// One case in outline.
    func outline(of caseID: CaseID) throws -> CaseOutline { try outline(of: file(caseID)) }

    /// An open case in outline.
    func outline(of file: borrowing CaseFile) throws -> CaseOutline {
        CaseOutline(
            line: try QueueLine(file, at: self),
            facts: file.state.approvedText(policies.review).map { sighting($0, in: file, DisclosureCheck()).kept } ?? []
        )
    }
}
