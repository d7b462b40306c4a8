import Console
import Envelope
import Warnings

/// The warnings about a text on the way to its approval: each is shown, and each needs a reason.
struct WarningRound: Equatable {
    let manuscript: Digest
    private let person: String
    /// All of them; those that somebody answered before too.
    private(set) var all: [StandingWarning]
    private(set) var reasons: [Digest: String] = [:]
    private let count: Int

    init(_ warnings: [StandingWarning], person: String, manuscript: Digest) {
        self.manuscript = manuscript
        self.person = person
        all = warnings
        count = warnings.count { $0.answer == nil }
    }

    /// The one to look at now; nil when none is open.
    var current: Warning? { all.first { $0.answer == nil }?.warning }
    /// Where it stands among those that were open, such as "2 of 3".
    var place: String { "\(reasons.count + 1) of \(count)" }

    /// Takes a reason for the one that is looked at.
    mutating func answer(_ reason: String) {
        guard let index = all.firstIndex(where: { $0.answer == nil }) else { return }
        let warning = all[index].warning
        reasons[warning.digest] = reason
        all[index] = StandingWarning(warning: warning, answer: .init(author: person, reason: reason))
    }
}

extension DeskScreen {
    /// Goes on to the next warning that needs a reason, or to the summary.
    mutating func weigh(_ round: WarningRound) {
        guard round.current == nil else { return modal = .warning(round, TextField(longest: Question.longestReason)) }
        summarize(.approve(round.manuscript, over: round.reasons), warned: round.all)
    }

    mutating func pressWarning(_ key: Key, _ round: WarningRound, _ field: TextField) {
        var (round, field) = (round, field)
        switch key {
        case .escape:
            modal = nil
            note = "Nothing was signed. To mend it: pane 4 takes more out, then P puts the new text forward."
        case .enter:
            let reason = field.answer
            guard reason.contains(where: \.isLetter) else {
                note = "A few words are needed. Esc if you would rather mend the text."
                return
            }
            note = ""
            round.answer(reason)
            weigh(round)
        default:
            _ = field.press(key)
            modal = .warning(round, field)
        }
    }

    func draw(_ round: WarningRound, _ field: TextField, in frame: inout Frame) {
        guard let warning = round.current else { return }
        frame.bar(
            " A warning about this text", end: "\(round.place) ", row: 2, column: fileColumn, width: fileWidth,
            style: .reverse)
        let width = fileWidth - 2
        func wrapped(_ text: String) -> [String] {
            WrappedText(TerminalText.line(text), columns: width).lines.map(\.text)
        }
        let question = wrapped("Why may it go out all the same? The other reviewers can read it.")
        // The field keeps at least two rows: what is typed is seen as it is typed.
        let room = fileHeight - question.count - 5
        let sentence = Array(wrapped(warning.words).prefix(max(1, room)))
        put(sentence, in: &frame, from: 3)
        put(question, in: &frame, from: 4 + sentence.count, style: .bold)
        let (lines, line, column) = field.layout(columns: width - 2)
        let row = 4 + sentence.count + question.count
        let last = max(1, size.rows - 2 - row)
        let top = max(0, line - last + 1)
        let shown = lines[top..<min(lines.count, top + last)].enumerated().map {
            ($0.offset == 0 ? "› " : "  ") + $0.element
        }
        put(shown.isEmpty ? ["› "] : shown, in: &frame, from: row)
        frame.cursor = (row + line - top, min(size.columns - 1, fileColumn + 3 + column))
    }
}
