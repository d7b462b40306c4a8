internal import Mustache

/// Escapes text for HTML scalar by scalar.
///
/// Mustache's own HTML type compares whole characters, and so lets `<` and `"` through when a mark stands before or
/// after them: U+0600 and `<` are one character to Swift, and a tag to a browser.
struct ScalarEscape: MustacheContentType {
    /// The pragma with which each template starts.
    static let pragma = "{{% CONTENT_TYPE:FIRSTHAND-HTML}}"

    /// Makes the pragma known.
    ///
    /// A template that is read before that is refused.
    static func register() { MustacheContentTypes.register(ScalarEscape(), named: "FIRSTHAND-HTML") }

    func escapeText(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
            case "'": out.append(contentsOf: "&#39;".unicodeScalars)
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
