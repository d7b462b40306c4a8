import Envelope
import Files
import Ledger
import Policies
import Publication

/// The pages of campaigns that this publisher put at a place: a later export at the same place has each of them, or says there
/// that it is gone.
struct CampaignPages {
    private let path: String
    private var lines: Set<String> = []

    /// Reads `campaigns` in the state folder: a line for each page, with use, place and name.
    init(state: String) throws {
        path = state + "/campaigns"
        guard InputFile.exists(path) else { return }
        lines = Set(try InputFile.text(path).split(separator: "\n").map(String.init))
        guard lines.allSatisfy({ $0.split(separator: " ").count == 3 }) else {
            throw Refusal(
                .badData, "the list of pages of campaigns is damaged", hint: "restore \(path) from a backup")
        }
    }

    /// The names of campaigns that had a page at a place.
    func names(_ use: Use, _ place: String) -> Set<String> {
        Set(
            lines.map { $0.split(separator: " ") }.filter { $0[0] == use.rawValue && $0[1] == place }
                .map { String($0[2]) })
    }

    /// Adds the pages of an export, and keeps the list.
    mutating func add(_ export: PublicationExport) throws {
        let new = export.campaigns.map { "\(export.use.rawValue) \(export.place) \($0.name)" }
        guard export.formats.contains(.site), !lines.isSuperset(of: new) else { return }
        lines.formUnion(new)
        try AtomicFile.write(
            lines.sorted().map { $0 + "\n" }.joined(), to: path, .replacing(mode: 0o600))
    }
}

extension Campaign {
    /// The campaigns of a file, as an export takes them.
    static func load(_ path: String, languages: [String]) throws -> [Campaign] {
        try CampaignsFile.load(path, languages: languages).campaigns.map { campaign in
            guard
                let taken = Campaign(
                    name: campaign.name, theme: campaign.theme, demand: campaign.demand,
                    steps: campaign.steps.map { Step(words: $0.words, link: $0.link) }, stories: campaign.stories)
            else { throw Refusal(.configuration, "the campaign \(campaign.name) in \(path) cannot be used") }
            return taken
        }
    }
}
