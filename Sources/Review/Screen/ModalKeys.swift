import Console
import Envelope
import Ledger
import Redaction
import Warnings

extension DeskScreen {
    /// A key while the desk asks something.
    mutating func pressModal(_ key: Key) -> [DeskEffect] {
        switch modal {
        case .help(var scroll):
            if scroll.press(key) { modal = .help(scroll) } else { modal = nil }
            return key == .character("q") ? [.leave] : []
        case .acts(let chosen): return pressActs(key, chosen)
        case .choice(let choice): return pressChoice(key, choice)
        case .field(let question, var field):
            if field.press(key) {
                modal = .field(question, field)
                return []
            }
            guard key == .enter else {
                if key == .escape { close(question) }
                return []
            }
            modal = nil
            return answer(question, field.answer, typed: field.text)
        case .summary(let summary, let field, let scroll): return pressSummary(key, summary, field, scroll)
        case .letter(let field, let language): return pressLetter(key, field, language)
        case .warning(let round, let field):
            pressWarning(key, round, field)
            return []
        case .menu(let menu): return pressMenu(key, menu)
        case nil: return []
        }
    }

    private mutating func close(_ question: Question) {
        modal = nil
        if case .dropLetter(let text, let language) = question {
            modal = .letter(letterField(text), language: language)
        }
    }

    private mutating func pressActs(_ key: Key, _ chosen: Int) -> [DeskEffect] {
        guard let acts = file?.view.acts else { return [] }
        if let move = Move(key, page: 1) {
            modal = .acts(max(0, min(move.from(chosen, last: acts.count - 1), acts.count - 1)))
            return []
        }
        modal = nil
        switch key {
        case .enter: return acts.indices.contains(chosen) ? begin(acts[chosen].kind.key) : []
        case .character("q"): return [.leave]
        case .character(let character): return begin(character)
        default: return []
        }
    }

    private mutating func pressChoice(_ key: Key, _ choice: Choice) -> [DeskEffect] {
        guard case .character(let character) = key, choice.options.contains(where: { $0.key == character }) else {
            if key == .escape { modal = nil }
            return key == .character("q") ? [.leave] : []
        }
        modal = nil
        switch choice.purpose {
        case .generalize:
            let words = choice.options.first { $0.key == character }?.words ?? ""
            return settle(file?.work?.decide(.generalized(words)))
        case .language:
            guard let index = character.wholeNumberValue, index > 0 else {
                modal = .field(.language, TextField(longest: Question.language.longest))
                return []
            }
            return say(language: StoryLanguage.offered[index - 1].tag)
        case .template(let language):
            startLetter(character, in: language)
            return []
        case .release(let holds):
            modal = zip("123456789", holds).first { $0.0 == character }.map { .field(.release($0.1), TextField()) }
            return []
        case .mark(let places, let everywhere):
            if character == "1" {
                let options = choice.options.filter { $0.key != "1" }
                modal = .choice(
                    Choice(
                        purpose: .mark(places, everywhere: [places]), title: "Take out this one place. What is it?",
                        options: options))
                return []
            }
            return mark(places, everywhere: everywhere, as: character)
        }
    }

    private mutating func answer(_ question: Question, _ text: String, typed: String) -> [DeskEffect] {
        switch question {
        case .search:
            if text.isEmpty {
                file?.story?.endSearch()
            } else if file?.story?.search(text) != true {
                note = "It does not stand in this story."
            }
            return []
        case .findCase:
            return find(text, forward: true)
        case .name(let caseID):
            named = (caseID, text)
            return [.name(text, caseID)]
        case .together(let act, let cases): return answer(act, cases, typed: text)
        case .title:
            file?.work?.name(text)
            return changed()
        case .language:
            guard Manuscript.isLanguageTag(text) else {
                note = "That is no code of a language: two or three letters, such as de."
                modal = .field(question, TextField(typed, longest: question.longest))
                return []
            }
            return say(language: text)
        case .dropLetter(let letter, let language):
            guard text.lowercased() != "yes", text.lowercased() != "y" else { return dropLetter() }
            modal = .letter(letterField(letter), language: language)
            return []
        case .reason, .release:
            guard text.contains(where: \.isLetter) else {
                note = "A few words are needed."
                modal = .field(question, TextField(typed))
                return []
            }
            if case .reason(let kind) = question { summarize(.simple(kind, reason: text)) }
            if case .release(let hold) = question { summarize(.release(hold, reason: text)) }
            return []
        case .found(let answer, _): return answerFound(answer, text)
        }
    }

    private mutating func pressSummary(
        _ key: Key, _ summary: ActSummary, _ field: TextField, _ scroll: TextScroll
    ) -> [DeskEffect] {
        var (field, scroll) = (field, scroll)
        switch key {
        case .escape:
            modal = nil
            if case .letter(let text, let language) = summary.act {
                modal = .letter(letterField(text), language: language)
            }
            return nothing("Nothing was signed.")
        case .enter:
            guard let caseID = file?.view.caseID else { return [] }
            if let typed = summary.typed, !Prompt.isSame(field.text, typed) {
                return nothing("To sign, type \(typed) and press Enter. Esc leaves it.")
            }
            modal = nil
            note = ""
            sent = summary.act
            return [.sign(summary.act, caseID)]
        case .up, .down, .pageUp, .pageDown: _ = scroll.press(key)
        default: if summary.typed != nil { _ = field.press(key) }
        }
        modal = .summary(summary, field, scroll)
        return []
    }
}

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
