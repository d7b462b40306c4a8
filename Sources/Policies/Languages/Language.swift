/// One language of the pages: its texts, and the words of its receipt codes.
public struct Language: Sendable {
    /// Which way the language is written.
    public enum Direction: String, Sendable, CaseIterable {
        case leftToRight = "ltr"
        case rightToLeft = "rtl"
    }

    /// The code, such as `es`: the name of its folder.
    public let code: String
    /// The language's name in itself, such as "Español".
    public let name: String
    /// Which way it is written.
    public let direction: Direction
    /// The texts, by the keys of the sections around them joined by dots: `welcome.title`.
    public let texts: [String: String]
    /// The 4,096 words of receipt codes, ascending; a symbol is an index (FORMAT §5).
    public let words: [String]

    /// Where each text stands, for errors.
    let textLines: [String: Int]
    let textFile: String
    let wordFile: String

    /// The keys of `text.yaml`.
    static let keys = ["name", "direction", "texts"]

    /// Reads `folder/text.yaml` and `folder/words.txt`.
    init(code: String, folder: String) throws(PolicyError) {
        try PolicySet.refuseUnknownFiles(in: folder, known: ["letters.yaml", "text.yaml"])
        let textFile = try PolicyFile(folder: folder, name: "text.yaml")
        let wordFile = try PolicyFile(folder: folder, name: "words.txt")
        let reader = try textFile.section(keys: Self.keys)
        name = try reader.text("name", "the language's own name, of 1 to 40 characters") {
            Wording.isLine($0, maximum: 40)
        }
        let word = try reader.text("direction", "ltr or rtl") { Direction(rawValue: $0) != nil }
        direction = Direction(rawValue: word) ?? .leftToRight
        var flat = FlatTexts(file: textFile.name)
        try flat.add(try reader.entries("texts", "texts, or sections of texts"), under: "")
        texts = flat.texts
        textLines = flat.lines
        words = try CodeWords.read(wordFile)
        self.code = code
        self.textFile = textFile.name
        self.wordFile = wordFile.name
    }
}

/// Texts out of nested sections, each under its keys joined by dots.
struct FlatTexts {
    let file: String
    private(set) var texts: [String: String] = [:]
    private(set) var lines: [String: Int] = [:]

    init(file: String) { self.file = file }

    mutating func add(_ entries: [PolicyValue.Entry], under path: String) throws(PolicyError) {
        for entry in entries {
            let key = path + entry.key
            let must = "must be a text of 1 to 4000 characters, or a section of texts"
            guard !entry.value.isEmpty else {
                throw PolicyError(
                    .missingValue, file: file, line: entry.line, key: "texts.\(key)", "has no value: it \(must)")
            }
            switch entry.value {
            case .section(let entries) where !entries.isEmpty:
                try add(entries, under: "\(key).")
            case .scalar(let text, _):
                // A block of lines ends with a line feed that nobody wrote for a reader.
                let trimmed = text.last == "\n" ? String(text.dropLast()) : text
                guard Wording.isProse(trimmed, maximum: 4000) else {
                    throw PolicyError(.outOfBounds, file: file, line: entry.line, key: "texts.\(key)", must)
                }
                texts[key] = trimmed
                lines[key] = entry.line
            case .section, .list:
                throw PolicyError(.wrongType, file: file, line: entry.line, key: "texts.\(key)", must)
            }
        }
    }
}
