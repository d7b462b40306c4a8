import Redaction

extension DeskScreen {
    // Lines of a text that one notch of the wheel passes.
    private static let notch = 3

    /// A click or a turn of the wheel.
    ///
    /// A click chooses what a key chooses, and signs nothing: what is about to be signed takes keys alone.
    mutating func pressMouse(_ key: Key) -> [DeskEffect] {
        guard takesMouse, !isTooSmall else { return [] }
        switch key {
        case .wheel(let isDown): return turn(isDown ? .down : .up)
        case .click(let row, let column): return modal == nil ? click(row, column) : clickModal(row)
        default: return []
        }
    }

    /// The wheel moves what has the keys: a list by one, a text by a few lines.
    private mutating func turn(_ key: Key) -> [DeskEffect] {
        var isList = focus == .queue || file == nil || file?.pane == .found
        switch modal {
        case nil, .help, .summary: if modal != nil { isList = false }
        case .acts: isList = true
        default: return []
        }
        var effects: [DeskEffect] = []
        for _ in 0..<(isList ? 1 : Self.notch) { effects += answer(key) }
        return effects
    }

    private mutating func click(_ row: Int, _ column: Int) -> [DeskEffect] {
        // Something is being marked with keys: a click would lose where it began.
        guard file?.story?.marking == nil || focus == .queue else { return [] }
        if showsQueue, !showsFile || column < Self.queueWidth { return clickQueue(row) }
        guard showsFile, column >= fileColumn else { return [] }
        note = ""
        focus = .file
        guard row > 1 else {
            if row == 1, let tab = tabs.last(where: { $0.column <= column }), column < tab.column + tab.title.count {
                file?.pane = tab.pane
            }
            return []
        }
        if file?.pane == .found, file?.isRevealed == true, let work = file?.work {
            let place = foundTop(work) + row - 2
            if row < 2 + listHeight, work.order.indices.contains(place) { file?.work?.select(work.order[place].id) }
        }
        return []
    }

    /// A line of the queue: it is chosen, and opened where it was chosen before.
    private mutating func clickQueue(_ row: Int) -> [DeskEffect] {
        let rows = Array(queue.window(queueHeight).rows)
        guard rows.indices.contains(row - 1), let line = rows[row - 1].line else { return [] }
        note = ""
        let isChosen = queue.selected?.caseID == line.caseID && (focus == .queue || file == nil)
        if file != nil { focus = .queue }
        queue.select(line.caseID)
        return isChosen ? [.open(line.caseID)] : []
    }

    /// A line of a list that is asked about.
    private mutating func clickModal(_ row: Int) -> [DeskEffect] {
        switch modal {
        case .acts(let chosen):
            guard let acts = file?.view.acts, acts.indices.contains(row - 3 + actsTop(chosen)) else { return [] }
            let place = row - 3 + actsTop(chosen)
            if place == chosen { return answer(.enter) }
            modal = .acts(place)
            return []
        case .menu(let menu):
            guard menu.options.indices.contains(row - 3) else { return [] }
            return answer(.character(menu.options[row - 3].key))
        case .choice(let choice):
            let place = row - 3 - titleLines(choice).count
            guard choice.options.indices.contains(place) else { return [] }
            return answer(.character(choice.options[place].key))
        default: return []
        }
    }
}
