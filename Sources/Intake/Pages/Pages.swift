import Envelope
import Mustache
import Policies

/// A page ready to be sent: HTML, with at most one place where a story stands.
struct Page: Sendable {
    /// Stands in a template where a story's bytes are written. It is no text of any language and holds nothing to escape.
    static let storyMark = "firsthand-story-stands-here"

    let html: String

    /// The HTML before and after the story.
    var parts: (before: String, after: String) {
        guard let range = html.firstRange(of: Self.storyMark) else { return (html, "") }
        return (String(html[..<range.lowerBound]), String(html[range.upperBound...]))
    }
}

/// Renders every page of one language.
struct Pages: Sendable {
    private let language: Language
    private let others: [(href: String, language: Language)]
    private let policies: PolicySet
    private let library: MustacheLibrary

    init(language: Language, among languages: Languages, policies: PolicySet) throws {
        self.language = language
        let first = languages.first.code
        root = Self.root(language.code, first: first)
        others = languages.all.filter { $0.code != language.code }.map { (Self.root($0.code, first: first), $0) }
        self.policies = policies
        library = MustacheLibrary(templates: [
            "layout": try MustacheTemplate(string: Templates.layout),
            "welcome": try MustacheTemplate(string: Templates.welcome),
            "write": try MustacheTemplate(string: Templates.write),
            "receipt": try MustacheTemplate(string: Templates.receipt),
            "notice": try MustacheTemplate(string: Templates.notice),
        ])
    }

    /// What this language's paths begin with: the first language has no prefix.
    let root: String

    private static func root(_ code: String, first: String) -> String { code == first ? "/" : "/\(code)/" }

    /// The words of this language's receipt codes.
    var words: [String] { language.words }
    /// The language's code.
    var code: String { language.code }

    func welcome() -> Page {
        render(
            "welcome",
            [
                "readers": text("welcome.readers", ["organization": policies.form.organization[language.code] ?? ""]),
                "report": text(policies.form.mustReport ? "welcome.report-yes" : "welcome.report-no"),
            ])
    }

    /// The form; after a problem with its sentence, and with a place for the story if it is to be shown again.
    func write(_ form: (nonce: String, token: String), ticked: Set<Use> = [], problem: Problem? = nil, keepsStory: Bool = false)
        -> Page
    {
        let uses: [[String: Any]] = policies.consent.uses.map { use in
            ["id": use.rawValue, "label": text("write.use.\(use.rawValue)"), "ticked": ticked.contains(use)]
        }
        var values: [String: Any] = [
            "nonce": form.nonce, "token": form.token, "uses": uses, "storyMark": keepsStory ? Page.storyMark : "",
            "kept": keepsStory,
        ]
        if let problem { values["problem"] = text(problem.textKey) }
        return render("write", values)
    }

    func receipt(_ words: [String], added: Bool) -> Page {
        render(
            "receipt",
            ["words": words, "code-words": words.joined(separator: " "), "added": added, "back": backups("receipt.back")])
    }

    func problem(_ problem: Problem) -> Page {
        let isMissing = problem == .notFound
        let paragraphs =
            isMissing ? [text(problem.textKey)] : [text(problem.textKey)] + (problem == .withdrawn ? [] : [text("problem.gone")])
        return render(
            "notice",
            [
                "title": text(isMissing ? "problem.not-found-title" : "problem.title"), "paragraphs": paragraphs,
                "again": !isMissing && problem != .withdrawn,
            ])
    }

    func privacy() -> Page {
        let keys = ["story", "day", "cookie", "traces"].map { text("privacy.\($0)") }
        return render("notice", ["title": text("privacy.title"), "paragraphs": keys + [backups("privacy.backups")]])
    }

    private func backups(_ key: String) -> String { text(key, ["backups": String(policies.retention.backupsDays)]) }

    private func text(_ key: String, _ values: [String: String] = [:]) -> String {
        values.reduce(language.texts[key] ?? key) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    private func render(_ template: String, _ values: [String: Any]) -> Page {
        var all = values
        all["t"] = tree(language.texts)
        all["code"] = language.code
        all["direction"] = language.direction.rawValue
        all["root"] = root
        all["other"] = others.map { ["href": $0.href, "code": $0.language.code, "name": $0.language.name] }
        return Page(html: library.render(all, withTemplate: template) ?? "")
    }

    /// The flat texts as the nested values that `{{t.welcome.title}}` asks for.
    private func tree(_ texts: [String: String]) -> [String: Any] {
        var branches: [String: [String: String]] = [:]
        var tree: [String: Any] = [:]
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

/// What went wrong, as a page says it.
enum Problem: String, CaseIterable, Sendable {
    case empty, tooLong = "too-long", notText = "not-text", malformed, unknown, tooLarge = "too-large"
    case oldForm = "old-form", unsafe, notStored = "not-stored", withdrawn, notFound = "not-found"

    /// The key of its sentence.
    var textKey: String { "problem.\(rawValue)" }

    init(_ error: FormError) {
        switch error {
        case .storyEmpty: self = .empty
        case .storyTooLong: self = .tooLong
        case .storyNotText: self = .notText
        case .notAForm, .malformed, .repeatedField, .fieldTooLong: self = .malformed
        case .unknownField: self = .unknown
        case .bodyTooLong: self = .tooLarge
        case .noMemory: self = .unsafe
        }
    }

    /// The HTTP status of its page.
    var status: Int {
        switch self {
        case .empty, .notText, .malformed, .unknown, .oldForm: 400
        case .tooLong, .tooLarge: 413
        case .unsafe, .notStored: 503
        case .withdrawn: 410
        case .notFound: 404
        }
    }
}
