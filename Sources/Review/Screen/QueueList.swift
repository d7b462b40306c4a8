import Envelope

/// Which part of the queue is shown; a person whom somebody may have to fear for is shown whatever is chosen.
struct QueueFilter: Equatable {
    var language: String?
    var step: QueueLine.Step?

    var isEmpty: Bool { language == nil && step == nil }

    func shows(_ line: QueueLine, on today: Day) -> Bool {
        line.section(on: today).isAlwaysShown
            || (language.map { $0 == line.language } ?? true) && (step.map { $0 == line.step } ?? true)
    }

    /// As the bar says it.
    var words: String {
        [language.map(StoryLanguage.name), step.map(\.name)].compactMap { $0 }.joined(separator: ", ")
    }
}

extension QueueLine.Step {
    /// The step as a person chooses it.
    var name: String {
        switch self {
        case .look: "not as it was signed"
        case .answer: "a letter came"
        case .change: "they want changes"
        case .choose: "two texts"
        case .comparePaper: "compare with the paper"
        case .compare: "compare a text"
        case .redact: "redact"
        case .take: "nobody has read it"
        case .release: "weigh a hold"
        case .waitForReviewers: "waits for others"
        case .waitForWriter: "waits for the writer"
        case .ready: "can go out"
        case .ended: "ended"
        }
    }
}

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
    var filter = QueueFilter() { didSet { arrange() } }
    /// The languages that this reviewer reads; empty for all.
    var reads: Set<String> = [] { didSet { arrange() } }
    /// The cases that are marked, to do one thing with all of them.
    private(set) var marked: Set<CaseID> = []
    /// What was looked for last, in small letters; empty for nothing.
    private(set) var sought = ""
    private var lines: [CaseID: QueueLine] = [:]
    private var selectedRow = 0
    // Until somebody chose, the first line is the one to begin with, also while more are read.
    private var hasChosen = false
    private(set) var top = 0

    init(today: Day) { self.today = today }

    var isEmpty: Bool { lines.isEmpty }
    var selected: QueueLine? { rows.indices.contains(selectedRow) ? rows[selectedRow].line : nil }
    /// Every line, whether it is shown or not.
    var all: [QueueLine] { Array(lines.values) }
    var shown: [QueueLine] { rows.compactMap(\.line) }

    /// Takes in lines that were read; the chosen case stays chosen, wherever it goes.
    mutating func take(_ new: [QueueLine]) {
        for line in new { lines[line.caseID] = line }
        arrange()
    }

    /// Forgets the lines, to read them anew; what was chosen to be shown stays.
    mutating func empty() {
        lines = [:]
        marked = []
        arrange()
    }

    /// Sorts the lines into their parts; the chosen case stays chosen where it is still shown.
    private mutating func arrange() {
        let chosen = hasChosen ? selected?.caseID : nil
        var parts: [QueueLine.Section: [QueueLine]] = [:]
        for line in lines.values where filter.shows(line, on: today) {
            parts[line.section(on: today), default: []].append(line)
        }
        mine = lines.values.count { $0.step.isMine }
        rows = QueueLine.Section.allCases.flatMap { section -> [Row] in
            guard let lines = parts[section] else { return [] }
            return [.head(section, lines.count)]
                + lines.sorted { $0.precedes($1, reads: reads) }.map { .line($0) }
        }
        // What is not seen is not acted on.
        marked.formIntersection(rows.compactMap { $0.line?.caseID })
        selectedRow =
            chosen.flatMap { caseID in rows.firstIndex { $0.line?.caseID == caseID } }
            ?? rows.firstIndex { $0.line != nil } ?? 0
    }

    /// Chooses the case, if it is there.
    mutating func select(_ caseID: CaseID) {
        if let row = rows.firstIndex(where: { $0.line?.caseID == caseID }) { choose(row) }
    }

    /// Chooses the next line that says these words, or whose id begins with these digits, round and round.
    ///
    /// - Returns: false if none of those that are shown does.
    mutating func search(_ words: String, forward: Bool = true) -> Bool {
        sought = words.lowercased()
        let digits = sought.filter { $0 != "-" }
        let isID = digits.count >= 4 && digits.allSatisfy(\.isHexDigit)
        let found = rows.indices.filter { row in
            guard let line = rows[row].line else { return false }
            return line.text(on: today).contains(sought) || isID && line.caseID.hex.hasPrefix(digits)
        }
        let next = forward ? found.first { $0 > selectedRow } : found.last { $0 < selectedRow }
        guard let row = next ?? (forward ? found.first : found.last) else { return false }
        choose(row)
        return true
    }

    private mutating func choose(_ row: Int) {
        selectedRow = row
        hasChosen = true
    }

    // MARK: Marks

    /// Marks the chosen case, or takes the mark off.
    mutating func mark() {
        guard let caseID = selected?.caseID else { return }
        hasChosen = true
        if marked.remove(caseID) == nil { marked.insert(caseID) }
    }

    /// Marks all that are shown; none, if they are marked.
    mutating func markAll() {
        let all = Set(shown.map(\.caseID))
        marked = marked == all ? [] : all
    }

    mutating func unmark() { marked = [] }

    /// Moves by lines, heads not counted, and stops at both ends.
    mutating func move(_ steps: Int) {
        let step = steps < 0 ? -1 : 1
        var left = abs(steps)
        var row = selectedRow
        while left > 0, rows.indices.contains(row + step) {
            row += step
            guard rows[row].line != nil else { continue }
            choose(row)
            left -= 1
        }
    }

    /// To the first line of the next part, or of the one before.
    mutating func jump(forward: Bool) {
        let heads = rows.indices.filter { rows[$0].line == nil }
        let head = forward ? heads.first { $0 > selectedRow } : heads.last { $0 < selectedRow - 1 }
        if let head { choose(head + 1) }
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
