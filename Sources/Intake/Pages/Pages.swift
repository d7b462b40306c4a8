import Envelope
import HTTPTypes
import Mustache
import Policies

/// Renders every page of one language.
struct Pages: Sendable {
    /// What this language's paths begin with: the first language has no prefix.
    let root: String
    /// The language's code.
    let code: String
    /// The words of this language's receipt codes.
    let words: [String]

    private let texts: PageTexts
    private let uses: [Use]
    private let mustReport: Bool
    private let others: [(root: String, code: String, name: String)]
    /// What every template gets.
    private let frame: [String: any Sendable]
    private let library: MustacheLibrary

    /// - Throws: `Refusal` if a text is missing.
    init(language: Language, among languages: Languages, policies: PolicySet) throws {
        let first = languages.first.code
        root = Self.root(language.code, first: first)
        code = language.code
        words = language.words
        texts = try PageTexts(language, policies: policies)
        uses = policies.consent.uses
        mustReport = policies.form.mustReport
        others = languages.all.filter { $0.code != language.code }
            .map { (root: Self.root($0.code, first: first), code: $0.code, name: $0.name) }
        frame = ["t": texts.tree, "code": language.code, "direction": language.direction.rawValue, "root": root]
        library = try Templates.library()
    }

    func welcome() -> Page {
        render("welcome", ["report": texts[mustReport ? "welcome.report-yes" : "welcome.report-no"]], at: "")
    }

    /// An empty form.
    func write(_ form: HiddenFields) -> Page {
        render("write", fields(form, []), at: "write")
    }

    /// The form after a problem, with the ticks, and with a place for the words if they are to be shown again.
    func write(_ form: HiddenFields, ticked: Set<Use>, problem: Problem, keepsWords: Bool) -> Page {
        var values = fields(form, ticked)
        values["problem"] = texts["problem.\(problem.rawValue)"]
        values["kept"] = keepsWords
        values["mark"] = keepsWords ? String(Page.mark) : ""
        var page = render("write", values)
        page.status = problem.status
        return page
    }

    /// The receipt, with a mark where the code is said and one where it is listed.
    func receipt(added: Bool) -> Page { render("receipt", ["mark": String(Page.mark), "added": added]) }

    /// A page about a problem, without a form.
    func problem(_ problem: Problem) -> Page {
        var page = render(
            problem.isAboutForm ? "problem" : "missing", ["problem": texts["problem.\(problem.rawValue)"]])
        page.status = problem.status
        page.closes = problem.closes
        return page
    }

    func privacy() -> Page { render("privacy", [:], at: "privacy") }

    private func fields(_ form: HiddenFields, _ ticked: Set<Use>) -> [String: any Sendable] {
        let boxes: [[String: any Sendable]] = uses.map { use in
            [
                "id": use.rawValue, "label": texts["write.use.\(use.rawValue).label"],
                "hint": texts["write.use.\(use.rawValue).hint"], "ticked": ticked.contains(use),
            ]
        }
        return ["nonce": form.nonce, "token": form.token, "uses": boxes]
    }

    /// - Parameter name: the page's name in its address, if it can be asked for in another language.
    private func render(_ template: String, _ values: [String: any Sendable], at name: String? = nil) -> Page {
        var all = frame.merging(values) { $1 }
        if let name, !others.isEmpty {
            let links: [[String: any Sendable]] = others.map {
                ["href": $0.root + name, "code": $0.code, "name": $0.name]
            }
            all["turn"] = ["links": links]
        }
        // Every template is in the library: a test renders each page.
        return Page(html: library.render(all, withTemplate: template) ?? "", language: code)
    }

    private static func root(_ code: String, first: String) -> String { code == first ? "/" : "/\(code)/" }
}
