public import Envelope

/// The words that take the place of what is removed (`redaction.yaml`).
public struct RedactionPolicy: Sendable {
    /// What was removed.
    public enum Kind: String, Sendable, CaseIterable {
        case person, place, organization, number, date, other
    }

    /// The languages that have words for every kind, as in the file.
    public let languages: [String]
    /// What is offered first for each type of identifier, by the type's name.
    public let actions: [String: Action]
    /// The team's own recognisers: names of staff, local facilities, forms of numbers.
    public let recognizers: [Recognizer]
    /// Words that are never suggested, such as the team's own address; a structured find in them still is.
    public let allowList: [String]
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
        let standIns = try file.section(keys: ["languages", "stand-ins", "actions", "recognizers", "allow-list"])
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
        let section = try standIns.section("actions", keys: Self.types)
        var actions: [String: Action] = [:]
        for type in Self.types {
            let name = try section.text(type, "number, generalize or remove") { Action(rawValue: $0) != nil }
            actions[type] = Action(rawValue: name)
        }
        self.actions = actions
        recognizers = try standIns.sections("recognizers", keys: Recognizer.keys).map { section throws(PolicyError) in
            try Recognizer(section)
        }
        allowList = try standIns.list("allow-list", "words of 1 to 80 characters", mayBeEmpty: true) {
            Wording.isLine($0, maximum: 80)
        }
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
