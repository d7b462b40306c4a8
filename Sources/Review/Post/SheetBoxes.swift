import Envelope
import Policies

/// What a survivor marked on a sheet: the same questions as on the web, under the same policy, in the sheet's own words.
struct SheetBoxes {
    /// A question of the sheet; `name` is the field's, or its beginning where several boxes can be marked.
    struct Question {
        let name: String
        let text: String
        let boxes: [(value: String, label: String)]
        let takesSeveral: Bool
        /// Whether it is answered in words: a name to publish under.
        var isOpen: Bool { boxes.isEmpty }
    }

    private(set) var values: [String: String] = [:]

    /// The names of the fields that stand on a sheet: those of the form but for the content notes.
    static func names(_ policies: PolicySet) -> Set<String> {
        ConsentChoices.names(policies.consent)
            .union(FormAnswers.names(policies.form).filter { !$0.hasPrefix(FormAnswers.notePrefix) })
    }

    /// The questions in the order of the sheet.
    static func questions(_ language: Language, _ policies: PolicySet) -> [Question] {
        func said(_ key: String) -> String { language.texts[key] ?? key }
        func one(_ name: String, _ key: String, _ values: [String]) -> Question {
            Question(
                name: name, text: said("\(key).question"), boxes: values.map { ($0, said("\(key).\($0)")) },
                takesSeveral: false)
        }
        var questions = [
            Question(
                name: ConsentChoices.usePrefix, text: said("consent.use.question"),
                boxes: policies.consent.uses.map { ($0.rawValue, said("consent.use.\($0.rawValue).label")) },
                takesSeveral: true),
            one(ConsentChoices.termField, "consent.term", policies.consent.terms.map(\.rawValue)),
            one(ConsentChoices.editsField, "consent.edits", policies.consent.edits.map(\.rawValue)),
            one(ConsentChoices.showFirstField, "consent.show-first", ["yes", "no"]),
            Question(name: ConsentChoices.creditField, text: said("consent.credit"), boxes: [], takesSeveral: false),
            one(
                FormAnswers.openCaseField, "ask.open-case", FormAnswers.openCaseAnswers.map(\.rawValue)),
        ]
        if policies.form.asksAge {
            questions.append(
                one(
                    FormAnswers.underEighteenField, "ask.under-18", FormAnswers.underEighteenAnswers.map(\.rawValue)))
        }
        return questions
    }

    /// Marks what a reviewer typed for a question: numbers of boxes, or a name; nothing for no mark.
    ///
    /// - Returns: whether it is an answer to it.
    mutating func mark(_ typed: String, for question: Question) -> Bool {
        let numbers = typed.split { " ,".contains($0) }.map { Int($0) ?? 0 }
        if question.isOpen {
            values[question.name] = typed.isEmpty ? nil : typed
            return true
        }
        guard numbers.allSatisfy({ (1...question.boxes.count).contains($0) }),
            question.takesSeveral || numbers.count <= 1
        else { return false }
        let chosen = Set(numbers.map { question.boxes[$0 - 1].value })
        if question.takesSeveral {
            for box in question.boxes {
                values[question.name + box.value] = chosen.contains(box.value) ? ConsentChoices.yes : nil
            }
        } else {
            values[question.name] = chosen.first
        }
        return true
    }

    /// Takes a line `NAME VALUE` of a letter that comes on a file descriptor.
    ///
    /// - Returns: false if it is no such line, or no field of a sheet.
    mutating func take(_ line: String, among names: Set<String>) -> Bool {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, names.contains(parts[0]), values[parts[0]] == nil else { return false }
        values[parts[0]] = parts[1]
        return true
    }

    /// What was chosen; nil if a value is none that the policy knows, or the name is too long.
    func choices(_ policies: PolicySet) -> (consent: ConsentChoices, answers: FormAnswers)? {
        guard let consent = ConsentChoices(of: values, policy: policies.consent), !consent.isNameTooLong,
            let answers = FormAnswers(of: values, policy: policies.form)
        else { return nil }
        return (consent, answers)
    }
}
