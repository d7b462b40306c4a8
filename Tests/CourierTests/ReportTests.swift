import Envelope
import Foundation
import GRDB
import Sealing
import Testing

@testable import Courier
@testable import Vault

/// What publishers tell the desks, on its way from vault to vault.
struct ReportTests {
    let team: Team
    let server, desk: Store

    init() throws {
        team = try Team()
        server = try team.vault("server")
        desk = try team.vault("desk")
    }

    private func copies(_ count: Int) -> [PublicationReport.Copy] {
        (0..<count).map {
            let id = [UInt8](repeating: 0, count: 12) + UInt32($0).bigEndianBytes
            return .init(
                caseID: CaseID(unchecked: id), publication: Publication(use: .website, since: Month(of: team.today)))
        }
    }

    private func report(_ number: UInt32, _ count: Int = 1, by publisher: Person? = nil) throws -> Report {
        let publisher = publisher ?? team.press
        let sealer = try Sealer(keyring: team.keyring.digest, readers: team.keyring.activeReviewers)
        return try sealer.report(
            PublicationReport(copies: copies(count)), number: number, by: publisher.signingKey
        ) { publisher.sign($0) }
    }

    private func bundle(_ reports: [Report]) throws -> String {
        var forge = Forge()
        for report in reports { forge.add(report) }
        forge.end()
        let path = team.path()
        try Data(forge.bytes).write(to: URL(filePath: path))
        return path
    }

    private func numbers(_ store: Store) throws -> [UInt32] { try store.vault.reports().map(\.header.number) }

    @Test func `a report goes from a publisher to the server and to a desk, and the highest number stands`() throws {
        try server.vault.append(team.story(by: team.writer()))
        let first = try bundle([report(1)])
        let second = try bundle([report(2)])
        #expect(try server.take(first).reports == 1)
        // Doubled, old, and after the newer one.
        #expect(try server.take(first).reports == 0)
        #expect(try server.take(second).reports == 1)
        #expect(try server.take(first).reports == 0)
        #expect(try numbers(server) == [2])
        try desk.take(server.out(for: "desk"), from: "server")
        #expect(try numbers(desk) == [2])
        #expect(try desk.vault.reports() == server.vault.reports())
        // What a partner has is no reason to leave it out: it says nothing of what it is about.
        let again = try server.out(for: "desk")
        #expect(try desk.take(again).reports == 0)
        // The one that was replaced stands nowhere any more.
        let old = try report(1).body.message.prefix(64)
        #expect(try !Data(server.raw()).contains(Data(old)))
    }

    @Test func `whatever it tells, a report has one size, in the vault and on the way`() throws {
        let sizes = try [0, 1, 40, PublicationReport.mostCopies].map { count -> [Int] in
            let store = try team.vault("size-\(count)")
            try store.take(bundle([report(1, count)]))
            let file = try Data(contentsOf: URL(filePath: store.out())).count
            let row = try store.vault.store.writer.read { db in
                try Row.fetchAll(
                    db,
                    sql:
                        "SELECT length(header), length(signature), length(bytes) FROM reports JOIN bodies ON id = body_id"
                ).map { [$0[0] as Int, $0[1], $0[2]] }
            }
            return [file] + row.joined()
        }
        #expect(Set(sizes).count == 1 && sizes[0].count == 4)
        #expect(throws: SealingError.tooLong) { try report(1, PublicationReport.mostCopies + 1) }
    }

    @Test func `what fits into no single report goes in the next ones, and nothing is left out`() throws {
        let all = copies(PublicationReport.mostCopies * 3 + 7)
        #expect(PublicationReport.part(1, of: Array(all.prefix(9))).count == 9)
        #expect(PublicationReport.part(5, of: []).isEmpty)
        for start in [UInt32(4), 400] {
            let row = (0..<4).map { PublicationReport.part(start + $0, of: all) }
            #expect(row.allSatisfy { $0.count <= PublicationReport.mostCopies })
            #expect(Set(row.joined()) == Set(all) && row.map(\.count).reduce(0, +) == all.count)
        }
        // Whoever gets only each second or each fourth comes to see them all too.
        for step in [UInt32(2), 4, 8] {
            let seen = (1...UInt32(40)).reduce(into: Set<PublicationReport.Copy>()) {
                $0.formUnion(PublicationReport.part($1 * step, of: all))
            }
            #expect(seen == Set(all), "each \(step)")
        }
    }

    /// Takes in a bundle that must be refused, and sees that the vault's file holds what it held.
    private func refused(_ reports: [Report], inspector: Person? = nil) throws -> [BundleFlaw] {
        let before = try (server.vault.reports(), server.cases(), server.fingerprint())
        let path = try bundle(reports)
        let found = try flaws {
            _ = try Courier(vault: server.vault.upkeep).take(
                path, team.rules,
                reports: { report in
                    guard let inspector else { return true }
                    return inspector.opens(report)
                })
        }
        let after = try (server.vault.reports(), server.cases(), server.fingerprint())
        #expect(after.0 == before.0 && after.1 == before.1 && after.2 == before.2)
        return try #require(found, "it was taken in")
    }

