/// The languages that pages are served in.
///
/// They fit together: each has every text that the others have, and no word of a receipt code stands in two, so that a
/// code can be read in any of them.
public struct Languages: Sendable {
    /// The languages, in the order asked for; never empty.
    public let all: [Language]

    /// The language for those who ask for none of them.
    public var first: Language { all[0] }

    /// The language with this code; nil if it is not served.
    public subscript(code: String) -> Language? { all.first { $0.code == code } }

    /// Loads `folder/Languages/CODE/text.yaml` and `words.txt` for each code.
    ///
    /// - Parameters:
    ///   - folder: the folder of the policies.
    ///   - codes: `FormPolicy.languages`.
    /// - Returns: the languages, in the order of `codes`.
    /// - Throws: `PolicyError`; also if the languages do not fit together.
    public static func load(folder: String, codes: [String]) throws(PolicyError) -> Languages {
        let place = "\(folder)/Languages"
        var all: [Language] = []
        for code in codes {
            guard Wording.isLanguageCode(code), !all.contains(where: { $0.code == code }) else {
                throw PolicyError(.badChoice, file: place, "ask for each language once, by its code, such as en")
            }
            all.append(try Language(code: code, folder: "\(place)/\(code)"))
        }
        guard let first = all.first else {
            throw PolicyError(.missingValue, file: place, "ask for at least one language")
        }
        for other in all.dropFirst() { try requireSameTexts(other, first) }
        try requireOwnWords(all)
        return Languages(all: all)
    }

    private static func requireSameTexts(_ language: Language, _ first: Language) throws(PolicyError) {
        if let key = first.texts.keys.filter({ language.texts[$0] == nil }).min() {
            throw PolicyError(
                .mismatch, file: language.textFile, key: "texts.\(key)",
                "is missing: \(first.textFile) has it on line \(first.textLines[key] ?? 1)")
        }
        if let key = language.texts.keys.filter({ first.texts[$0] == nil }).min() {
            throw PolicyError(
                .mismatch, file: language.textFile, line: language.textLines[key], key: "texts.\(key)",
                "is not in \(first.textFile): add it there or remove it here")
        }
    }

    private static func requireOwnWords(_ all: [Language]) throws(PolicyError) {
        var owners: [String: String] = [:]
        for language in all {
            for (index, word) in language.words.enumerated() {
                if let owner = owners.updateValue(language.wordFile, forKey: word) {
                    throw PolicyError(
                        .repeated, file: language.wordFile, line: index + 1, "the word also stands in \(owner)")
                }
            }
        }
    }
}

/// The words of receipt codes: one a line, so that the line is the symbol (FORMAT §5).
enum CodeWords {
    /// How many words a list has: twelve bits a word.
    static let count = 4096

    /// Reads a word list strictly.
    ///
    /// - Throws: `PolicyError`, which names the line.
    static func read(_ file: PolicyFile) throws(PolicyError) -> [String] {
        var lines = try file.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.popLast() == "" else {
            throw PolicyError(
                .wrongType, file: file.name, line: lines.count + 1, "the last line must end like the rest")
        }
        var words: [String] = []
        for (index, word) in lines.enumerated() {
            guard (3...10).contains(word.utf8.count), word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
                throw PolicyError(
                    .wrongType, file: file.name, line: index + 1, "a word must be 3 to 10 letters from a to z")
            }
            if let last = words.last, word <= last {
                let isTwin = word == last
                throw PolicyError(
                    isTwin ? .repeated : .badChoice, file: file.name, line: index + 1,
                    isTwin ? "the word stands twice; keep one" : "words must stand in order of the alphabet")
            }
            words.append(word)
        }
        guard words.count == count else {
            throw PolicyError(.outOfBounds, file: file.name, "the file must hold exactly \(count) words, one a line")
        }
        return words
    }
}
