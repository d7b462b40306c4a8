public import Envelope

/// The words that take the place of what is removed (`redaction.yaml`).
public struct RedactionPolicy: Sendable {
    /// What was removed.
    public enum Kind: String, Sendable, CaseIterable {
        case person, place, organization, number, date, other
    }

    /// The languages that have words for every kind, as in the file.
    public let languages: [String]
    /// The digest of the file.
    public let digest: Digest
    private let words: [Kind: [String: String]]

    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "redaction.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    init(_ file: PolicyFile) throws(PolicyError) {
        let standIns = try file.section(keys: ["languages", "stand-ins"])
        languages = try standIns.list(
            "languages", "language codes such as [en, es]", where: Wording.isLanguageCode)
        let kinds = try standIns.section("stand-ins", keys: Kind.allCases.map(\.rawValue))
        var words: [Kind: [String: String]] = [:]
        for kind in Kind.allCases {
            let section = try kinds.section(kind.rawValue, keys: languages)
            for language in languages {
                words[kind, default: [:]][language] = try section.text(
                    language, "1 to 40 letters and blanks, no digit and no bracket", where: Self.isStandIn)
            }
        }
        self.words = words
        digest = file.digest
    }

    /// The words of a stand-in without its brackets, such as `Name 1`.
    ///
    /// A language that the policy does not name gets the words of its first one.
    public func standIn(_ kind: Kind, _ number: Int, in language: String) -> String {
        let known = languages.contains(language) ? language : languages[0]
        return "\(words[kind]?[known] ?? kind.rawValue) \(number)"
    }

    /// A digit would run into the stand-in's number, and a bracket would end it early.
    private static func isStandIn(_ text: String) -> Bool {
        Wording.isLine(text, maximum: 40) && text.allSatisfy { $0.isLetter || $0 == " " || $0 == "-" }
    }
}
