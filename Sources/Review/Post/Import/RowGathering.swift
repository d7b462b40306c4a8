import Envelope
import Ledger

/// Makes rows of the records of a table, and finds the rows again after a line that is broken.
///
/// A story has lines of its own. After a line that is not CSV, one of them could be taken for a row, and a piece of a story
/// for a story. So a record counts there only if its first field, or its last where the first is the story, looks like that of
/// sound rows, as a time or a number does: until then all of it is part of what is broken.
struct RowGathering {
    let width: Int
    let story: Int
    let answer: (place: Int, consent: MappedConsent)?
    private(set) var rows: [SourceRow] = []
    private var shapes: Set<[UInt8]> = []
    private var isBroken = false

    init(width: Int, story: Int, answer: (place: Int, consent: MappedConsent)?) {
        (self.width, self.story, self.answer) = (width, story, answer)
    }

    mutating func take(_ record: CSVReader.Record, in bytes: Span<UInt8>) {
        switch record {
        case .broken(let flaw, let line):
            if isBroken { extend(to: line) } else { add(line...line, .csv(flaw)) }
            isBroken = true
        case .fields(let fields, let lines):
            // An empty line is no row.
            guard fields.count > 1 || fields.first?.range.isEmpty == false else { return }
            let shape = key(of: fields).flatMap { Self.shape($0, in: bytes) }
            if isBroken {
                guard let shape, shapes.contains(shape) else { return extend(to: lines.upperBound) }
                isBroken = false
            }
            guard fields.count == width else { return add(lines, .fields(fields.count, of: width)) }
            if let shape { shapes.insert(shape) }
            add(fields, on: lines, in: bytes)
        }
    }

    private mutating func add(_ lines: ClosedRange<Int>, _ flaw: RowFlaw) {
        rows.append(SourceRow(place: "line \(lines.lowerBound)", number: lines.lowerBound, flaw: flaw))
    }

    /// Makes the broken row one of several lines; the first is what is to be mended.
    private mutating func extend(to line: Int) {
        guard let last = rows.popLast() else { return }
        rows.append(SourceRow(place: "lines \(last.number)-\(line)", number: last.number, flaw: last.flaw))
    }

    private mutating func add(_ fields: [CSVField], on lines: ClosedRange<Int>, in bytes: Span<UInt8>) {
        let (uses, isOther) =
            answer.map { $0.consent.uses(of: fields[$0.place].label(in: bytes)) } ?? ([], false)
        rows.append(
            SourceRow(
                place: "line \(lines.lowerBound)", number: lines.lowerBound, uses: uses, hasOtherAnswer: isOther,
                story: fields[story]))
    }

    private func key(of fields: [CSVField]) -> CSVField? {
        guard width > 1, fields.count == width else { return nil }
        return story == 0 ? fields.last : fields.first
    }

    /// A field with every run of digits as 0 and of letters as a; an id of both is its length.
    ///
    /// So `2026-11-30 9:05` is `0-0-0 0:0`. Nil for one without a digit: prose has such fields too.
    private static func shape(_ field: CSVField, in bytes: Span<UInt8>) -> [UInt8]? {
        guard field.range.count <= 64 else { return nil }
        let (digit, letter) = (UInt8(ascii: "0"), UInt8(ascii: "a"))
        let classes = field.range.map { index -> UInt8 in
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: letter
            default: bytes[index]
            }
        }
        guard classes.contains(digit) else { return nil }
        if classes.contains(letter), classes.allSatisfy({ $0 == digit || $0 == letter }) {
            return [digit, letter, UInt8(classes.count)]
        }
        return classes.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
