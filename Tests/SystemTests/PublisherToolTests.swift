import Envelope
import Foundation
import Ledger
import Testing
import Vault

/// What other tools get from the publisher's program: reports for machines, the numbers of posts, a look of the site's own.
struct PublisherToolTests {
    private func json(_ answer: Programs.Answer) throws -> Any {
        #expect(answer.status == 0, "\(answer.errors)")
        return try JSONSerialization.jsonObject(with: Data(answer.output))
    }

    @Test func `each verb reports to a machine, and retractions names the post that was pushed`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.agree([.website])
        let words = Manuscript(title: "Marigold", text: "marigold words", language: "en", contentNotes: [], credit: "")
        try file.publish(words)
        try file.checkpoint()
        try file.store()
        try book.approved("Stays", uses: [.print])
        let export = try #require(
            try json(try organisation.export("one", ["--format", "wordpress-drafts", "--json"])) as? [String: Any])
        #expect(export["stories"] as? Int == 1 && export["publishable"] as? Bool == true)
        let left = try #require((export["leftOut"] as? [[String: Any]])?.first)
        #expect(left["reasons"] as? [String] == ["the survivor did not agree to the use 'website'"])
        let verify = [
            "verify", "\(organisation.folder)/one", "--json", "--keys", organisation.folder + "/keys", "--steward",
            organisation.folder + "/steward.pub", "--state", organisation.folder + "/state-press",
        ]
        let verified = try #require(try json(try Programs.run("firsthand-publish", verify)) as? [String: Any])
        let id = try #require((verified["stories"] as? [String])?.first)
        #expect(verified["use"] as? String == "website" && verified["publishable"] as? Bool == true)
        #expect(try json(try organisation.publish(["watch", "--json"])) as? [Any] != nil)
        #expect((try json(try organisation.publish(["retractions", "--json"])) as? [Any])?.isEmpty == true)

        try file.say(Withdrawal(reason: ""), by: file.writer)
        try file.store()
        try book.vault.destroyBodies(of: file.caseID, keeping: [])
        let posts = "\(organisation.folder)/posts"
        try "\(id) 4711 \(String(repeating: "0", count: 64))\n".write(toFile: posts, atomically: true, encoding: .utf8)
        let list = try #require(
            try json(try organisation.publish(["retractions", "--json", "--posts", posts])) as? [[String: Any]])
        #expect(list.count == 1 && list[0]["story"] as? String == id && list[0]["post"] as? Int == 4711)
        #expect(list[0]["task"] as? String == "retract" && list[0]["place"] as? String == "website")
        let shown = try organisation.publish(["retractions", "--posts", posts]).text
        #expect(shown.contains("firsthand-wordpress take-back \(id)") && shown.contains("it is post 4711"))
        // A number that is none must not lead anybody to the wrong post.
        for damaged in ["\(id) 47x1 0", "\(id) 4711", "story 4711 0", "\(id) -4 0"] {
            try "\(damaged)\n".write(toFile: posts, atomically: true, encoding: .utf8)
            let answer = try organisation.publish(["retractions", "--posts", posts])
            #expect(answer.status == 65 && answer.errors.contains("the file of posts is damaged"), "\(damaged)")
        }
    }

    @Test func `a site with a look of its own verifies, and a theme that is refused leaves nothing behind`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("</title><script>x</script> \"Marigold\" {{title}}", uses: [.website])
        let theme = Programs.repository + "/Documentation/Theme"
        let answer = try organisation.export("one", ["--format", "site", "--theme", theme])
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try organisation.verify("one").status == 0)
        let site = "\(organisation.folder)/one/site"
        let pages = try FileManager.default.contentsOfDirectory(atPath: site).filter { $0.hasSuffix(".html") }
        #expect(pages.count >= 3)
        for page in pages {
            let text = try String(contentsOfFile: "\(site)/\(page)", encoding: .utf8)
            #expect(!text.contains("<script") && text.contains("default-src 'none'"), "\(page)")
        }
        let own = try String(contentsOfFile: "\(theme)/style.css", encoding: .utf8)
        #expect(try String(contentsOfFile: "\(site)/style.css", encoding: .utf8) == own)

        let bad = "\(organisation.folder)/bad"
        try FileManager.default.createDirectory(atPath: bad, withIntermediateDirectories: false)
        try "a { }\n@import \"x\";\n".write(toFile: bad + "/style.css", atomically: true, encoding: .utf8)
        let refused = try organisation.export("two", ["--format", "site", "--theme", bad])
        #expect(refused.status == 78 && refused.errors.contains("style.css, line 2: \"@import\" is not allowed"))
        let left = try FileManager.default.contentsOfDirectory(atPath: organisation.folder)
        #expect(!left.contains { $0.contains("two") })
    }

    @Test func `a campaign's page goes when the campaign does, and a file that is refused writes nothing`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold", uses: [.campaign])
        try book.approved("Elsewhere", uses: [.website])
        let file = organisation.folder + "/campaigns.yaml"
        let text = """
            campaigns:
              - name: flowers
                theme: {en: Flowers}
                demand: {en: Plant more.}
                stories: [Marigold, Elsewhere]

            """
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let more = ["--format", "site", "--campaigns", file]
        let first = try organisation.export("one", use: "campaign", more)
        #expect(first.status == 0, "\(first.errors)")
        // Who did not say yes to campaigns stands in none.
        #expect(first.errors.contains("the campaign flowers names Elsewhere, which is no story of this export"))
        func page(_ name: String) throws -> String {
            try String(contentsOfFile: "\(organisation.folder)/\(name)/site/campaign-flowers.html", encoding: .utf8)
        }
        #expect(try page("one").contains("Plant more.") && page("one").contains("Marigold"))
        #expect(try organisation.verify("one").status == 0)
        let site = try organisation.export("web", use: "website", more)
        #expect(site.errors.contains("note: themes only; demands are shown in an export for campaign"))
        #expect(try page("web").contains("Elsewhere") && !page("web").contains("Plant more."))

        // A rehearsal is put nowhere: its pages leave nothing behind.
        try text.replacing("flowers", with: "trial").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try organisation.export("try", use: "campaign", more + ["--rehearse"]).status == 0)
        let kept = try String(contentsOfFile: organisation.folder + "/state-press/campaigns", encoding: .utf8)
        #expect(kept == "campaign campaign flowers\nwebsite website flowers\n")

        // At the same place without the file: the page says that it is gone.
        #expect(try organisation.export("two", use: "campaign", ["--format", "site"]).status == 0)
        #expect(try page("two").contains("This page is no longer here") && !page("two").contains("Marigold"))
        // Each time again: somebody may have put an older export over it.
        #expect(try organisation.export("again", use: "campaign", ["--format", "site"]).status == 0)
        #expect(try page("again").contains("This page is no longer here"))
        try text.replacing("theme: {en: Flowers}", with: "themes: {en: Flowers}")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let refused = try organisation.export("three", use: "campaign", more)
        #expect(refused.status == 78 && refused.errors.contains("campaigns.yaml:3: campaigns.themes is not known here"))
        #expect(
            try !FileManager.default.contentsOfDirectory(atPath: organisation.folder).contains { $0.contains("three") })
        for sign in ["\\e[2J", "\\x9b", "\\n", "\\0"] {
            try text.replacing("{en: Plant more.}", with: "{en: \"Plant\(sign) more.\"}")
                .write(toFile: file, atomically: true, encoding: .utf8)
            let refused = try organisation.export("three", use: "campaign", more)
            #expect(refused.status == 78 && refused.errors.contains("demand.en must be 1 to 600 characters"), "\(sign)")
        }
        // Without the names no later export could say that a page is gone.
        try "campaign campaign\n".write(
            toFile: organisation.folder + "/state-press/campaigns", atomically: true, encoding: .utf8)
        let damaged = try organisation.export("three", use: "campaign", ["--format", "site"])
        #expect(damaged.status == 65 && damaged.errors.contains("the list of pages of campaigns is damaged"))
    }
}
