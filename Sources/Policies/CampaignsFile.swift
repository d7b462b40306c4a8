internal import Envelope

/// What a publisher says of stories that belong together: their theme, what is asked for, and what a reader can do
/// (a file of an export, and no policy of the organization).
public struct CampaignsFile: Sendable {
    /// Something that a reader can do.
    public struct Step: Sendable {
        /// In some of the languages of the pages.
        public let words: [String: String]
        /// An https address; nil if there is none.
        public let link: String?
    }

    /// Stories that belong together.
    public struct Campaign: Sendable {
        /// Lower-case letters, digits and hyphens: it stands in addresses.
        public let name: String
        /// In some of the languages of the pages; so is the demand, which may be empty.
        public let theme: [String: String]
        public let demand: [String: String]
        public let steps: [Step]
        /// The public ids of stories, or their titles.
        public let stories: [String]
    }

    /// In the file's order.
    public let campaigns: [Campaign]

    private static let keys = ["name", "theme", "demand", "do", "stories"]

    /// Reads a file with words in some of `languages`.
    ///
    /// - Throws: `PolicyError`.
    public static func load(_ path: String, languages: [String]) throws(PolicyError) -> CampaignsFile {
        try CampaignsFile(PolicyFile(path: path), languages)
    }

    init(_ file: PolicyFile, _ languages: [String]) throws(PolicyError) {
        let reader = try file.section(keys: ["campaigns"])
        var campaigns: [Campaign] = []
        for section in try reader.sections("campaigns", keys: Self.keys) {
            let campaign = try Self.campaign(section, languages)
            guard !campaigns.contains(where: { $0.name == campaign.name }) else {
                throw section.refusal("name", "stands twice; give each campaign another name")
            }
            campaigns.append(campaign)
        }
        self.campaigns = campaigns
    }

    private static func campaign(
        _ reader: PolicyReader, _ languages: [String]
    ) throws(PolicyError) -> Campaign {
        let name = try reader.text("name", "1 to 40 lower-case letters, digits and hyphens", where: isName)
        guard reader.has("theme") else {
            throw reader.refusal("theme", "is missing: say in a few words what these share")
        }
        var steps: [Step] = []
        for step in reader.has("do") ? try reader.sections("do", keys: ["words", "link"]) : [] {
            guard step.has("words") else { throw step.refusal("words", "is missing: say what a reader can do") }
            steps.append(
                Step(
                    words: try line(step, "words", languages, maximum: 300),
                    link: step.has("link")
                        ? try step.text("link", "an https address", where: Wording.isWebAddress) : nil))
        }
        return Campaign(
            name: name, theme: try line(reader, "theme", languages, maximum: 100),
            demand: try line(reader, "demand", languages, maximum: 600), steps: steps,
            stories: try reader.list("stories", "public ids of stories, or their titles") {
                Wording.isLine($0, maximum: 400)
            })
    }

    private static func line(
        _ reader: PolicyReader, _ key: String, _ languages: [String], maximum: Int
    ) throws(PolicyError) -> [String: String] {
        try reader.some(key, languages, "1 to \(maximum) characters, on one line") {
            Wording.isLine($0, maximum: maximum)
        }
    }

    private static func isName(_ text: String) -> Bool { text.utf8.count <= 40 && PolicyValue.isName(text) }
}