    @Test func `a report that means harm is named for its flaw, and changes nothing`() throws {
        try server.vault.append(team.story(by: team.writer()))
        try server.take(bundle([report(1)]))
        let good = try report(2)
        let other = try report(2, by: team.ana)
        // By nobody's key, or by a reviewer's.
        #expect(try refused([report(2, by: team.stranger)]) == [.unknownPublisher])
        #expect(try refused([other]) == [.unknownPublisher])
        let forged = try #require(Report(header: good.header, signature: other.signature, body: good.body))
        #expect(try refused([forged]) == [.forgedReport])
        // A higher number than the one that was signed.
        let raised = ReportHeader(publisher: good.header.publisher, number: 9, body: good.header.body)
        #expect(
            try refused([#require(Report(header: raised, signature: good.signature, body: good.body))])
                == [.forgedReport])
        #expect(try refused([good, good]) == [.reportOutOfOrder])
        // The body of another report of theirs: only who holds a key can tell.
        let swapped = try #require(
            Report(header: good.header, signature: good.signature, body: report(3).body))
        #expect(try refused([swapped], inspector: team.ana) == [.brokenReport])
        // One that is of a case, of another size, or for somebody's letter key, is none.
        let hold = try team.hold(team.writer().caseID, by: team.ana)
        #expect(Report(header: good.header, signature: good.signature, body: hold.body) == nil)
    }

    @Test func `garbage in the place of a report is refused`() throws {
        let good = try report(1)
        for body in [[], [1], Array(good.body.encoded.dropLast()), good.body.encoded + [0]] {
            var forge = Forge()
            forge.add(
                .report,
                Record(["body": body, "header": good.header.encoded, "signature": good.signature.bytes]).encoded)
            forge.end()
            let path = team.path()
            try Data(forge.bytes).write(to: URL(filePath: path))
            #expect(try flaws { try server.take(path) } == [.brokenReport])
        }
        for header in [[], good.header.encoded + [0], Array(good.header.encoded.dropLast())] {
            var forge = Forge()
            forge.add(
                .report,
                Record(["body": good.body.encoded, "header": header, "signature": good.signature.bytes]).encoded)
            forge.end()
            let path = team.path()
            try Data(forge.bytes).write(to: URL(filePath: path))
            #expect(try flaws { try server.take(path) } == [.malformed])
        }
        #expect(try numbers(server) == [])
    }

    @Test func `a publisher who left stops no bundle, and what they told goes`() throws {
        try server.take(bundle([report(1)]))
        let later = Keyring(
            serial: 2, from: team.today, until: team.today + 30,
            reviewers: [team.ana, team.ben].map { .init(key: $0.publicKey, standing: .active) },
            publishers: [.init(key: team.press.publicKey, standing: .compromised(list: nil))])
        let hold = try team.hold(team.writer().caseID, by: team.ana)
        var forge = Forge()
        forge.add(hold.statement.header.caseID, [hold])
        forge.add(try report(2))
        forge.end()
        let path = team.path()
        try Data(forge.bytes).write(to: URL(filePath: path))
        let arrived = try server.take(path, under: later)
        #expect(arrived.statements == 1 && arrived.reports == 0)
        #expect(try numbers(server) == [])
    }

    @Test func `a report holds no case id, and no slot of who left`() throws {
        let writer = try team.writer()
        let sealer = try Sealer(keyring: team.keyring.digest, readers: team.keyring.activeReviewers)
        let body = PublicationReport(copies: [
            .init(caseID: writer.caseID, publication: Publication(use: .press, since: Month(of: team.today)))
        ])
        let made = try sealer.report(body, number: 1, by: team.press.signingKey) { team.press.sign($0) }
        let path = try bundle([made])
        #expect(try !Data(contentsOf: URL(filePath: path)).contains(Data(writer.caseID.bytes)))
        try server.take(path)
        #expect(try !Data(server.raw()).contains(Data(writer.caseID.bytes)))
        let later = Keyring(
            serial: 2, from: team.today, until: team.today + 30,
            reviewers: [
                .init(key: team.ana.publicKey, standing: .active),
                .init(key: team.ben.publicKey, standing: .compromised(list: nil)),
            ], publishers: [.init(key: team.press.publicKey, standing: .active)])
        try server.vault.upkeep.dropLeftSlots(under: later, own: nil)
        #expect(try server.vault.reports()[0].body.slots.map(\.reader) == [team.ana.publicKey.id])
    }
}

extension Forge {
    mutating func add(_ report: Report) {
        add(
            .report,
            Record([
                "body": report.body.encoded, "header": report.header.encoded, "signature": report.signature.bytes,
            ]).encoded)
    }
}
