import Console
import Envelope

extension DeskScreen {
    // From this width on a row has columns; below it only what comes next and a name.
    private static let widthForColumns = 60
    private static let wordWidth = 14
    private static let languageWidth = 3
    private static let lengthWidth = 9
    private static let waitWidth = 9

    func drawQueue(in frame: inout Frame) {
        let width = showsFile ? Self.queueWidth : size.columns
        var queue = queue
        let (rows, selected) = queue.window(queueHeight)
        if rows.isEmpty {
            let words =
                queue.unread > 0 ? "Reading …" : queue.isEmpty ? "No stories yet." : "None of these. f shows all."
            frame.put(words, row: 1, column: 1, width: width - 1)
        }
        for (index, row) in rows.enumerated() {
            switch row {
            case .head(let section, let count):
                frame.put(
                    "\(section.title) (\(count))", row: index + 1, column: 0, width: width,
                    style: section == .worried ? [.bold, .alert] : section == .care ? [.bold, .care] : .bold)
            case .line(let line):
                drawLine(line, isChosen: index == selected, row: index + 1, width: width, in: &frame)
            }
        }
    }

    private func drawLine(_ line: QueueLine, isChosen: Bool, row: Int, width: Int, in frame: inout Frame) {
        let pieces = width >= Self.widthForColumns ? columns(line) : narrow(line)
        guard !isChosen else {
            let text = pieces.reduce("") { $0 + $1.words }
            return frame.bar(
                text, row: row, width: width, style: focus == .queue || file == nil ? .reverse : .underline)
        }
        var column = 0
        for piece in pieces where column < width {
            frame.put(piece.words, row: row, column: column, width: width - column, style: piece.style)
            column += DisplayWidth.of(piece.words)
        }
    }

    private typealias Piece = (words: String, style: Style)

    private func start(_ line: QueueLine) -> Piece {
        let isOpen = file?.view.caseID == line.caseID
        let mark = queue.marked.contains(line.caseID) ? "✓" : line.isWorried ? "!" : isOpen ? "•" : " "
        return (mark + " ", line.isWorried ? [.bold, .alert] : [])
    }

    private func columns(_ line: QueueLine) -> [Piece] {
        func cell(_ words: String, _ width: Int, _ style: Style = []) -> Piece {
            let fit = Pager.fit(TerminalText.line(words), width - 1)
            return (fit + String(repeating: " ", count: max(0, width - DisplayWidth.of(fit))), style)
        }
        var pieces = [
            start(line), cell(line.word, Self.wordWidth, line.meaning.style), cell(line.language, Self.languageWidth),
            cell(line.length, Self.lengthWidth), cell(line.wait(on: queue.today), Self.waitWidth, .dim),
        ]
        var rest: [Piece] = line.label.isEmpty ? [] : [(TerminalText.line(line.label), .bold)]
        rest += line.remarks(on: queue.today).map { (TerminalText.line($0.words), $0.meaning.style) }
        for (index, piece) in rest.enumerated() {
            if index > 0 { pieces.append((" · ", .dim)) }
            pieces.append(piece)
        }
        return pieces
    }

    /// Beside an open case there is room for little more than what comes next.
    private func narrow(_ line: QueueLine) -> [Piece] {
        let known =
            line.label.isEmpty
            ? [line.language, line.length].filter { !$0.isEmpty }.joined(separator: " ") : line.label
        let word = line.word + String(repeating: " ", count: max(1, 13 - DisplayWidth.of(line.word)))
        return [
            start(line), (TerminalText.line(word), line.meaning.style),
            (TerminalText.line(known), line.label.isEmpty ? .dim : []),
        ]
    }
}
