import Policies
import Redaction
import Testing

@Suite struct `The redaction policy` {
    private static let recognizer = """
        recognizers:
          - name: jackets
            supported-entity: id-number
            deny-list: [rainy]
            patterns: ["@@-##"]
            context: [jacket]
        """

    @Test func `names every type of the engine, and no other`() {
        let engine = IdentifierType.allCases.map { String($0.rawValue.lowercased().map { $0 == "_" ? "-" : $0 }) }
        #expect(Set(engine) == Set(RedactionPolicy.types))
    }

    @Test func `has an action for each type`() throws {
        let policy = try RedactionPolicy(shipped("redaction.yaml"))
        #expect(policy.actions.count == RedactionPolicy.types.count)
        #expect(policy.actions["person"] == .pseudonym)
        #expect(policy.recognizers.isEmpty)
    }

    @Test func `of before still loads and means what it meant: brackets, numbers, and no line at the end`() throws {
        let file = String(decoding: try shipped("redaction.yaml"), as: UTF8.self)
        let start = try #require(file.firstRange(of: "# Which of these words")),
            end = try #require(file.firstRange(of: "# What is offered first"))
        let before = (file[..<start.lowerBound] + file[end.lowerBound...]).replacing(
            "person: pseudonym", with: "person: number")
        let policy = try RedactionPolicy(Array(before.utf8))
        #expect(policy.brackets == .all && policy.pseudonyms.isEmpty && policy.actions["person"] == .number)
        #expect(policy.leftOut(in: "es") == "removed" && policy.changed(in: "en") == nil)
        // Nobody can be given a name where there are none.
        let error = #expect(throws: PolicyError.self) {
            try RedactionPolicy(Array(before.replacing("person: number", with: "person: pseudonym").utf8))
        }
        #expect(error?.code == .badChoice)
    }

    @Test func `a language without names of its own has those of the first, which must have some`() throws {
        let file = String(decoding: try shipped("redaction.yaml"), as: UTF8.self)
        let names = try #require(file.firstRange(of: "pseudonyms:\n"))
        let spanish = try #require(file[names.upperBound...].firstRange(of: "  es:\n"))
        let end = try #require(file[spanish.upperBound...].firstRange(of: "\n\n"))
        let policy = try RedactionPolicy(Array((file[..<spanish.lowerBound] + file[end.lowerBound...]).utf8))
        #expect(policy.pseudonyms(in: "es") == policy.pseudonyms["en"] && policy.pseudonyms["es"] == nil)
        let other = file[..<names.upperBound] + file[spanish.lowerBound...]
        #expect(throws: PolicyError.self) { try RedactionPolicy(Array(other.utf8)) }
    }

    @Test func `has forty names or more of each kind in each language, and its words never say anonymous`() throws {
        let policy = try RedactionPolicy(shipped("redaction.yaml"))
        for language in policy.languages {
            let names = try #require(policy.pseudonyms[language])
            for list in [names.women, names.men, names.either, names.family] { #expect(list.count >= 40) }
            #expect(policy.changed(in: language)?.lowercased().contains("an\u{F3}nim") == false)
            #expect(policy.changed(in: language)?.lowercased().contains("anonym") == false)
        }
    }

    @Test(arguments: ["This text is anonymous.", "Anonymized.", "Texto an\u{F3}nimo.", "Anonimizado."])
    func `a line that calls a text anonymous is refused`(line: String) throws {
        let file = try shipped("redaction.yaml", "Names and places were changed.", line)
        let error = #expect(throws: PolicyError.self) { try RedactionPolicy(file) }
        #expect(error?.description.contains("changed must not say that a text is anonymous") == true)
    }

    @Test func `takes a team's own recognizers`() throws {
        let policy = try RedactionPolicy(shipped("redaction.yaml", "recognizers: []", Self.recognizer))
        #expect(policy.recognizers.map(\.name) == ["jackets"])
        #expect(policy.recognizers[0].patterns == ["@@-##"])
    }

    @Test(arguments: [
        ("  person: pseudonym", "  person: mask"), ("  person: pseudonym\n", ""),
        ("  person: pseudonym", "  persona: number"),
        ("recognizers: []", "recognizers: no"), ("allow-list: []", ""),
        ("  location: generalize", "  location: pseudonym"),
        ("brackets: removed", "brackets: round"), ("  es: omitido", "  es: omitido 1"),
        ("Marlene, Joyce", "Marlene, Mary Joyce"),
        ("Marlene, Joyce", "Marlene, Frances"), ("Marlene, Joyce", "Marlene, Marlene"),
    ])
    func `is strict`(old: String, new: String) throws {
        let bytes = try shipped("redaction.yaml", old, new)
        #expect(throws: PolicyError.self) { try RedactionPolicy(bytes) }
    }

    @Test(arguments: [
        ("id-number", "number"), ("[rainy]", "[r]"), ("\"@@-##\"", "\"ab\""), ("\"@@-##\"", "\"@@ ##\""),
        ("context: [jacket]", "regex: [a+]"),
        ("    context: [jacket]", ""),
    ])
    func `is strict about a recognizer`(old: String, new: String) throws {
        let changed = Self.recognizer.replacing(old, with: new)
        let bytes = try shipped("redaction.yaml", "recognizers: []", changed)
        #expect(throws: PolicyError.self) { try RedactionPolicy(bytes) }
    }
}
