import Console
import Envelope

extension DeskScreen {
    /// The screen as it is to be drawn.
    ///
    /// It is laid out before: after each key, each answer and each change of the window.
    func frame() -> Frame {
        var frame = Frame(size)
        guard !isTooSmall else {
            frame.put("Firsthand needs 40 × 10.", row: 0, column: 0, width: size.columns)
            frame.put("Make the window larger, or q.", row: 1, column: 0, width: size.columns)
            return frame
        }
        drawBar(in: &frame)
        if case .help(let scroll)? = modal {
            drawHelp(scroll, in: &frame)
        } else if case .menu(let menu)? = modal {
            draw(menu, in: &frame)
        } else {
            if showsQueue { drawQueue(in: &frame) }
            if showsFile { drawFile(in: &frame) }
            if showsQueue, showsFile {
                for row in 1..<(size.rows - 2) {
                    frame.put("│", row: row, column: Self.queueWidth, width: 1, style: .dim)
                }
            }
        }
        drawFoot(in: &frame)
        return frame
    }

    private func drawBar(in frame: inout Frame) {
        let mine = queue.mine
        let unread = queue.unread == 0 ? "" : " · reading \(queue.unread) more"
        let only = queue.filter.isEmpty ? "" : " · only: \(queue.filter.words)"
        frame.bar(
            " Firsthand · \(person) · \(mine) need\(mine == 1 ? "s" : "") you\(only)\(unread)", end: "? help  q leave ",
            row: 0,
            width: size.columns, style: .reverse)
    }

    private func drawHelp(_ scroll: TextScroll, in frame: inout Frame) {
        for (row, line) in scroll.visible.enumerated() {
            let isHead = !line.text.isEmpty && !line.text.contains("  ")
            frame.put(line.text, row: row + 1, column: 1, width: size.columns - 2, style: isHead ? .bold : [])
        }
        if scroll.hasMore { frame.put("more: space", row: size.rows - 2, column: 1, width: 20, style: .dim) }
    }

    // MARK: The foot

    private func drawFoot(in frame: inout Frame) {
        if case .field(let question, let field)? = modal {
            // What is wrong with the answer stands above the question.
            drawNote(upTo: size.rows - 4, in: &frame)
            return draw(question, field, in: &frame)
        }
        drawNote(upTo: size.rows - 2, in: &frame)
        frame.put(keys, row: size.rows - 1, column: 0, width: size.columns, style: .dim)
    }

    /// As many rows as it needs, upwards: half a sentence helps nobody.
    private func drawNote(upTo row: Int, in frame: inout Frame) {
        guard !note.isEmpty else { return }
        let lines = WrappedText(TerminalText.line(note), columns: size.columns).lines.map(\.text).prefix(3)
        for (index, line) in lines.enumerated() {
            frame.clear(row: row - lines.count + 1 + index)
            frame.put(line, row: row - lines.count + 1 + index, column: 0, width: size.columns, style: [.bold, .calm])
        }
    }

    private func draw(_ question: Question, _ field: TextField, in frame: inout Frame) {
        let width = max(1, size.columns - 3)
        let (lines, line, column) = field.layout(columns: width)
        // The pane reaches down to these rows.
        for row in (size.rows - 3)..<size.rows { frame.clear(row: row) }
        frame.put(question.words, row: size.rows - 3, column: 0, width: size.columns, style: .bold)
        frame.put(
            "› " + (lines.indices.contains(line) ? lines[line] : ""), row: size.rows - 2, column: 0, width: size.columns
        )
        frame.put("Enter goes on  Esc leaves it", row: size.rows - 1, column: 0, width: size.columns, style: .dim)
        frame.cursor = (size.rows - 2, min(size.columns - 1, column + 2))
    }

    /// The keys that matter now.
    private var keys: String {
        switch modal {
        case .help: return "Esc back"
        case .acts: return "j k choose  Enter goes on  Esc back"
        case .choice, .menu: return "press a key of the list  Esc back"
        case .summary(let summary, _, _):
            let how = summary.endsWithDigits ? "the last digit signs" : "Enter signs"
            return summary.typed == nil ? "Enter signs  Esc leaves it" : "type it, \(how)  Esc leaves it"
        case .hold(let round, _):
            return "Enter goes on" + (round.holds.count > 1 ? "  Tab the next hold" : "") + "  Esc signs nothing"
        case .letter: return "Ctrl-S seal it  Tab next ___  Esc throw it away  Ctrl-C leave: it is kept"
        case .warning: return "Enter goes on  Esc signs nothing: mend the text  Ctrl-C leave at once"
        case .field, nil: break
        }
        guard focus == .file, let file else { return queueKeys }
        if file.story?.marking != nil, file.pane == .story {
            return "move: arrows w b e  v begin  Enter take it out  Esc stop"
        }
        let first: String
        switch file.pane {
        case _ where [.story, .found, .text].contains(file.pane) && !file.isRevealed:
            first = file.view.hasWords ? "Enter go on" : ""
        case .story:
            let isSearched = file.story?.matches.isEmpty == false
            let isRead = file.story?.isReadToEnd == true
            first =
                isSearched
                ? "n N next, before  v mark it  Enter ends the search"
                : (isRead ? "Enter goes on" : "space b page") + "  / find  v mark"
        case .found: first = "y ok  n words  w vaguer  x out  i stays  u undo  t title  p text"
        case .text:
            let sign = file.compare?.isComplete == true ? keyToSign(file) : nil
            first =
                (sign ?? "space b page") + (file.compare?.isWide == false ? "  o story" : "")
                + (file.view.text?.previous != nil ? "  d changes" : "")
        case .consent: first = file.view.hasWords ? "Enter goes on  1-6 panes" : "1-6 panes"
        case .history, .letters: first = "1-6 panes"
        }
        // What everyone can find by "?" goes first where there is no room.
        let all = ["\(first)  a acts  Esc queue", "\(first)  a acts", first]
        return all.first { DisplayWidth.of($0) <= size.columns } ?? first
    }

    /// The key that signs what the text pane shows; nil where it cannot be signed now.
    private func keyToSign(_ file: OpenCase) -> String? {
        let act: ReviewAct = file.showsWork ? .propose : .approve
        guard let offer = file.view.offer(of: act.key), refusal(of: offer) == nil else { return nil }
        return "\(act.key) \(act == .propose ? "propose it" : "approve it")"
    }

    private var queueKeys: String {
        let marked = queue.marked.isEmpty ? "m mark" : "m mark  a do with \(queue.marked.count)"
        let all = "Enter open  / find  f show only  \(marked)  t name  r read anew  ? help"
        // What everyone can find by "?" goes first where there is no room.
        return [all, "Enter open  / find  f show only  \(marked)  ? help", "Enter open  / find  ? help"]
            .first { DisplayWidth.of($0) <= size.columns } ?? all
    }
}
