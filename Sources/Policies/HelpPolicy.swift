public import Envelope

/// Where people can turn, by country (`help.yaml`).
public struct HelpPolicy: Sendable {
    /// A service with people who answer.
    public struct Service: Sendable {
        /// Its name, and whom it helps and when, in each language of the pages.
        public let name: [String: String]
        public let what: [String: String]
        /// The number as people write it.
        public let call: String
        /// The number as a telephone takes it: digits, after a plus sign if they begin with the country.
        public var dial: String { call.filter { $0.isNumber || $0 == "+" } }
    }

    /// The services of a country, in the file's order.
    public struct Country: Sendable {
        /// The country's code, such as `us`.
        public let code: String
        public let name: [String: String]
        /// The number for emergencies.
        public let emergency: String
        public let services: [Service]
    }

    /// The countries, in the file's order.
    public let countries: [Country]
    /// The digest of the file.
    public let digest: Digest

    /// Reads the bytes of a file that errors call `name`, with words in each of `languages`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "help.yaml", languages: [String]) throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name), languages: languages)
    }

    init(_ file: PolicyFile, languages: [String]) throws(PolicyError) {
        let reader = try file.section(keys: ["countries"])
        var countries: [Country] = []
        for country in try reader.sections("countries", "countries, each by its code", keys: Self.countryKeys) {
            var services: [Service] = []
            for service in try country.reader.sections("services", "services", keys: Self.serviceKeys) {
                services.append(
                    Service(
                        name: try service.reader.words("name", languages, maximum: 100),
                        what: try service.reader.words("what", languages, maximum: 300),
                        call: try service.reader.text("call", Self.number, where: Self.isNumber)))
            }
            countries.append(
                Country(
                    code: country.key, name: try country.reader.words("name", languages, maximum: 60),
                    emergency: try country.reader.text("emergency", Self.number, where: Self.isNumber),
                    services: services))
        }
        self.countries = countries
        digest = file.digest
    }

    private static let countryKeys = ["name", "emergency", "services"]
    private static let serviceKeys = ["name", "what", "call"]
    private static let number = "a number to call: 2 to 15 digits with blanks and hyphens, after a + if you like"

    private static func isNumber(_ text: String) -> Bool {
        let rest = text.hasPrefix("+") ? text.dropFirst() : text[...]
        return (2...15).contains(rest.count { $0 != " " && $0 != "-" }) && rest.first?.isNumber == true
            && rest.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x20 || $0 == 0x2D }
    }
}
