/// The letters that a reviewer starts from, in each language (`Languages/CODE/letters.yaml`).
public struct LetterTemplates: Sendable {
    /// What a letter is written for.
    public enum Occasion: String, CaseIterable, Sendable {
        case received, question
        /// Here is the text to sign off.
        case signOff = "sign-off"
        case published, declined, worried
    }

    /// How a letter reaches the survivor.
    ///
    /// A prison may read what comes on paper: those words never say what a story tells.
    public enum Way: String, CaseIterable, Sendable { case web, paper }

    /// What a reviewer fills in; with it in the text no letter goes out.
    public static let blank = "___"

    private let letters: [String: [String: String]]
    private let printed: [String: [String: String]]

    /// Loads `folder/Languages/CODE/letters.yaml` for each of `codes`.
    ///
    /// - Parameters:
    ///   - folder: the folder of the policies.
    ///   - codes: `FormPolicy.languages`.
    ///   - retention: what the texts name days of.
    /// - Throws: `PolicyError`; also if one of the letters is missing.
    public static func load(
        folder: String, codes: [String], retention: RetentionPolicy
    ) throws(PolicyError) -> LetterTemplates {
        var letters: [String: [String: String]] = [:]
        var printed: [String: [String: String]] = [:]
        for code in codes {
            let file = try PolicyFile(folder: "\(folder)/Languages/\(code)", name: "letters.yaml")
            let reader = try file.section(keys: ["letters", "printed"])
            letters[code] = try Self.letters(reader, declinedDays: retention.declinedDays)
            printed[code] = try Self.printed(reader)
        }
        return LetterTemplates(letters: letters, printed: printed)
    }

    /// The letter for an occasion; nil in a language that pages are not served in.
    public func letter(_ occasion: Occasion, _ way: Way, in language: String) -> String? {
        letters[language]?["\(occasion.rawValue).\(way.rawValue)"]
    }

    /// Words around a printed letter, by their key in `printed`; nil in a language that pages are not served in.
    public func words(_ key: String, in language: String) -> String? { printed[language]?[key] }

    /// The keys of `printed`.
    static let printedKeys = [
        "mail", "again", "proof-mail", "code", "code-nothing", "notes", "number", "slip-head", "slip",
    ]

    private static func letters(
        _ reader: PolicyReader, declinedDays: Int
    ) throws(PolicyError) -> [String: String] {
        let occasions = try reader.section("letters", keys: Occasion.allCases.map(\.rawValue))
        var letters: [String: String] = [:]
        for occasion in Occasion.allCases {
            let ways = try occasions.section(occasion.rawValue, keys: Way.allCases.map(\.rawValue))
            for way in Way.allCases {
                let text = try ways.text(
                    way.rawValue, "a letter of 1 to 4000 characters, with no braces but {declined}"
                ) {
                    Wording.isProse($0, maximum: 4000)
                        && !$0.replacing("{declined}", with: "").contains { "{}".contains($0) }
                }
                let trimmed = text.last == "\n" ? String(text.dropLast()) : text
                letters["\(occasion.rawValue).\(way.rawValue)"] = trimmed.replacing(
                    "{declined}", with: String(declinedDays))
            }
        }
        return letters
    }

    private static func printed(_ reader: PolicyReader) throws(PolicyError) -> [String: String] {
        let section = try reader.section("printed", keys: printedKeys)
        var words: [String: String] = [:]
        for key in printedKeys {
            words[key] = try section.text(key, "1 to 400 characters, on one line") {
                Wording.isLine($0, maximum: 400)
            }
        }
        return words
    }
}
