import Custody
import Envelope
import Files
import Foundation
import Testing
import Unsealing
import Vault

@testable import Review

/// Two halves of a withdrawal, one of them brought by whoever stole Ben's key, while no leaving list says what of it counts.
///
/// Ana signed the other half for a reason of her own.
@Suite(.serialized) struct UnweighedWithdrawalTests {
    private static let story = "I waited by the river."
    private let organisation: Organisation
    private let form: (nonce: String, token: String)
    private let visitor: ReturnTests.Visitor
    private let id: String

    init() throws {
        organisation = try Organisation()
        try organisation.startIntake()
        form = try organisation.form()
        let sent = try organisation.post(Organisation.fields(form, story: Self.story, uses: ["website"]))
        visitor = ReturnTests.Visitor(organisation, code: try #require(Organisation.receipt(sent.body)))
        id = try #require(try organisation.cases().first?.id)
        let server = Place(organisation: organisation, name: "server")
        let thief = Place(organisation: organisation, name: "ben")
        try server.carry(to: thief)
        let withdrawal = ["withdraw", id, "--confirm", id, "--reason-fd", "0"]
        #expect(try thief.run(withdrawal, input: "a lie").errors.contains("A second reviewer must do the same"))
        let bundle = try thief.out(for: "server")
        #expect(
            try organisation.review("ana", withdrawal, input: "a call came").errors.contains("A second reviewer must"))
        #expect(try organisation.steward(["compromise", "ben"]).status == 0)
        try restart()
        let taken = try server.take(bundle, from: "ben")
        #expect(taken.status == 0 && !taken.errors.contains("Withdrawn"), "\(taken.errors)")
    }

    /// A new keyring is noticed within a minute; a test does not wait for it.
    private func restart() throws {
        organisation.stopIntake()
        try organisation.startIntake()
    }

    /// The buttons of a page, by the places that they lead to; those in its head lead to itself in another language.
    private func places(_ page: String) -> [Substring] {
        (page.split(separator: "<main").last ?? "").split(separator: "action=\"/").dropFirst().map {
            $0.prefix { $0 != "\"" }
        }
    }

    @Test(arguments: [false, true])
    func `a withdrawal that nobody can weigh closes the story and destroys nothing, until its list tells`(
        counts: Bool
    ) throws {
        let before = try organisation.bodies().count
        #expect(before > 2)
        for (place, words) in [("return", "closed for now"), ("es/return", "cerrada por ahora")] {
            let page = try visitor.post(place, ["code": visitor.code])
            #expect(page.status == 200 && page.body.contains(words), "\(page.body)")
            #expect(places(page.body).map { $0.hasSuffix("withdraw") } == [true])
            #expect(!page.body.contains("What we may do with it") && !page.body.contains("Qué podemos hacer"))
        }
        #expect(try organisation.bodies().count == before)

        // Nothing is shown and nothing is taken in, and what was typed stays in the answer.
        let visit = try #require(Organisation.value("visit", in: visitor.status()))
        for (place, fields) in [
            ("letters", [:]), ("text", [:]), ("choices", [:]), ("choices", ["act": "pause"]),
            ("letters", ["act": "write", "once": String(repeating: "A", count: 22), "words": "A long letter."]),
        ] {
            let answer = try visitor.post(place, fields.merging(["visit": visit]) { $1 })
            #expect(answer.status == 503 && answer.body.contains("closed for now"), "\(place) \(answer.body)")
            #expect(answer.body.contains("A long letter.") == (fields["words"] != nil))
        }
        for words in ["More words.", Self.story] {
            let more = try organisation.post(Organisation.fields(form, story: words, uses: []))
            #expect(more.status == 503 && Organisation.receipt(more.body) == nil)
            #expect(more.body.contains(words) && more.body.contains("closed for now"))
        }
        let hold = try organisation.review("ana", ["hold", id, "--reason-fd", "0"], input: "to be safe")
        #expect(hold.status == 69 && hold.errors.contains("their leaving list is not here"), "\(hold.errors)")
        #expect(try organisation.bodies().count == before)

        try tell(counts: counts)
        try restart()
        if counts {
            #expect(try visitor.status().contains("Your story is gone"))
            #expect(try organisation.bodies().isEmpty)
        } else {
            #expect(try places(visitor.status()).contains("choices"))
            // One is new: the letter key that the stolen key does not know, which this visit told.
            #expect(try organisation.bodies().count == before + 1)
            #expect(try Opened(organisation).texts() == [Self.story])
        }
    }

    /// The leaving list: as a desk makes it after a theft of today, or one that names all that there is.
    private func tell(counts: Bool) throws {
        let lists = organisation.folder + "/lists"
        if counts {
            let ana = try Colleague("ana", in: organisation)
            let vault = try VaultArchive.open(path: organisation.vault)
            let all = try vault.caseIDs().flatMap { try vault.statements(of: $0) }.map(\.digest)
            let list = LeavingList(
                of: try Colleague("ben", in: organisation).key.publicKey, day: .today, statements: all, again: [])
            let signed = SignedLeavingList(list, maker: "ana", signature: ana.sign(list.signedMessage))
            try Folder.make(lists)
            try AtomicFile.write(signed.text, to: lists + "/ben.leaving")
        } else {
            let made = try organisation.review(
                "ana", ["keys", "leaving", "ben", "--stolen", Day.today.description, "--to", lists])
            #expect(made.status == 0 && made.text.contains("will not count: case \(id)"), "\(made.errors) \(made.text)")
        }
        let told = try organisation.steward(["compromise", "ben", "--list", lists + "/ben.leaving"])
        #expect(told.status == 0, "\(told.errors)")
    }

    @Test func `who has the code takes a closed story back all the same`() throws {
        #expect(try visitor.go("withdraw").contains("value=\"sure\""))
        let sure = try visitor.go("withdraw", ["act": "sure"])
        #expect(sure.contains("value=\"now\"") && !sure.contains("value=\"pause\""))
        #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
        #expect(try organisation.bodies().isEmpty)
        #expect(try visitor.status().contains("Your story is gone"))
        #expect(try organisation.cases().map(\.stage) == ["withdrawn"])
    }

    @Test func `a code that came by post takes a closed story back at a desk`() throws {
        let answer = try organisation.review(
            "ana", ["withdraw", "--code-fd", "0", "--confirm", id], input: visitor.code + "\n")
        #expect(answer.status == 0 && answer.errors.contains("Withdrawn."), "\(answer.errors)")
        #expect(try organisation.bodies().isEmpty)
    }
}
