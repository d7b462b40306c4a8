public import Envelope

/// Letters to begin with (`letters.yaml`).
public struct LettersPolicy: Sendable {
    /// One of them.
    public struct Template: Sendable {
        /// What it is for, for the reviewer.
        public let name: String
        /// The words in each language.
        public let words: [String: String]
    }

    /// The languages that every letter has; a story in another one gets the first.
    public let languages: [String]
    /// In the file's order.
    public let templates: [Template]
    /// The digest of the file.
    public let digest: Digest

    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "letters.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    init(_ file: PolicyFile) throws(PolicyError) {
        let reader = try file.section(keys: ["languages", "letters"])
        languages = try reader.list("languages", "language codes such as [en, es]", where: Wording.isLanguageCode)
        var templates: [Template] = []
        for letter in try reader.sections("letters", "letters, each by its name", keys: ["name", "words"]) {
            let name = try letter.reader.text("name", "1 to 60 characters, on one line") {
                Wording.isLine($0, maximum: 60)
            }
            let section = try letter.reader.section("words", keys: languages)
            var words: [String: String] = [:]
            for language in languages {
                words[language] = try section.text(language, "1 to 4,000 characters of text") {
                    Wording.isProse($0, maximum: 4000)
                }
            }
            templates.append(Template(name: name, words: words))
        }
        guard (1...9).contains(templates.count) else {
            // Each has a digit as its key at the desk.
            throw reader.refusal("letters", "must be 1 to 9 letters")
        }
        self.templates = templates
        digest = file.digest
    }
}
