import Testing

@testable import Console
@testable import Review

/// What is done on all cores comes to the same as on one, in the same order.
struct AllCoresTests {
    @Test func `what comes of many things stands in their order, whichever was done first`() {
        let numbers = Array(0..<2_000)
        let squares = AllCores.map(numbers[3...]) { number in
            // Some take longer than those after them.
            number.isMultiple(of: 7) ? (0..<20_000).reduce(number) { $0 ^ $1 ^ $1 } * number : number * number
        }
        #expect(squares == numbers[3...].map { $0 * $0 })
        #expect(AllCores.map([Int]()[...]) { $0 }.isEmpty)
        let both = AllCores.both({ 1 }, { "two" })
        #expect(both.0 == 1 && both.1 == "two")
    }

    @Test(arguments: [0, 1, 6, 7, 8, 100]) func `a list for a machine is the same in pieces as whole`(count: Int) throws
    {
        struct Line: Encodable, Sendable {
            let id: Int
            let words: [String]
        }
        let lines = (0..<count).map { Line(id: $0, words: $0.isMultiple(of: 3) ? [] : ["a\u{202E}b", "[\n]", "ü"]) }
        var pieces = ""
        try JSON.write(lines, piece: 7) { pieces += $0 }
        #expect(try pieces == JSON.text(lines))
    }

    @Test(arguments: [0, 1, 4, 5, 6, 300]) func `a table is the same in pieces as whole, and no line ends in blanks`(
        count: Int
    ) {
        let words = ["", "a", "prison", "größer", "日本", "ééé", "a longer cell than the others"]
        let rows = (0..<count).map { row in (0..<4).map { words[(row * 5 + $0 * ($0 + row)) % words.count] } }
        let head = ["ONE", "TWO", "THREE", "FOUR"]
        var pieces = ""
        Table.write(head, rows, piece: 5) {
            pieces += $0
        } _: {
            $0
        }
        #expect(pieces == Table.text(head, rows))
        let lines = pieces.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == count + 2 && lines.allSatisfy { !$0.hasSuffix(" ") })
        for (line, row) in zip(lines, [head] + rows) {
            let cells = row.enumerated().map { column, cell in
                cell
                    + String(repeating: " ", count: ([head] + rows).map { $0[column].count }.max()! - cell.count)
            }
            #expect(
                line == cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed().map(String.init).joined()
            )
        }
    }

    @Test func `a cell of a table can do nothing to the terminal`() {
        var shown = ""
        Table.write(["CASE"], ["a\tb\u{1B}[2Jc\nd"], piece: 1) {
            shown += $0
        } _: {
            [$0]
        }
        #expect(shown == "CASE\na    b[2Jc d\n")
    }
}
