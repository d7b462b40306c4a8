import HTML

/// The pages as Mustache templates.
///
/// Where words are shown again, `Page.mark` stands in their place; they are escaped and written there by us.
enum Templates {
    static let all = [
        "layout": layout, "group": group, "consent": consent, "hidden": hidden,
        "welcome": welcome, "before": before, "open-case": openCase, "write": write, "check": check, "unseen": unseen,
        "receipt": receipt, "known": known, "kept": kept, "ask-code": askCode, "status": status, "letters": letters,
        "texts": textPage, "answered": answered, "choices": choices, "withdraw": withdraw, "withdrawn": withdrawn,
        "to": to, "help": help, "privacy": privacy, "problem": problem, "missing": missing,
        "paper": paper, "paper-group": paperGroup, "paper-words": paperWords,
    ]

    /// The templates, parsed.
    static func parsed() throws -> HTMLTemplates { try HTMLTemplates(all) }

    /// The keys of the texts that the templates ask for.
    static let keys: Set<String> = Set(
        all.values.flatMap { template in
            template.split(separator: "{{t.").dropFirst().compactMap {
                $0.split(separator: "}}").first.map(String.init)
            }
        })
}
