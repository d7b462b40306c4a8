/// What stands around the stories of a site: who publishes them, where a reader can turn, where stories are taken in, and what
/// their content notes are called.
public struct Surroundings: Sendable {
    /// People who answer, by phone, by text message or in a chat; words by language.
    public struct Service: Sendable {
        let name: [String: String]
        let what: [String: String]
        let call: String?
        let text: String?
        let keyword: [String: String]
        let chat: [String: String]

        /// - Parameters:
        ///   - name: the name of the service, by language.
        ///   - what: whom it helps and when, by language.
        ///   - call: the number to call, as people write it; nil if there is none.
        ///   - text: the number that answers text messages, as people write it; nil if there is none.
        ///   - keyword: the word to send first, by language; where one is missing, any message will do.
        ///   - chat: the https address of the chat, by language; a language that is missing has none.
        public init(
            name: [String: String], what: [String: String], call: String?, text: String?, keyword: [String: String],
            chat: [String: String]
        ) {
            (self.name, self.what, self.call, self.text) = (name, what, call, text)
            (self.keyword, self.chat) = (keyword, chat)
        }
    }

    /// The services of a country.
    public struct Country: Sendable {
        let name: [String: String]
        let emergency: String
        let services: [Service]

        public init(name: [String: String], emergency: String, services: [Service]) {
            (self.name, self.emergency, self.services) = (name, emergency, services)
        }
    }

    /// Nothing of it is known.
    public static let none = Surroundings(organization: [:], address: nil, countries: [])

    private let organization: [String: String]
    let address: String?
    let countries: [Country]
    let mark: Mark?
    let notes: NoteWords
    private let letters: [String: [String]]

    /// - Parameters:
    ///   - organization: the name of whoever answers for what is published, by language.
    ///   - address: where somebody can tell a story; nil if it is not to be named.
    ///   - letters: the lines of an envelope, by language, for stories that come by mail; empty if they are not to be named.
    ///   - countries: where a reader can turn in each country, in the order in which they are shown.
    ///   - mark: what stands on the cover of a booklet; nil for nothing.
    ///   - notes: what the content notes are called, by language.
    public init(
        organization: [String: String], address: String?, letters: [String: [String]] = [:], countries: [Country],
        mark: Mark? = nil, notes: NoteWords = .none
    ) {
        self.organization = organization.mapValues(PlainText.line).filter { !$0.value.isEmpty }
        (self.address, self.letters, self.countries) = (address, letters, countries)
        (self.mark, self.notes) = (mark, notes)
    }

    /// The name of who answers for what is published; nil if nobody wrote it down.
    func organization(in language: String) -> String? {
        organization[language] ?? organization["en"] ?? organization.values.min()
    }

    /// The lines of the envelope; nil where no letters come in.
    func letters(in language: String) -> [String]? { letters[language] ?? letters["en"] ?? letters.values.first }

    /// Whether a reader learns where to turn, or how to take part.
    var leadsSomewhere: Bool { !countries.isEmpty || address != nil || !letters.isEmpty }
}
