/// A page as a browser's tokenizer reads it: byte by byte, and strict about what a browser would only mend.
///
/// Source: <https://html.spec.whatwg.org/multipage/parsing.html#tokenization>. Of character references it knows those that
/// our pages write.
public struct ParsedHTML {
    public enum Token: Equatable, Sendable {
        case start(String, [Attribute])
        case end(String)
        case comment
        case doctype
        case text(String)
    }

    public struct Attribute: Equatable, Sendable {
        public let name: String
        public let value: String
    }

    /// What a form sends, and where to.
    public struct Form: Equatable, Sendable {
        public let action: String
        /// The values of its hidden fields.
        public internal(set) var hidden: [String: String] = [:]
        /// The values of its buttons; empty for one without a value.
        public internal(set) var buttons: [String] = []
    }

    public private(set) var tokens: [Token] = []
    /// What no page of ours has: a comment, a stray sign, a tag that does not end, an attribute twice.
    public private(set) var errors: [String] = []

    private let bytes: [UInt8]
    private var at = 0

    public init(_ html: String) {
        bytes = Array(html.utf8)
        while at < bytes.count { readData() }
    }

    /// The first value of an attribute of an element.
    public func first(_ attribute: String, of element: String, where matches: ([Attribute]) -> Bool = { _ in true })
        -> String?
    {
        for case .start(element, let attributes) in tokens where matches(attributes) {
            return attributes.first { $0.name == attribute }?.value
        }
        return nil
    }

    /// The text that follows the first start tag of an element.
    public func text(in element: String) -> String? {
        guard
            let index = tokens.firstIndex(where: { if case .start(element, _) = $0 { true } else { false } }),
            tokens.indices.contains(index + 1), case .text(let text) = tokens[index + 1]
        else { return nil }
        return text
    }

    /// Elements and attributes in their order, with the values that no writer's words ever are.
    public var shape: [String] {
        let fixed: Set = [
            "action", "autocomplete", "class", "dir", "for", "formaction", "href", "http-equiv", "id", "method", "name",
            "rel", "role", "type",
        ]
        return tokens.compactMap { token in
            switch token {
            case .start(let name, let attributes):
                let said = attributes.map { fixed.contains($0.name) ? "\($0.name)=\($0.value)" : $0.name }
                return "<" + ([name] + said).joined(separator: " ") + ">"
            case .end(let name): return "</\(name)>"
            case .comment: return "<!-- -->"
            case .doctype: return "<!doctype>"
            case .text: return nil
            }
        }
    }

    /// The forms that somebody can send.
    public var forms: [Form] {
        var forms: [Form] = []
        var isOpen = false
        for token in tokens {
            switch token {
            case .start("form", let attributes):
                forms.append(Form(action: Self.value("action", attributes) ?? ""))
                isOpen = true
            case .end("form"): isOpen = false
            case .start("input", let attributes) where isOpen && Self.value("type", attributes) == "hidden":
                forms[forms.count - 1].hidden[Self.value("name", attributes) ?? ""] =
                    Self.value("value", attributes) ?? ""
            case .start("button", let attributes) where isOpen:
                forms[forms.count - 1].buttons.append(Self.value("value", attributes) ?? "")
            default: break
            }
        }
        return forms
    }

    private static func value(_ name: String, _ attributes: [Attribute]) -> String? {
        attributes.first { $0.name == name }?.value
    }

    // MARK: - The tokenizer

    private mutating func readData() {
        var text: [UInt8] = []
        while at < bytes.count, bytes[at] != UInt8(ascii: "<") {
            text.append(bytes[at])
            at += 1
        }
        if !text.isEmpty { tokens.append(.text(Self.decoded(text))) }
        guard at < bytes.count else { return }
        if starts("<!--") {
            readComment()
        } else if starts("<!doctype") {
            skip(past: ">")
            tokens.append(.doctype)
        } else if starts("<!") || starts("<?") || starts("</") && !isLetter(at + 2) {
            errors.append("a bogus comment")
            skip(past: ">")
            tokens.append(.comment)
        } else if starts("</") {
            at += 2
            let name = readName()
            if !readAttributes().isEmpty { errors.append("an end tag with attributes") }
            tokens.append(.end(name))
        } else if isLetter(at + 1) {
            at += 1
            let name = readName()
            tokens.append(.start(name, readAttributes()))
            if ["textarea", "title", "style", "script"].contains(name) { readRaw(until: name) }
        } else {
            errors.append("a stray <")
            at += 1
        }
    }

    private mutating func readComment() {
        errors.append("a comment")
        at += 4
        tokens.append(.comment)
        if starts(">") || starts("->") { return skip(past: ">") }
        while at < bytes.count {
            if starts("-->") || starts("--!>") { return skip(past: ">") }
            at += 1
        }
    }

