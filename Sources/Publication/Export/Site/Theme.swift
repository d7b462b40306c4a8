internal import Envelope
public import Files
import FoundationEssentials

/// An organization's own look of the site: a style sheet, and what stands between head and foot of pages.
///
/// The head of each page stays ours, and with it what forbids scripts and what comes from elsewhere.
public struct Theme: Sendable {
    /// The site as it ships.
    public static let shipped = Theme(style: nil, pages: [:])

    /// In the place of `site/style.css`.
    let style: String?
    /// Mustache in the place of what stands in a page's body, by the page's name.
    let pages: [String: String]

    private init(style: String?, pages: [String: String]) { (self.style, self.pages) = (style, pages) }

    private static let mostBytes = 256 * 1024

    /// Reads `style.css` and `pages/NAME.mustache` of a folder; what is not there stays as it ships.
    ///
    /// - Throws: `Refusal` for the first thing in it that cannot be used, with its file and its line.
    public static func load(_ folder: String) throws(Refusal) -> Theme {
        let sheet = "\(folder)/style.css"
        let style = InputFile.exists(sheet) ? try text(sheet) : nil
        if let style { try ThemeStyle.check(style, sheet) }
        var pages: [String: String] = [:]
        for (name, known) in ThemePage.known {
            let path = "\(folder)/pages/\(name).mustache"
            guard InputFile.exists(path) else { continue }
            let page = try text(path)
            try known.check(page, path)
            pages[name] = page
        }
        guard style != nil || !pages.isEmpty else {
            throw Refusal(
                .noInput, "\(folder) holds neither style.css nor a page of the site",
                hint: "pages are \(ThemePage.names), each as pages/NAME.mustache")
        }
        for name in try names(in: "\(folder)/pages") where pages[String(name.dropLast(9))] == nil {
            throw Refusal(
                .configuration, "\(folder)/pages/\(Refused.shown(name)) is no page of the site",
                hint: "pages are \(ThemePage.names), each as NAME.mustache")
        }
        return Theme(style: style, pages: pages)
    }

    private static func names(in folder: String) throws(Refusal) -> [String] {
        guard InputFile.exists(folder) else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Refusal(.noInput, "\(folder) cannot be read")
        }
        return names.sorted { $0.utf8Precedes($1) }
    }

    private static func text(_ path: String) throws(Refusal) -> String {
        let bytes: [UInt8]
        do { bytes = try InputFile(path).bytes(limit: mostBytes) } catch {
            throw Refusal(.noInput, "\(path) cannot be read, or is longer than 256 KiB")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(.configuration, "\(path) is not text in UTF-8")
        }
        return text
    }
}

/// Why a file of a theme is not used.
enum Refused {
    static func refusal(_ path: String, _ text: String, at index: String.Index, _ what: String, hint: String) -> Refusal
    {
        let line = text.utf8[..<index].count { $0 == UInt8(ascii: "\n") } + 1
        return Refusal(.configuration, "\(path), line \(line): \(what)", hint: hint)
    }

    /// A piece of somebody's file, as an error may show it.
    static func shown(_ text: some StringProtocol) -> String {
        text.unicodeScalars.prefix(60).map { (0x20...0x7E).contains($0.value) ? String($0) : "?" }.joined()
    }
}

/// A theme's style sheet: it may say how things look, and fetch nothing.
enum ThemeStyle {
    static func check(_ text: String, _ path: String) throws(Refusal) {
        let small = text.lowercased()
        // A backslash could spell each of the others in another way.
        for sign in ["@import", "url(", "image-set(", "src(", "expression(", "\\", "<"] {
            guard let found = small.utf8.firstRange(of: sign.utf8)?.lowerBound else { continue }
            throw Refused.refusal(
                path, small, at: found, "\"\(sign)\" is not allowed",
                hint: "a style sheet of a theme fetches nothing; write signs as they are, without a backslash")
        }
    }
}
