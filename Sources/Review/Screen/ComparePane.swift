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
        let right: String
        let isChanged: Bool
        /// Characters of the text that are shown when this row and all before it are.
        let end: Int
    }

    let manuscript: Manuscript
    private let pairs: [Alignment.Pair]
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
        pairs =
            [shown(manuscript.title), shown("")] + Alignment(before: other, after: manuscript.text).pairs
            + [shown("")] + manuscript.facts.map(shown)
    }

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
        for pair in pairs {
            let right = WrappedText(TerminalText.sanitise(pair.after), columns: width).lines
            let left = isWide ? WrappedText(TerminalText.sanitise(pair.before), columns: width).lines : []
            for index in 0..<max(left.count, right.count) {
                rows.append(
                    Row(
                        left: index < left.count ? left[index].text : "",
                        right: index < right.count ? right[index].text : "",
                        isChanged: pair.isChanged,
                        end: count + (index < right.count ? right[index].end : right.last?.end ?? 0)))
            }
            count += right.last?.end ?? 0
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
                Self.put(line.right, in: &frame, row: at, column: column, width: columns)
                continue
            }
            frame.put(line.left, row: at, column: column, width: half)
            frame.put(line.isChanged ? "*" : "│", row: at, column: column + half + 1, width: 1, style: .dim)
            Self.put(line.right, in: &frame, row: at, column: column + half + 3, width: half)
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

    /// Stand-ins stand out: a reader sees at once what was put in.
    private static func put(_ line: String, in frame: inout Frame, row: Int, column: Int, width: Int) {
        var place = 0
        for (index, part) in line.split(separator: "[", omittingEmptySubsequences: false).enumerated() {
            let pieces: [(String, Style)]
            if index > 0, let close = part.firstIndex(of: "]") {
                pieces = [("[" + part[...close], .bold), (String(part[part.index(after: close)...]), [])]
            } else {
                pieces = [((index > 0 ? "[" : "") + part, [])]
            }
            for (text, style) in pieces where !text.isEmpty {
                frame.put(text, row: row, column: column + place, width: width - place, style: style)
                place += DisplayWidth.of(text)
            }
        }
    }
}

/// Two versions of a text, line beside line.
struct Alignment {
    struct Pair: Equatable {
        let before: String
        let after: String
        var isChanged: Bool { before != after }
    }

    let pairs: [Pair]

    /// Pairs the lines of two texts: those that are the same with each other, and what stands between them in its order.
    init(before: String, after: String) {
        let old = Self.lines(before)
        let new = Self.lines(after)
        // What is taken out of a story rarely holds a line end, so its lines most often stay where they are.
        guard old.count != new.count else {
            pairs = zip(old, new).map { Pair(before: $0, after: $1) }
            return
        }
        var pairs: [Pair] = []
        var (left, right) = (0, 0)
        for (same, other) in Self.common(old, new) + [(old.count, new.count)] {
            while left < same || right < other {
                pairs.append(Pair(before: left < same ? old[left] : "", after: right < other ? new[right] : ""))
                left = min(same, left + 1)
                right = min(other, right + 1)
            }
            guard same < old.count else { break }
            pairs.append(Pair(before: old[same], after: new[other]))
            (left, right) = (same + 1, other + 1)
        }
        self.pairs = pairs
    }

    private static func lines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }

    /// The lines that both have, as many as can be in one order.
    private static func common(_ old: [String], _ new: [String]) -> [(Int, Int)] {
        let difference = new.difference(from: old)
        var removed = Set<Int>()
        var inserted = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        return Array(zip(old.indices.filter { !removed.contains($0) }, new.indices.filter { !inserted.contains($0) }))
    }
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
