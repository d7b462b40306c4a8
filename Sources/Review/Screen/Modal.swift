import Console
import Envelope
import Ledger
import Redaction

/// Something that the desk asks before it goes on.
enum Modal {
    case help(TextScroll)
    /// What can be signed in this case; the chosen line.
    case acts(Int)
    case field(Question, TextField)
    case summary(ActSummary, TextField, TextScroll)
    case letter(TextField, language: String)
    /// A hold that would be released, and the reason that is typed.
    case hold(HoldRound, TextField)
    /// A warning about the text that would be approved, and the reason that is typed.
    case warning(WarningRound, TextField)
    case choice(Choice)
    /// Over the queue.
    case menu(QueueMenu)
}

/// What a line of text is asked for.
enum Question: Equatable {
    /// What is asked about something that was found.
    enum Answer { case standIn, keep, keepPlace, merge }

    case search, findCase, title, language
    /// Asked of what is quoted: nobody needs to remember which number it was.
    case found(Answer, quote: String)
    case reason(ReviewAct)
    /// Throw the letter away?
    case dropLetter(String, String)
    /// What the team calls a case.
    case name(CaseID)
    /// How many cases something is done with.
    case together(Together, [CaseID])

    var words: String {
        switch self {
        case .search: "Look for, in any case:"
        case .findCase: "Look for, in the lines that are shown:"
        case .name: "A name for the team, that is in no way theirs; none takes it off:"
        case .together(let act, let cases): act.question(cases.count)
        case .title: "A title that names nobody:"
        case .language: "The code of the language, such as de, ko or zh-Hant:"
        case .found(.standIn, let quote): "What should stand in the place of \(quote):"
        case .found(.keep, let quote): "Why can \(quote) stay? The second reviewer sees this:"
        case .found(.keepPlace, let quote): "Why can this place stay: \(quote)? The second reviewer sees this:"
        case .found(.merge, let quote): "\(quote) is the same as number:"
        case .reason(let kind): kind.question ?? kind.name
        case .dropLetter: "Throw the letter away? Type yes:"
        }
    }

    static let longestReason = 2000

    var longest: Int {
        switch self {
        case .title: RedactionScript.maximumTitleLength
        case .found(.standIn, _): StandIn.maximumLength
        case .language: 35
        default: Self.longestReason
        }
    }
}

/// A short list to choose from, each line with its key.
struct Choice {
    enum Purpose: Equatable {
        case generalize
        /// What was marked in the story; the second is every other place of the same words too.
        case mark(Range<Int>, everywhere: [Range<Int>])
        /// A letter to begin with, in a language.
        case template(language: String)
        case language
    }

    let purpose: Purpose
    let title: String
    let options: [(key: Character, words: String)]
}

extension DeskScreen {
    func draw(_ summary: ActSummary, _ field: TextField, _ scroll: TextScroll, in frame: inout Frame) {
        frame.bar(" \(summary.title)", row: 2, column: fileColumn, width: fileWidth, style: .reverse)
        for (row, line) in scroll.visible.enumerated() {
            frame.put(line.text, row: row + 3, column: fileColumn + 1, width: fileWidth - 2, style: line.style)
        }
        let row = size.rows - 4
        if scroll.hasMore { frame.put("▼ more", row: row - 1, column: size.columns - 7, width: 7, style: .dim) }
        guard let typed = summary.typed else {
            return frame.put(
                "Enter signs it. Esc leaves it.", row: row, column: fileColumn + 1, width: fileWidth - 2, style: .bold)
        }
        let ask = "To sign, type \(typed): "
        frame.put(ask, row: row, column: fileColumn + 1, width: fileWidth - 2, style: .bold)
        let column = fileColumn + 1 + ask.count
        frame.put(field.text, row: row, column: column, width: size.columns - column)
        frame.cursor = (row, min(size.columns - 1, column + DisplayWidth.of(TerminalText.line(field.text))))
    }

    /// The first act that is on the screen: the chosen one is among them.
    func actsTop(_ chosen: Int) -> Int {
        let room = fileHeight - 2
        return max(0, min(chosen - room / 2, (file?.view.acts.count ?? 0) - room))
    }

