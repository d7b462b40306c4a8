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
