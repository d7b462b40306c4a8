/// A text as a printer sets it: curly quotes, apostrophes, dashes and an ellipsis where a keyboard has one sign for all of them.
///
/// Letters, digits and blanks stay as they were signed, one for one, and so does every address. It is for pages that people
/// read; what is data stays as it was signed.
struct Typography {
    private let quotes: (open: Unicode.Scalar, close: Unicode.Scalar)?

    /// - Parameter language: a text in a language that is set in another way than English and Spanish keeps its straight quotes.
    init(_ language: LanguageTag) {
        quotes =
            switch language.primary {
            case "en", "es": ("“", "”")
            case "de": ("„", "“")
            default: nil
            }
    }

    /// One line.
    func set(_ line: String) -> String { String(set(Array(line.unicodeScalars)[...])) }

    /// A paragraph; a quote may go over the ends of its lines.
    func set(_ lines: [String]) -> [String] {
        let whole = set(Array(lines.joined(separator: "\n").unicodeScalars)[...])
        return whole.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    private func set(_ text: ArraySlice<Unicode.Scalar>) -> String.UnicodeScalarView {
        var out = String.UnicodeScalarView()
        var index = text.startIndex
        // Where the last single quote stands that can close a pair; looked for once, so that the whole takes linear time.
        let lastClose = text.indices.last { Self.closes(text, at: $0) } ?? text.startIndex
        while index < text.endIndex {
            let scalar = text[index]
            let previous = index > text.startIndex ? text[index - 1] : "\n"
            if Self.isBlank(previous), let end = Self.endOfAddress(text[index...]) {
                out.append(contentsOf: text[index..<end])
                index = end
                continue
            }
            var length = 1
            switch scalar {
            case "\"": out.append(quote(opens: Self.opens(after: previous)) ?? scalar)
            case "'": out.append(apostrophe(text, at: index, after: previous, lastClose))
            case "-":
                length = Self.run(of: "-", in: text[index...])
                if length == 2 || length == 3 {
                    out.append("—")
                } else if length == 1, previous == " ", index + 1 < text.endIndex, text[index + 1] == " " {
                    out.append("–")
                } else {
                    out.append(contentsOf: text[index..<index + length])
                }
            case ".":
                length = Self.run(of: ".", in: text[index...])
                if length == 3 { out.append("…") } else { out.append(contentsOf: text[index..<index + length]) }
            default: out.append(scalar)
            }
            index += length
        }
        return out
    }

    private func quote(opens: Bool) -> Unicode.Scalar? { opens ? quotes?.open : quotes?.close }

    /// "don’t", "’em", "the ’90s"; a pair of them around words is a pair of quotes.
    private func apostrophe(
        _ text: ArraySlice<Unicode.Scalar>, at index: Int, after previous: Unicode.Scalar, _ lastClose: Int
    ) -> Unicode.Scalar {
        guard quotes != nil else { return "'" }
        let word = text[(index + 1)...].prefix { $0.properties.isAlphabetic }
        guard Self.opens(after: previous), !word.isEmpty, index < lastClose else { return "’" }
        return Self.shortened.contains(String(String.UnicodeScalarView(word)).lowercased()) ? "’" : "‘"
    }

    /// Whether a single quote ends what it stands after, and no letter goes on.
    private static func closes(_ text: ArraySlice<Unicode.Scalar>, at index: Int) -> Bool {
        text[index] == "'" && index > text.startIndex && !opens(after: text[index - 1])
            && (index + 1 == text.endIndex || !isWord(text[index + 1]))
    }

    // Words whose beginning is left out.
    private static let shortened: Set<String> = [
        "em", "til", "cause", "bout", "round", "n", "tis", "twas", "cuz", "fore",
    ]

    private static func opens(after previous: Unicode.Scalar) -> Bool {
        isBlank(previous) || "([{—–-¿¡“‘\"/".unicodeScalars.contains(previous)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func run(of sign: Unicode.Scalar, in text: ArraySlice<Unicode.Scalar>) -> Int {
        text.prefix { $0 == sign }.count
    }

    /// Where an address ends that begins here: a word with `://`, `www.` or `@` in it; nil for any other word.
    private static func endOfAddress(_ text: ArraySlice<Unicode.Scalar>) -> Int? {
        let word = text.prefix { !isBlank($0) }
        let isAddress =
            word.contains("@") || word.starts(with: "www.".unicodeScalars)
            || zip(word, zip(word.dropFirst(), word.dropFirst(2))).contains { $0 == ":" && $1 == ("/", "/") }
        return isAddress ? word.endIndex : nil
    }
}
