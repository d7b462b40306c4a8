import Policies
import Redaction

extension DeskScreen {
    /// A letter can begin with one of so many that were sealed this evening.
    static let recalled = 3

    mutating func beginLetter() {
        guard let view = file?.view else { return }
        // A letter stands in a language that it has: its own words must be those of its label.
        let language = letterLanguages.contains(view.language) ? view.language : letterLanguages.first ?? "en"
        if let words = file?.letterDraft {
            note = "This is what you typed before."
            return openLetter(words, in: language)
        }
        askLetter(in: language)
    }

    private mutating func askLetter(in language: String) {
        guard templates != nil else { return openLetter("", in: language) }
        let letters = zip("123456789", LetterTemplates.Occasion.allCases).map { (key: $0, words: $1.name) }
        let others = letterLanguages.count > 1 ? [(key: Character("l"), words: "in another language")] : []
        let recalled = zip("abc", lettersOfTonight).map { key, text in
            (key: key, words: "as you wrote before: “\(Self.start(text)) …”")
        }
        modal = .choice(
            Choice(
                purpose: .template(language: language), title: "Which letter, in \(StoryLanguage.name(language))?",
                options: [("0", "an empty page")] + letters + recalled + others))
    }

    /// By what a person knows a letter again: its first words after the greeting.
    private static func start(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
        return String((lines.count > 1 ? lines[1] : lines.first ?? "").prefix(36))
    }

    mutating func startLetter(_ key: Character, in language: String) {
        if key == "l" {
            let next = (letterLanguages.firstIndex(of: language) ?? -1) + 1
            return askLetter(in: letterLanguages[next % letterLanguages.count])
        }
        if let place = Array("abc").firstIndex(of: key), lettersOfTonight.indices.contains(place) {
            return openLetter(lettersOfTonight[place], in: language)
        }
        let index = (key.wholeNumberValue ?? 0) - 1
        let occasions = LetterTemplates.Occasion.allCases
        let words = occasions.indices.contains(index) ? templates?.letter(occasions[index], .web, in: language) : nil
        openLetter(words ?? "", in: language)
    }

    private mutating func openLetter(_ words: String, in language: String) {
        file?.letterKept = words
        modal = .letter(letterField(words), language: language)
    }

    func letterField(_ text: String) -> TextField {
        TextField(text, hasLines: true, longest: Desk.longestLetter, blank: LetterTemplates.blank)
    }

    mutating func pressLetter(_ key: Key, _ field: TextField, _ language: String) -> [DeskEffect] {
        var field = field
        switch key {
        case .escape:
            if field.text.contains(where: { !$0.isWhitespace }) {
                modal = .field(.dropLetter(field.text, language), TextField())
                return []
            }
            modal = nil
            return dropLetter()
        case .control("s"):
            guard field.text.contains(where: { !$0.isWhitespace }) else { return nothing("The letter is empty.") }
            guard !field.text.contains(LetterTemplates.blank) else {
                _ = field.goToBlank()
                modal = .letter(field, language: language)
                return nothing("A line of ___ is left. Put your own words there, or take it out; Tab goes to the next.")
            }
            summarize(.letter(text: field.text, language: language))
        default:
            _ = field.press(key)
            modal = .letter(field, language: language)
        }
        return []
    }

    /// Lets go of a letter that was begun, also of what was kept of it.
    mutating func dropLetter() -> [DeskEffect] {
        guard let file, file.letterDraft != nil else { return [] }
        self.file?.letterDraft = nil
        return [.keepLetter(nil, file.view.caseID)]
    }

    /// Remembers a letter that was sealed, for the next one; it is gone when the desk is left.
    mutating func remember(_ letter: String) {
        lettersOfTonight.removeAll { $0 == letter }
        lettersOfTonight = Array(([letter] + lettersOfTonight).prefix(Self.recalled))
    }

    // MARK: Keeping

    /// Nobody typed for a moment, or the desk is about to end: what was typed of a letter and is not kept yet is kept now.
    mutating func pause() -> [DeskEffect] {
        guard let file, let words = letterInHand, words != file.letterKept else { return [] }
        self.file?.letterKept = words
        self.file?.letterDraft = words
        return [.keepLetter(words, file.view.caseID)]
    }

    private var letterInHand: String? {
        switch modal {
        case .letter(let field, _): field.text
        case .field(.dropLetter(let text, _), _): text
        case .summary(let summary, _, _): if case .letter(let text, _) = summary.act { text } else { nil }
        default: nil
        }
    }
}

extension LetterTemplates.Occasion {
    /// What the letter is for, for a reviewer.
    var name: String {
        switch self {
        case .received: "your story is here"
        case .question: "a question"
        case .signOff: "here is the text, to say yes or no to"
        case .published: "it is out"
        case .declined: "we will not share it, kindly"
        case .worried: "we are worried about you"
        }
    }
}
