import Envelope
import Foundation
import Ledger
import Testing
import Vault

@testable import Review

/// Two desks that never met, a server and a publisher exchange bundles, with the real programs.
@Suite(.serialized) struct CourierTests {
    let organisation: Organisation
    let server, ana, ben, press: Place

    init() throws {
        organisation = try Organisation()
        server = Place(organisation: organisation, name: "server")
        ana = Place(organisation: organisation, name: "ana")
        ben = Place(organisation: organisation, name: "ben")
        press = Place(organisation: organisation, name: "press")
    }

    private func send(_ stories: [String]) throws {
        try organisation.startIntake()
        for story in stories { #expect(try organisation.send(story).status == 200) }
    }

    private func ok(_ answer: Programs.Answer, _ place: SourceLocation = #_sourceLocation) {
        #expect(answer.status == 0, "\(answer.errors)", sourceLocation: place)
    }

    /// Ways in which three places meet, as pairs of who carries to whom; a test of the room takes many more, by chance.
    static let orders = [
        ["ana>server", "ben>server", "server>ana", "server>ben"],
        ["ana>ben", "ben>server", "server>ana", "ana>ben"],
        ["server>ana", "server>ben", "ana>ben", "ben>ana", "ana>server"],
    ]

    @Test(arguments: orders)
    func `two desks that never met and a server exchange both ways and agree byte for byte`(order: [String]) throws {
        let places = ["server": server, "ana": ana, "ben": ben]
        try send(["The first story speaks of a river.", "The second story speaks of a hill."])
        // The intake goes on taking stories meanwhile.
        for desk in [ana, ben] { try server.carry(to: desk) }
        #expect(try organisation.send("The third story came later.").status == 200)
        let ids = try ana.inbox().map(\.id)
        #expect(ids.count == 2)
        ok(try ana.run(["redact", ids[0], "--edits-fd", "0"], input: "title\tA title\n"))
        ok(try ana.run(["letter", ids[1], "--text-fd", "0"], input: "How are you?"))
        ok(try ben.run(["hold", ids[0], "--reason-fd", "0"], input: "a call came\n"))
        ok(try ben.run(["decline", ids[1], "--case", "--reason-fd", "0"], input: "not ours to tell\n"))
        for step in order {
            let ends = step.split(separator: ">").map { places[String($0)] }
            try #require(ends[0]).carry(to: #require(ends[1]))
        }
        let expected = try server.cases()
        #expect(expected.count == 3)
        // Whoever came last in this order gets the third story with the next round.
        for desk in [ana, ben] { try server.carry(to: desk) }
        for desk in [ana, ben] {
            let agrees = try desk.cases() == expected
            #expect(agrees)
            let states = try desk.inbox()
            #expect(states.flatMap(\.flaws).isEmpty)
            #expect(states.first { $0.id == ids[0] }?.stage == "held")
            #expect(states.first { $0.id == ids[1] }?.stage == "declined")
        }
    }

    @Test func `a publisher verifies and exports from bundles alone, with no vault of the server`() throws {
        try send(["A story for the publisher, of a long road."])
        try server.carry(to: ana)
        try server.carry(to: ben)
        let id = try #require(try ana.inbox().first?.id)
        ok(try ana.run(["redact", id, "--edits-fd", "0"], input: "title\tA long road\n"))
        try ana.carry(to: ben)
        for desk in [ben, ana] {
            let manuscript = try #require(try desk.inbox().first?.manuscript)
            ok(try desk.run(["approve", id, "--confirm", manuscript]))
            try desk.carry(to: desk.name == "ben" ? ana : server)
        }
        organisation.stopIntake()
        let bundle = try server.out(for: "press", ["--without-stories"])
        // From here on there is no server.
        try FileManager.default.removeItem(atPath: organisation.vault)
        ok(try press.take(bundle, from: "server"))
        let folder = organisation.folder + "/export"
        let exported = try press.run(["export", "--use", "website", "--to", folder])
        #expect(exported.errors.contains("Exported 1 story"), "\(exported.errors)")
        ok(exported)
        #expect(try WholePathTests.everything(in: folder).contains("A long road"))
        let explained = try press.run(["export", "--use", "website", "--explain", id])
        #expect(explained.text.contains("Every condition holds"))
        // And no story was in what they got.
        let vault = try VaultReader.open(path: press.vault)
        for caseID in try vault.caseIDs() {
            for case .sound(let statement, let body) in try vault.statements(of: caseID)
            where statement.header.kind == .received { #expect(body == nil) }
        }
        // A hold that comes later takes it back.
        ok(try ana.run(["hold", id, "--reason-fd", "0"], input: "a call came\n"))
        ok(try press.take(ana.out(for: "press"), from: "ana"))
        #expect(try press.run(["retractions"]).text.contains("TAKE BACK"))
    }

    @Test func `two reviewers withdraw on two desks, and an old bundle brings nothing back anywhere`() throws {
        try send(["A story to be taken back.", "A story that stays."])
        for desk in [ana, ben] { try server.carry(to: desk) }
        let old = try server.out(for: "anybody")
        let id = try #require(try ana.inbox().first?.id)
        for desk in [ana, ben] {
            ok(try desk.run(["withdraw", id, "--confirm", id, "--reason-fd", "0"], input: "they asked in person\n"))
        }
        try ana.carry(to: server)
        let answer = try server.take(ben.out(for: "server"), from: "ben")
        #expect(answer.errors.hasPrefix("Withdrawn: case \(id) is destroyed here.\n"), "\(answer.errors)")
        for desk in [ana, ben] { try server.carry(to: desk) }
        for place in [server, ana, ben] {
            ok(try place.take(old, from: "anybody"))
            let cases = try place.cases()
            #expect(cases.count == 2)
            let gone = try #require(cases.first { $0.key.short == id }?.value)
            for row in gone {
                if case .sound(_, let body) = row { #expect(body == nil) } else { Issue.record("\(row)") }
            }
        }
        #expect(try ana.inbox().first { $0.id == id }?.stage == "withdrawn")
    }

    @Test func `what a desk kept of a text is let go at the exchange that brings its withdrawal`() throws {
        try send(["A story from 2014 in Harlow Creek.", "A story from 2015 in Harlow Creek."])
        for desk in [ana, ben] { try server.carry(to: desk) }
        let ids = try ana.inbox().map(\.id)
        for id in ids { ok(try ana.run(["redact", id, "--edits-fd", "0"], input: "title\tA road\n")) }
        try ana.carry(to: ben)
        for desk in [ben, ana] {
            let manuscript = try #require(try desk.inbox().first { $0.id == ids[0] }?.manuscript)
            ok(try desk.run(["approve", ids[0], "--confirm", manuscript]))
            try desk.carry(to: desk.name == "ben" ? ana : ben)
        }
        // Looking out for the second text, Ana's desk keeps the facts of the first.
        ok(try ana.run(["warnings", ids[1]]))
        let state = "\(organisation.folder)/at-ana/state"
        let desk = try Desk.opened(
            "ana", of: organisation, at: VaultArchive.open(path: ana.vault), state: state)
        let caseID = try desk.find(ids[0])
        let before = try #require(try desk.fingerprints()[caseID])
        #expect(desk.queueCache(in: state).outline(of: caseID, before, on: desk.today)?.facts.isEmpty == false)
        for desk in [ana, ben] {
            ok(try desk.run(["withdraw", ids[0], "--confirm", ids[0], "--reason-fd", "0"], input: "they asked\n"))
        }
        #expect(desk.queueCache(in: state).outline(of: caseID, before, on: desk.today) != nil)
        try ben.carry(to: ana)
        #expect(try desk.file(caseID).state.isWithdrawn)
        #expect(desk.queueCache(in: state).outline(of: caseID, before, on: desk.today) == nil)
    }

    @Test func `a refused bundle is named with 65, changes nothing and can be passed over case by case`() throws {
        try send(["A story."])
        organisation.stopIntake()
        let file = try server.out(for: "ana")
        var bytes = Array(try Data(contentsOf: URL(filePath: file)))
        bytes[bytes.count / 2] ^= 1
        let changed = organisation.folder + "/changed.bundle"
        try Data(bytes).write(to: URL(filePath: changed))
        let cut = organisation.folder + "/cut.bundle"
        try Data(bytes.prefix(9_000)).write(to: URL(filePath: cut))
        for (name, says) in [
            ("changed", "the bundle was changed on the way; copy it again"),
            ("cut", "the bundle ends too early; copy it again"),
        ] {
            let answer = try ana.take("\(organisation.folder)/\(name).bundle", from: "server")
            #expect(answer.status == 65, "\(answer.errors)")
            #expect(answer.errors.contains("nothing of it was taken in"))
            #expect(answer.errors.contains(says), "\(answer.errors)")
            #expect(try ana.cases().isEmpty)
        }
        #expect(try ana.take(organisation.folder + "/none.bundle", from: "server").status == 66)
        let again = try ana.run(["courier", "out", "--to", file])
        #expect(again.status == 73, "\(again.errors)")
        ok(try ana.take(file, from: "server"))
        // What a machine reads.
        let json = try ana.take(file, from: "server", ["--json"])
        #expect(json.text.contains("\"statements\" : 0"), "\(json.text)")
        #expect(json.text.contains("\"destroyed\" : ["))
    }

    @Test func `an intake that is killed while it takes a bundle in loses nothing, and the next try finishes it`()
        throws
    {
        let book = try Casebook(organisation)
        try organisation.configureIntake()
        for number in 0..<30 { try book.approved("Story \(number)", String(repeating: "On and on. ", count: 900)) }
        let full = try Place(organisation: organisation, name: "server").out(for: "other")
        let expected = try server.cases()
        // A server that has nothing yet.
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: organisation.vault + end) }
        var kills = 0
        var partly = 0
        for round in 0..<40 {
            let process = Process()
            process.executableURL = URL(filePath: Programs.folder + "/firsthand-intake")
            process.arguments = ["bundle", "in", full, "--config", organisation.folder + "/intake.yaml"]
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32(20_000 + round * 8_000 + Int.random(in: 0..<8_000)))
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            process.waitUntilExit()
            guard FileManager.default.fileExists(atPath: organisation.vault) else { continue }
            guard let cases = try? server.cases() else { continue }
            // Whole cases of what was sent, and nothing else.
            let isPart = cases.allSatisfy { $0.value == expected[$0.key] }
            #expect(isPart)
            if !cases.isEmpty, cases.count < expected.count { partly += 1 }
            let check = try Programs.run("/usr/bin/sqlite3", [organisation.vault, "PRAGMA integrity_check"])
            #expect(check.text == "ok\n")
            // Not to have it all at once: the next round starts from nothing again, now and then.
            if cases.count == expected.count {
                for end in ["", "-wal", "-shm"] {
                    try? FileManager.default.removeItem(atPath: organisation.vault + end)
                }
            }
        }
        #expect(kills > 5)
        ok(try server.take(full, from: "other"))
        let isWhole = try server.cases() == expected
        #expect(isWhole)
    }

