import Envelope
import Foundation
import Testing
import Vault

/// What happens to a story that is out when somebody says no, or when its text changes.
@Suite(.serialized) struct RetractionTests {
    private static let words = Manuscript(title: "Marigold", text: "The marigold words.", language: "en")

    /// Every file of an export that holds a text: the book's chapters taken out of it.
    private func texts(_ organisation: Organisation, _ name: String) throws -> String {
        let folder = "\(organisation.folder)/\(name)"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
        let all = files.sorted().map { path -> String in
            let data = FileManager.default.contents(atPath: "\(folder)/\(path)") ?? Data()
            return "\(path)\n" + String(decoding: data, as: UTF8.self)
        }
        return all.joined(separator: "\n")
    }

    private func contents(_ organisation: Organisation, _ path: String) throws -> String {
        let data = try #require(FileManager.default.contents(atPath: "\(organisation.folder)/\(path)"), "\(path)")
        return String(decoding: data, as: UTF8.self)
    }

    private func story(_ organisation: Organisation, _ name: String, titled title: String) throws -> String {
        struct Manifest: Decodable {
            struct Story: Decodable {
                let id: String
                let title: String
            }
            let stories: [Story]
        }
        let data = Data(try contents(organisation, "\(name)/manifest.json").utf8)
        let stories = try JSONDecoder().decode(Manifest.self, from: data).stories
        return try #require(stories.first { $0.title == title }).id
    }

    /// The tombstone stands in each format, and the text in none.
    private func expectGone(_ organisation: Organisation, _ name: String, _ id: String) throws {
        let all = try texts(organisation, name)
        #expect(!all.contains("marigold words"))
        #expect(try contents(organisation, "\(name)/site/\(id).html").contains("no longer here"))
        #expect(try contents(organisation, "\(name)/site/\(id)-agreed.html").contains("no longer here"))
        #expect(try contents(organisation, "\(name)/markdown/\(id).md").contains("retracted: true"))
        #expect(try contents(organisation, "\(name)/site/feed.xml").contains("<at:deleted-entry ref=\"urn:uuid:"))
        #expect(try contents(organisation, "\(name)/site/feed.json").contains("\"date_retracted\": "))
        #expect(try contents(organisation, "\(name)/wordpress.xml").contains("<at:deleted-entry ref=\"urn:uuid:"))
        #expect(try contents(organisation, "\(name)/stories.csv").contains("\"\(id)\",\"retracted\""))
        #expect(try contents(organisation, "\(name)/stories.json").contains("\"retracted\": [{\"id\": \"\(id)\""))
        let shortForm = "<li><b>\(id.prefix(4))-\(id.dropFirst(4).prefix(4))</b></li>"
        #expect(try contents(organisation, "\(name)/zine/zine-01.html").contains(shortForm))
        #expect(try contents(organisation, "\(name)/stories.epub").contains("<li>\(id)</li>"))
        #expect(try contents(organisation, "\(name)/manifest.json").contains("{\"id\": \"\(id)\", \"month\": "))
    }

