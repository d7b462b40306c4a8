import Envelope
import Testing

@testable import Review

/// Tables as form services write them, and as nobody should.
struct CSVReaderTests {
    /// The records of a table: the fields of each, or its flaw, with the line on which it begins.
    private func records(_ text: String, _ separator: Character = ",") -> [String] {
        let bytes = Array(text.utf8)
        var reader = CSVReader(separator: separator.utf8.first ?? 0)
        var found: [String] = []
        while let record = reader.next(in: bytes.span) {
            switch record {
            case .fields(let fields, let lines):
                let texts = fields.map { String(decoding: $0.range.map { bytes[$0] }, as: UTF8.self) }
                found.append("\(lines.lowerBound)-\(lines.upperBound): \(texts.joined(separator: "|"))")
            case .broken(let flaw, let line): found.append("\(line): \(flaw)")
            }
        }
        return found
    }

    @Test func `rows are read as RFC 4180 has them, with either line end and in any of three separators`() {
        #expect(records("a,b\r\nc,d\r\n") == ["1-1: a|b", "2-2: c|d"])
        #expect(records("a,b\nc,d") == ["1-1: a|b", "2-2: c|d"])
        #expect(records("a;\"b;c\"\n", ";") == ["1-1: a|b;c"])
        #expect(records("a\tb", "\t") == ["1-1: a|b"])
        #expect(records("\"a\r\n\nb\",\"c\"\"d\"\ne,") == ["1-3: a\r\n\nb|c\"\"d", "4-4: e|"])
        #expect(records(",\n\n\"\"\n") == ["1-1: |", "2-2: ", "3-3: "])
        #expect(records("") == [])
        #expect(records("a\r") == ["1-1: a"])
    }

    @Test func `a line that is none is named, and reading goes on at the next`() {
        #expect(records("a,\"b\nc,d\n") == ["1: unclosedQuote", "2-2: c|d"])
        #expect(records("a,\"b\nc,\"d\"\ne,f\n") == ["1: unclosedQuote", "2-2: c|d", "3-3: e|f"])
        #expect(records("a,\"b\" c\nd,e") == ["1: textAfterQuote", "2-2: d|e"])
        #expect(records("a,b\"c\nd,e") == ["1: quoteInside", "2-2: d|e"])
        #expect(records("a\rb\nc") == ["1: loneReturn", "2-2: c"])
    }

    /// The rows of a table whose first line names its columns; the story is the last.
    private func rows(_ text: String) -> [SourceRow] {
        let bytes = Array(text.utf8)
        var reader = CSVReader(separator: UInt8(ascii: ","))
        guard case .fields(let header, _) = reader.next(in: bytes.span) else { return [] }
        var gathering = RowGathering(width: header.count, story: header.count - 1, answer: nil)
        while let record = reader.next(in: bytes.span) { gathering.take(record, in: bytes.span) }
        return gathering.rows
    }

    @Test func `a piece of a story is never taken for a row after a broken line`() {
        // The broken story has lines with as many commas as a row has.
        let found = rows(
            """
            When,Story
            2026-01-02 9:05,One.
            2026-01-03 10:15,"She said "no".
            And then, we went.
            In 1999, too.
            At 9, the end."
            2026-01-04 11:05,Two.
            2026-01-05 11:05,Three.
            """)
        #expect(found.map(\.place) == ["line 2", "lines 3-6", "line 7", "line 8"])
        #expect(found.map { $0.flaw == nil } == [true, false, true, true])
        // Where no row was sound before, nothing says how one looks.
        #expect(rows("When,Story\n1,\"One\n2,Two\n").map(\.place) == ["lines 2-3"])
        // Prose has no digit, and is like no other row.
        #expect(rows("Who,Story\nAnn,One.\nBen,\"Two\nWell, three.\n").map(\.place) == ["line 2", "lines 3-4"])
        #expect(rows("Id,Story\na1b2,One.\nc3d4,\"Two\n9f9f,Three.\n").map(\.place) == ["line 2", "line 3", "line 4"])
    }

    @Test func `whatever the bytes are, every line of them is read once and in its order`() {
        var random = SystemRandomNumberGenerator()
        let signs: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x61, 0x00, 0xC3]
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in signs.randomElement(using: &random) ?? 0
            }
            var reader = CSVReader(separator: 0x2C)
            var gathering = RowGathering(width: 2, story: 1, answer: nil)
            var last = 0
            while let record = reader.next(in: bytes.span) {
                let first =
                    switch record {
                    case .fields(let fields, let lines):
                        { () -> Int in
                            #expect(fields.allSatisfy { $0.range.upperBound <= bytes.count })
                            return lines.lowerBound
                        }()
                    case .broken(_, let line): line
                    }
                #expect(first > last, "\(bytes)")
                last = first
                gathering.take(record, in: bytes.span)
            }
            #expect(last <= bytes.count { $0 == 0x0A } + 1)
        }
    }
}
