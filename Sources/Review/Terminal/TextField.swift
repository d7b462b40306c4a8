/// A place to type in: one line, or many.
///
/// It knows no file and no other program: what is typed stands in memory only.
struct TextField: Equatable {
    /// What is typed, as it would be kept.
    private(set) var text: String
    private var cursor: Int
    let hasLines: Bool
    /// The most bytes that it takes.
    let longest: Int
    /// What stands where the person is to fill something in; nil for a field without.
    ///
    /// What is typed there takes its place.
    let blank: String?

    /// Begins at the first blank, or else at the end.
    init(_ text: String = "", hasLines: Bool = false, longest: Int = 2048, blank: String? = nil) {
        self.text = text
        self.hasLines = hasLines
        self.longest = longest
        self.blank = blank
        cursor = text.count
        _ = goToBlank(from: 0)
    }

    /// What is typed, up to the cursor.
    var beforeCursor: String { String(text.prefix(cursor)) }

    /// Goes to the next blank, round and round; false if none is left.
    mutating func goToBlank() -> Bool { goToBlank(from: cursor + 1) }

    private mutating func goToBlank(from start: Int) -> Bool {
        guard let blank else { return false }
        let places = text.ranges(of: blank).map { text.distance(from: text.startIndex, to: $0.lowerBound) }
        guard let place = places.first(where: { $0 >= start }) ?? places.first else { return false }
        cursor = place
        return true
    }

    /// What is typed, without blanks around it.
    var answer: String { String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }

    /// Takes a key; false for one that is not about the text.
    ///
    /// Enter makes a new line where there can be one.
    mutating func press(_ key: Key) -> Bool {
        if key == .tab, goToBlank() { return true }
        var signs = Array(text)
        switch key {
        case .character(let character): insert([character], into: &signs)
        case .paste(let pasted): insert(Array(Self.tidy(pasted, hasLines)), into: &signs)
        case .enter where hasLines: insert(["\n"], into: &signs)
        case .backspace where cursor > 0:
            cursor -= 1
            signs.remove(at: cursor)
        case .delete where cursor < signs.count: signs.remove(at: cursor)
        case .backspace, .delete: break
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(signs.count, cursor + 1)
        case .home: cursor = (signs[..<cursor].lastIndex(of: "\n") ?? -1) + 1
        case .end: cursor = signs[cursor...].firstIndex(of: "\n") ?? signs.count
        case .up where hasLines: move(-1, in: signs)
        case .down where hasLines: move(1, in: signs)
        case .control("u"):
            let start = (signs[..<cursor].lastIndex(of: "\n") ?? -1) + 1
            signs.removeSubrange(start..<cursor)
            cursor = start
        case .control("w"):
            let end = cursor
            while cursor > 0, signs[cursor - 1] == " " { cursor -= 1 }
            while cursor > 0, !signs[cursor - 1].isWhitespace { cursor -= 1 }
            signs.removeSubrange(cursor..<end)
        default: return false
        }
        text = String(signs)
        cursor = min(cursor, text.count)
        return true
    }

    private mutating func insert(_ new: [Character], into signs: inout [Character]) {
        guard text.utf8.count + String(new).utf8.count <= longest else { return }
        if let blank, let sign = blank.first, signs[cursor...].starts(with: blank) {
            signs.removeSubrange(cursor..<(signs[cursor...].firstIndex { $0 != sign } ?? signs.count))
        }
        signs.insert(contentsOf: new, at: cursor)
        cursor += new.count
    }

    /// A line up or down, at the same place in it.
    private mutating func move(_ step: Int, in signs: [Character]) {
        let start = (signs[..<cursor].lastIndex(of: "\n") ?? -1) + 1
        let place = cursor - start
        if step < 0 {
            guard start > 0 else { return cursor = 0 }
            let before = (signs[..<(start - 1)].lastIndex(of: "\n") ?? -1) + 1
            cursor = min(before + place, start - 1)
        } else {
            guard let end = signs[cursor...].firstIndex(of: "\n") else { return cursor = signs.count }
            let next = signs[(end + 1)...].firstIndex(of: "\n") ?? signs.count
            cursor = min(end + 1 + place, next)
        }
    }

    private static func tidy(_ pasted: String, _ hasLines: Bool) -> String {
        var tidy = ""
        for character in pasted {
            if character.isNewline {
                tidy.append(hasLines ? "\n" : " ")
            } else if !character.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
                tidy.append(character)
            }
        }
        return tidy
    }

    /// The lines as they stand on the screen, and where in them the cursor is.
    func layout(columns: Int) -> (lines: [String], row: Int, column: Int) {
        let glyphs = text.map { Glyph.all(of: String($0)) }
        // A sign of the text may be drawn as several; the cursor stands before the first of its own.
        let before = glyphs[..<cursor].reduce(0) { $0 + $1.count }
        let all = Array(glyphs.joined())
        let lines = GlyphLines.cut(all, columns: max(1, columns - 1))
        let row = lines.lastIndex { $0.lowerBound <= before } ?? 0
        let column = all[lines[row].lowerBound..<before].reduce(0) { $0 + $1.width }
        return (lines.map { all[$0].map(\.text).joined() }, row, min(column, max(0, columns - 1)))
    }
}
