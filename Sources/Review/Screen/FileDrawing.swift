import Envelope
import Redaction

extension DeskScreen {
    /// The open case: its panes by name, and the one that is looked at.
    func drawFile(in frame: inout Frame) {
        guard let file else { return }
        drawTabs(file, in: &frame)
        switch modal {
        case .summary(let summary, let field, let scroll): return draw(summary, field, scroll, in: &frame)
        case .letter(let field, let language): return drawLetter(field, language, in: &frame)
        case .acts(let chosen): return drawActs(chosen, file, in: &frame)
        case .choice(let choice): return draw(choice, in: &frame)
        case .warning(let round, let field): return draw(round, field, in: &frame)
        case .hold(let round, let field): return draw(round, field, file, in: &frame)
        case .help, .field, .menu, nil: break
        }
        switch file.pane {
        case .consent: drawConsent(file, in: &frame)
        case .history: draw(file.history, in: &frame)
        case .letters: draw(file.letters, in: &frame)
        case .story, .found, .text:
            guard file.isRevealed else { return drawGate(file, in: &frame) }
            switch file.pane {
            case .story: drawStory(file, in: &frame)
            case .found: drawFound(file, in: &frame)
            default: drawText(file, in: &frame)
            }
        }
    }

    /// The names of the panes, and where each stands.
    var tabs: [(pane: Pane, column: Int, title: String)] {
        guard let file else { return [] }
        var column = fileColumn
        let whole = Pane.allCases.reduce(0) { $0 + $1.title.count + 3 } - 1
        return Pane.allCases.map { pane in
            // Where there is no room for all names, the one that is looked at has its own.
            let title = "\(pane.rawValue)" + (whole <= fileWidth || pane == file.pane ? " \(pane.title)" : "")
            defer { column += title.count + 1 }
            return (pane, column, title)
        }
    }

    private func drawTabs(_ file: OpenCase, in frame: inout Frame) {
        let tabs = tabs
        for tab in tabs {
            frame.put(
                tab.title, row: 1, column: tab.column, width: size.columns - tab.column,
                style: tab.pane == file.pane ? [.reverse, .bold] : [])
        }
        let end = tabs.last.map { $0.column + $0.title.count + 1 } ?? fileColumn
        if end + 10 <= size.columns {
            frame.put(file.view.caseID.short, row: 1, column: size.columns - 9, width: 9, style: .dim)
        }
    }

    func put(_ lines: some Sequence<String>, in frame: inout Frame, from row: Int = 2, style: Style = []) {
        for (index, line) in lines.enumerated() where row + index < size.rows - 2 {
            frame.put(line, row: row + index, column: fileColumn + 1, width: fileWidth - 1, style: style)
        }
    }

    private func draw(_ scroll: TextScroll, in frame: inout Frame) {
        draw(scroll.visible, from: 2, in: &frame)
        drawMore(scroll, row: size.rows - 3, in: &frame)
    }

    private func drawStory(_ file: OpenCase, in frame: inout Frame) {
        guard let story = file.story else { return }
        story.draw(highlights(file.work), in: &frame, row: 2, column: fileColumn + 1, width: fileWidth - 1)
        var state = "\(story.percent)%"
        if !story.matches.isEmpty { state = "\(story.match + 1) of \(story.matches.count) · \(state)" }
        if note.isEmpty {
            let column = max(0, size.columns - DisplayWidth.of(state) - 1)
            frame.put(state, row: size.rows - 2, column: column, width: state.count, style: .dim)
        }
    }

    /// What was found, as it stands in the story: open, taken out, or left in; the one in hand stands out.
    func highlights(_ work: RedactionDesk?) -> [Highlight] {
        guard let work else { return [] }
        var all: [Highlight] = []
        for entity in work.plan.entities {
            let isOpen = work.plan.decisions[entity.id] == nil
            let fates = work.planned?.fates(of: entity.id) ?? []
            for (mention, fate) in zip(entity.mentions, fates) {
                let style: Style = if case .stays = fate { [.underline, .care] } else { [.dim, .underline] }
                all.append(Highlight(places: mention.range, style: isOpen ? [.underline, .bold, .calm] : style))
            }
        }
        all.sort { $0.places.lowerBound < $1.places.lowerBound }
        if file?.pane == .found, let place = work.place {
            all.append(Highlight(places: place.range, style: [.reverse]))
        }
        return all
    }

