import Console
import Envelope

/// A text as it would be published, beside the story or beside the text before it.
///
/// It knows whether all of it was on the screen: only then can it be signed.
struct ComparePane {
    /// From this width on both stand side by side; below, one key changes between them.
    static let widthForTwo = 78

    private struct Row {
        let left: String
        /// Signs of the text.
        let right: ArraySlice<Glyph>
        /// Where in the text its line begins, in code points; nil for what stands with the text.
        let start: Int?
        let isChanged: Bool
        /// Signs of the text that are shown when this row and all before it are.
        let end: Int
    }

    let manuscript: Manuscript
    private let pairs: [Alignment.Pair]
    // For each pair, where its line of the text begins.
    private let starts: [Int?]
    // What is not the writer's, in order.
    private var standIns: [PlannedText.StandInPlace]
    private var rows: [Row] = []
    private var height = 1
    private var columns = 80
    private(set) var top = 0
    private var shown = 0
    private var end = 1
    /// In a narrow window: whether the other text is on the screen.
    private(set) var showsOther = false

    /// - Parameter other: the story, or the text that was put forward before.
    init(_ manuscript: Manuscript, beside other: String) {
        self.manuscript = manuscript
        func shown(_ words: String) -> Alignment.Pair { Alignment.Pair(before: "", after: words) }
        let head = [shown(manuscript.title), shown("")]
        let text = Alignment(before: other, after: manuscript.text).pairs
        let foot = [shown("")] + manuscript.facts.map(shown)
        pairs = head + text + foot
        let lines = Alignment.starts(manuscript.text)
        let places = text.map { pair in pair.line.map { lines[$0] } }
        starts = head.map { _ in nil } + places + foot.map { _ in nil }
        // Of a text that somebody else made, what is new beside the other one; nobody has to be believed.
        standIns = zip(text, places).flatMap { pair, start -> [PlannedText.StandInPlace] in
            guard let start, pair.isChanged, !pair.before.isEmpty else { return [] }
            return Alignment.inserted(into: pair.before, giving: pair.after).map {
                PlannedText.StandInPlace(range: $0.lowerBound + start..<$0.upperBound + start, isOffered: false)
            }
        }
    }

    /// Marks stand-ins as whoever works on the text knows them, with or without brackets.
    mutating func mark(_ standIns: [PlannedText.StandInPlace]) { self.standIns = standIns }

    var isWide: Bool { columns >= Self.widthForTwo }
    var isComplete: Bool { shown >= end }
    var page: Int { height }
    var percent: Int { rows.count <= height ? 100 : 100 * (top + height) / rows.count }
    private var half: Int { (columns - 3) / 2 }

    mutating func lay(columns: Int, rows height: Int) {
        guard columns != self.columns || height != self.height || rows.isEmpty else { return }
        let place = rows.isEmpty || top == 0 ? 0 : rows[top - 1].end
        self.columns = columns
        self.height = max(1, height)
        let width = isWide ? half : columns
        var rows: [Row] = []
        var count = 0
        for (pair, start) in zip(pairs, starts) {
            let glyphs = Glyph.all(of: pair.after)
            let right = GlyphLines.cut(glyphs, columns: max(1, width))
            let left = isWide ? WrappedText(TerminalText.sanitise(pair.before), columns: width).lines : []
            // One more than its signs: an empty line must be seen too.
            func end(_ line: Range<Int>) -> Int { line.upperBound + (line.upperBound == glyphs.count ? 1 : 0) }
            for index in 0..<max(left.count, right.count) {
                let line = index < right.count ? right[index] : glyphs.count..<glyphs.count
                rows.append(
                    Row(
                        left: index < left.count ? left[index].text : "",
                        right: glyphs[GlyphLines.drawn(line, of: glyphs)], start: start, isChanged: pair.isChanged,
                        end: count + end(line)))
            }
            count += glyphs.count + 1
        }
        self.rows = rows
        end = count
        go(to: rows.firstIndex { $0.end > place } ?? 0)
    }

    private mutating func go(to row: Int) {
        top = max(0, min(row, rows.count - height))
        guard !showsOther, let last = rows[..<min(rows.count, top + height)].last else { return }
        let start = top == 0 ? 0 : rows[top - 1].end
        if start <= shown { shown = max(shown, last.end) }
    }

    mutating func move(_ move: Move) { go(to: move.from(top, last: rows.count)) }

    mutating func turn() {
        guard !isWide else { return }
        showsOther.toggle()
        go(to: top)
    }

    func draw(in frame: inout Frame, row: Int, column: Int) {
        if showsOther, !isWide { return drawOther(in: &frame, row: row, column: column) }
        for (index, line) in rows[top..<min(rows.count, top + height)].enumerated() {
            let at = row + index
            guard isWide else {
                put(line, in: &frame, row: at, column: column, width: columns)
                continue
            }
            frame.put(line.left, row: at, column: column, width: half)
            frame.put(line.isChanged ? "*" : "│", row: at, column: column + half + 1, width: 1, style: .dim)
            put(line, in: &frame, row: at, column: column + half + 3, width: half)
        }
    }

    /// The other text alone, at about the same place.
    private func drawOther(in frame: inout Frame, row: Int, column: Int) {
        let other = pairs.map(\.before).joined(separator: "\n")
        let lines = WrappedText(TerminalText.sanitise(other), columns: columns).lines
        let start = max(0, min(top * max(1, lines.count) / max(1, rows.count), lines.count - height))
        for (index, line) in lines[start..<min(lines.count, start + height)].enumerated() {
            frame.put(line.text, row: row + index, column: column, width: columns, style: .dim)
        }
    }

    /// Stand-ins stand out, with or without brackets: a reader sees at once what was put in, and what is only offered.
    private func put(_ line: Row, in frame: inout Frame, row: Int, column: Int, width: Int) {
        var place = 0
        var rest = line.right
        while let first = rest.first {
            let style = style(first, line)
            let run = rest.prefix { self.style($0, line) == style }
            frame.put(
                run.map(\.text).joined(), row: row, column: column + place, width: width - place, style: style)
            place += run.reduce(0) { $0 + $1.width }
            rest = rest.dropFirst(run.count)
        }
    }

    private func style(_ glyph: Glyph, _ line: Row) -> Style {
        guard let start = line.start else { return [] }
        let offset = start + glyph.offset
        var (low, high) = (0, standIns.count)
        while low < high {
            let middle = (low + high) / 2
            if standIns[middle].range.upperBound > offset { high = middle } else { low = middle + 1 }
        }
        guard low < standIns.count, standIns[low].range.contains(offset) else { return [] }
        return standIns[low].style
    }
}

extension PlannedText.StandInPlace {
    /// What stands in the text, and what is only offered for it.
    var style: Style { isOffered ? [.bold, .underline, .calm] : [.bold, .good] }
}

extension Manuscript {
    /// All of it that readers will see, the name and the notes too.
    var shown: String { ([title, text] + facts).joined(separator: "\n\n") }

    /// What stands with it.
    var facts: [String] {
        let notes = contentNotes.joined(separator: ", ")
        return [
            "Name shown with it: \(credit.isEmpty ? "none" : credit)",
            "Notes for readers: \(notes.isEmpty ? "none" : notes)", "Language: \(StoryLanguage.name(language))",
        ]
    }
}
