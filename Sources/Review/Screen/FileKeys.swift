import Envelope
import Ledger
import Redaction

extension DeskScreen {
    /// A key while the open case has the focus.
    mutating func pressFile(_ key: Key) -> [DeskEffect] {
        guard let file else { return [] }
        switch key {
        case .escape: focus = .queue
        case .tab: self.file?.pane = file.pane.after(1)
        case .backTab: self.file?.pane = file.pane.after(Pane.allCases.count - 1)
        case .character(let digit) where digit.wholeNumberValue.flatMap(Pane.init) != nil:
            self.file?.pane = digit.wholeNumberValue.flatMap(Pane.init) ?? .consent
        case .character("a"): modal = .acts(0)
        case .character("u"): return undo()
        case .character("p"): self.file?.pane = .text
        case .character(let character)
        where file.view.offer(of: character) != nil && !(file.pane == .found && character == "Y"):
            return begin(character)
        default: return pressPane(key)
        }
        return []
    }

    private mutating func pressPane(_ key: Key) -> [DeskEffect] {
        guard let file else { return [] }
        switch file.pane {
        case .consent: return pressConsent(key)
        case .history: _ = self.file?.history.press(key)
        case .letters: _ = self.file?.letters.press(key)
        case .story, .found, .text:
            guard file.isRevealed else { return key == .enter && file.view.hasWords ? [.reveal(file.view.caseID)] : [] }
            switch file.pane {
            case .story: pressStory(key)
            case .found: return pressFound(key)
            default: pressText(key)
            }
        }
        return []
    }

    private mutating func pressStory(_ key: Key) {
        if let move = Move(key, page: file?.story?.page ?? 1) {
            file?.story?.move(move)
            return
        }
        switch key {
        case .character("/"): modal = .field(.search, TextField())
        case .character("n"): file?.story?.step(1)
        case .character("N"): file?.story?.step(-1)
        case .character("v"): file?.story?.beginMarking()
        case .enter:
            // At its end Enter goes on to what is to be done with it.
            guard file?.story?.matches.isEmpty == true, file?.story?.isReadToEnd == true, file?.work != nil else {
                file?.story?.endSearch()
                return
            }
            file?.pane = .found
        case .character("l"): askLanguage()
        default: break
        }
    }

    private mutating func pressText(_ key: Key) {
        if let move = Move(key, page: file?.compare?.page ?? 1) {
            file?.compare?.move(move)
            return
        }
        switch key {
        case .character("o"): file?.compare?.turn()
        case .character("d"):
            guard file?.view.text?.previous != nil, file?.showsWork == false else {
                note = "There is no text before this one."
                return
            }
            file?.showsPrevious.toggle()
            file?.compare = nil
        case .character("t"): askTitle()
        case .character("l"): askLanguage()
        default: break
        }
    }

    mutating func askTitle() {
        guard let work = file?.work else { return }
        modal = .field(.title, TextField(work.title, longest: Question.title.longest))
    }

    mutating func askLanguage() {
        guard let work = file?.work else { return }
        let now = work.language.tag.map { "It is taken for \(StoryLanguage.name($0))." } ?? "The machine cannot tell."
        modal = .choice(
            Choice(
                purpose: .language, title: "In which language is this story? \(now)",
                options: zip("123456789", StoryLanguage.offered.map(\.name)).map { (key: $0, words: $1) }
                    + [(key: "0", words: "another one")]))
    }

    /// Takes what a reviewer says of the language; what was found stays.
    mutating func say(language tag: String) -> [DeskEffect] {
        file?.work?.say(language: tag)
        note = "It is taken for \(StoryLanguage.name(tag))."
        if file?.work?.language.isChecked == false {
            note += " Not checked by machine: whoever approves it reads the whole story."
        }
        return changed()
    }

    private mutating func undo() -> [DeskEffect] {
        guard file?.work?.undo() == true else { return nothing("There is nothing to take back.") }
        note = "Taken back."
        return changed()
    }

    /// After each decision: the work is kept, and the text is made anew.
    mutating func changed() -> [DeskEffect] {
        file?.isWorking = true
        guard let file, let work = file.work else { return [] }
        return [.save(work.saved, file.view.caseID)]
    }

    // MARK: Marking by hand

    mutating func pressMarking(_ key: Key) -> [DeskEffect] {
        switch key {
        case .escape: file?.story?.endMarking()
        case .enter: askMark()
        default: _ = file?.story?.mark(key)
        }
        return []
    }

    private mutating func askMark() {
        guard let file, let story = file.story, let signs = story.marked else { return }
        guard file.work != nil else {
            note = "Nothing can be taken out of this story now."
            return
        }
        let places = story.places(signs)
        let words = String(String.UnicodeScalarView(Array(story.text.unicodeScalars)[places]))
        let all = TextSearch.places(of: words, in: story.text, wholeWords: true)
        let others = all.filter { !$0.overlaps(places) }
        var options: [(key: Character, words: String)] = [
            ("p", "a person"), ("l", "a place"), ("o", "an organization"), ("d", "a date or time"), ("n", "a number"),
            ("x", "something else"),
        ]
        if file.view.terms?.edits == .shorten { options.append(("s", "shorten: cut this passage")) }
        let more = others.isEmpty ? "" : ", here and at \(others.count) other place\(others.count == 1 ? "" : "s")"
        if !others.isEmpty { options.append(("1", "only this one place")) }
        modal = .choice(
            Choice(
                purpose: .mark(places, everywhere: [places] + others), title: "Take this out\(more). What is it?",
                options: options))
    }

    /// Marks what was chosen as one thing.
    mutating func mark(_ places: Range<Int>, everywhere: [Range<Int>], as key: Character) -> [DeskEffect] {
        let types: [Character: IdentifierType] = [
            "p": .person, "l": .location, "o": .organization, "d": .date, "n": .idNumber, "x": .other, "s": .other,
        ]
        guard let type = types[key], let isSpanish = file?.work?.isSpanish else { return [] }
        let shortened = Decision.chosen(isSpanish ? "abreviado" : "shortened")
        let refusal = file?.work?.mark(key == "s" ? [places] : everywhere, type, as: key == "s" ? shortened : nil)
        file?.story?.endMarking()
        file?.story?.endSearch()
        if let refusal { return nothing(refusal) }
        note =
            "Taken out at \(key == "s" ? 1 : everywhere.count) places. Pane 4 changes what stands there; u takes it back."
        return changed()
    }
}
