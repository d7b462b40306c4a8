import HTTPTypes

/// A page ready to be sent: HTML, with at most one place where a story stands.
struct Page: Sendable {
    /// Stands in the HTML where a story's bytes are written.
    ///
    /// No text of a language can hold it: it is a control sign.
    static let storyMark: Character = "\u{1A}"

    let html: String
    let language: String
    var status: HTTPResponse.Status = .ok
    /// Whether the connection ends with it.
    var closes = false
    /// The methods that its address answers, when it was asked with another one.
    var allowed: String?

    /// The HTML before and after the story.
    var parts: (before: String, after: String) {
        guard let mark = html.firstIndex(of: Self.storyMark) else { return (html, "") }
        return (String(html[..<mark]), String(html[html.index(after: mark)...]))
    }
}
