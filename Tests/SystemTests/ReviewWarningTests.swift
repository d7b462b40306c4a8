import Envelope
import Foundation
import Testing

/// What could point to a person is named before a reviewer signs, and a reason is signed or the text is mended.
struct ReviewWarningTests {
    let organisation: Organisation
    let book: Casebook
    private static let planted =
        "I lived near Harlow Creek. In 2014 they charged me with manslaughter. I have four children."

    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
    }

    private func proposed(_ text: String) throws -> String {
        let file = try book.file()
        try file.agree([.website])
        _ = try file.propose(Manuscript(title: "A night", text: text, language: "en"))
        try file.store()
        return file.caseID.short
    }

    private struct Line: Decodable { let warning, kind: String }

    private func warnings(_ id: String, _ more: [String] = []) throws -> [Line] {
        try JSONDecoder().decode(
            [Line].self, from: Data(try organisation.review("ana", ["warnings", id, "--json"] + more).output))
    }

    @Test func `a text that points to a person is not approved before somebody signs why`() throws {
        try book.approved("One", Self.planted)
        let id = try proposed("Manslaughter, they said. It was 2014 in Harlow Creek. Four kids were asleep.")
        let refused = try organisation.approve("ben", id)
        #expect(refused.status == 77 && refused.errors.contains("a warning stands against this text"))
        // Errors go into logs and scrollbacks: they name the warning and not what it saw.
        #expect(!refused.errors.contains("arlow"))
        let found = try warnings(id)
        #expect(found.map(\.kind) == ["combination"])
        let name = try #require(found.first).warning
        let signed = try organisation.review(
            "ana", ["warnings", id, "--override", name, "--reason-fd", "0"], input: "half the county has that charge\n")
        #expect(signed.status == 0, "\(signed.errors)")
        #expect(try warnings(id).isEmpty)
        #expect(try organisation.approve("ben", id).status == 0)
    }

    @Test func `a pair that has nothing in common, and a text that was only proposed, warn of nothing`() throws {
        try book.approved("One", "In 2009 I moved to Oregon. I had two children and worked as a nurse.")
        _ = try proposed(Self.planted)
        let id = try proposed(Self.planted)
        #expect(try warnings(id).isEmpty)
    }

    @Test func `a sentence of a court record is named, and an override of one text holds for no other`() throws {
        let record = "\(organisation.folder)/opinion.txt"
        try "The defendant testified that she put the bag down by the door and waited.".write(
            toFile: record, atomically: true, encoding: .utf8)
        let words = "That night she put the bag down by the door and waited. Docket CR-2019-00482."
        let id = try proposed(words)
        #expect(try warnings(id).map(\.kind) == ["number"])
        let both = try warnings(id, ["--compare", record])
        #expect(Set(both.map(\.kind)) == ["number", "shared"])
        for line in both {
            let signed = try organisation.review(
                "ana", ["warnings", id, "--override", line.warning, "--reason-fd", "0", "--compare", record],
                input: "known to all\n")
            #expect(signed.status == 0, "\(signed.errors)")
        }
        #expect(try warnings(id, ["--compare", record]).isEmpty)
        #expect(try warnings(try proposed(words)).map(\.kind) == ["number"])
    }
}
