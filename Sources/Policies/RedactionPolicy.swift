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
    /// The team's own recognizers: names of staff, local facilities, forms of numbers.
    public let recognizers: [Recognizer]
    /// Words that are never suggested, such as the team's own address; a structured find in them still is.
    public let allowList: [String]
    /// The digest of the file.
    public let digest: Digest
    /// Which stand-ins are in brackets.
    public let brackets: Brackets
    /// The names that people get who are not named, by language; none in a file of before.
    public let pseudonyms: [String: Pseudonyms]
    private let words: [Kind: [String: String]]
    private let leftOutWords: [String: String]
    private let changedLines: [String: String]

    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "redaction.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    init(_ file: PolicyFile) throws(PolicyError) {
        let standIns = try file.section(keys: [
            "languages", "stand-ins", "brackets", "left-out", "changed", "pseudonyms", "actions", "recognizers",
            "allow-list",
        ])
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
        // A file of before has none of these, and means what it meant: brackets, and numbers for people.
        brackets = try standIns.has("brackets") ? Brackets(standIns) : .all
        leftOutWords = try standIns.has("left-out") ? Self.leftOut(standIns, languages) : [:]
        changedLines = try standIns.has("changed") ? standIns.words("changed", languages, maximum: 120) : [:]
        // Facts and style can still tell a machine who wrote: no text may be said to be what nobody can promise.
        for line in changedLines.values.map({ $0.lowercased() })
        where ["anonym", "anonim", "an\u{F3}nim"].contains(where: line.contains) {
            throw standIns.refusal(
                "changed", "must not say that a text is anonymous: what stays can still tell who it is")
        }
        pseudonyms = try standIns.has("pseudonyms") ? Pseudonyms.all(standIns, languages) : [:]
        let section = try standIns.section("actions", keys: Self.types)
        var actions: [String: Action] = [:]
        for type in Self.types {
            let isPerson = type == "person"
            let name = try section.text(type, "\(isPerson ? "pseudonym, " : "")number, generalize or remove") {
                Action(rawValue: $0) != nil && (isPerson || $0 != Action.pseudonym.rawValue)
            }
            actions[type] = Action(rawValue: name)
        }
        guard actions["person"] != .pseudonym || !pseudonyms.isEmpty else {
            throw section.refusal("person", "can be pseudonym only with the names under pseudonyms")
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

    /// The words for what is left out, such as `left out`.
    public func leftOut(in language: String) -> String { word(of: leftOutWords, in: language) ?? "removed" }

    /// The line that says that something was replaced; nil if the team wants none.
    public func changed(in language: String) -> String? { word(of: changedLines, in: language) }

    /// The names for people in a language, or else in the first one; nil if the file has none.
    public func pseudonyms(in language: String) -> Pseudonyms? { pseudonyms[language] ?? pseudonyms[languages[0]] }

    private func word(of words: [String: String], in language: String) -> String? {
        words[language] ?? words[languages[0]]
    }

    private static func leftOut(_ reader: PolicyReader, _ languages: [String]) throws(PolicyError) -> [String: String] {
        let section = try reader.section("left-out", keys: languages)
        var words: [String: String] = [:]
        for language in languages {
            words[language] = try section.text(
                language, "1 to 40 letters and blanks, no digit and no bracket", where: isStandIn)
        }
        return words
    }

    /// A digit would run into the stand-in's number, and a bracket would end it early.
    private static func isStandIn(_ text: String) -> Bool {
        Wording.isLine(text, maximum: 40) && text.allSatisfy { $0.isLetter || $0 == " " || $0 == "-" }
    }
}