    @Test func `a withdrawn story leaves every format with a tombstone, and each place is listed until it is done`()
        throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.agree([.website, .print])
        try file.publish(Self.words)
        try file.checkpoint()
        try file.store()
        try book.approved("Stays", uses: [.website, .print])
        #expect(try organisation.export("one").status == 0)
        #expect(
            try organisation.export("two", use: "print", ["--place", "spring-zine", "--format", "zine"]).status == 0)
        let id = try story(organisation, "one", titled: "Marigold")
        #expect(try organisation.publish(["retractions"]).errors.contains("Nothing is to be taken back"))

        try file.say(Withdrawal(reason: ""), by: file.writer)
        try file.store()
        try book.vault.destroyBodies(of: file.caseID, keeping: [])
        // The list does not wait for the next export.
        let list = try organisation.publish(["retractions"])
        #expect(list.status == 0, "\(list.errors)")
        for line in [
            "TAKE BACK story \(id) at website (website", "TAKE BACK story \(id) at spring-zine (print",
            "why: the survivor's story was withdrawn", "wordpress: under Posts, search for story-\(id)",
            "print: add to the next printing",
        ] { #expect(list.text.contains(line), "\(line) in \(list.text)") }
        #expect(!list.text.contains(file.caseID.hex.prefix(8)))

        let next = try organisation.export("three")
        #expect(next.status == 0, "\(next.errors)")
        #expect(next.errors.contains("Exported 1 story for website; 1 left out; 1 taken back."), "\(next.errors)")
        try expectGone(organisation, "three", id)
        #expect(try organisation.verify("three").status == 0)
        #expect(try texts(organisation, "three").contains("Stays"))
        // The next one still says so: a reader may have skipped an edition.
        #expect(try organisation.export("four").errors.contains("1 taken back"))
        try expectGone(organisation, "four", id)

        #expect(try organisation.publish(["retractions"]).text.contains("at website"))
        #expect(try organisation.publish(["retractions", "--done", id, "--place", "website"]).status == 0)
        let left = try organisation.publish(["retractions"]).text
        #expect(!left.contains("at website") && left.contains("at spring-zine"))
        #expect(try organisation.publish(["retractions", "--done", id, "--place", "spring-zine"]).status == 0)
        #expect(try organisation.publish(["retractions"]).errors.contains("Nothing is to be taken back"))
        #expect(try organisation.publish(["retractions", "--done", id, "--place", "website"]).status == 66)
    }

    @Test func `consent that ends takes the story back on its day, and watch says so before`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let until = book.today + 1
        let file = try book.file()
        try file.agree(until: until)
        try file.publish(Self.words)
        try file.checkpoint()
        try file.store()
        try book.approved("Far away", until: book.today + 31)
        #expect(try organisation.export("one").errors.contains("Exported 2 stories"))
        let id = try story(organisation, "one", titled: "Marigold")
        let watch = try organisation.publish(["watch"])
        #expect(
            watch.text.contains("\(until)  1 days  consent of case \(file.caseID.short), story \(id)"), "\(watch.text)")
        #expect(watch.text.split(separator: "\n").filter { $0.contains("consent") }.count == 1)

        // On its last day it is over: from the start of that day.
        let ended = try organisation.export("two", ["--rehearse", "--date", "\(until)"])
        #expect(ended.errors.contains("the survivor's consent ended on \(until)"), "\(ended.errors)")
        try expectGone(organisation, "two", id)
        #expect(try contents(organisation, "two/manifest.json").contains("\"publishable\": false"))
        #expect(try organisation.verify("two").errors.contains("rehearsal"))
        // A rehearsal is not recorded: today nothing was taken back.
        #expect(try organisation.export("three").errors.contains("Exported 2 stories for website; 0 left out."))
        #expect(try organisation.export("four", ["--date", "\(until)"]).status == 64)
        #expect(try organisation.export("five", ["--date", "\(book.today + -1)"]).status == 64)
    }

    @Test func `a reviewer takes a story back, and a new text brings it out again under the same id`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.approved("Marigold", "The marigold words.")
        #expect(try organisation.export("one").status == 0)
        let id = try story(organisation, "one", titled: "Marigold")
        let retract = try organisation.review(
            "ana", ["retract", file.caseID.short, "--reason-fd", "0"], input: "it names the town\n")
        #expect(retract.status == 0, "\(retract.errors)")
        let next = try organisation.export("two")
        #expect(next.errors.contains("a reviewer took it back (it names the town)"), "\(next.errors)")
        try expectGone(organisation, "two", id)
        #expect(try organisation.publish(["retractions"]).text.contains("TAKE BACK story \(id)"))
        #expect(
            try organisation.review("ana", ["log", file.caseID.short]).text.contains("took back what was published"))

        try file.reload()
        try file.publish(Manuscript(title: "Marigold", text: "Other words.", language: "en"))
        try file.checkpoint()
        try file.store()
        #expect(try organisation.export("three").errors.contains("Exported 1 story for website; 0 left out."))
        #expect(try story(organisation, "three", titled: "Marigold") == id)
        #expect(try !texts(organisation, "three").contains("deleted-entry"))
    }

    @Test func `a corrected text keeps its id, is newer in the feeds, and lists the places to correct`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.agree([.website, .print])
        try file.publish(Self.words)
        try file.checkpoint()
        try file.store()
        #expect(try organisation.export("one").status == 0)
        #expect(try organisation.export("paper", use: "print", ["--format", "zine"]).status == 0)
        let id = try story(organisation, "one", titled: "Marigold")

        try file.publish(Manuscript(title: "Marigold", text: "The corrected words.", language: "en"))
        try file.checkpoint()
        try file.store()
        let list = try organisation.publish(["retractions"]).text
        #expect(
            list.contains("CORRECT story \(id) at website") && list.contains("CORRECT story \(id) at print"), "\(list)")
        #expect(!list.contains("TAKE BACK"))
        #expect(try organisation.export("two").errors.contains("Exported 1 story for website; 0 left out."))
        #expect(try story(organisation, "two", titled: "Marigold") == id)
        let before = try contents(organisation, "one/site/feed.xml")
        let after = try contents(organisation, "two/site/feed.xml")
        #expect(
            before.contains("-01T00:00:00Z</updated>\n<content") && after.contains("-01T00:00:01Z</updated>\n<content"))
        #expect(after.contains("corrected words") && !after.contains("deleted-entry"))
        // The site has the new text; the paper has not.
        let left = try organisation.publish(["retractions"]).text
        #expect(!left.contains("at website") && left.contains("at print"))
    }

    @Test func `a story that only waits for something has no tombstone`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.approved("Marigold", "The marigold words.")
        #expect(try organisation.export("one").status == 0)
        let id = try story(organisation, "one", titled: "Marigold")
        // The checkpoint is eight days old then.
        let late = try organisation.export("two", ["--rehearse", "--date", "\(book.today + 8)"])
        #expect(late.errors.contains("is too old"), "\(late.errors)")
        #expect(!late.errors.contains("taken back"))
        #expect(try !texts(organisation, "two").contains("<li>\(id)</li>"))
        #expect(try organisation.publish(["retractions"]).errors.contains("Nothing is to be taken back"))
        #expect(file.caseID.short.count == 9)
    }

    @Test func `the proof does not say of who asked and answered that they did not ask`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.agree(showFirst: true)
        let proposal = try file.propose(Self.words)
        try file.say(
            SignOff(
                proposal: proposal.statement.digest, manuscript: proposal.statement.header.body, consent: file.consents,
                answer: .changes), by: file.writer)
        try file.checkpoint()
        try file.store()
        let proof = try organisation.publish(["export", "--use", "website", "--explain", file.caseID.short])
        #expect(!proof.text.contains("did not ask"), "\(proof.text)")
        #expect(
            proof.text.contains("   NO  sign-off: the survivor did not say yes to this text: they asked for changes\n"))
    }

    @Test func `a record with a line changed, taken out or signed by another is refused`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold")
        for name in ["one", "two", "three"] { #expect(try organisation.export(name).status == 0) }
        let path = organisation.folder + "/state-press/publications"
        let good = try String(contentsOfFile: path, encoding: .utf8)
        let lines = good.split(separator: "\n").map(String.init)
        try #require(lines.count == 3)
        let signatures = lines.map { $0.split(separator: " ")[1] }
        let bad = [
            lines[1...].joined(separator: "\n") + "\n", [lines[0], lines[2]].joined(separator: "\n") + "\n",
            "\(lines[0].split(separator: " ")[0]) \(signatures[1])\n", good + "x\n",
        ]
        for text in bad {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let answer = try organisation.publish(["retractions"])
            #expect(answer.status == 65, "\(answer.errors)")
        }
        try good.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try organisation.publish(["retractions"]).status == 0)
        // The record says what went where; only the publisher's key can say whose it was.
        let record = Data(base64Encoded: String(lines[0].split(separator: " ")[0])) ?? Data()
        for caseID in try book.vault.caseIDs() { #expect(record.range(of: Data(caseID.bytes)) == nil) }
    }
}
