import HTTPTypes

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
