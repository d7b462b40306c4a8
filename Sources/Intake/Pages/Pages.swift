import Envelope
import HTML
import HTTPTypes
import Policies

/// Renders every page of one language.
struct Pages: Sendable {
    /// What this language's paths begin with: the first language has no prefix.
    let root: String
    /// The language's code.
    let code: String
    /// The words of this language's receipt codes.
    let words: [String]

    let texts: PageTexts
    let policies: PolicySet
    private let others: [(root: String, code: String, name: String)]
    /// What every template gets.
    private let frame: [String: any Sendable]
    private let templates: HTMLTemplates

    /// - Throws: `Refusal` if a text is missing.
    init(language: Language, among languages: Languages, policies: PolicySet) throws {
        let first = languages.first.code
        root = Self.root(language.code, first: first)
        code = language.code
        words = language.words
        texts = try PageTexts(language, policies: policies)
        self.policies = policies
        others = languages.all.filter { $0.code != language.code }
            .map { (root: Self.root($0.code, first: first), code: $0.code, name: $0.name) }
        frame = ["t": texts.tree, "code": language.code, "direction": language.direction.rawValue, "root": root]
        templates = try Templates.parsed()
    }

    func welcome() -> Page {
        render(
            "welcome", ["report": texts[policies.form.mustReport ? "welcome.report-yes" : "welcome.report-no"]], at: "")
    }

    /// What to know before writing, with the questions that can be answered there.
    func before() -> Page { render("before", ["questions": questions(.none)], at: "before") }

    /// The receipt, with a mark where the code is said and one where it is listed.
    func receipt(_ form: HiddenFields, added: Bool) -> Page {
        render(
            "receipt", ["hidden": hidden(form.values), "has-words": false, "mark": String(Page.mark), "added": added])
    }

    /// Where a receipt would stand, once the writer said that the code is kept.
    func known(added: Bool) -> Page { render("known", ["added": added]) }

    /// A page about a problem, without a form.
    func problem(_ problem: Problem) -> Page {
        var page = render(
            problem.isAboutForm ? "problem" : "missing", ["problem": texts["problem.\(problem.rawValue)"]])
        page.status = problem.status
        page.closes = problem.closes
        return page
    }

    /// Where to turn, by country.
    func help() -> Page {
        let countries: [[String: any Sendable]] = policies.help.countries.map { country in
            let services: [[String: any Sendable]] = country.services.map { service in
                var values: [String: any Sendable] = [
                    "service": service.name[code] ?? "", "what": service.what[code] ?? "",
                ]
                if let call = service.call, let dial = service.dial { values["line"] = ["call": call, "dial": dial] }
                return values
            }
            return ["country": country.name[code] ?? "", "emergency": country.emergency, "services": services]
        }
        return render("help", ["countries": countries], at: "help")
    }

    func privacy() -> Page { render("privacy", [:], at: "privacy") }

    /// - Parameter name: the page's name in its address, if it can be asked for in another language.
    func render(_ template: String, _ values: [String: any Sendable], at name: String? = nil) -> Page {
        var all = frame.merging(values) { $1 }
        if let name, !others.isEmpty {
            let links: [[String: any Sendable]] = others.map {
                ["href": $0.root + name, "code": $0.code, "name": $0.name]
            }
            all["turn"] = ["links": links]
        }
        // Every template is there: a test renders each page.
        return Page(html: templates.render(all, as: template) ?? "", language: code)
    }

    private static func root(_ code: String, first: String) -> String { code == first ? "/" : "/\(code)/" }
}

/// A page ready to be sent: HTML, with marks where something is still to be written.
struct Page: Sendable {
    /// Stands in the HTML where what may not become a string is written: a story, or a receipt code.
    ///
    /// No text of a language can hold it: it is a control sign.
    static let mark: Character = "\u{1A}"

    let html: String
    let language: String
    var status: HTTPResponse.Status = .ok
    /// Whether the connection ends with it.
    var closes = false
    /// The methods that its address answers, when it was asked with another one.
    var allowed: String?

    /// The HTML before, between and after the marks.
    var aroundMarks: [Substring] { html.split(separator: Self.mark, omittingEmptySubsequences: false) }
}
