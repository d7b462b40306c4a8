import Custody
import Envelope
import Files
import Foundation
import Ledger
import Policies
import Sealing
import Testing
import Unsealing
import Vault

@testable import Review

/// What a thief with a reviewer's key, or whoever carries a bundle, can do to a story at the publisher: nothing, if it counts
/// for nothing, and nothing unnoticed, if it must be weighed.
@Suite(.serialized) struct StolenApprovalTests {
    private let organisation: Organisation
    private let book: Casebook
    private let file: Casebook.File
    private let letter: Statement
    private static let words = Manuscript(title: "A title", text: "Some words.", language: "en")

    /// A story that may go out, in a case with a letter of Ana's that no publisher is to open.
    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
        file = try book.file()
        try file.tell("Everyone knew.")
        try file.store()
        try #require(try organisation.letter("ana", to: file.caseID.short, "How are you?").status == 0)
        try file.reload()
        letter = try #require(file.statements.first { $0.statement.header.kind == .closed }).statement
        try file.publish(Self.words)
        try file.store()
    }

    /// Ben's key is stolen; what it signed until now counts, as Ana's list says.
    private func loseBen() throws {
        let ben = book.ben.signingKey
        let signed = file.statements.map(\.statement).filter { $0.header.author == ben }.map(\.digest)
        let list = LeavingList(of: book.ben.key.publicKey, day: .today, statements: signed, again: [])
        let path = organisation.folder + "/ben.leaving"
        try SignedLeavingList(list, maker: "ana", signature: book.ana.sign(list.signedMessage)).text
            .write(toFile: path, atomically: true, encoding: .utf8)
        let answer = try organisation.steward(["compromise", "ben", "--list", path])
        try #require(answer.status == 0, "\(answer.errors)")
    }

    private var press: PublicKey {
        get throws {
            try PublicKey(file: String(contentsOfFile: organisation.folder + "/keys/press.pub", encoding: .utf8))
        }
    }

    /// The same with a slot for the publisher that does not open.
    private func spoil(_ sealed: SealedStatement) throws -> SealedStatement {
        let reader = try press.id
        let junk = Sealed.Slot(reader: reader, box: randomBytes(Sealed.Slot.boxLength))
        let body = sealed.body.with(slots: sealed.body.slots.filter { $0.reader != reader } + [junk])
        return SealedStatement(statement: sealed.statement, body: body)
    }

    @Test func `a thief's approval of a letter, and a thief's junk, come by bundle and stop no story`() throws {
        try loseBen()
        try #require(try organisation.review("ana", ["checkpoint"]).status == 0)
        let press = Place(organisation: organisation, name: "press")
        try organisation.configureIntake()
        let server = Place(organisation: organisation, name: "server")
        try server.carry(to: press, ["--without-stories"])
        func export(_ name: String) throws -> Programs.Answer {
            try press.run(["export", "--use", "website", "--to", "\(organisation.folder)/\(name)"])
        }
        let before = try export("before")
        #expect(before.status == 0 && before.errors.contains("Exported 1 story for website; 0 left out"))

        try file.reload()
        let known = file.statements.count
        try file.say(
            Approval(
                proposal: letter.digest, manuscript: letter.header.body, consent: file.consents,
                policy: book.policies.review.digest, manuscriptKey: randomBytes(32)), by: book.ben)
        try book.vault.append([file.statements[known]], under: nil)
        let junk = try spoil(file.say(HoldPlaced(reason: "a lie"), by: book.ben))
        for name in ["approval", "junk"] {
            let taken = try press.take(server.out(for: "press", ["--without-stories"]), from: "server")
            #expect(taken.status == 0 && taken.errors.contains("Taken in: 1 statement in 1 case"), "\(taken.errors)")
            let after = try export(name)
            #expect(after.status == 0, "\(name): \(after.errors)")
            #expect(after.errors.contains("Exported 1 story for website; 0 left out"), "\(name): \(after.errors)")
            try book.vault.append([junk], under: nil)
        }
    }

    @Test func `a thief's approval with the key of a text that nobody approved opens it to no publisher`() throws {
        // Ana's other text, made at a desk that did not have the first one yet: no publisher can see that it is there.
        let other = try file.say(
            Proposal(
                manuscript: Manuscript(title: "A title", text: "Other words.", language: "en"), consent: file.consents,
                policy: book.policies.review.digest), by: book.ana, seen: file.consents)
        try loseBen()
        try file.say(Checkpoint(statements: file.statements.map(\.statement.digest)), by: book.ana)
        try file.store()
        #expect(try organisation.export("before").errors.contains("Exported 1 story for website; 0 left out"))
        try file.approve(other, by: book.ben, withKey: true)
        try file.store()
        let after = try organisation.export("after")
        #expect(
            after.status == 0 && after.errors.contains("Exported 1 story for website; 0 left out"), "\(after.errors)")
    }

    @Test func `a letter that somebody seals to the publisher, or spoils on the way, stops no story`() throws {
        try file.checkpoint()
        try file.store()
        let index = try #require(file.statements.firstIndex { $0.statement == letter })
        let other = try Sealer(
            keyring: Digest(unchecked: randomBytes(32)),
            readers: [press]
        ).statement(
            Letter(language: "en", text: "Other words."), caseID: file.caseID, seen: [], day: .today, by: book.ana)
        for (name, body) in [("spoiled", try spoil(file.statements[index])), ("swapped", other)] {
            try file.replaceBody(of: index, by: body)
            let export = try organisation.export(name)
            #expect(export.status == 0, "\(name): \(export.errors)")
            #expect(export.errors.contains("Exported 1 story for website; 0 left out"), "\(name): \(export.errors)")
        }
    }

    @Test
    func `a hold that does not open for the publisher stops the story and is named, also when it comes by bundle`()
        throws
    {
        let hold = try file.say(HoldPlaced(reason: "a court date"), by: book.ana)
        try file.checkpoint()
        try file.store()
        #expect(try organisation.export("held").errors.contains("it is held (a court date)"))
        let index = try #require(file.statements.firstIndex { $0.statement.digest == hold.statement.digest })
        try file.replaceBody(of: index, by: spoil(hold))
        let export = try organisation.export("spoiled")
        #expect(export.status == 65 && export.errors.contains("Exported 0 stories"), "\(export.errors)")
        #expect(export.errors.contains("does not open for you, though you must weigh it"), "\(export.errors)")
        let press = Place(organisation: organisation, name: "press")
        try organisation.configureIntake()
        let server = Place(organisation: organisation, name: "server")
        let taken = try press.take(server.out(for: "press", ["--without-stories"]), from: "server")
        // A junk slot is as none: the statement is taken in, and a good slot may still come.
        #expect(taken.status == 0, "\(taken.errors)")
        let byBundle = try press.run(["export", "--use", "website", "--to", organisation.folder + "/at-press-spoiled"])
        #expect(byBundle.status == 65 && byBundle.errors.contains("does not open for you"), "\(byBundle.errors)")
    }

    @Test
    func `a body that opens for the publisher and is not the one that was signed refuses a bundle, and a letter none`()
        throws
    {
        let hold = try file.say(HoldPlaced(reason: "a court date"), by: book.ana)
        try file.checkpoint()
        try file.store()
        let index = try #require(file.statements.firstIndex { $0.statement == hold.statement })
        let sealer = try Sealer(keyring: Digest(unchecked: randomBytes(32)), readers: [press])
        func sealed(_ body: some StatementBody) throws -> SealedStatement {
            try sealer.statement(body, caseID: file.caseID, seen: [], day: .today, by: book.ana)
        }
        var message = hold.body.message
        message[0] ^= 1
        let changed = Sealed(
            header: hold.body.header, slots: hold.body.slots, letterSlot: nil, streamHeader: hold.body.streamHeader,
            message: message)
        let place = Place(organisation: organisation, name: "press")
        try organisation.configureIntake()
        let server = Place(organisation: organisation, name: "server")
        func taken() throws -> Programs.Answer {
            try place.take(server.out(for: "press", ["--without-stories"]), from: "server")
        }
        for body in [
            SealedStatement(statement: hold.statement, body: changed), try sealed(HoldPlaced(reason: "a lie")),
        ] {
            try file.replaceBody(of: index, by: body)
            let answer = try taken()
            #expect(answer.status == 65 && answer.errors.contains("was changed or swapped"), "\(answer.errors)")
        }
        try file.replaceBody(of: index, by: hold)
        // What is none of theirs to open is none of theirs to look into, also where somebody sealed it to them.
        let other = try #require(file.statements.firstIndex { $0.statement == letter })
        try file.replaceBody(of: other, by: sealed(Letter(language: "en", text: "Other words.")))
        let answer = try taken()
        #expect(answer.status == 0, "\(answer.errors)")
    }

    @Test func `a withdrawal that nobody can weigh, and that comes while another is signed, destroys nothing`() throws {
        try #require(organisation.steward(["compromise", "ben"]).status == 0)
        let desk = try Desk.opened("ana", of: organisation, book)
        var open = try desk.file(file.caseID)
        // Ana has the case open when a bundle brings what the thief signed.
        try book.vault.append([file.say(Withdrawal(reason: "a lie"), by: book.ben)], under: nil)
        // She is told before she signs: her own half of a withdrawal cannot be undone.
        #expect(throws: Refusal.self) { _ = try desk.withdraw(reason: "a call came", in: &open) }
        #expect(try book.vault.statements(of: file.caseID).count == file.statements.count)
        #expect(try book.vault.statements(of: file.caseID).allSatisfy { $0.body != nil })
    }

    @Test func `a corrected text that is spoiled on the way does not bring out the text before it`() throws {
        let corrected = try file.publish(Manuscript(title: "A title", text: "Fewer words.", language: "en"))
        try file.checkpoint()
        try file.store()
        #expect(try organisation.export("good").status == 0)
        let index = try #require(file.statements.firstIndex { $0.statement.digest == corrected.statement.digest })
        let body = corrected.body
        var message = body.message
        message[0] ^= 1
        try file.replaceBody(
            of: index,
            by: SealedStatement(
                statement: corrected.statement,
                body: Sealed(
                    header: body.header, slots: body.slots, letterSlot: body.letterSlot,
                    streamHeader: body.streamHeader, message: message)))
        let export = try organisation.export("spoiled")
        #expect(export.status == 65 && export.errors.contains("Exported 0 stories"), "\(export.errors)")
        #expect(export.errors.contains("the sealed text is not the one that was approved"), "\(export.errors)")
    }
}