    func drawActs(_ chosen: Int, _ file: OpenCase, in frame: inout Frame) {
        frame.bar(" What can be signed here", row: 2, column: fileColumn, width: fileWidth, style: .reverse)
        let top = actsTop(chosen)
        for (index, offer) in file.view.acts.dropFirst(top).prefix(fileHeight - 2).enumerated() {
            let isChosen = top + index == chosen
            let refusal = refusal(of: offer)
            // Grey, and a dash in the place of its key's room: not by a color alone.
            let mark = "\(isChosen ? "›" : " ")\(refusal == nil ? " " : "–")"
            let text = "\(mark)\(offer.kind.key)  \(offer.kind.name)"
            frame.put(
                text + (refusal.map { ": \($0)" } ?? ""), row: 3 + index, column: fileColumn + 1, width: fileWidth - 2,
                style: refusal != nil ? .dim : isChosen ? .bold : [])
        }
        guard file.view.acts.indices.contains(chosen), let refusal = refusal(of: file.view.acts[chosen]) else { return }
        frame.put(refusal, row: size.rows - 3, column: fileColumn + 1, width: fileWidth - 2, style: .calm)
    }

    func draw(_ choice: Choice, in frame: inout Frame) {
        let lines = titleLines(choice)
        put(lines, in: &frame, from: 2, style: .bold)
        put(choice.options.map { "  \($0.key)  \($0.words)" }, in: &frame, from: 3 + lines.count)
    }

    func titleLines(_ choice: Choice) -> [String] {
        WrappedText(TerminalText.sanitise(choice.title), columns: fileWidth - 2).lines.map(\.text)
    }

    func drawLetter(_ field: TextField, _ language: String, in frame: inout Frame) {
        frame.bar(
            " A letter in \(StoryLanguage.name(language))", end: "they and reviewers read it ", row: 2,
            column: fileColumn, width: fileWidth, style: .reverse)
        let width = min(fileWidth - 2, 78)
        let (lines, line, column) = field.layout(columns: width)
        let room = max(1, fileHeight - 1)
        let top = max(0, min(line - room + 1, lines.count - 1))
        put(lines[top..<min(lines.count, top + room)], in: &frame, from: 3)
        frame.cursor = (3 + line - top, min(size.columns - 1, fileColumn + 1 + column))
    }
}

extension DeskScreen {
    /// All keys, as `?` shows them.
    static let help = """
        q        leave at once: the screen is cleared; your work is saved
        Ctrl-C   the same, also while you type
        Esc      back
        Ctrl-Z   set the desk aside; the screen is cleared

        The queue
        j k ↑ ↓  move          ] [      next part, part before
        Enter    open a case   / n N    find what a line says; next, before
        f        show only: one language, one kind of work; Esc shows all
        t        a name for the team, by who has read the story
        m *      mark, mark all that are shown
        a        do one thing with all that are marked
        r        read the queue anew
        h        a tour: six keys on an invented story
        z        the case alone, or beside the queue

        A case
        1 to 6   consent, history, story, found, text, letters
        Tab      the next of them
        a        what can be signed here, each with its key
        u        take back the last step, until it is signed

        Story
        space b  a page on, a page back
        /  n N   look for words; the next place, the one before
        v        mark by hand: move, v or space begins, Enter takes out

        Found: what could tell who is meant
        y        settle as offered, and on to the next
        Y        settle all of this kind that has a form: phones, dates …
        o        the text as it will read, or as it was written
        d        another name        w        vaguer words
        n        your own words      #        a number
        x        leave it out
        i        it stays, with a reason for the second reviewer
        K        it stays, where it is no name and many could say it
        e        only this place stays; once more, it goes
        ← →      the other places of the same
        m        it is the same as another number
        s        this place is someone else
        t        the title           p        the text as it would be published
        l        the language of the story, where the machine took it for another

        Text: exactly what would be published
        o        the story instead, in a narrow window
        d        what changed since the text before
        The text is read to its end before it is signed.

        Capital letters sign, and nothing is signed before you saw what:
        """ + ReviewAct.all.map { "\n\($0.key)        \($0.name)" }.joined()
}
