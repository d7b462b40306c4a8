import Envelope

extension OpenCase {
    /// Where there is something to do after the first pane: the text that waits for this reviewer, or else the story.
    var next: Pane { view.line.step == .compare ? .text : .story }
}

extension DeskScreen {
    /// What stands before the words: what they speak of, and what happens when somebody goes on.
    static func gate(_ file: OpenCase) -> [Said] {
        guard file.view.hasWords else { return [Said(words: "The words of this story are not there any more.")] }
        let notes = file.view.answers?.contentNotes ?? []
        var lines = [
            notes.isEmpty
                ? Said(words: "The writer gave no note of what this speaks of. It may be hard to read.")
                : Said(words: "The writer says that this speaks of: \(notes.joined(separator: ", ")).", meaning: .care),
            Said(words: "Take your time. Stop when you want: q clears the screen at once."),
        ]
        if !file.view.line.isOpened {
            lines.append(
                Said(
                    words: "You are the first. The writer will be told that a reviewer opened it, and the day.",
                    meaning: .calm))
        }
        let what = file.next == .text && file.pane != .story ? "the text beside the story" : "the story"
        return lines + [Said(words: "Enter shows \(what).")]
    }

    /// The gate at the foot of the first pane, so that one key goes on from there; empty where it would leave no room for
    /// what they agreed to, and once the words were shown.
    func lowGate(_ file: OpenCase) -> [TextScroll.Line] {
        guard file.pane == .consent, file.view.hasWords, !file.isRevealed else { return [] }
        let lines = wrapped(Self.gate(file))
        return lines.count < fileHeight / 2 ? lines : []
    }

    private func wrapped(_ lines: [Said]) -> [TextScroll.Line] {
        lines.flatMap { said in
            WrappedText(said.words, columns: fileWidth - 3).lines.map {
                TextScroll.Line(text: $0.text, style: said.meaning.style)
            }
        }
    }

    /// The gate alone, before the story, what was found and the text.
    func drawGate(_ file: OpenCase, in frame: inout Frame) {
        let lines = Self.gate(file).flatMap { wrapped([$0]) + [TextScroll.Line(text: "")] }
        draw(lines, from: 3, in: &frame)
    }

    func drawConsent(_ file: OpenCase, in frame: inout Frame) {
        draw(file.consent.visible, from: 2, in: &frame)
        let gate = lowGate(file)
        guard !gate.isEmpty else { return drawMore(file.consent, row: size.rows - 3, in: &frame) }
        let row = size.rows - 2 - gate.count
        frame.put(
            String(repeating: "─", count: fileWidth - 2), row: row - 1, column: fileColumn + 1, width: fileWidth - 2,
            style: .dim)
        drawMore(file.consent, row: row - 1, in: &frame)
        draw(gate, from: row, in: &frame)
    }

    func draw(_ lines: some Sequence<TextScroll.Line>, from row: Int, in frame: inout Frame) {
        for (index, line) in lines.enumerated() { put([line.text], in: &frame, from: row + index, style: line.style) }
    }

    func drawMore(_ scroll: TextScroll, row: Int, in frame: inout Frame) {
        if scroll.hasMore { frame.put("▼", row: row, column: size.columns - 1, width: 1, style: .dim) }
    }

    /// A key on the first pane.
    mutating func pressConsent(_ key: Key) -> [DeskEffect] {
        guard key == .enter, let file else {
            _ = self.file?.consent.press(key)
            return []
        }
        guard file.view.hasWords else { return nothing("The words of this story are not there any more.") }
        // What the words speak of is seen before them: here, or on the pane that comes.
        let isSeen = !lowGate(file).isEmpty
        self.file?.pane = file.next
        return isSeen ? [.reveal(file.view.caseID)] : []
    }
}
