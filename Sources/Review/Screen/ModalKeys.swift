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
        case .hold(let round, let field): return pressHold(key, round, field)
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
            guard text.contains(where: { !$0.isWhitespace }) else { return nothing("t gives it a title.") }
            file?.work?.name(text)
            if file?.work?.isUnfinished == nil {
                // Nothing is left but to read it.
                file?.pane = .text
                note = "This is how it would be published. Read it to its end, then P."
            }
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
        case .reason(let kind):
            guard text.contains(where: \.isLetter) else {
                note = "A few words are needed."
                modal = .field(question, TextField(typed))
                return []
            }
            summarize(.simple(kind, reason: text))
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
            if let typed = summary.typed, !Prompt.isSame(field.text, typed) {
                let how = summary.endsWithDigits ? "" : " and press Enter"
                return nothing("To sign, type \(typed)\(how). Esc leaves it.")
            }
            return sign(summary.act)
        case .up, .down, .pageUp, .pageDown: _ = scroll.press(key)
        default:
            if let typed = summary.typed, field.press(key), case .character = key, summary.endsWithDigits,
                Prompt.isSame(field.text, typed)
            {
                lastDigitSigned = true
                return sign(summary.act)
            }
        }
        modal = .summary(summary, field, scroll)
        return []
    }

    private mutating func sign(_ act: DeskAct) -> [DeskEffect] {
        guard let caseID = file?.view.caseID else { return [] }
        modal = nil
        note = ""
        sent = act
        return [.sign(act, caseID)]
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
        drawWeighing(
            "A warning about this text", round.place, [Said(words: warning.words, meaning: .care)],
            question: "Why may it go out all the same? The other reviewers can read it.", field, in: &frame)
    }
}
