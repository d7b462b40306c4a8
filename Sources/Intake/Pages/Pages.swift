import Envelope
import HTML
import HTTPTypes
import Policies

/// Renders every page of one language.
struct Pages: Sendable {
    /// What this language's paths begin with: the first language has no prefix.
    let root: String
    /// The start page in this language, whatever the browser prefers.
    let start: String
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
    /// Help and what this site keeps, as they stand at the foot of every page.
    private let foot: String

    /// - Throws: `Refusal` if nobody wrote down who answers for the pages, or a text is missing.
    init(language: Language, among languages: Languages, policies: PolicySet) throws {
        let first = languages.first.code
        root = Self.root(language.code, first: first)
        start = "/\(language.code)/"
        code = language.code
        words = language.words
        let texts = try PageTexts(language, policies: policies)
        self.texts = texts
        self.policies = policies
        others = languages.all.filter { $0.code != language.code }
            .map { (root: Self.root($0.code, first: first), code: $0.code, name: $0.name) }
        var frame: [String: any Sendable] = [
            "t": texts.tree, "code": language.code, "direction": language.direction.rawValue, "root": root,
            "start": start,
        ]
        templates = try Templates.parsed()
        let countries = Self.countries(policies.help, language.code, texts)
        foot = templates.render(frame.merging(["countries": countries]) { $1 }, as: "foot") ?? ""
        frame["emblem"] = policies.emblem.map(Self.model)
        frame["foot"] = String(UnicodeScalar(Self.footMark))
        self.frame = frame
    }

    /// The receipt, with a mark where the code is said and one where it is listed.
    func receipt(_ form: HiddenFields, added: Bool) -> Page {
        var values: [String: any Sendable] = [
            "hidden": hidden(form.values), "has-words": false, "mark": String(Page.mark), "added": added,
        ]
        values["site"] = policies.form.webAddress.map { ["where": $0] }
        return render("receipt", values)
    }

    /// Where a receipt would stand, once the writer said that the code is kept.
    func known(added: Bool) -> Page { render("known", ["added": added, "ways": true]) }

    /// A page about a problem, without a form.
    func problem(_ problem: Problem) -> Page {
        // What was sent can still be sent, by whoever goes back to it: no button leads away from it.
        let isBusy = problem == .busy
        var page = render(
            problem.isAboutForm ? "problem" : "missing",
            [
                "problem": texts["problem.\(problem.rawValue)"], "ways": true,
                "title": texts[isBusy ? "problem.busy-title" : "problem.title"], "gone": !isBusy,
                "returns": isBusy,
            ])
        page.status = problem.status
        page.closes = problem.closes
        return page
    }

    /// How a page is asked for in another language.
    enum Turn {
        /// Nothing stands on it: by a link to this place.
        case link(String)
        /// What stands in its form goes along to this place.
        ///
        /// - Parameters:
        ///   - form: the form's id.
        ///   - enter: where the Enter key leads to in a field of one line, and what it asks for there.
        case form(String, String, enter: (place: String, act: ReturnAct?)? = nil)
        /// It is a page of a visit, and goes on at this place.
        case visit(ReturnPlace, token: String)
    }

    func render(_ template: String, _ values: [String: any Sendable], turn: Turn? = nil) -> Page {
        var all = frame.merging(values) { $1 }
        if let turn, !others.isEmpty { all["turn"] = model(turn) }
        // Without room to read a form the browser is told to stay at it; see `Answers.stay`.
        if case .form = turn { all["stays"] = true }
        // Every template is there: a test renders each page.
        let html = templates.render(all, as: template) ?? ""
        // The last mark is ours: nothing that came from elsewhere stands after it.
        guard let mark = html.utf8.lastIndex(of: Self.footMark) else { return Page(html: html, language: code) }
        return Page(html: html[..<mark] + foot + html[html.utf8.index(after: mark)...], language: code)
    }

    /// Stands in a page for its foot until it is rendered; no text of a language can hold a control sign.
    private static let footMark: UInt8 = 0x1C

    private func model(_ turn: Turn) -> [String: any Sendable] {
        func links(_ place: String) -> [[String: any Sendable]] {
            others.map { ["href": $0.root + place, "code": $0.code, "name": $0.name] }
        }
        switch turn {
        case .link(let place): return ["links": links(place)]
        case .form(let form, let place, let enter):
            var model: [String: any Sendable] = ["form": form, "buttons": links(place)]
            model["enter"] = enter.map {
                [
                    "action": root + $0.place, "has-act": $0.act != nil, "act": $0.act?.rawValue ?? "",
                ] as [String: any Sendable]
            }
            return model
        case .visit(let place, let token):
            let visiting = ["action": root + place.rawValue, "visit": token]
            return ["form": "turn", "visiting": visiting, "buttons": links(place.rawValue)]
        }
    }

    /// Where to turn, by country.
    private static func countries(
        _ policy: HelpPolicy, _ code: String, _ texts: PageTexts
    ) -> [[String: any Sendable]] {
        policy.countries.map { country in
            let services = country.services.map { service in
                var model: [String: any Sendable] = [
                    "service": service.name[code] ?? "", "what": service.what[code] ?? "",
                ]
                model["call"] = service.call.map { ["number": $0, "dial": service.dial ?? ""] }
                model["text"] = service.text.map { text in
                    let said = text.keyword[code].map { texts.filled("help.text-keyword", ["keyword": $0]) }
                    return ["number": text.number, "dial": text.dial, "said": said ?? texts["help.text-any"]]
                }
                model["chat"] = service.chat[code].map { address -> [String: any Sendable] in
                    let host = address.dropFirst("https://".count).prefix { $0 != "/" }
                    // A line may end after each of its dots.
                    let parts = (host.hasPrefix("www.") ? host.dropFirst(4) : host).split(separator: ".").map(
                        String.init)
                    return [
                        "address": address, "dotted": parts.dropLast().map { ["part": $0] }, "last": parts.last ?? "",
                    ]
                }
                return model
            }
            return ["country": country.name[code] ?? "", "emergency": country.emergency, "services": services]
        }
    }

    private static func model(_ emblem: Emblem) -> [String: any Sendable] {
        let shapes: [[String: any Sendable]] = emblem.shapes.map { shape in
            [
                "shape": shape.name.rawValue,
                "attributes": shape.attributes.map { ["key": $0.name, "value": $0.value] },
            ]
        }
        return ["box": emblem.viewBox, "shapes": shapes]
    }

    private static func root(_ code: String, first: String) -> String { code == first ? "/" : "/\(code)/" }
}

/// Values for a template.
enum Model {
    /// A section with these values, or none: a value that is missing would be looked for in the level above.
    static func one(_ values: [String: any Sendable]?) -> [[String: any Sendable]] { values.map { [$0] } ?? [] }
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
