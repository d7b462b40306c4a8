import Envelope

/// The language of a text, as pages and front matter name it.
struct LanguageTag: Sendable, Equatable {
    /// Which way a text runs.
    enum Direction: String, Sendable {
        case leftToRight = "ltr"
        case rightToLeft = "rtl"
    }

    /// A BCP 47 tag; `und` (not known) for what is not in the form of one.
    let tag: String
    let direction: Direction

    /// The first part in lower case: `es` of `es-MX`.
    var primary: String { String(tag.prefix { $0 != "-" }).lowercased() }

    /// A tag that is known to be one.
    init(tag: String, direction: Direction) {
        self.tag = tag
        self.direction = direction
    }

    /// Reads a tag that somebody wrote; it may be anything.
    init(_ text: String) {
        tag = Manuscript.isLanguageTag(text) ? text : "und"
        let parts = tag.lowercased().split(separator: "-").map(String.init)
        // A script, where one is named, says more than the language: Kurdish and Uzbek are written both ways.
        let script = parts.dropFirst().first { $0.utf8.count == 4 && $0.utf8.allSatisfy(Self.isLetter) }
        let isRightToLeft = script.map(Self.scripts.contains) ?? parts.first.map(Self.languages.contains) ?? false
        direction = isRightToLeft ? .rightToLeft : .leftToRight
    }

    /// Arabic, Aramaic, Central Kurdish, Dhivehi, Persian, Hebrew, Pashto, Sindhi, Syriac, Uyghur, Urdu, Yiddish.
    private static let languages: Set<String> = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
    ]

    private static let scripts: Set<String> = ["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"]

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }
}
