import Envelope
import Ledger

/// The writers are told where their stories are, on a day that was drawn for each.
extension Desk {
    /// Takes in what publishers reported, and tells the writers whose day has come.
    ///
    /// - Returns: how many were told.
    @discardableResult
    func tellWhereStoriesAre(in folder: String) throws -> Int {
        let before = reportBook(in: folder)
        var book = before
        for report in try reports() {
            // The vault's file may have been changed by hand: who says it is asked here once more.
            guard let publisher = keyring.activePublishers.first(where: { $0.signing == report.header.publisher }),
                book.numbers[publisher.id] ?? 0 < report.header.number, report.isSigned, let told = read(report)
            else { continue }
            book.take(told, number: report.header.number, from: publisher.id, on: today)
        }
        // The days first: a desk that is stopped while it tells draws none anew.
        if book != before { try write(book, in: folder) }
        let due = book.due(on: today)
        guard !due.isEmpty else { return 0 }
        let drawn = book
        defer { if book != drawn { try? write(book, in: folder) } }
        return try due.count { try tell($0, &book) }
    }

    /// Tells one writer, unless they know.
    private func tell(_ caseID: CaseID, _ book: inout ReportBook) throws -> Bool {
        var file = try file(caseID)
        // It may still come: a publisher's bundle can be faster than another desk's.
        guard !file.entries.isEmpty else { return false }
        guard !file.state.isWithdrawn else {
            if file.state.withdrawn == .surely { book.forget(caseID) }
            return false
        }
        defer { book.settle(caseID) }
        // Nothing goes out that nobody approved: of such a story a publisher has nothing to say.
        let isReviewed = file.counted.contains { if case .approved = $0.content { true } else { false } }
        let told = file.told
        let places = Self.joined(book.places(of: caseID), told)
        guard isReviewed, places != told else { return false }
        try tell(Notice(places: places), in: &file)
        return true
    }

    /// What publishers say now; of a use of which none says anything, what was told.
    private static func joined(_ now: [Publication], _ told: [Publication]) -> [Publication] {
        (now + told.filter { old in !now.contains { $0.use == old.use } }).sorted { $0.use < $1.use }
    }

    /// Lets go of what publishers said of stories that are withdrawn.
    func settleReportBook(in folder: String) throws {
        var book = reportBook(in: folder)
        let before = book
        for caseID in book.cases.intersection(try casesWithWithdrawal())
        where try file(caseID).state.withdrawn == .surely {
            book.forget(caseID)
        }
        if book != before { try write(book, in: folder) }
    }
}

extension CaseFile {
    /// Where the story is or was, as its writer was told last.
    var told: [Publication] {
        let notices = counted.compactMap { entry in
            if case .notice(let notice) = entry.content { (digest: entry.digest, notice: notice) } else { nil }
        }
        return Publication.standing(notices, in: SeenGraph(counted.map(\.statement)))
    }
}
