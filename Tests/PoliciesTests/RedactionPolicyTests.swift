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
        #expect(policy.actions["person"] == .number)
        #expect(policy.recognizers.isEmpty)
    }

    @Test func `takes a team's own recognizers`() throws {
        let policy = try RedactionPolicy(shipped("redaction.yaml", "recognizers: []", Self.recognizer))
        #expect(policy.recognizers.map(\.name) == ["jackets"])
        #expect(policy.recognizers[0].patterns == ["@@-##"])
    }

    @Test(arguments: [
        ("  person: number", "  person: mask"), ("  person: number\n", ""), ("  person: number", "  persona: number"),
        ("recognizers: []", "recognizers: no"), ("allow-list: []", ""),
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
