import Envelope
import Files
import Mailbox
import Policies

/// Typing what was marked on a sheet, on the second screen.
struct SheetSession {
    let language: Language
    let policies: PolicySet

    /// Asks question by question, then shows all of it: a yes that was missed here cannot be added later.
    ///
    /// - Returns: nil if the reviewer left.
    func marks() throws -> SheetBoxes? {
        let questions = SheetBoxes.questions(language, policies)
        var boxes = SheetBoxes()
        var index = 0
        var note = ""
        while true {
            while index < questions.count {
                let question = questions[index]
                let typed = try Prompt.screenLine(
                    status: "Sheet, question \(index + 1) of \(questions.count): \(question.text)",
                    note: note.isEmpty ? Self.how(question) : note, help: "", below: Self.shown(question))
                note = ""
                switch typed {
                case ".quit": return nil
                case ".back": index = max(0, index - 1)
                default:
                    if boxes.mark(typed, for: question) {
                        index += 1
                    } else {
                        note = "Type numbers of boxes that stand here, or nothing."
                    }
                }
            }
            let text = BoxesText(language, policies).text(boxes) ?? "The name is too long. Go back with .back."
            let answer = try Prompt.screenLine(
                status: "What was marked. A yes that is missing here cannot be added later.",
                note: "Compare it with the sheet. .seal goes on, .back asks again, .quit leaves.", help: "",
                below: text)
            switch answer {
            case ".seal" where boxes.choices(policies) != nil: return boxes
            case ".quit": return nil
            default: index = answer == ".back" ? 0 : questions.count
            }
        }
    }

    private static func how(_ question: SheetBoxes.Question) -> String {
        if question.isOpen { return "Type the name as it stands there; nothing if there is none." }
        return question.takesSeveral
            ? "Type the numbers that are marked, such as 1 3; nothing if none is."
            : "Type the number that is marked; nothing if none is."
    }

    private static func shown(_ question: SheetBoxes.Question) -> String {
        question.boxes.enumerated().map { "  \($0.offset + 1)  \($0.element.label)" }.joined(separator: "\n")
    }
}

/// What was marked, in the words of the sheet: to compare it with the paper.
struct BoxesText {
    private let language: Language
    private let policies: PolicySet

    init(_ language: Language, _ policies: PolicySet) {
        self.language = language
        self.policies = policies
    }

    /// Nil if something is not as the policy allows it.
    func text(_ boxes: SheetBoxes) -> String? {
        guard let chosen = boxes.choices(policies) else { return nil }
        let answers = chosen.answers.sealed(language: language.code, part: .story)
        let consent = chosen.consent.consent(on: .today, policy: policies.consent)
        return text(
            consent, term: said("consent.term.\(chosen.consent.term.rawValue)"), openCase: answers.openCase,
            underEighteen: answers.underEighteen)
    }

    /// The same of what was signed on that day.
    func text(_ consent: Consent, _ answers: StoryAnswers, typed day: Day) -> String {
        // The sheet has a box and no date.
        let box = Consent.Term.allCases.first { $0.end(from: day) == consent.until }
        let term = box.map { said("consent.term.\($0.rawValue)") }
        return text(
            consent, term: term ?? consent.until?.description ?? "", openCase: answers.openCase,
            underEighteen: answers.underEighteen)
    }

    private func text(
        _ consent: Consent, term: String, openCase: StoryAnswers.Answer, underEighteen: StoryAnswers.Answer
    ) -> String {
        let uses = policies.consent.uses.filter { consent.uses.contains($0) }
            .map { "  " + said("consent.use.\($0.rawValue).label") }
        var lines = [said("consent.use.question")] + (uses.isEmpty ? ["  -"] : uses)
        lines += [said("consent.term.question") + " " + term]
        lines += [said("consent.edits.question") + " " + said("consent.edits.\(consent.edits.rawValue)")]
        lines += [
            said("consent.show-first.question") + " " + said("consent.show-first.\(consent.showFirst ? "yes" : "no")")
        ]
        lines += [said("consent.credit") + ": " + (consent.credit.isEmpty ? said("consent.no-credit") : consent.credit)]
        lines += [said("ask.open-case.question") + " " + said("ask.open-case.\(openCase.rawValue)")]
        if policies.form.asksAge {
            lines += [said("ask.under-18.question") + " " + said("ask.under-18.\(underEighteen.rawValue)")]
        }
        return lines.joined(separator: "\n")
    }

    private func said(_ key: String) -> String { language.texts[key] ?? key }
}

/// The ten words on a sheet, as a reviewer types them: on the second screen, or from a file descriptor; never in an argument.
struct SheetCode {
    let lists: WordLists

    init(_ languages: Languages) { lists = WordLists(languages.all.map(\.words)) }

    /// The code of a line, or with nil of what is typed; nil if the reviewer left.
    func code(_ line: [UInt8]?) throws -> ReceiptCode? {
        if let line { return try read(line) }
        return try ask()
    }

    /// Asks for the words until they are a code; nil if the reviewer left.
    func ask() throws -> ReceiptCode? {
        var note = "The ten words of the sheet, in their order. .quit leaves."
        while true {
            var typed = Array(try Prompt.screenLine(status: "The code", note: note, help: note).utf8)
            defer { for index in typed.indices { typed[index] = 0 } }
            if typed == Array(".quit".utf8) { return nil }
            do throws(ReceiptCodeError) { return try lists.code(typed: typed.span) } catch {
                note = said(error, typed)
            }
        }
    }

    /// Reads the words from one line of a letter.
    ///
    /// - Throws: `Refusal`, which names the place of a wrong word and never a word.
    func read(_ line: [UInt8]) throws(Refusal) -> ReceiptCode {
        do throws(ReceiptCodeError) { return try lists.code(typed: line.span) } catch {
            let hint = "compare each word and its place with the sheet"
            switch error {
            case .wrongNumberOfWords: throw Refusal(.usage, "a code has ten words", hint: hint)
            case .mistyped: throw Refusal(.usage, "these ten words are not a code", hint: hint)
            case .unknownWord(let place):
                throw Refusal(.usage, "word \(place + 1) of the code is in no list", hint: hint)
            case .noMemory: throw Refusal(.unavailable, GuardedMemoryError().description)
            }
        }
    }

    /// With the nearest words: only on the second screen, which forgets them.
    private func said(_ error: ReceiptCodeError, _ typed: [UInt8]) -> String {
        switch error {
        case .wrongNumberOfWords: return "A code has ten words. Count them on the sheet."
        case .mistyped: return "These words are in our lists and no code: one is another, or two changed places."
        case .noMemory: return GuardedMemoryError().description
        case .unknownWord(let place):
            let near = lists.nearest(to: place, in: typed.span).words
            return "Word \(place + 1) is in no list."
                + (near.isEmpty ? "" : " Near to it: \(near.joined(separator: ", ")).")
        }
    }
}