    /// The words of an element that has no elements.
    private mutating func readRaw(until name: String) {
        let start = at
        while at < bytes.count {
            if starts("</" + name), let next = byte(at + 2 + name.utf8.count),
                isSpace(next) || next == 0x2F || next == 0x3E
            {
                break
            }
            at += 1
        }
        let raw = Array(bytes[start..<at])
        if !raw.isEmpty {
            let isText = name == "textarea" || name == "title"
            tokens.append(.text(isText ? Self.decoded(raw) : String(decoding: raw, as: UTF8.self)))
        }
    }

    private mutating func readName() -> String {
        var name: [UInt8] = []
        while let next = byte(at), !isSpace(next), next != 0x2F, next != 0x3E {
            name.append(next)
            at += 1
        }
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    private mutating func readAttributes() -> [Attribute] {
        var attributes: [Attribute] = []
        while let next = byte(at) {
            if isSpace(next) || next == 0x2F {
                at += 1
                continue
            }
            if next == 0x3E {
                at += 1
                return attributes
            }
            let attribute = readAttribute()
            if attributes.contains(where: { $0.name == attribute.name }) { errors.append("an attribute twice") }
            attributes.append(attribute)
        }
        errors.append("a tag that does not end")
        return attributes
    }

    private mutating func readAttribute() -> Attribute {
        var name: [UInt8] = []
        repeat {
            name.append(bytes[at])
            at += 1
        } while at < bytes.count && !isSpace(bytes[at]) && ![0x2F, 0x3E, 0x3D].contains(bytes[at])
        // The frame of an SVG has a capital in its name.
        let isPlain = name.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D } || name == Array("viewBox".utf8)
        if !isPlain { errors.append("an attribute of odd signs") }
        let called = String(decoding: name, as: UTF8.self).lowercased()
        var look = at
        while let next = byte(look), isSpace(next) { look += 1 }
        guard byte(look) == UInt8(ascii: "=") else { return Attribute(name: called, value: "") }
        at = look + 1
        while let next = byte(at), isSpace(next) { at += 1 }
        var value: [UInt8] = []
        if let quote = byte(at), quote == 0x22 || quote == 0x27 {
            at += 1
            while let next = byte(at), next != quote {
                value.append(next)
                at += 1
            }
            at += 1
            if let next = byte(at), !isSpace(next), next != 0x2F, next != 0x3E {
                errors.append("no blank between two attributes")
            }
        } else {
            errors.append("a value without quotes")
            while let next = byte(at), !isSpace(next), next != 0x3E {
                value.append(next)
                at += 1
            }
        }
        return Attribute(name: called, value: Self.decoded(value))
    }

    private func byte(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    private func isSpace(_ byte: UInt8) -> Bool { [0x09, 0x0A, 0x0C, 0x0D, 0x20].contains(byte) }

    private func isLetter(_ index: Int) -> Bool { byte(index).map { (0x61...0x7A).contains($0 | 0x20) } ?? false }

    /// Whether this text stands here, in letters of any case.
    private func starts(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard at + wanted.count <= bytes.count else { return false }
        return wanted.indices.allSatisfy { index in
            let found = bytes[at + index]
            return found == wanted[index] || (0x41...0x5A).contains(found) && found | 0x20 == wanted[index]
        }
    }

    private mutating func skip(past sign: Unicode.Scalar) {
        while at < bytes.count, bytes[at] != UInt8(ascii: sign) { at += 1 }
        at += 1
    }

    private static func decoded(_ bytes: [UInt8]) -> String {
        let named: [(String, UInt8)] = [
            ("&lt;", 0x3C), ("&gt;", 0x3E), ("&amp;", 0x26), ("&quot;", 0x22), ("&#39;", 0x27),
        ]
        var out: [UInt8] = []
        var rest = bytes[...]
        while let first = rest.first {
            if first == 0x26, let (name, byte) = named.first(where: { rest.starts(with: $0.0.utf8) }) {
                out.append(byte)
                rest = rest.dropFirst(name.utf8.count)
            } else {
                out.append(first)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// What is written to break out of a page: signs of HTML beside scalars that Swift makes one character of with them, and
/// others that work anywhere.
public enum HostileWords {
    /// A name that does nothing.
    public static let plain = "Ana"

    public static let all = [
        // Scalars that join what follows, or what comes before: a sign beside them is no character of its own.
        "Ana\u{600}<!--", "Ana\"\u{301} x=", "Ana\u{D4E}<script>", "Ana\u{110BD}<!--", "Ana\u{111C2}<b \u{111C2}\"",
        "Ana\u{600}\"\u{301} onfocus=\u{600}'\u{301} autofocus>\u{301}", "Ana\u{D4E}&\u{D4E}lt;script>\u{200D}",
        "Ana\u{600}</textarea>\u{301}\u{600}</form>\u{600}<!--",
        // Marks that turn text around.
        "Ana\u{202E}<b>\u{2066}\"\u{200F}<!--\u{61C}",
        // Plain ones.
        "Ana<script>alert(1)</script>", "Ana\"'&<>&lt;&#60;!--", "Ana</title></p></main><!--]]>", "Ana{{t}}{{{t}}}",
    ]
}
