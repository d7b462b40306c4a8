public import Envelope

/// What an export is, apart from its stories: for which use and place, in which formats, and what it takes back.
public struct PublicationExport: Sendable {
    /// What the stories were agreed to be used for.
    public let use: Use
    /// Where it goes, in the publisher's own words: a site, a printing.
    public let place: String
    /// The UTC day of the export.
    public let day: Day
    /// Whether it only tries out what another day would give; then it may not be published.
    public let isRehearsal: Bool
    /// In this order, each once.
    public let formats: [Format]
    /// The stories that stood at this place before and do not any more, ascending by id.
    public let tombstones: [Tombstone]
    /// What site, feeds and book are called; nil for the room's own word.
    public let title: String?
    /// The language of pages that belong to no one story: the one that most stories have.
    public let language: String
    /// Where the site stands, ending in `/`; nil if feeds name no address.
    public let address: String?
    /// What stands around the stories of the site.
    public let surroundings: Surroundings
    /// The site's own look.
    public let theme: Theme
    /// How the zine is printed.
    public let printing: Printing
    /// Stories that belong together, in the order in which they are shown.
    public let campaigns: [Campaign]
    /// The names of campaigns that had a page at this place before.
    public let formerCampaigns: Set<String>

    /// - Throws: `ExportError.badPlace`, `.badAddress`.
    public init(
        use: Use, place: String? = nil, day: Day, isRehearsal: Bool = false, formats: [Format] = Format.usual,
        tombstones: [Tombstone] = [], title: String? = nil, language: String = "en", address: String? = nil,
        surroundings: Surroundings = .none, printing: Printing = Printing(), theme: Theme = .shipped,
        campaigns: [Campaign] = [], formerCampaigns: Set<String> = []
    ) throws(ExportError) {
        let place = place ?? use.rawValue
        guard Self.isPlace(place) else { throw .badPlace }
        if let address, !Self.isAddress(address) { throw .badAddress }
        self.use = use
        self.place = place
        self.day = day
        self.isRehearsal = isRehearsal
        self.formats = formats.reduce(into: Set()) { $0.formUnion($1.withNeeded) }.sorted()
        self.tombstones = Set(tombstones).sorted { $0.id.utf8Precedes($1.id) }
        let line = title.map(PlainText.line) ?? ""
        self.title = line.isEmpty ? nil : line
        self.language = LanguageTag(language).primary
        self.address = address.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
        self.surroundings = surroundings
        self.printing = printing
        self.theme = theme
        // Who said yes to a website and not to campaigns stands under no demand.
        self.campaigns = use == .campaign ? campaigns : campaigns.map(\.theThemeAlone)
        self.formerCampaigns = formerCampaigns.subtracting(campaigns.map(\.name)).filter(Campaign.isName)
    }

    /// What the signature says of the export beside its bytes: it names no one.
    func trustedComment(stories: Int) -> String {
        let kind = isRehearsal ? "rehearsal, not for publishing:" : "firsthand export"
        return "\(kind) for \(use.rawValue), \(day), stories: \(stories)"
    }

    /// Whether `text` may name a place: letters, digits, `.`, `-` and `_`, so that it reads the same everywhere.
    public static func isPlace(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                    || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
            }
    }

    private static func isAddress(_ text: String) -> Bool {
        let signs = Set("-._~:/%".utf8)
        return text.utf8.count <= 512 && (text.hasPrefix("https://") || text.hasPrefix("http://"))
            && text.split(separator: "/").count > 1
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                    || signs.contains(byte)
            }
    }
}