    private func drawText(_ file: OpenCase, in frame: inout Frame) {
        guard let compare = file.compare else {
            return put(["There is no text yet. Pane 4 makes one."], in: &frame, from: 3)
        }
        compare.draw(in: &frame, row: 2, column: fileColumn + 1)
        guard note.isEmpty else { return }
        let beside = file.showsPrevious && !file.showsWork ? "the text before" : "the story"
        let what =
            compare.showsOther && !compare.isWide
            ? "This is \(beside). o goes back."
            : (file.showsWork ? work(file) : "Put forward by \(file.view.text?.author ?? "")")
                + (compare.isWide ? ", right; \(beside), left" : "")
        let state = compare.isComplete ? "read to its end" : "\(compare.percent)%"
        frame.bar(
            what, end: state, row: size.rows - 2, column: fileColumn + 1, width: fileWidth - 2,
            style: compare.isComplete ? .good : .dim)
    }
}

extension DeskScreen {
    /// What the text pane shows of the reviewer's own work.
    private func work(_ file: OpenCase) -> String {
        let open = file.work?.undecided ?? 0
        return open == 0 ? "As it would be published" : "As it will read, \(open) only offered"
    }
}

/// A stretch of the story that is drawn in a style: what was found, what is marked.
struct Highlight {
    /// Code points of the story.
    let places: Range<Int>
    let style: Style
}

extension StoryPane {
    /// Draws the window into a frame at a place.
    ///
    /// - Parameter highlights: in order of place; of those that overlap the later one is seen.
    func draw(_ highlights: [Highlight], in frame: inout Frame, row: Int, column: Int, width: Int) {
        let window = lines[visible.lowerBound].lowerBound..<lines[visible.upperBound - 1].upperBound
        var styles = [Style](repeating: [], count: window.count)
        func paint(_ signs: ClosedRange<Int>, _ style: Style) {
            for index in signs.clamped(to: window.lowerBound...max(window.lowerBound, window.upperBound - 1))
            where window.contains(index) && signs.contains(index) { styles[index - window.lowerBound] = style }
        }
        let seen = glyphs.isEmpty || window.isEmpty ? 0..<0 : places(window.lowerBound...window.upperBound - 1)
        for highlight in highlights where highlight.places.overlaps(seen) {
            paint(index(of: highlight.places.lowerBound)...lastIndex(of: highlight.places), highlight.style)
        }
        for (number, place) in matches.enumerated() where place.overlaps(seen) {
            paint(index(of: place.lowerBound)...lastIndex(of: place), number == match ? [.reverse, .bold] : [.reverse])
        }
        if let marked { paint(marked, .reverse) }
        for (screenRow, line) in visible.enumerated() {
            let drawn = GlyphLines.drawn(lines[line], of: glyphs)
            draw(drawn, styles, from: window.lowerBound, in: &frame, row: row + screenRow, column: column, width: width)
            guard let cursor = marking?.cursor, lines[line].contains(cursor) else { continue }
            let before = glyphs[lines[line].lowerBound..<cursor].reduce(0) { $0 + $1.width }
            frame.cursor = (row + screenRow, column + min(before, max(0, width - 1)))
        }
    }

    private func lastIndex(of places: Range<Int>) -> Int {
        max(index(of: places.lowerBound), index(of: places.upperBound - 1))
    }

    private func draw(
        _ line: Range<Int>, _ styles: [Style], from start: Int, in frame: inout Frame, row: Int, column: Int, width: Int
    ) {
        var place = 0
        var index = line.lowerBound
        while index < line.upperBound {
            let style = styles[index - start]
            var text = ""
            var add = 0
            while index < line.upperBound, styles[index - start] == style {
                text += glyphs[index].text
                add += glyphs[index].width
                index += 1
            }
            frame.put(text, row: row, column: column + place, width: width - place, style: style)
            place += add
        }
    }
}
