extension RedactionPolicy {
    /// What is offered first for a type; a reviewer always chooses.
    public enum Action: String, Sendable {
        /// A name that is nobody's in the story; for people alone.
        case pseudonym
        /// A numbered stand-in such as `[Name 1]`.
        case number
        /// Vaguer words, where the text allows some: a decade, a region.
        case generalize
        /// Only that something was removed.
        case remove
    }

    /// The names of the types of identifiers.
    public static let types = [
        "person", "location", "address", "facility", "org", "date", "age", "family", "occupation", "nationality",
        "event", "email",
        "phone", "url", "handle", "id-number", "case-number", "us-ssn", "credit-card", "iban-code", "ip-address",
        "vehicle", "money",
        "quantity", "time", "other",
    ]

    /// A team's own list or form of numbers, as Presidio's recognizers are written, without regular expressions.
    public struct Recognizer: Sendable, Equatable {
        static let keys = ["name", "supported-entity", "deny-list", "patterns", "context"]

        /// What a reviewer is told was matched.
        public let name: String
        /// The type that a match has.
        public let type: String
        /// Words that are always suggested, in any case and with or without accents.
        public let denyList: [String]
        /// Forms of numbers: `#` is a digit, `@` a letter, anything else itself.
        public let patterns: [String]
        /// Words of which one must stand shortly before a pattern; none means that the form is enough.
        public let context: [String]

        init(_ section: PolicyReader) throws(PolicyError) {
            name = try section.text("name", "1 to 40 characters") { Wording.isLine($0, maximum: 40) }
            type = try section.text("supported-entity", "one of: \(RedactionPolicy.types.joined(separator: ", "))") {
                RedactionPolicy.types.contains($0)
            }
            denyList = try section.list("deny-list", "words of 2 to 80 characters", mayBeEmpty: true) {
                Wording.isLine($0, maximum: 80) && $0.contains { $0.isLetter || $0.isNumber } && $0.count > 1
            }
            patterns = try section.list(
                "patterns", "forms of 3 to 40 characters with # for a digit and @ for a letter", mayBeEmpty: true
            ) {
                (3...40).contains($0.count) && $0.contains { $0 == "#" || $0 == "@" }
                    && $0.unicodeScalars.allSatisfy {
                        $0.properties.generalCategory != .control && !$0.properties.isWhitespace
                    }
            }
            context = try section.list("context", "words of 1 to 40 letters", mayBeEmpty: true) {
                Wording.isLine($0, maximum: 40)
            }
        }
    }
}
