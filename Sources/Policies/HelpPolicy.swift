public import Envelope

/// Where people can turn, by country (`help.yaml`).
public struct HelpPolicy: Sendable {
    /// A service with people who answer: by phone, by text message, in a chat, or in several of these ways.
    public struct Service: Sendable {
        /// Its name, and whom it helps and when, in each language of the pages.
        public let name: [String: String]
        public let what: [String: String]
        /// The number to call, as people write it.
        public let call: String?
        /// The number to call, as a telephone takes it.
        public var dial: String? { call.map(HelpPolicy.dial) }
        /// Where to send a text message.
        public let text: TextLine?
        /// The https address of the chat, by language; a language that is missing has none.
        public let chat: [String: String]
    }

    /// A number that answers text messages.
    public struct TextLine: Sendable {
        /// The number as people write it.
        public let number: String
        /// The number as a telephone takes it.
        public var dial: String { HelpPolicy.dial(number) }
        /// The word to send first, by language; where one is missing, any message will do.
        public let keyword: [String: String]
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
    /// The day on which somebody last called each number, texted each line and opened each chat; nil if nobody wrote it down.
    public let lastCalled: Day?
    /// The digest of the file.
    public let digest: Digest

    /// Reads the bytes of a file that errors call `name`, with words in each of `languages`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "help.yaml", languages: [String]) throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name), languages: languages)
    }

    init(_ file: PolicyFile, languages: [String]) throws(PolicyError) {
        let reader = try file.section(keys: ["last-called", "countries"])
        lastCalled =
            reader.has("last-called")
            ? Day(
                try reader.text("last-called", "the day on which you last called them all, such as 2026-11-29") {
                    Day($0) != nil
                }) : nil
        var countries: [Country] = []
        for country in try reader.sections("countries", "countries, each by its code", keys: Self.countryKeys) {
            var services: [Service] = []
            for service in try country.reader.sections("services", "services", keys: Self.serviceKeys) {
                services.append(try Self.service(service.reader, languages))
            }
            countries.append(
                Country(
                    code: country.key,
                    name: try country.reader.words(
                        "name", languages, others: country.reader.others("name", than: languages), maximum: 60),
                    emergency: try country.reader.text("emergency", Self.number, where: Self.isNumber),
                    services: services))
        }
        self.countries = countries
        digest = file.digest
    }

    private static let countryKeys = ["name", "emergency", "services"]
    private static let serviceKeys = ["name", "what", "call", "text", "chat"]
    private static let number = "a phone number: 2 to 15 digits with blanks and hyphens, after a + if you like"

    private static func service(_ reader: PolicyReader, _ languages: [String]) throws(PolicyError) -> Service {
        let ways = ["call", "text", "chat"]
        guard ways.contains(where: reader.has) else {
            throw reader.refusal("call", "is missing: a service has a call, a text or a chat")
        }
        // A language that a service has a name in is no slip of the pen, whether the form offers it or not.
        let others = try reader.others("name", than: languages)
        return Service(
            name: try reader.words("name", languages, others: others, maximum: 100),
            what: try reader.words("what", languages, others: others, maximum: 300),
            call: reader.has("call") ? try reader.text("call", number, where: isNumber) : nil,
            text: reader.has("text")
                ? try textLine(reader.section("text", keys: ["number", "keyword"]), languages, others) : nil,
            chat: try reader.some(
                "chat", languages, others: others, "the https address of a chat", where: Wording.isWebAddress))
    }

    private static func textLine(
        _ reader: PolicyReader, _ languages: [String], _ others: [String]
    ) throws(PolicyError) -> TextLine {
        TextLine(
            number: try reader.text("number", number, where: isNumber),
            keyword: try reader.some("keyword", languages, others: others, "one word of 1 to 20 letters and digits") {
                (1...20).contains($0.count) && $0.allSatisfy { $0.isLetter || $0.isNumber }
            })
    }

    /// Digits, after a plus sign if they begin with the country.
    private static func dial(_ number: String) -> String { number.filter { $0.isNumber || $0 == "+" } }

    private static func isNumber(_ text: String) -> Bool {
        let rest = text.hasPrefix("+") ? text.dropFirst() : text[...]
        return (2...15).contains(rest.count { $0 != " " && $0 != "-" }) && rest.first?.isNumber == true
            && rest.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x20 || $0 == 0x2D }
    }
}
