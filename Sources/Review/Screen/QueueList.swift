import Envelope

/// The queue as it stands on the left: parts with their lines, and the one that is chosen.
struct QueueList {
    enum Row: Equatable {
        case head(QueueLine.Section, Int)
        case line(QueueLine)

        var line: QueueLine? { if case .line(let line) = self { line } else { nil } }
    }

    let today: Day
    private(set) var rows: [Row] = []
    /// How many cases wait for this reviewer.
    private(set) var mine = 0
    /// How many cases are not read yet.
    var unread = 0
    private var lines: [CaseID: QueueLine] = [:]
    private var selectedRow = 0
    private(set) var top = 0

    init(today: Day) { self.today = today }

    var isEmpty: Bool { lines.isEmpty }
    var selected: QueueLine? { rows.indices.contains(selectedRow) ? rows[selectedRow].line : nil }

    /// Takes in lines that were read; the chosen case stays chosen, wherever it goes.
    mutating func take(_ new: [QueueLine]) {
        let chosen = selected?.caseID
        for line in new { lines[line.caseID] = line }
        arrange()
        if let chosen, let row = rows.firstIndex(where: { $0.line?.caseID == chosen }) {
            selectedRow = row
        } else {
            selectedRow = rows.firstIndex { $0.line != nil } ?? 0
        }
    }

    private mutating func arrange() {
        var parts: [QueueLine.Section: [QueueLine]] = [:]
        for line in lines.values { parts[line.section(on: today), default: []].append(line) }
        mine = lines.values.count { $0.step.isMine }
        rows = QueueLine.Section.allCases.flatMap { section -> [Row] in
            guard let lines = parts[section] else { return [] }
            return [.head(section, lines.count)] + lines.sorted { $0.precedes($1) }.map { .line($0) }
        }
    }

    /// Chooses the case, if it is there.
    mutating func select(_ caseID: CaseID) {
        if let row = rows.firstIndex(where: { $0.line?.caseID == caseID }) { selectedRow = row }
    }

    /// The first case in the queue whose id begins with these digits.
    func first(startingWith digits: String) -> QueueLine? {
        rows.lazy.compactMap(\.line).first { $0.caseID.hex.hasPrefix(digits) }
    }

    /// Moves by lines, heads not counted, and stops at both ends.
    mutating func move(_ steps: Int) {
        let step = steps < 0 ? -1 : 1
        var left = abs(steps)
        var row = selectedRow
        while left > 0, rows.indices.contains(row + step) {
            row += step
            guard rows[row].line != nil else { continue }
            selectedRow = row
            left -= 1
        }
    }

    /// To the first line of the next part, or of the one before.
    mutating func jump(forward: Bool) {
        let heads = rows.indices.filter { rows[$0].line == nil }
        let head = forward ? heads.first { $0 > selectedRow } : heads.last { $0 < selectedRow - 1 }
        if let head { selectedRow = head + 1 }
    }

    /// The rows that a window of this height shows, the chosen one among them.
    mutating func window(_ height: Int) -> (rows: ArraySlice<Row>, selected: Int) {
        guard height > 0 else { return ([], 0) }
        if selectedRow < top + 1 { top = max(0, selectedRow - 1) }
        if selectedRow >= top + height { top = selectedRow - height + 1 }
        top = max(0, min(top, rows.count - height))
        return (rows[top..<min(rows.count, top + height)], selectedRow - top)
    }
}
