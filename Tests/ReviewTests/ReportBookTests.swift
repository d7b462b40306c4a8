import Envelope
import Testing

@testable import Review

/// What a desk remembers of what publishers told.
struct ReportBookTests {
    private let today = Day.today
    private let press = KeyID(unchecked: [UInt8](repeating: 1, count: 16))
    private let zine = KeyID(unchecked: [UInt8](repeating: 2, count: 16))
    private let one = CaseID(unchecked: [UInt8](repeating: 3, count: 16))
    private let two = CaseID(unchecked: [UInt8](repeating: 4, count: 16))

    private func report(
        _ copies: (caseID: CaseID, use: Use, since: UInt16, back: UInt16?)...
    ) -> PublicationReport {
        PublicationReport(
            copies: copies.map { copy in
                .init(
                    caseID: copy.caseID,
                    publication: Publication(
                        use: copy.use, since: Month(number: copy.since),
                        takenBack: copy.back.map { Month(number: $0) }))
            })
    }

    @Test func `a day is drawn for each case that is new, from the next seven, and each comes`() {
        var drawn: Set<Int> = []
        for _ in 0..<400 {
            var book = ReportBook()
            book.take(report((one, .website, 680, nil), (one, .print, 680, nil)), number: 1, from: press, on: today)
            #expect(book.due.count == 1)
            let day = book.due[one] ?? today
            drawn.insert(day - today)
            #expect(book.due(on: day + -1).isEmpty && book.due(on: day) == [one] && book.due(on: day + 30) == [one])
        }
        #expect(drawn == Set(1...7))
    }

    @Test func `what is said again draws no day, and what is new does`() {
        var book = ReportBook()
        let first = report((one, .website, 680, nil))
        book.take(first, number: 1, from: press, on: today)
        book.settle(one)
        book.take(first, number: 2, from: press, on: today)
        #expect(book.due.isEmpty && book.numbers[press] == 2)
        // A report that holds another part takes nothing back.
        book.take(report((two, .website, 681, nil)), number: 3, from: press, on: today)
        #expect(book.due.keys.sorted() == [two] && book.places(of: one).count == 1)
        let day = book.due[two]
        book.take(report((one, .website, 680, 682), (two, .print, 681, nil)), number: 4, from: press, on: today + 3)
        #expect(book.due[one].map { $0 > today + 3 } == true)
        // A day that was drawn already stays.
        #expect(book.due[two] == day)
        #expect(
            book.places(of: one) == [
                Publication(use: .website, since: Month(number: 680), takenBack: Month(number: 682))
            ])
    }

    @Test func `a story is out while one publisher has it`() {
        var book = ReportBook()
        book.take(report((one, .website, 680, 683)), number: 1, from: press, on: today)
        book.take(report((one, .website, 681, nil)), number: 1, from: zine, on: today)
        #expect(book.places(of: one) == [Publication(use: .website, since: Month(number: 681))])
        book.take(report((one, .website, 681, 682)), number: 2, from: zine, on: today)
        #expect(
            book.places(of: one) == [
                Publication(use: .website, since: Month(number: 680), takenBack: Month(number: 683))
            ])
    }

    @Test func `a book reads back as it was written, in steps that say little of what is in it`() {
        var book = ReportBook()
        #expect(ReportBook(book.encoded) == book)
        let empty = book.encoded.count
        book.take(report((one, .website, 680, 683), (two, .print, 681, nil)), number: 7, from: press, on: today)
        book.settle(two)
        #expect(ReportBook(book.encoded) == book)
        #expect(book.encoded.count == empty)
        #expect(ReportBook(Array(book.encoded.dropLast())) == nil && ReportBook(book.encoded + [0]) == nil)
        #expect(ReportBook([]) == nil && ReportBook([UInt8](repeating: 255, count: 16 << 10)) == nil)
        book.forget(one)
        #expect(book.cases == [two] && book.due.isEmpty)
    }
}
