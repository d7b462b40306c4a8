internal import Files
internal import HTML

/// A page of the site that a theme may write in its own way.
///
/// What a template may hold is listed here, and all else refused: so no story can become markup, whatever stands in it, and
/// no page fetches anything or sends anybody somewhere by itself.
struct ThemePage {
    /// The names that a template may show.
    let known: Set<String>
    /// Names that must stand in it, in this order.
    let needed: [String]

    static let known: [(name: String, page: ThemePage)] = [
        ("story", ThemePage(SiteTemplates.story, also: ["line"], needed: ["title", "notes", "paragraphs"])),
        ("agreement", ThemePage(SiteTemplates.agreement, needed: ["chose", "read", "fingerprint"])),
        ("list-head", ThemePage(SiteTemplates.indexHead, needed: ["title"])),
        ("campaign", ThemePage(SiteTemplates.campaign, needed: ["theme", "parts"])),
        ("list-entry", ThemePage(SiteTemplates.entry, also: ["list"], needed: ["title", "notes"])),
        ("list-foot", ThemePage(SiteTemplates.indexFoot, needed: [])),
        ("help", ThemePage(SiteTemplates.help, needed: ["countries", "services"])),
        ("gone", ThemePage(SiteTemplates.gone, needed: ["first.text"])),
    ]

    static var names: String { known.map(\.name).joined(separator: ", ") }

    /// - Parameter also: names that the shipped page does not use.
    private init(_ shipped: String, also: Set<String> = [], needed: [String]) {
        known = Set(shipped.matches(of: /\{\{[#^\/]?([^{}]*)\}\}/).map { String($0.output.1) }).union(also)
        self.needed = needed
    }

    private static let elements: Set<String> = [
        "a", "abbr", "address", "article", "aside", "b", "bdi", "blockquote", "br", "cite", "code", "dd", "details",
        "div",
        "dl", "dt", "em", "figure", "footer", "h1", "h2", "h3", "h4", "header", "hr", "i", "li", "main", "nav", "ol",
        "p",
        "section", "small", "span", "strong", "sub", "summary", "sup", "time", "ul",
    ]
    private static let attributes: Set<String> = [
        "class", "id", "lang", "dir", "role", "title", "href", "hreflang", "rel", "open", "aria-label",
        "aria-labelledby",
        "aria-hidden", "datetime",
    ]
    /// Addresses that this room makes itself; a title or a note is none.
    private static let links: Set<String> = [
        "{{id}}.html", "{{id}}-agreed.html", "#s-{{id}}", "tel:{{emergency}}", "tel:{{dial}}", "sms:{{textDial}}",
        "{{chat}}", "{{turn.page}}", "{{turn.address}}", "{{path}}", "campaign-{{name}}.html", "{{link}}",
    ]

    private static var tag: Regex<(Substring, name: Substring, attributes: Substring)> {
        // By Unicode scalars: a quotation mark under an accent is a quotation mark to a browser.
        /<\/?(?<name>[a-z][a-z0-9]*)(?<attributes>(?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/
            .matchingSemantics(.unicodeScalar)
    }

    /// - Throws: `Refusal` with the line of the first thing that is not allowed.
    func check(_ text: String, _ path: String) throws(Refusal) {
        do { _ = try HTMLTemplate(text) } catch {
            throw Refusal(
                .configuration, "\(path) is no template that can be used",
                hint:
                    "it may hold {{name}}, {{#name}}, {{^name}} and {{/name}}, each section closed; no {{{, {{& or {{>")
        }
        try checkNames(text, path)
        try checkTags(text, path)
    }

    private func checkNames(_ text: String, _ path: String) throws(Refusal) {
        var met: [String] = []
        for match in text.matches(of: /\{\{([^a-z.]?)([^{}]*)\}\}/.matchingSemantics(.unicodeScalar)) {
            let (sign, name) = (match.output.1, String(match.output.2))
            guard sign != "!" else { continue }
            guard ["", "#", "^", "/"].contains(sign), known.contains(name) else {
                let names = known.filter { $0.wholeMatch(of: /[a-zA-Z.]+/) != nil }.sorted().joined(separator: " ")
                throw Refused.refusal(
                    path, text, at: match.range.lowerBound,
                    "{{\(Refused.shown(String(sign) + name))}} is nothing that this page has", hint: "it has: \(names)")
            }
            met.append(name)
        }
        var rest = met[...]
        for name in needed {
            guard let place = rest.firstIndex(of: name) else {
                throw Refusal(
                    .configuration, "\(path) does not show {{\(name)}}, or shows it too late",
                    hint: "this page shows, in this order: \(needed.joined(separator: ", "))")
            }
            rest = rest[place...]
        }
    }

    private func checkTags(_ text: String, _ path: String) throws(Refusal) {
        var rest = text[...]
        while let start = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            func refuse(_ what: String, _ hint: String) -> Refusal {
                Refused.refusal(path, text, at: start, what, hint: hint)
            }
            guard let match = rest[start...].prefixMatch(of: Self.tag) else {
                throw refuse(
                    "\"\(Refused.shown(rest[start...].prefix(20)))\" is no tag that a theme may hold",
                    "tags and attributes in small letters, each value in double quotes, no comment; a name only between tags or in quotes"
                )
            }
            let name = String(match.output.name)
            guard Self.elements.contains(name) else {
                throw refuse(
                    "<\(name)> is not allowed", "allowed are: \(Self.elements.sorted().joined(separator: " "))")
            }
            for pair in match.output.attributes.matches(
                of: /([a-z-]+)(?:="([^"]*)")?/.matchingSemantics(.unicodeScalar))
            {
                let (key, value) = (String(pair.output.1), String(pair.output.2 ?? ""))
                guard Self.attributes.contains(key) else {
                    throw refuse(
                        "\(key)= is not allowed", "allowed are: \(Self.attributes.sorted().joined(separator: " "))")
                }
                // A section that begins or ends in a value would turn what follows into an attribute, or a tag.
                guard value.firstMatch(of: /\{\{[#^\/!]/.matchingSemantics(.unicodeScalar)) == nil else {
                    throw refuse("a section stands in an attribute", "sections stand between tags")
                }
                guard key != "href" || Self.isLink(value) else {
                    throw refuse(
                        "this link is not allowed",
                        "a link leads to https:, mailto:, a page of the site, or one of: \(Self.links.sorted().joined(separator: " "))"
                    )
                }
            }
            rest = rest[match.range.upperBound...]
        }
    }

    private static func isLink(_ value: String) -> Bool {
        if value.utf8.contains("{{".utf8) { return links.contains(value) }
        return value.wholeMatch(of: /(https:\/\/|mailto:|#)?[A-Za-z0-9.\/_@~%?=&;#-]*/) != nil && !value.hasPrefix("//")
    }
}

extension Theme {
    /// A page as the theme has it: between head and foot of ours, what the theme wrote.
    func page(_ name: String, _ shipped: String) -> String {
        guard let own = pages[name] else { return shipped }
        let start = shipped.firstRange(of: /<body[^>]*>\n/)?.upperBound ?? shipped.startIndex
        let end = shipped.firstRange(of: "</body>")?.lowerBound ?? shipped.endIndex
        return shipped[..<start] + own + shipped[end...]
    }
}
