import Redaction

/// A story as it is read: scrolled, searched, marked.
///
/// Places in the story count code points of the words as they were written, whatever stands for them on the screen.
struct StoryPane {
    /// What is being marked: the sign under the cursor, and where the marking began.
    struct Marking: Equatable {
        var cursor: Int
        var anchor: Int?
    }

    let text: String
    let glyphs: [Glyph]
    private let length: Int
    private(set) var lines: [Range<Int>] = [0..<0]
    private(set) var top = 0
    private var rows = 1
    private var columns = 0
    // All signs before this one were on the screen without a gap.
    private var shown = 0
    private(set) var matches: [Range<Int>] = []
    private(set) var match = 0
    private(set) var marking: Marking?

    init(_ text: String) {
        self.text = text
        glyphs = Glyph.all(of: text)
        length = text.unicodeScalars.count
    }

    /// Wraps for a size and stays at the same words.
    ///
    /// - Parameter counts: whether what is in the window counts as read.
    mutating func lay(columns: Int, rows: Int, counts: Bool) {
        if columns != self.columns {
            let first = lines[top].lowerBound
            lines = GlyphLines.cut(glyphs, columns: max(1, columns))
            self.columns = columns
            top = lines.lastIndex { $0.lowerBound <= first } ?? 0
        }
        self.rows = max(1, rows)
        scroll(to: top, counts: counts)
    }

    var visible: Range<Int> { top..<min(lines.count, top + rows) }
    var isReadToEnd: Bool { shown >= glyphs.count }
    var percent: Int { lines.count <= rows ? 100 : 100 * (top + rows) / max(1, lines.count) }

    /// Brings a line to the top of the window, as far as the text goes.
    mutating func scroll(to line: Int, counts: Bool = true) {
        top = max(0, min(line, lines.count - rows))
        if counts, lines[top].lowerBound <= shown { shown = max(shown, lines[visible.upperBound - 1].upperBound) }
    }

    /// Brings a place into the window.
    mutating func show(_ offset: Int, counts: Bool = true) {
        let line = line(of: index(of: offset))
        if !visible.contains(line) { scroll(to: line - rows / 3, counts: counts) }
    }

    mutating func move(_ move: Move) { scroll(to: move.from(top, last: lines.count)) }

    var page: Int { rows }

    // MARK: Places

    /// The sign that holds a code point.
    func index(of offset: Int) -> Int {
        // A sign may be drawn in several parts; the first of them.
        var index = Self.last(glyphs) { $0.offset <= offset }
        while index > 0, glyphs[index - 1].offset == glyphs[index].offset { index -= 1 }
        return index
    }

    /// The line that holds a sign: lines are in order, so half of them are left at each step.
    private func line(of index: Int) -> Int { Self.last(lines) { $0.lowerBound <= index } }

