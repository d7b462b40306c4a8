import Envelope
import Foundation
import Testing

/// The intake's pages, as a browser without scripts asks for them.
extension Organisation {
    /// What a browser that was at a page of ours brings along.
    static let browser = ["-H", "Cookie: v=1"]

    func curl(_ arguments: [String], input: [UInt8] = []) throws -> Programs.Answer {
        try Programs.run("/usr/bin/curl", ["-s", "-f", "--max-time", "60"] + arguments, input: input)
    }

    /// A page with its status.
    func get(_ path: String) throws -> (status: Int, body: String) {
        try request(["http://127.0.0.1:\(port)\(path)"])
    }

    func request(_ arguments: [String], input: [UInt8] = []) throws -> (status: Int, body: String) {
        let answer = try Programs.run(
            "/usr/bin/curl", ["-s", "--max-time", "60", "-w", "\n%{http_code}"] + arguments, input: input)
        let text = answer.text
        let end = text.lastIndex(of: "\n") ?? text.startIndex
        return (Int(text[end...].dropFirst()) ?? 0, String(text[..<end]))
    }

    /// A fresh form's hidden fields.
    func form() throws -> (nonce: String, token: String) {
        let page = try get("/write").body
        return (try #require(Self.value("nonce", in: page)), try #require(Self.value("token", in: page)))
    }

    static func value(_ name: String, in page: String) -> String? {
        guard let field = page.range(of: "name=\"\(name)\"") else { return nil }
        let rest = page[field.upperBound...]
        guard let start = rest.range(of: "value=\""), let end = rest[start.upperBound...].firstIndex(of: "\"") else {
            return nil
        }
        return String(rest[start.upperBound..<end])
    }

    /// Posts fields in their order, percent-encoded byte by byte.
    func post(
        _ fields: [(String, [UInt8])], path: String = "/send", browser: [String] = Organisation.browser
    ) throws -> (status: Int, body: String) {
        try post(
            body: Array(fields.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&").utf8), path: path,
            browser: browser)
    }

    func post(
        body: [UInt8], path: String = "/send", browser: [String] = Organisation.browser
    ) throws -> (status: Int, body: String) {
        try request(
            browser + [
                "-H", "Content-Type: application/x-www-form-urlencoded", "-H", "Expect:", "--data-binary", "@-",
                "http://127.0.0.1:\(port)\(path)",
            ], input: body)
    }

    /// Sends a story with a fresh form, for these uses.
    func send(
        _ story: String, uses: [String] = ["website"], showFirst: Bool = false
    ) throws -> (status: Int, body: String) {
        let form = try form()
        return try post(Self.fields(form, story: story, uses: uses, showFirst: showFirst))
    }

    static func fields(
        _ form: (nonce: String, token: String), story: String, uses: [String], showFirst: Bool = false
    ) -> [(String, [UInt8])] {
        [("nonce", Array(form.nonce.utf8)), ("token", Array(form.token.utf8)), ("story", Array(story.utf8))]
            + uses.map { ("use-\($0)", Array("yes".utf8)) } + [("show-first", Array((showFirst ? "yes" : "no").utf8))]
    }

    static func encoded(_ bytes: [UInt8]) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        return bytes.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + [$0].hex.uppercased() }.joined()
    }

    /// The words of the receipt page.
    static func receipt(_ page: String) -> String? {
        guard let start = page.range(of: "id=\"receipt\""), let open = page[start.upperBound...].firstIndex(of: ">"),
            let end = page[open...].firstIndex(of: "<")
        else { return nil }
        return page[page.index(after: open)..<end].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
