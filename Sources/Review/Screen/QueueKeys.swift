import Envelope

extension DeskScreen {
    /// A key while the queue has the focus.
    mutating func pressQueue(_ key: Key) -> [DeskEffect] {
        if let move = Move(key, page: queueHeight) {
            switch move {
            case .by(let steps): queue.move(steps)
            case .first: queue.move(-Int.max / 2)
            case .last: queue.move(Int.max / 2)
            }
            return []
        }
        switch key {
        case .enter, .right, .character("l"):
            guard let line = queue.selected else { return [] }
            return [.open(line.caseID)]
        case .tab where file != nil: focus = .file
        case .character("]"): queue.jump(forward: true)
        case .character("["): queue.jump(forward: false)
        case .character("/"): modal = .field(.findCase, TextField())
        case .character("n"): return find(forward: true)
        case .character("N"): return find(forward: false)
        case .character("f"): modal = .menu(.filter(queue))
        case .character("m"):
            queue.mark()
            queue.move(1)
        case .character("*"): queue.markAll()
        case .character("a"):
            guard !queue.marked.isEmpty else {
                return nothing("Mark cases with m first. What is done with one: Enter.")
            }
            modal = .menu(.together(queue.marked.count))
        case .character("t"): return askName()
        case .character("h"): return [.tour]
        case .escape:
            queue.unmark()
            queue.filter = QueueFilter()
        case .character("r"): return [.reread]
        case .character(let character) where character.isUppercase: note = "Open the case first: Enter."
        default: break
        }
        return []
    }

    /// Looks for words in the lines that are shown.
    mutating func find(_ words: String? = nil, forward: Bool) -> [DeskEffect] {
        let words = words ?? queue.sought
        guard !words.isEmpty else { return nothing("/ looks for words first.") }
        guard queue.search(words, forward: forward) else {
            return nothing(
                queue.filter.isEmpty ? "No line says that." : "No line says that, of those that are shown. f shows all."
            )
        }
        return []
    }

    private mutating func askName() -> [DeskEffect] {
        guard let line = queue.selected else { return [] }
        guard line.isOpened || !line.title.isEmpty else {
            return nothing("Nobody has read it yet: who reads it first gives it a name.")
        }
        ask(nameOf: line.caseID, line.name)
        return []
    }

    /// Asks for the short name of a case.
    mutating func ask(nameOf caseID: CaseID, _ text: String) {
        modal = .field(.name(caseID), TextField(text, longest: 120))
    }
}
