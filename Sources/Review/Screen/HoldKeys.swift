import Console
import Ledger

/// The holds that this reviewer may release, looked at one by one: a release ends one and no other.
struct HoldRound: Equatable {
    let holds: [CaseState.Hold]
    private var index = 0

    init(_ holds: [CaseState.Hold]) { self.holds = holds }

    var current: CaseState.Hold? { holds.indices.contains(index) ? holds[index] : nil }
    /// Where the one that is looked at stands among them, such as "1 of 2".
    var place: String { "\(index + 1) of \(holds.count)" }

    mutating func goOn() { index = (index + 1) % max(1, holds.count) }
}

extension DeskScreen {
    mutating func beginRelease() { modal = .hold(HoldRound(file?.view.releasable ?? []), Self.holdField) }

    private static var holdField: TextField { TextField(longest: Question.longestReason) }

    mutating func pressHold(_ key: Key, _ round: HoldRound, _ field: TextField) -> [DeskEffect] {
        var (round, field) = (round, field)
        switch key {
        case .escape:
            modal = nil
            return nothing("Nothing was signed.")
        case .tab where round.holds.count > 1:
            round.goOn()
            // A reason is for the hold that it was typed for.
            modal = .hold(round, Self.holdField)
        case .enter:
            guard field.answer.contains(where: \.isLetter) else { return nothing("A few words are needed.") }
            guard let hold = round.current else { return [] }
            note = ""
            summarize(.release(hold, reason: field.answer))
        default:
            _ = field.press(key)
            modal = .hold(round, field)
        }
        return []
    }

    func draw(_ round: HoldRound, _ field: TextField, _ file: OpenCase, in frame: inout Frame) {
        guard let hold = round.current else { return }
        let act = ReviewAct.release
        drawWeighing(
            "A hold on this story", round.place,
            [
                Said(words: "\(hold.meaning.prefix(1).uppercased())\(hold.meaning.dropFirst()).", meaning: .care),
                Said(words: act.consequence(.release(hold, reason: ""), file.view), meaning: .calm),
            ], question: act.question ?? "", field, in: &frame)
    }

    /// Something that must be weighed, and the words that are typed about it.
    func drawWeighing(
        _ title: String, _ place: String, _ sentences: [Said], question: String, _ field: TextField,
        in frame: inout Frame
    ) {
        frame.bar(" \(title)", end: "\(place) ", row: 2, column: fileColumn, width: fileWidth, style: .reverse)
        let width = fileWidth - 2
        func wrapped(_ said: Said) -> [TextScroll.Line] {
            WrappedText(TerminalText.line(said.words), columns: width).lines.map {
                TextScroll.Line(text: $0.text, style: said.meaning.style)
            }
        }
        let asked = wrapped(Said(words: question)).map(\.text)
        // The field keeps at least two rows: what is typed is seen as it is typed.
        let room = fileHeight - asked.count - 5
        let shown = Array(sentences.flatMap(wrapped).prefix(max(1, room)))
        draw(shown, from: 3, in: &frame)
        put(asked, in: &frame, from: 4 + shown.count, style: .bold)
        let (lines, line, column) = field.layout(columns: width - 2)
        let row = 4 + shown.count + asked.count
        let last = max(1, size.rows - 2 - row)
        let top = max(0, line - last + 1)
        let typed = lines[top..<min(lines.count, top + last)].enumerated().map {
            ($0.offset == 0 ? "› " : "  ") + $0.element
        }
        put(typed.isEmpty ? ["› "] : typed, in: &frame, from: row)
        frame.cursor = (row + line - top, min(size.columns - 1, fileColumn + 3 + column))
    }
}
