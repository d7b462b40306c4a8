import Foundation
import Testing

@testable import Policies

private let good = """
    campaigns:
      - name: called-for-help
        theme:
          en: Punished for calling
        demand:
          en: Drop the charges.
          es: Retiren los cargos.
        do:
          - words:
              en: Write to the board.
            link: https://county.example/board
        stories:
          - The kitchen light
          - "9a9a9a9a9a9a9a9a"

    """

/// What a publisher says of stories that belong together.
struct CampaignsFileTests {
    private func load(_ old: String = "", _ new: String = "") throws(PolicyError) -> CampaignsFile {
        let text = old.isEmpty ? good : good.replacing(old, with: new)
        return try CampaignsFile(PolicyFile(bytes: Array(text.utf8), name: "campaigns.yaml"), ["en", "es"])
    }

    @Test func `a campaign has its theme, its demand, what to do and its stories`() throws {
        let campaign = try #require(try load().campaigns.first)
        #expect(campaign.name == "called-for-help" && campaign.theme == ["en": "Punished for calling"])
        #expect(campaign.demand["es"] == "Retiren los cargos.")
        #expect(campaign.steps.first?.link == "https://county.example/board")
        #expect(campaign.stories == ["The kitchen light", "9a9a9a9a9a9a9a9a"])
    }

    @Test func `the example of the documents is taken`() throws {
        let path =
            URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path + "/Documentation/Campaigns/campaigns.yaml"
        let campaigns = try CampaignsFile.load(path, languages: ["en", "es"]).campaigns
        #expect(campaigns.map(\.name) == ["called-for-help", "inside"])
    }

    @Test(arguments: [
        ("    theme:\n      en: Punished for calling\n", "", 2, "theme"),
        ("called-for-help", "Called", 2, "name"), ("called-for-help", "../x", 2, "name"),
        ("https://county.example/board", "javascript:alert(1)", 11, "link"),
        ("      en: Punished for calling", "      fr: Punies", 4, "theme.fr"),
        ("    demand:", "    demands:", 5, "demands"),
        ("      - words:\n          en: Write to the board.\n        link:", "      - link:", 9, "words"),
        ("en: Drop the charges.", "en: \"a\\e[2Jb\"", 6, "demand.en"),
        ("en: Punished for calling", "en: \"Punished\\a for calling\"", 4, "theme.en"),
        ("en: Write to the board.", "en: \"Write\\x9b2J\"", 10, "words.en"),
        ("      - The kitchen light\n", "      - \"The kitchen\\e[0m light\"\n", 13, "stories"),
        ("      - The kitchen light\n", "      - &a The kitchen light\n      - *a\n", 13, ""),
    ]) func `what cannot be used is refused with its line and key`(old: String, new: String, line: Int, key: String) {
        let error = #expect(throws: PolicyError.self) { try load(old, new) }
        #expect(error?.line == line, "\(String(describing: error))")
        if !key.isEmpty { #expect(error?.key?.hasSuffix(key) == true, "\(String(describing: error))") }
    }

    @Test func `two campaigns have two names`() {
        let twice = good + good.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
        let error = #expect(throws: PolicyError.self) {
            try CampaignsFile(PolicyFile(bytes: Array(twice.utf8), name: "campaigns.yaml"), ["en", "es"])
        }
        #expect(error?.key?.hasSuffix("name") == true)
    }
}
