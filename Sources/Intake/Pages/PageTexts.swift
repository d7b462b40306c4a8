import Envelope
import Files
import Policies

/// The words of one language, with the policies' values in their places.
struct PageTexts: Sendable {
    private let texts: [String: String]
    /// The texts as the nested values that `{{t.welcome.title}}` asks for.
    let tree: [String: any Sendable]

    /// - Throws: `Refusal` if nobody wrote down who answers for the pages, or a text that a page needs is not there or
    ///   names a value that there is not.
    init(_ language: Language, policies: PolicySet) throws(Refusal) {
        let organization = try policies.form.answeredOrganization()
        let backups = organization.backupDays.map { ("backups.kept", Self.grouped($0)) } ?? ("backups.none", "")
        // The values that texts may hold come first: a text about backups stands in others.
        let values = [
            ("backup-copies", language.texts[backups.0] ?? ""),
            ("backups", backups.1),
            ("organization", organization.name[language.code] ?? ""),
            ("about", organization.about[language.code] ?? ""),
            ("contact", organization.contact[language.code] ?? ""),
            ("reporting", organization.reporting[language.code] ?? ""),
            ("asked", Self.said(organization.lawyerAsked, language.texts)),
            ("limit", Self.grouped(policies.form.storyLimit)),
            ("pages", Self.grouped(max(1, policies.form.storyLimit / 2000))),
            ("unopened", Self.grouped(policies.retention.unopenedNoticeDays)),
            (
                "reader-languages",
                policies.form.reviewerLanguages.map { language.texts["language.\($0)"] ?? "" }.joined(separator: ", ")
            ),
            ("wider", Self.grouped(policies.consent.widerConsentDelayDays)),
        ]
        texts = language.texts.mapValues { text in
            values.reduce(text) { $0.replacing("{\($1.0)}", with: $1.1) }
        }
        let file = "Languages/\(language.code)/text.yaml"
        let plain = texts.mapValues { text in Self.spoken.reduce(text) { $0.replacing("{\($1)}", with: "") } }
        if let key = plain.filter({ $0.value.contains("{") }).keys.min() {
            throw Refusal(
                .configuration, "\(file): texts.\(key) names a value that there is not",
                hint: "the values are: \(values.map { "{\($0.0)}" }.sorted().joined(separator: " "))")
        }
        if let key = Templates.keys.union(Self.chosenKeys(policies)).subtracting(texts.keys).min() {
            throw Refusal(.configuration, "\(file): texts.\(key) is missing", hint: "copy it from another language")
        }
        tree = Self.tree(texts)
    }

    /// The values that are known only when a page is asked for.
    static let spoken = ["day", "count", "place", "word", "month", "year", "keyword", "since", "until"]

    /// A text with such values in their places.
    func filled(_ key: String, _ values: [String: String]) -> String {
        values.reduce(self[key]) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// A day as people say it.
    func said(_ day: Day) -> String { Self.said(day, texts) }

    private static func said(_ day: Day, _ texts: [String: String]) -> String {
        let parts = day.description.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return day.description }
        let values = ["day": String(parts[2]), "month": texts["day.month-\(parts[1])"] ?? "", "year": String(parts[0])]
        return values.reduce(texts["day.form"] ?? "") { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// A month as people say it.
    func said(_ month: Month) -> String {
        let parts = month.description.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2 else { return month.description }
        return filled("day.month-form", ["month": self["day.month-\(parts[1])"], "year": String(parts[0])])
    }

    /// A text by its whole key.
    subscript(key: String) -> String { texts[key] ?? "" }

    /// The keys that code chooses by; the others stand in the templates.
    static func chosenKeys(_ policies: PolicySet) -> Set<String> {
        let problems = Problem.allCases.map { "problem.\($0.rawValue)" }
        let next = [FormStep.check, .send].map { "open-case.on-\($0.rawValue)" }
        let readers = policies.form.reviewerLanguages.map { "language.\($0)" }
        return consentKeys.union(askKeys(notes: policies.form.contentNotes)).union(returnKeys).union(paperKeys)
            .union(problems + next + readers)
            .union([
                "whose.report", "whose.reporting", "write.place", "problem.title", "problem.busy-title", "problem.left",
                "problem.left-name", "problem.left-long", "backups.kept", "backups.none", "help.text-keyword",
                "help.text-any",
            ])
    }

    /// Digits in groups of three.
    static func grouped(_ number: Int) -> String {
        let digits = String(number)
        guard digits.count > 3 else { return digits }
        return grouped(number / 1000) + "," + digits.suffix(3)
    }

    private static func tree(_ texts: [String: String]) -> [String: any Sendable] {
        var branches: [String: [String: String]] = [:]
        var tree: [String: any Sendable] = [:]
        for (key, value) in texts {
            if let dot = key.firstIndex(of: ".") {
                branches[String(key[..<dot]), default: [:]][String(key[key.index(after: dot)...])] = value
            } else {
                tree[key] = value
            }
        }
        for (key, values) in branches { tree[key] = self.tree(values) }
        return tree
    }
}
