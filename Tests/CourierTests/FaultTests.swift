import Envelope
import Foundation
import GRDB
import Testing

@testable import Courier
@testable import Vault

/// A disk that fills up while a bundle is taken in.
struct FaultTests {
    @Test func `a disk that is full at any page leaves whole statements, and the next try finishes it`() throws {
        let team = try Team()
        let (server, desk) = (try team.vault("server"), try team.vault("desk"))
        for _ in 0..<3 { try server.vault.append(team.story(by: team.writer())) }
        let file = try server.out()
        let expected = try server.cases()
        var failures = 0
        let first = try desk.vault.store.writer.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        for pages in stride(from: first, to: first + 400, by: 3) {
            try desk.vault.store.writer.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
            do {
                try desk.take(file)
                break
            } catch CourierError.vault(let error) {
                #expect(error == .full)
                failures += 1
            }
            for (caseID, rows) in try desk.cases() { #expect(rows == expected[caseID]) }
        }
        #expect(failures > 5)
        #expect(try desk.cases() == expected)
    }
}
