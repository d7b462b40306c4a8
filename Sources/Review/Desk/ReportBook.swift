import Custody
import Envelope
import Files
import Unsealing

/// What publishers told this desk of where stories are, and the days on which their writers are to be told (FORMAT §6.10).
///
/// Reports say how things stand, not what is new: with this book a desk sees what is new, and opens no case for the rest. Without
/// it, it only looks again: what a case tells its writer stands in the case.
struct ReportBook: Equatable {
    static let label: StaticString = "firsthand/report-book/v1"
    /// A day is drawn from so many, so that no copy of a vault shows on which day a story came out.
    static let days = 7
    private static let step = 16 << 10

    private struct Source: Hashable {
        let publisher: KeyID
        let caseID: CaseID
        let use: Use
    }

    /// The number of the last report that was read, by publisher.
    private(set) var numbers: [KeyID: UInt32] = [:]
    private var places: [Source: Publication] = [:]
    /// The day from which on a case's writer is to be told.
    private(set) var due: [CaseID: Day] = [:]

    /// Takes in a report, and draws a day for each case of which it says something new.
    ///
    /// - Parameter draw: a number from 1 to `days`.
    mutating func take(
        _ report: PublicationReport, number: UInt32, from publisher: KeyID, on today: Day,
        draw: () -> Int = { Int.random(in: 1...Self.days) }
    ) {
        numbers[publisher] = number
        for copy in report.copies {
            let source = Source(publisher: publisher, caseID: copy.caseID, use: copy.publication.use)
            guard places.updateValue(copy.publication, forKey: source) != copy.publication else { continue }
            if due[copy.caseID] == nil { due[copy.caseID] = today + draw() }
        }
    }

    /// Where a story is or was, as all publishers say, one for each use, ascending.
    func places(of caseID: CaseID) -> [Publication] {
        let own = places.filter { $0.key.caseID == caseID }.map(\.value)
        return Dictionary(grouping: own, by: \.use).values.compactMap { Publication.joined($0) }
            .sorted { $0.use < $1.use }
    }

    /// The cases whose writers are to be told today, ascending.
    func due(on today: Day) -> [CaseID] { due.filter { $0.value <= today }.keys.sorted() }

    /// Notes that a case's writer was told.
    mutating func settle(_ caseID: CaseID) { due[caseID] = nil }

    /// Lets go of what was said of a case.
    mutating func forget(_ caseID: CaseID) {
        places = places.filter { $0.key.caseID != caseID }
        due[caseID] = nil
    }

    /// The cases of which something was said.
    var cases: Set<CaseID> { Set(places.keys.map(\.caseID)) }

    // MARK: As bytes

    /// The book, filled up with zeros so that its length says little.
    var encoded: [UInt8] {
        var bytes = UInt32(numbers.count).bigEndianBytes
        for (publisher, number) in numbers.sorted(by: { $0.key < $1.key }) {
            bytes += publisher.bytes + number.bigEndianBytes
        }
        bytes += UInt32(places.count).bigEndianBytes
        let lines = places.map {
            $0.key.publisher.bytes + PublicationReport.Copy(caseID: $0.key.caseID, publication: $0.value).bytes
        }
        for line in lines.sorted(by: { $0.lexicographicallyPrecedes($1) }) { bytes += line }
        bytes += UInt32(due.count).bigEndianBytes
        for (caseID, day) in due.sorted(by: { $0.key < $1.key }) { bytes += caseID.bytes + day.number.bigEndianBytes }
        return bytes + [UInt8](repeating: 0, count: Self.step - bytes.count % Self.step)
    }

    /// An empty book.
    init() {}

    /// Reads what `encoded` wrote; nil if it is anything else.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number() -> UInt32? { take(4).flatMap { UInt32(bigEndian: Array($0)) } }
        guard let publishers = number() else { return nil }
        for _ in 0..<publishers {
            guard let publisher = take(KeyID.length).flatMap({ KeyID($0) }), let last = number() else { return nil }
            numbers[publisher] = last
        }
        guard let count = number() else { return nil }
        for _ in 0..<count {
            guard let publisher = take(KeyID.length).flatMap({ KeyID($0) }),
                let copy = take(PublicationReport.Copy.length).flatMap({ PublicationReport.Copy($0) })
            else { return nil }
            places[Source(publisher: publisher, caseID: copy.caseID, use: copy.publication.use)] = copy.publication
        }
        guard let waiting = number() else { return nil }
        for _ in 0..<waiting {
            guard let caseID = take(CaseID.length).flatMap({ CaseID($0) }), let day = number() else { return nil }
            due[caseID] = Day(number: day)
        }
        guard encoded == bytes else { return nil }
    }
}

extension Desk {
    /// What a publisher's report says; nil if it does not open for this reviewer, or is not the one that was signed.
    func read(_ report: Report) -> PublicationReport? {
        guard let body = try? reviewer.open(report.body, of: report.header.place), body.digest == report.header.body,
            body.kind == .report
        else { return nil }
        return PublicationReport(body.record())
    }

    /// Whether a report that comes in a bundle is the one that was signed, as far as this reviewer can tell.
    func isSound(_ report: Report) -> Bool {
        // Junk in one's own slot says nothing of the body.
        !reviewer.opensSlot(of: report.body) || read(report) != nil
    }

    /// What publishers told; empty if it is not there, or not this reviewer's.
    func reportBook(in folder: String) -> ReportBook {
        guard let sealed = try? InputFile.bytes(reportPath(folder)),
            let bytes = reviewer.openOwn(sealed, ReportBook.label, context: [])
        else { return ReportBook() }
        return ReportBook(bytes) ?? ReportBook()
    }

    /// Keeps the book: sealed to this reviewer alone, whole or not at all.
    func write(_ book: ReportBook, in folder: String) throws {
        guard let sealed = reviewer.sealOwn(book.encoded, ReportBook.label, context: []) else { return }
        try Folder.make(folder)
        try AtomicFile.write(sealed, to: reportPath(folder))
    }

    private func reportPath(_ folder: String) -> String { "\(folder)/reports-\(reviewer.publicKey.id.hex.prefix(8))" }
}
