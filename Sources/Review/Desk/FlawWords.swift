import Redaction

extension ReviewedText {
    /// What a person should look at before signing: words that may be something else.
    var warning: String? {
        guard !doubtful.isEmpty else { return nil }
        let numbers = doubtful.map(String.init).joined(separator: ", ")
        return "With an s at its end, something of number \(numbers) still stands. It may be another word."
    }
}

extension ReviewedText.Flaw {
    /// The entity to look at.
    var entity: Int? {
        switch self {
        case .undecided(let numbers): numbers.first
        case .remains(let remaining): remaining.first?.item
        default: nil
        }
    }

    /// Why the text cannot be proposed yet, as the desk says it.
    var words: String {
        let number = entity.map(String.init) ?? ""
        switch self {
        case .failedEdit: return "A decision cannot be carried out in this story. Open the case again and decide anew."
        case .mayNotChange: return "They asked that the text stay as it is. Ask them, or decline."
        case .undecided(let numbers):
            return numbers.count == 1
                ? "Not yet: number \(number) is not decided."
                : "Not yet: \(numbers.count) are not decided, such as number \(number)."
        case .noTitle: return "Not yet: it has no title. Press t to give it one."
        case .titleTooLong:
            return "Not yet: the title is longer than \(RedactionScript.maximumTitleLength) characters. Press t."
        case .noLanguage: return "Not yet: nobody said in which language it is. Press l to say it."
        case .remains(let remaining):
            let place = remaining.first?.place == .title ? "title" : "text"
            let forms = [Remaining.Form.part: "a part of it", .initials: "its initials"]
            let form = remaining.first.flatMap { forms[$0.form] } ?? "it"
            return
                "Not yet: number \(number) was taken out, and \(form) still stands in the \(place). v marks it there, or m makes both one."
        }
    }
}