    @Test func `a bundle that is being written when the program is killed leaves no half file`() throws {
        let book = try Casebook(organisation)
        try organisation.configureIntake()
        for number in 0..<20 { try book.approved("Story \(number)", String(repeating: "On and on. ", count: 900)) }
        let whole = try Data(contentsOf: URL(filePath: server.out(for: "other")))
        let file = organisation.folder + "/killed.bundle"
        var kills = 0
        for round in 0..<25 {
            let process = Process()
            process.executableURL = URL(filePath: Programs.folder + "/firsthand-intake")
            process.arguments = ["bundle", "out", "--to", file, "--config", organisation.folder + "/intake.yaml"]
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32(5_000 + round * 6_000))
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            process.waitUntilExit()
            if let left = FileManager.default.contents(atPath: file) {
                let isWhole = left == whole
                #expect(isWhole)
                try FileManager.default.removeItem(atPath: file)
            }
        }
        #expect(kills > 3)
        ok(try server.run(["bundle", "out", "--to", file]))
        let isWhole = FileManager.default.contents(atPath: file) == whole
        #expect(isWhole)
        #expect(!FileManager.default.fileExists(atPath: file + ".part"))
    }

    @Test func `the inbox says when something last came in and what nobody opened`() throws {
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.tell("A story that waits.", day: book.today + -15)
        try file.store()
        try organisation.configureIntake()
        try server.carry(to: ana)
        let answer = try ana.run(["inbox"])
        #expect(answer.errors.contains("Last exchange: today."), "\(answer.errors)")
        #expect(answer.text.contains("unopened 15 days"), "\(answer.text)")
        let state = organisation.folder + "/at-ana/state/exchange/day"
        try "\(book.today + -9)\n".write(toFile: state, atomically: true, encoding: .utf8)
        #expect(try ana.run(["inbox"]).errors.contains("Last exchange: 9 days ago."))
        try FileManager.default.removeItem(atPath: state)
        #expect(try ana.run(["inbox"]).errors.contains("Last exchange: never."))
    }

    @Test func `the server's status is rough, and says when somebody must see to it`() throws {
        try send([])
        let status = { try server.run(["status"]) }
        let empty = try status()
        #expect(empty.status == 0, "\(empty.errors)")
        #expect(try organisation.send("One story.").status == 200)
        // A first story does not show.
        #expect(try status().text == empty.text)
        #expect(
            empty.text.hasPrefix(
                "stories        0 to 9\ntoday          0 to 9\nwithdrawals    0 to 9\nkeyring        "), "\(empty.text)"
        )
        #expect(empty.text.contains("days left\nfree disk      "))
        #expect(empty.text.hasSuffix("last exchange  never\n"))
        let json = try server.run(["status", "--json"])
        #expect(json.text.contains("\"stories\" : \"0 to 9\""), "\(json.text)")
        try FileManager.default.removeItem(atPath: organisation.folder + "/keys/keyring.txt.minisig")
        let ill = try status()
        #expect(ill.status == 69)
        #expect(ill.text.contains("keyring        the keyring is not signed"), "\(ill.text)")
    }
}
