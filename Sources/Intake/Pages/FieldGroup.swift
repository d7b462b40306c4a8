/// A question of a form, as the `group` template draws it.
struct FieldGroup {
    enum Kind: String {
        /// Any number of boxes.
        case boxes = "checkbox"
        /// One of several answers.
        case oneOf = "radio"
    }

    /// One box or answer.
    struct Option {
        /// Its name in the form.
        let name: String
        let value: String
        let label: String
        var hint = ""
        let isChosen: Bool
    }

    let id: String
    let kind: Kind
    let question: String
    var note = ""
    let options: [Option]

    /// The values that the template asks for.
    var model: [String: any Sendable] {
        let options: [[String: any Sendable]] = options.map { option in
            [
                "type": kind.rawValue, "name": option.name, "value": option.value, "label": option.label,
                "id": kind == .boxes ? option.name : "\(option.name)-\(option.value)", "checked": option.isChosen,
                "hint": option.hint, "has-hint": !option.hint.isEmpty,
            ]
        }
        return [
            "group-id": id, "question": question, "note": note, "has-note": !note.isEmpty, "options": options,
        ]
    }
}
