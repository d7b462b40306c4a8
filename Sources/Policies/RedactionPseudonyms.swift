extension RedactionPolicy {
    /// Which stand-ins are in brackets.
    public enum Brackets: String, Sendable, CaseIterable {
        /// None of them.
        case none
        /// Numbers, and the words for what is only left out.
        case removed
        /// Each of them.
        case all

        init(_ reader: PolicyReader) throws(PolicyError) {
            let name = try reader.text("brackets", "none, removed or all") { Brackets(rawValue: $0) != nil }
            self = Brackets(rawValue: name) ?? .all
        }
    }

    /// Names for people who are not named, in one language.
    public struct Pseudonyms: Sendable, Equatable {
        private static let fewest = 20

        /// Given names of women, of men and of either; family names.
        public let women: [String], men: [String], either: [String], family: [String]

        /// Those of the first language, and of each other one that has its own.
        static func all(_ reader: PolicyReader, _ languages: [String]) throws(PolicyError) -> [String: Pseudonyms] {
            let section = try reader.section("pseudonyms", keys: languages)
            var all: [String: Pseudonyms] = [:]
            for language in languages where language == languages[0] || section.has(language) {
                all[language] = try Pseudonyms(section.section(language, keys: ["women", "men", "either", "family"]))
            }
            return all
        }

        private init(_ reader: PolicyReader) throws(PolicyError) {
            func names(_ key: String) throws(PolicyError) -> [String] {
                let names = try reader.list(
                    key, "names: one word of 2 to 20 letters that ends in no s, x or z", where: Self.isName)
                guard names.count >= Self.fewest else {
                    throw reader.refusal(key, "must hold at least \(Self.fewest) names, so that a story never runs out")
                }
                return names
            }
            women = try names("women")
            men = try names("men")
            either = try names("either")
            family = try names("family")
        }

        /// Whether it is one word with a capital whose end hides no plural and no possessive.
        private static func isName(_ name: String) -> Bool {
            (2...20).contains(name.count) && name.allSatisfy(\.isLetter) && name.first?.isUppercase == true
                && !["s", "x", "z"].contains(name.last)
        }
    }
}
