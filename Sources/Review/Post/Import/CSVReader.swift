/// A field of a record: where its bytes lie, without the quotes around it.
struct CSVField {
    let range: Range<Int>
    /// Whether it stood in quotes: a quote within it stands there twice.
    let isQuoted: Bool
}

/// What is wrong with a line of a CSV file.
enum CSVFlaw: Error, Equatable {
    /// A quote opens a field, and none closes it where a field can end.
    case unclosedQuote
    /// After the closing quote comes neither a separator nor the end of the line.
    case textAfterQuote
    /// A quote in a field that does not begin with one.
    case quoteInside
    /// A carriage return that ends no line, outside of quotes.
    case loneReturn
}

/// Reads CSV record by record, as RFC 4180 has it, where the bytes lie: nothing is copied.
///
/// A line may end in LF too, and another separator may stand in the place of the comma. It is strict: what is not as it should
/// be is a flaw of the line on which its record began, and reading goes on at the next line.
/// Source: <https://www.rfc-editor.org/rfc/rfc4180>
struct CSVReader {
    enum Record {
        case fields([CSVField], lines: ClosedRange<Int>)
        case broken(CSVFlaw, line: Int)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    let separator: UInt8
    private var offset: Int
    /// The line at `offset`, from 1.
    private var line = 1

    /// - Parameter offset: where the first record begins.
    init(separator: UInt8, from offset: Int = 0) {
        self.separator = separator
        self.offset = offset
    }

    /// The next record; nil at the end.
    mutating func next(in bytes: Span<UInt8>) -> Record? {
        guard offset < bytes.count else { return nil }
        let (start, first) = (offset, line)
        var fields: [CSVField] = []
        do throws(CSVFlaw) {
            while true {
                fields.append(try field(in: bytes))
                guard offset < bytes.count, bytes[offset] == separator else { break }
                offset += 1
            }
        } catch {
            goOn(after: start, line: first, in: bytes)
            return .broken(error, line: first)
        }
        let last = line
        endLine(in: bytes)
        return .fields(fields, lines: first...last)
    }

    private mutating func field(in bytes: Span<UInt8>) throws(CSVFlaw) -> CSVField {
        guard offset < bytes.count, bytes[offset] == Self.quote else {
            let start = offset
            while !isEnd(in: bytes) {
                if bytes[offset] == Self.quote { throw .quoteInside }
                if bytes[offset] == Self.carriageReturn { throw .loneReturn }
                offset += 1
            }
            return CSVField(range: start..<offset, isQuoted: false)
        }
        offset += 1
        let (start, opened) = (offset, line)
        while offset < bytes.count {
            switch bytes[offset] {
            case Self.quote:
                guard offset + 1 < bytes.count, bytes[offset + 1] == Self.quote else {
                    offset += 1
                    // On a later line it is, more likely than not, the quote that opens a field of the next row.
                    guard isEnd(in: bytes) else { throw line == opened ? .textAfterQuote : .unclosedQuote }
                    return CSVField(range: start..<offset - 1, isQuoted: true)
                }
                offset += 1
            case Self.lineFeed: line += 1
            default: break
            }
            offset += 1
        }
        throw .unclosedQuote
    }

    /// Whether a field ends here.
    private func isEnd(in bytes: Span<UInt8>) -> Bool {
        guard offset < bytes.count else { return true }
        switch bytes[offset] {
        case separator, Self.lineFeed: return true
        case Self.carriageReturn: return offset + 1 == bytes.count || bytes[offset + 1] == Self.lineFeed
        default: return false
        }
    }

    private mutating func endLine(in bytes: Span<UInt8>) {
        if offset < bytes.count, bytes[offset] == Self.carriageReturn { offset += 1 }
        if offset < bytes.count, bytes[offset] == Self.lineFeed { offset += 1 }
        line += 1
    }

    /// To the line after the one on which a broken record began: what it took in after that may be sound rows.
    private mutating func goOn(after start: Int, line first: Int, in bytes: Span<UInt8>) {
        offset = start
        while offset < bytes.count, bytes[offset] != Self.lineFeed { offset += 1 }
        offset = min(offset + 1, bytes.count)
        line = first + 1
    }
}
