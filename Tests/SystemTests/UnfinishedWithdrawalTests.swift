import Foundation
import Testing

/// A withdrawal that something stands in the way of.
struct UnfinishedWithdrawalTests {
    @Test func `a story is said to be taken back at once, and to be gone only when nothing of it is left`()
        throws
    {
        let organisation = try Organisation()
        try organisation.startIntake()
        let visitor = try ReturnTests.Visitor(organisation, story: "This one goes.")
        let bodies = try organisation.bodies()
        // Somebody reads the vault meanwhile, so its log cannot be emptied.
        let reader = try VaultHolder(organisation.vault, "BEGIN; SELECT count(*) FROM statements;")

        let visit = try #require(Organisation.value("visit", in: visitor.status()))
        let answer = try visitor.post("withdraw", ["visit": visit, "act": "now"])
        // It cannot be undone any more, so no page says that nothing was changed.
        #expect(answer.status == 200 && answer.body.contains("Your story was taken back"))
        #expect(!answer.body.contains("Your story is gone") && !answer.body.contains("nothing was changed"))
        #expect(try visitor.status().contains("Your story was taken back"))
        #expect(try left(of: bodies, organisation))

        reader.letGo("COMMIT;")
        // Nobody has to come back for it.
        for _ in 0..<1_200 where try left(of: bodies, organisation) { usleep(100_000) }
        #expect(try !left(of: bodies, organisation))
        #expect(try visitor.status().contains("Your story is gone"))
        #expect(try !left(of: bodies, organisation))
    }

    /// Whether a run of any of the bodies stands in the vault's file or its log.
    private func left(of bodies: [Data], _ organisation: Organisation) throws -> Bool {
        try ["vault.sqlite", "vault.sqlite-wal"].contains { name in
            let raw = try Data(contentsOf: URL(filePath: "\(organisation.folder)/\(name)"))
            return bodies.contains { body in
                let middle = body.count / 2
                return raw.range(of: body.subdata(in: middle..<(middle + 64))) != nil
            }
        }
    }
}