    private static func last<Item>(_ items: [Item], where test: (Item) -> Bool) -> Int {
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            if test(items[middle]) { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    /// The code points of signs.
    func places(_ signs: ClosedRange<Int>) -> Range<Int> {
        let start = glyphs[signs.lowerBound].offset
        var end = signs.upperBound
        while end < glyphs.count, glyphs[end].offset == glyphs[signs.upperBound].offset { end += 1 }
        return start..<(end < glyphs.count ? glyphs[end].offset : length)
    }

    // MARK: Searching

    /// Goes to the next place of these words at or after the top of the window; false if there is none.
    mutating func search(_ words: String) -> Bool {
        matches = TextSearch.places(of: words, in: text, wholeWords: false)
        guard !matches.isEmpty else { return false }
        let here = glyphs.isEmpty ? 0 : glyphs[min(lines[top].lowerBound, glyphs.count - 1)].offset
        match = matches.firstIndex { $0.lowerBound >= here } ?? 0
        show(matches[match].lowerBound)
        return true
    }

    mutating func step(_ steps: Int) {
        guard !matches.isEmpty else { return }
        match = (match + steps + matches.count) % matches.count
        show(matches[match].lowerBound)
    }

    mutating func endSearch() { matches = [] }

    // MARK: Marking

    /// Begins to mark: what was found last, or the first word in the window.
    mutating func beginMarking() {
        guard !glyphs.isEmpty else { return }
        if matches.indices.contains(match) {
            let place = matches[match]
            let first = index(of: place.lowerBound)
            let last = index(of: place.upperBound - 1)
            marking = Marking(cursor: last, anchor: first)
        } else {
            let start = lines[top].lowerBound
            marking = Marking(cursor: glyphs[start...].firstIndex { $0.kind == .sign } ?? min(start, glyphs.count - 1))
        }
    }

    mutating func endMarking() { marking = nil }

    /// What is marked now: from the anchor to the cursor, or the word under the cursor; nil if that is no word.
    var marked: ClosedRange<Int>? {
        guard let marking else { return nil }
        if let anchor = marking.anchor { return min(anchor, marking.cursor)...max(anchor, marking.cursor) }
        guard Self.isWord(glyphs[marking.cursor]) else {
            return glyphs[marking.cursor].kind == .sign ? marking.cursor...marking.cursor : nil
        }
        let start = (glyphs[..<marking.cursor].lastIndex { !Self.isWord($0) } ?? -1) + 1
        let end = (glyphs[marking.cursor...].firstIndex { !Self.isWord($0) } ?? glyphs.count) - 1
        return start...end
    }

    /// Takes a key while something is marked; false for one that does not move.
    mutating func mark(_ key: Key) -> Bool {
        guard var marking else { return false }
        let cursor = marking.cursor
        switch key {
        case .character("v"), .character(" "): marking.anchor = marking.anchor == nil ? cursor : nil
        case .left, .character("h"): marking.cursor -= 1
        case .right, .character("l"): marking.cursor += 1
        case .character("w"): marking.cursor = wordStart(after: cursor)
        case .character("b"): marking.cursor = wordStart(before: cursor)
        case .character("e"): marking.cursor = wordEnd(after: cursor)
        case .up, .character("k"): marking.cursor = vertical(-1, from: cursor)
        case .down, .character("j"): marking.cursor = vertical(1, from: cursor)
        case .pageDown: marking.cursor = vertical(rows - 1, from: cursor)
        case .pageUp: marking.cursor = vertical(1 - rows, from: cursor)
        case .home, .character("0"): marking.cursor = lines[line(of: cursor)].lowerBound
        case .end, .character("$"):
            marking.cursor = max(0, GlyphLines.drawn(lines[line(of: cursor)], of: glyphs).upperBound - 1)
        default: return false
        }
        marking.cursor = max(0, min(marking.cursor, glyphs.count - 1))
        self.marking = marking
        let line = line(of: marking.cursor)
        if line < top { scroll(to: line) }
        if line >= top + rows { scroll(to: line - rows + 1) }
        return true
    }

    private static func isWord(_ glyph: Glyph) -> Bool {
        glyph.text.first.map { $0.isLetter || $0.isNumber || $0 == "'" || $0 == "’" || $0 == "-" } ?? false
    }

    private func wordStart(after index: Int) -> Int {
        let gap = glyphs[index...].firstIndex { !Self.isWord($0) } ?? glyphs.count
        return glyphs[gap...].firstIndex { Self.isWord($0) } ?? glyphs.count - 1
    }

    private func wordStart(before index: Int) -> Int {
        let end = glyphs[..<index].lastIndex { Self.isWord($0) } ?? 0
        return (glyphs[..<end].lastIndex { !Self.isWord($0) } ?? -1) + 1
    }

    private func wordEnd(after index: Int) -> Int {
        let start = glyphs[min(index + 1, glyphs.count)...].firstIndex { Self.isWord($0) } ?? glyphs.count - 1
        return (glyphs[start...].firstIndex { !Self.isWord($0) } ?? glyphs.count) - 1
    }

    private func vertical(_ steps: Int, from index: Int) -> Int {
        let here = line(of: index)
        let there = max(0, min(lines.count - 1, here + steps))
        let target = lines[there].lowerBound + (index - lines[here].lowerBound)
        return max(lines[there].lowerBound, min(target, GlyphLines.drawn(lines[there], of: glyphs).upperBound - 1))
    }
}
