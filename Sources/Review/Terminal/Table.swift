import Console

/// Columns, two blanks apart.
enum Table {
    private static let (cellEnd, rowEnd): (UInt8, UInt8) = (0x09, 0x0A)

    /// The cells are our own words: ids, days, kinds.
    static func text(_ head: [String], _ rows: [[String]]) -> String {
        let cells = Cells([head] + rows) { $0 }
        return String(decoding: cells.lines(cells.widths), as: UTF8.self)
    }

    /// Writes a row for each of many things, made on all cores; its cells are made safe for a terminal here.
    ///
    /// - Parameter piece: how many rows one core makes at a time.
    static func write<Item: Sendable>(
        _ head: [String], _ items: [Item], piece: Int = 1024,
        to write: (String) -> Void = StandardStream.output.write, _ cells: @Sendable (Item) -> [String]
    ) {
        let starts = Array(stride(from: 0, to: items.count, by: piece))
        let pieces =
            [Cells([head]) { $0 }]
            + AllCores.map(starts[...]) { Cells(items[$0..<min($0 + piece, items.count)], cells) }
        let widths = head.indices.map { column in pieces.map { $0.widths[column] }.max() ?? 0 }
        for start in stride(from: 0, to: pieces.count, by: AllCores.batch) {
            let texts = AllCores.map(pieces[start..<min(start + AllCores.batch, pieces.count)]) { $0.lines(widths) }
            for text in texts { write(String(decoding: text, as: UTF8.self)) }
        }
    }

    /// The cells of some rows one after the other, each with its end, so that many of them take little memory.
    private struct Cells: Sendable {
        private var bytes: [UInt8] = []
        private(set) var widths: [Int] = []

        init<Item>(_ items: some Collection<Item>, _ cells: (Item) -> [String]) {
            for item in items {
                let row = cells(item)
                if widths.isEmpty { widths = row.map { _ in 0 } }
                for (column, cell) in row.enumerated() {
                    let cell = TerminalText.line(cell)
                    widths[column] = max(widths[column], Self.width(cell))
                    bytes += cell.utf8
                    bytes.append(cellEnd)
                }
                bytes.append(rowEnd)
            }
        }

        private static func width(_ text: some StringProtocol) -> Int {
            text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.count
        }

        /// The rows as lines of these widths.
        func lines(_ widths: [Int]) -> [UInt8] {
            var lines: [UInt8] = []
            lines.reserveCapacity(bytes.count * 2)
            // Blanks are held back until something comes after them, so that none stands at the end of a line.
            var (column, blanks, start) = (0, 0, bytes.startIndex)
            for (index, byte) in bytes.enumerated() {
                if byte == cellEnd {
                    let cell = bytes[start..<index]
                    if !cell.isEmpty {
                        lines.append(contentsOf: repeatElement(0x20, count: blanks))
                        lines += cell
                        blanks = 0
                    }
                    let isPlain = cell.allSatisfy { $0 < 0x80 }
                    blanks += widths[column] - (isPlain ? cell.count : String(decoding: cell, as: UTF8.self).count) + 2
                    column += 1
                } else if byte == rowEnd {
                    lines.append(byte)
                    (column, blanks) = (0, 0)
                } else {
                    continue
                }
                start = index + 1
            }
            return lines
        }
    }
}
