import Envelope

/// What is chosen over the queue: what of it is shown, which languages one reads, or what is done with the marked cases.
struct QueueMenu: Equatable {
    enum Choice: Equatable {
        case all, language(String), step(QueueLine.Step)
        /// On to the languages that one reads; and one of them on or off.
        case languages, reads(String)
        case together(Together)
        case unmark
    }

    struct Option: Equatable {
        let key: Character
        let words: String
        let choice: Choice
    }

    let title: String
    let options: [Option]
}

/// What can be done with many cases at once: nothing that needs a look at each.
enum Together: Equatable {
    case claim, spam
}

extension QueueMenu {
    /// What there is to show of a queue.
    static func filter(_ queue: QueueList) -> QueueMenu {
        let lines = queue.all
        let languages = counts(lines.map(\.language).filter { !$0.isEmpty }).sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }
        let steps = counts(lines.map(\.step))
        let letters: [(Character, QueueLine.Step)] = [
            ("l", .answer), ("s", .change), ("c", .compare), ("p", .comparePaper), ("r", .redact), ("n", .take),
            ("h", .release), ("o", .ready),
        ]
        let reads = queue.reads.isEmpty ? "all" : queue.reads.sorted().map(StoryLanguage.name).joined(separator: ", ")
        return QueueMenu(
            title: "Show only …",
            options: [Option(key: "a", words: "everything (\(lines.count))", choice: .all)]
                + zip("123456789", languages).map {
                    Option(key: $0, words: "\(StoryLanguage.name($1.key)) (\($1.value))", choice: .language($1.key))
                }
                + letters.compactMap { key, step in
                    steps[step].map { Option(key: key, words: "\(step.name) (\($0))", choice: .step(step)) }
                } + [Option(key: "y", words: "which languages you read: \(reads)", choice: .languages)])
    }

    /// The languages that one can say one reads.
    static func reads(_ queue: QueueList, offered: [String]) -> QueueMenu {
        let all = Set(queue.all.map(\.language).filter { !$0.isEmpty }).union(offered).union(queue.reads).sorted()
        return QueueMenu(
            title: "Which languages do you read? New stories in the others stand after these.",
            options: zip("123456789", all).map {
                Option(
                    key: $0, words: (queue.reads.contains($1) ? "✓ " : "  ") + StoryLanguage.name($1),
                    choice: .reads($1))
            })
    }

    /// What can be done with the marked cases.
    static func together(_ count: Int) -> QueueMenu {
        QueueMenu(
            title: count == 1 ? "With the marked case:" : "With \(count) marked cases:",
            options: [
                Option(key: "c", words: "take what somebody has read; the others see it", choice: .together(.claim)),
                Option(key: "x", words: "decline as spam, also what nobody has read", choice: .together(.spam)),
                Option(key: "u", words: "take the marks off", choice: .unmark),
            ])
    }

    private static func counts<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
        values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}

extension DeskScreen {
    /// A key while a menu stands over the queue.
    mutating func pressMenu(_ key: Key, _ menu: QueueMenu) -> [DeskEffect] {
        modal = nil
        guard case .character(let character) = key, let option = menu.options.first(where: { $0.key == character })
        else { return key == .character("q") ? [.leave] : [] }
        switch option.choice {
        case .all: queue.filter = QueueFilter()
        case .language(let language): queue.filter.language = language
        case .step(let step): queue.filter.step = step
        case .languages: modal = .menu(.reads(queue, offered: letterLanguages))
        case .reads(let language):
            if queue.reads.remove(language) == nil { queue.reads.insert(language) }
            modal = .menu(.reads(queue, offered: letterLanguages))
            return [.keepReads(queue.reads)]
        case .unmark: queue.unmark()
        case .together(let act): ask(act)
        }
        return []
    }

    /// Says how many it is, and of how many nobody has seen a word; nothing is signed before it is answered.
    private mutating func ask(_ act: Together) {
        let lines = queue.shown.filter { queue.marked.contains($0.caseID) && act.takes($0) }
        guard !lines.isEmpty else { return note = act.none }
        let unread = lines.count { !$0.isOpened }
        let left = queue.marked.count - lines.count
        note = act.warning(lines.count, unread: unread) + (left > 0 ? " \(left) of the marked are left out." : "")
        modal = .field(.together(act, lines.map(\.caseID)), TextField(longest: 20))
    }

    /// Signs what was asked of many cases, if their number was typed.
    mutating func answer(_ act: Together, _ cases: [CaseID], typed: String) -> [DeskEffect] {
        guard typed == "\(cases.count)" else { return nothing("Nothing was signed: the number was not typed.") }
        return [.together(act, cases)]
    }

    func draw(_ menu: QueueMenu, in frame: inout Frame) {
        let width = showsQueue && showsFile ? max(Self.queueWidth, size.columns - 2) : size.columns
        for row in 1..<(size.rows - 2) { frame.clear(row: row) }
        frame.put(menu.title, row: 1, column: 1, width: width - 2, style: .bold)
        for (index, option) in menu.options.prefix(size.rows - 5).enumerated() {
            frame.put("  \(option.key)  \(option.words)", row: index + 3, column: 0, width: width)
        }
    }
}

extension Together {
    /// Whether it may be done with a case that was not looked at by itself.
    fileprivate func takes(_ line: QueueLine) -> Bool {
        switch self {
        // To take a case is to answer for it: somebody knows what it says.
        case .claim: line.isOpened && line.step != .ended
        case .spam: line.step != .ended && line.noSpam == nil
        }
    }

    fileprivate var none: String {
        switch self {
        case .claim: "Nobody has read these yet: open one, and take it there."
        case .spam: "None of these can be declined together: open each, and look."
        }
    }

    fileprivate func warning(_ count: Int, unread: Int) -> String {
        let cases = count == 1 ? "1 case" : "\(count) cases"
        switch self {
        case .claim: return "\(cases): the others see that you work on \(count == 1 ? "it" : "them")."
        case .spam:
            let read =
                unread == 0
                ? "" : " Nobody has read \(unread < count ? "\(unread) of them" : count == 1 ? "it" : "them")."
            return "\(cases) would be declined as spam, and destroyed some days later.\(read)"
        }
    }

    /// What is asked before it is signed.
    func question(_ count: Int) -> String {
        switch self {
        case .claim: "To take them, type how many: \(count)"
        case .spam: "To decline them all as spam, type how many: \(count)"
        }
    }
}
