import Foundation
import Testing

/// From a web form to a verified export, with the real programs.
@Suite(.serialized) struct WholePathTests {
    static let story = """
        Everyone in Milltown knew Darnell Whitcombe.
        When I called for help they took me, and not him. My booking number was 4471-B.
        """
    static let edits = """
        find\tDarnell Whitcombe\tName 1
        find\tMilltown\tmy town
        find\t4471-B\tnumber
        title\tThey took me
        """

    @Test func `a story travels from the form to a signed export and nothing taken out is in it`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let answer = try organisation.send(Self.story)
        #expect(answer.status == 200)
        #expect(Organisation.receipt(answer.body)?.split(separator: " ").count == 10)

        let id = try #require(try organisation.cases().first?.id)
        let redacted = try organisation.review("ana", ["redact", id, "--edits-fd", "0"], input: Self.edits)
        #expect(redacted.status == 0, "\(redacted.errors)")
        for name in ["ana", "ben"] {
            let manuscript = try #require(try organisation.cases(name).first?.manuscript)
            let approved = try organisation.review(name, ["approve", id, "--confirm", manuscript])
            #expect(approved.status == 0, "\(approved.errors)")
        }
        let log = try organisation.review("ben", ["log", id])
        #expect(log.status == 0, "\(log.errors)")

        let exported = try organisation.export("export")
        #expect(exported.status == 0, "\(exported.errors)")
        let verified = try organisation.verify("export")
        #expect(verified.status == 0, "\(verified.errors)")
        let all = try Self.everything(in: organisation.folder + "/export")
        #expect(all.contains("They took me"))
        for word in ["Darnell", "Whitcombe", "Milltown", "4471-B"] { #expect(!all.contains(word)) }

        let minisign = try Programs.run(
            "/usr/bin/minisign",
            [
                "-V", "-p", organisation.folder + "/keys/press.minisign.pub", "-m",
                organisation.folder + "/export/SHA256SUMS",
            ])
        #expect(minisign.status == 0, "\(minisign.errors)")
        let sums = try Programs.run(
            "/usr/bin/sha256sum", ["-c", "--quiet", "SHA256SUMS"], in: organisation.folder + "/export")
        #expect(sums.status == 0, "\(sums.errors)")
    }

    @Test func `one approval is refused by name and the rest is still exported`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        for text in ["The first story speaks of a river.", "The second story speaks of a hill."] {
            #expect(try organisation.send(text).status == 200)
        }
        let ids = try organisation.cases().map(\.id)
        try #require(ids.count == 2)
        for id in ids { try Self.propose(organisation, id, by: "ana") }
        try Self.approve(organisation, ids[0], by: ["ana", "ben"])
        try Self.approve(organisation, ids[1], by: ["ana"])
        let exported = try organisation.export("export")
        #expect(exported.status == 0, "\(exported.errors)")
        #expect(exported.errors.contains("case \(ids[1]): it has 1 of the 2 approvals that it needs"))
        #expect(exported.errors.contains("Exported 1 story"))
    }

    @Test func `a story is exported only for a use that was ticked`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("A story for print only.", uses: ["print"]).status == 200)
        let id = try #require(try organisation.cases().first?.id)
        try Self.propose(organisation, id, by: "ana")
        try Self.approve(organisation, id, by: ["ana", "ben"])
        let website = try organisation.export("website")
        #expect(website.errors.contains("case \(id): the survivor did not agree to the use 'website'"))
        #expect(website.errors.contains("Exported 0 stories"))
        #expect(try organisation.export("print", use: "print").errors.contains("Exported 1 story"))
    }

    static func propose(_ organisation: Organisation, _ id: String, by name: String) throws {
        let answer = try organisation.review(name, ["redact", id, "--edits-fd", "0"], input: "title\tA title\n")
        try #require(answer.status == 0, "\(answer.errors)")
    }

    static func approve(_ organisation: Organisation, _ id: String, by names: [String]) throws {
        for name in names {
            let line = try #require(try organisation.cases(name).first { $0.id == id })
            let answer = try organisation.review(name, ["approve", id, "--confirm", line.manuscript ?? ""])
            try #require(answer.status == 0, "\(answer.errors)")
        }
    }

    static func everything(in folder: String) throws -> String {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return names.sorted().compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)") }
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n") + names.joined(separator: "\n")
    }
}
