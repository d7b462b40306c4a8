import Courier
import Envelope
import Foundation
import Ledger
import Mailbox
import Policies
import Press
import Sealing
import Testing
import Unsealing
import Vault

@testable import Review

/// From a publisher's export to what the writer is told, with the real programs and a vault for each.
@Suite(.serialized) struct ReportTests {
    private static let words = Manuscript(title: "Marigold", text: "The marigold words.", language: "en")
    let organisation: Organisation
    let book: Casebook
    let server, ana, ben, press: Place
    let today = Day.today

    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
        try organisation.configureIntake()
        server = Place(organisation: organisation, name: "server")
        ana = Place(organisation: organisation, name: "ana")
        ben = Place(organisation: organisation, name: "ben")
        press = Place(organisation: organisation, name: "press")
    }

    private func ok(_ answer: Programs.Answer, _ place: SourceLocation = #_sourceLocation) {
        #expect(answer.status == 0, "\(answer.errors)", sourceLocation: place)
    }

    /// A story that may go out on the website and in print, at the server.
    private func story(_ words: Manuscript = words) throws -> Casebook.File {
        let file = try book.file()
        try file.tell("It was late.", uses: [.website, .print])
        try file.publish(words)
        try file.checkpoint()
        try file.store()
        return file
    }

    private func export(_ name: String, _ use: Use, _ more: [String] = []) throws {
        ok(try press.run(["export", "--use", use.rawValue, "--to", "\(organisation.folder)/\(name)"] + more))
    }

    private func state(_ place: Place) -> String { "\(organisation.folder)/at-\(place.name)/state" }

    /// A reviewer's desk on a day.
    private func desk(_ place: Place, on day: Day) throws -> Desk {
        try Desk.opened(
            place.name, of: organisation, at: VaultArchive.open(path: place.vault), state: state(place), on: day)
    }

    /// How many writers a desk tells on a day.
    private func told(_ place: Place, on day: Day) throws -> Int {
        let desk = try desk(place, on: day)
        return try desk.tellWhereStoriesAre(in: state(place))
    }

    /// What the writer of a story sees with their code, from what the server has.
    private func view(_ file: Casebook.File) throws -> SurvivorCase {
        let keyring = try KeyringFolder(
            keys: organisation.folder + "/keys", steward: organisation.folder + "/steward.pub",
            state: organisation.folder + "/state-casebook"
        ).load()
        let rows = try VaultArchive.open(path: server.vault).statements(of: file.caseID)
        return SurvivorCase(
            rows.compactMap { if case .sound(let statement, let body) = $0 { (statement, body) } else { nil } },
            of: file.writer.survivor, keyring: keyring, widerDelay: 7, today: today + 20)
    }

    private var month: Month { Month(of: today) }

    @Test
    func `a story that went out on the website and in print is told so, and what was taken back, and what was not`()
        throws
    {
        let file = try story()
        for place in [ana, ben] { try server.carry(to: place) }
        try server.carry(to: press, ["--without-stories"])
        try export("site", .website)
        try export("zine", .print, ["--place", "spring-zine", "--format", "zine"])
        try press.carry(to: server)
        for place in [ana, ben] { try server.carry(to: place) }
        // Nothing on the day itself, at either desk, and nothing by itself.
        #expect(try told(ana, on: today) == 0 && told(ben, on: today) == 0)
        #expect(try view(file).places.isEmpty && view(file).newest == nil)
        // On one of the next seven days, once.
        let days = try (1...8).map { try told(ana, on: today + $0) }
        #expect(days.reduce(0, +) == 1 && days[7] == 0, "\(days)")
        try ana.carry(to: server)
        let out = try view(file)
        #expect(out.places == [.init(use: .print, since: month), .init(use: .website, since: month)])
        #expect(out.newest?.stage == .published)
        #expect(out.newest.map { $0.day - today } == days.firstIndex(of: 1).map { $0 + 1 })
        // Ben's desk hears of it before its own day, or tells the same: the writer is told once all the same.
        #expect(try told(ben, on: today + 7) == 1)
        try ben.carry(to: server)
        #expect(try view(file).places == out.places && view(file).history == out.history)
        #expect(try ana.run(["log", file.caseID.short]).text.contains("told the writer: print since \(month)"))

        // They say no to the website.
        try file.agree([.print], replacing: true)
        try file.checkpoint()
        try file.store()
        try server.carry(to: press, ["--without-stories"])
        try export("site-2", .website)
        try press.carry(to: server)
        try server.carry(to: ana)
        try server.carry(to: ben)
        #expect(try told(ana, on: today + 14) == 1)
        try ana.carry(to: server)
        let narrowed = try view(file)
        #expect(
            narrowed.places == [
                .init(use: .print, since: month), .init(use: .website, since: month, takenBack: month),
            ])
        #expect(narrowed.newest?.stage == .published)
        #expect(
            narrowed.history.filter { $0.role == .publisher }.map(\.kind) == [
                .shared(.print), .shared(.website), .takenBack(.website),
            ])
        // A desk that hears of it before its day comes says nothing.
        try server.carry(to: ben)
        #expect(try told(ben, on: today + 14) == 0)

        // What can be taken back and what cannot is known before they withdraw; after it nothing is left.
        let left = narrowed.places.filter { $0.takenBack == nil }
        #expect(left.map(\.use.remains) == [.paper])
        try file.say(Withdrawal(reason: ""), by: file.writer)
        try file.store()
        try book.vault.destroyBodies(of: file.caseID, keeping: [])
        #expect(try view(file).places.isEmpty && view(file).history.isEmpty)
        try server.carry(to: ana)
        try server.carry(to: press, ["--without-stories"])
        #expect(try desk(ana, on: today).reportBook(in: state(ana)).cases.isEmpty)
        try press.carry(to: server)
        // Nor does the publisher's next report name it, whose program still knows what went where.
        let last = try #require(try VaultArchive.open(path: server.vault).reports().first)
        #expect(last.header.number == 3)
        #expect(try desk(ana, on: today).read(last)?.copies.isEmpty == true)
        try server.carry(to: ana)
        #expect(try told(ana, on: today + 30) == 0)
        #expect(try desk(ana, on: today).reportBook(in: state(ana)).cases.isEmpty)
    }

    @Test func `the writer's own page says where the words are, what was taken back, and what cannot be`() throws {
        try organisation.startIntake()
        let writer = try ReturnTests.Visitor(
            organisation, story: "Renata told me to write.", uses: ["website", "print"])
        let id = try #require(try organisation.cases().first?.id)
        ok(try organisation.propose("ana", id, title: "A title", edits: "find\tRenata\tA friend"))
        _ = try writer.go("text", ["agreed": try #require(Organisation.value("agreed", in: writer.go("text")))])
        for name in ["ana", "ben"] { ok(try organisation.approve(name, id)) }
        #expect(try !writer.status().contains("Where your words are"))

        /// The publisher's newest report reaches the server by Ana's desk, on the last day that may be drawn.
        func tell(after export: () throws -> Void, on day: Day) throws {
            for place in [ana, press] {
                try server.carry(to: place, place.name == "press" ? ["--without-stories"] : [])
            }
            try export()
            try press.carry(to: server)
            try server.carry(to: ana)
            #expect(try told(ana, on: day) == 1)
            try ana.carry(to: server)
        }
        try tell(
            after: {
                try export("site", .website)
                try export("zine", .print, ["--place", "spring-zine", "--format", "zine"])
            }, on: today + 7)
        var page = try writer.status()
        #expect(page.contains("<li>On our website: since ") && page.contains("<li>In print: since "))
        var history = try writer.go("history")
        for words in ["You sent your story.", "You said yes to a text.", "Another reader agreed to the text."] {
            #expect(history.contains("<dd>\(words)</dd>"), "\(words)")
        }
        #expect(history.contains("On our website: your words went out.") && !history.lowercased().contains(">ana"))

        // They say no to the website, and later to everything.
        let kept = ["act": "save", "term": "one-year", "edits": "names", "show-first": "yes", "credit": ""]
        _ = try writer.go("choices", kept.merging(["use-print": "yes"]) { $1 })
        try tell(after: { try export("site-2", .website) }, on: today + 14)
        page = try writer.status()
        #expect(page.contains("<li>On our website: since ") && page.contains(" taken back in "))
        history = try writer.go("history")
        #expect(history.contains("On our website: your words were taken down."))
        let gone = try writer.go("withdraw", ["act": "now"])
        #expect(gone.contains("<li>In print: we print no more copies.") && !gone.contains("<li>On our website"))
        #expect(try !writer.status().contains("<li>In print"))
    }

    @Test func `a bundle that was lost, came twice or came late loses no news and doubles none`() throws {
        let file = try story()
        try server.carry(to: ana)
        try server.carry(to: press, ["--without-stories"])
        let before = try press.out(for: "server")
        try export("site", .website)
        let lost = try press.out(for: "server")
        let after = try press.out(for: "server")
        ok(try server.take(after, from: "press"))
        ok(try server.take(before, from: "press"))
        let first = try server.out(for: "ana")
        ok(try ana.take(first, from: "server"))
        #expect(try told(ana, on: today + 7) == 1)
        for bundle in [first, before, lost, after] { ok(try ana.take(bundle, from: "other")) }
        #expect(try told(ana, on: today + 14) == 0)
        // A desk that lost its book looks again, and tells nobody twice.
        for name in try FileManager.default.contentsOfDirectory(atPath: state(ana)) where name.hasPrefix("reports-") {
            try FileManager.default.removeItem(atPath: "\(state(ana))/\(name)")
        }
        #expect(try told(ana, on: today + 14) == 0)
        #expect(try told(ana, on: today + 22) == 0)
        try ana.carry(to: server)
        #expect(try view(file).places == [.init(use: .website, since: month)])
        #expect(try view(file).history.filter { $0.role == .publisher }.count == 1)
    }

    @Test func `a publisher that starts anew from an older vault is heard again after one exchange`() throws {
        _ = try story()
        try server.carry(to: press, ["--without-stories"])
        for _ in 0..<3 { try press.carry(to: server) }
        let number = { try VaultArchive.open(path: server.vault).reports().map(\.header.number) }
        #expect(try number() == [3])
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: press.vault + end) }
        try server.carry(to: press, ["--without-stories"])
        try press.carry(to: server)
        #expect(try number() == [4])
    }

    @Test func `the first thing a reviewer does at the desk on the day signs the news, and says so`() throws {
        let file = try story()
        try server.carry(to: ana)
        // A day that was drawn a week ago.
        let desk = try desk(ana, on: today)
        var past = ReportBook()
        past.take(
            PublicationReport(copies: [
                .init(caseID: file.caseID, publication: Publication(use: .social, since: month))
            ]), number: 1, from: KeyID(unchecked: [UInt8](repeating: 1, count: 16)), on: today + -7)
        try desk.write(past, in: state(ana))
        let answer = try ana.run(["inbox"])
        ok(answer)
        #expect(
            answer.errors.contains("note: signed for 1 writer: where the story is out, or was taken back"),
            "\(answer.errors)")
        #expect(try !ana.run(["inbox"]).errors.contains("note: signed for"))
        let log = try ana.run(["log", file.caseID.short]).text
        #expect(log.contains("ana           told the writer: social since \(month)"), "\(log)")
        // It has the form of a letter: one signature more, sealed to the same, of the same size.
        let rows = try VaultArchive.open(path: ana.vault).statements(of: file.caseID)
        ok(try ana.run(["letter", file.caseID.short, "--text-fd", "0"], input: "How are you?"))
        let letters = try VaultArchive.open(path: ana.vault).statements(of: file.caseID).filter { !rows.contains($0) }
        let notice = rows.compactMap { row -> (Statement, Sealed)? in
            guard case .sound(let statement, let body?) = row, statement.header.kind == .closed,
                body.letterSlot != nil
            else { return nil }
            return (statement, body)
        }
        try #require(notice.count == 1 && letters.count == 1)
        guard case .sound(let letter, let body?) = letters[0] else { throw CancellationError() }
        #expect(letter.header.kind == notice[0].0.header.kind && body.encoded.count == notice[0].1.encoded.count)
        #expect(letter.header.encoded.count == notice[0].0.header.encoded.count)
        #expect(body.slots.map(\.reader) == notice[0].1.slots.map(\.reader))
    }

    @Test func `of a story that nobody approved no publisher has the writer told anything`() throws {
        let raw = try book.file()
        try raw.tell("It was late.", uses: [.website])
        try raw.store()
        try server.carry(to: ana)
        let desk = try desk(ana, on: today)
        var past = ReportBook()
        past.take(
            PublicationReport(copies: [
                .init(caseID: raw.caseID, publication: Publication(use: .website, since: month))
            ]), number: 1, from: KeyID(unchecked: [UInt8](repeating: 1, count: 16)), on: today + -7)
        try desk.write(past, in: state(ana))
        #expect(try told(ana, on: today) == 0)
        #expect(try !ana.run(["log", raw.caseID.short]).text.contains("told the writer"))
    }

    @Test func `what readers did at their desks is told by role and day, and by nobody's name`() throws {
        let file = try book.file()
        try file.tell("It was late. I walked home.", uses: [.website])
        try file.store()
        ok(try organisation.propose("ana", file.caseID.short, title: "Late", edits: ""))
        #expect(try view(file).history.map(\.kind) == [.received, .opened])
        for name in ["ana", "ben"] { ok(try organisation.approve(name, file.caseID.short)) }
        #expect(
            try view(file).history == [
                .init(.day(today), .survivor, .received), .init(.day(today), .reader, .opened),
                .init(.day(today), .reader, .proposed), .init(.day(today), .reader, .approved),
                .init(.day(today), .secondReader, .approved),
            ])
    }

    /// A report of the organisation's publisher, by hand.
    private func report(_ number: UInt32, of caseID: CaseID) throws -> Report {
        let keyring = try KeyringFolder(
            keys: organisation.folder + "/keys", steward: organisation.folder + "/steward.pub",
            state: organisation.folder + "/state-casebook"
        ).load()
        let passphrase = try GuardedBytes(copying: Array(Organisation.passphrase.utf8))
        let key = try PublisherKey.open(organisation.folder + "/secret/press.secret", passphrase: passphrase)
        let body = PublicationReport(copies: [
            .init(caseID: caseID, publication: Publication(use: .website, since: month))
        ])
        return try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers).report(
            body, number: number, by: key.signingKey
        ) { key.sign($0) }
    }

    @Test
    func `a desk refuses a report that is not what was signed, and believes none that was put into its vault by hand`()
        throws
    {
        let file = try story()
        try server.carry(to: ana)
        let (first, second) = try (report(1, of: file.caseID), report(2, of: file.caseID))
        let swapped = try #require(Report(header: second.header, signature: second.signature, body: first.body))
        let keyring = try desk(ana, on: today).keyring
        // A vault takes in what is handed to it: that is looked at before, or by who reads it.
        let bad = try VaultUpkeep.open(path: organisation.folder + "/bad/vault.sqlite", makes: true)
        #expect(try bad.take([swapped], under: keyring, own: nil) == 1)
        let bundle = organisation.folder + "/bad.bundle"
        _ = try Courier(vault: bad).send(Sending(), to: bundle)
        let refused = try ana.take(bundle, from: "other")
        #expect(refused.status == 65 && refused.errors.contains("a publisher's report has another size"))
        #expect(try VaultArchive.open(path: ana.vault).reports().isEmpty)
        let mine = try VaultUpkeep.open(path: ana.vault)
        let third = try report(3, of: file.caseID)
        let forged = try #require(Report(header: third.header, signature: first.signature, body: third.body))
        for bad in [swapped, forged] {
            #expect(try mine.take([bad], under: keyring, own: nil) == 1)
            #expect(try told(ana, on: today) == 0)
            #expect(try desk(ana, on: today).reportBook(in: state(ana)).cases.isEmpty)
        }
        // The good one, so that it is the flaw that was refused.
        #expect(try mine.take([report(4, of: file.caseID)], under: keyring, own: nil) == 1)
        #expect(try told(ana, on: today) == 0)
        #expect(try told(ana, on: today + 8) == 1)
    }

    /// Each table's rows, each as the lengths of its columns, in no order.
    private func shape() throws -> [String: [String]] {
        let tables = try sqlite("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        #expect(tables.contains("reports") && tables.contains("bodies"))
        return try tables.reduce(into: [:]) { shapes, table in
            let columns = try sqlite("SELECT name FROM pragma_table_xinfo('\(table)')")
            let lengths = columns.map {
                "typeof(\($0)) || coalesce(iif(typeof(\($0)) = 'integer', 8, length(\($0))), '')"
            }
            shapes[table] = try sqlite("SELECT \(lengths.joined(separator: " || ' ' || ")) FROM \(table)").sorted()
        }
    }

    private func sqlite(_ sql: String) throws -> [String] {
        let answer = try Programs.run("/usr/bin/sqlite3", [server.vault, sql])
        try #require(answer.status == 0, "\(answer.errors)")
        return answer.text.split(separator: "\n").map(String.init)
    }

    @Test func `a copied vault with a report of what was published has the shape of one with a report of nothing`()
        throws
    {
        let files = try (0..<3).map { try story(Manuscript(title: "No. \($0)", text: "Words \($0).", language: "en")) }
        try server.carry(to: press, ["--without-stories"])
        let nothing = try press.out(for: "server")
        try export("site", .website)
        let published = try press.out(for: "server")
        let sizes = try [nothing, published].map { try Data(contentsOf: URL(filePath: $0)).count }
        #expect(sizes[0] == sizes[1])
        let copy = organisation.folder + "/copy.sqlite"
        _ = try sqlite("PRAGMA wal_checkpoint(TRUNCATE)")
        try FileManager.default.copyItem(atPath: server.vault, toPath: copy)
        var shapes: [[String: [String]]] = []
        var others: [[String]] = []
        var lengths: [Int] = []
        for bundle in [nothing, published] {
            for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: server.vault + end) }
            try FileManager.default.copyItem(atPath: copy, toPath: server.vault)
            ok(try server.take(bundle, from: "press"))
            shapes.append(try shape())
            // All that is said of cases is the same, byte for byte.
            others.append(try sqlite("SELECT hex(digest), hex(case_id), hex(header), hex(signature) FROM statements"))
            lengths.append(try Data(contentsOf: URL(filePath: server.vault)).count)
            // Nothing beside the statements names a case: the row has the publisher, a number and what is sealed.
            let row = try sqlite("SELECT hex(header) || hex(bytes) FROM reports JOIN bodies ON id = body_id")
            try #require(row.count == 1)
            for file in files {
                #expect(!row[0].contains(file.caseID.hex.uppercased()))
                for statement in file.all {
                    #expect(!row[0].contains(statement.statement.digest.hex.uppercased()))
                }
            }
        }
        #expect(shapes[0] == shapes[1] && others[0] == others[1] && lengths[0] == lengths[1])
        #expect(shapes[0]["reports"]?.count == 1 && shapes[0]["statements"]?.isEmpty == false)
    }
}
