import Envelope
import Foundation
import Testing
import Vault

/// Backups by the real programs: written, destroyed in their time, opened at a desk, and put back.
@Suite(.serialized) struct BackupTests {
    private let organisation: Organisation

    init() throws {
        organisation = try Organisation()
        try organisation.promiseBackups()
    }

    private func texts(of vault: String) throws -> Set<String> {
        try Set(Opened(organisation, at: vault).texts())
    }

    @Test func `a backup holds the stories and nothing in the clear, and opens at a desk alone`() throws {
        try organisation.startIntake()
        for story in ["The first.", "The second."] { #expect(try organisation.send(story).status == 200) }
        let file = try organisation.newBackup()
        let name = URL(filePath: file).lastPathComponent
        #expect(name.hasPrefix("firsthand-\(Day.today)-"))
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)

        let data = try Data(contentsOf: URL(filePath: file))
        for (caseID, rows) in try Place(organisation: organisation, name: "server").cases() {
            #expect(data.range(of: Data(caseID.bytes)) == nil)
            for row in rows {
                guard case .sound(let statement, let body?) = row else { continue }
                #expect(data.range(of: Data(statement.header.encoded)) == nil)
                #expect(data.range(of: Data(body.message.prefix(64))) == nil)
            }
        }
        #expect(try organisation.serve(["backup", "--verify", file]).status == 0)
        let look = try organisation.atDesk(["verify", file, "--json"])
        #expect(look.status == 0 && look.text.contains("\"cases\" : 2") && look.text.contains("\"statements\" : 4"))
        #expect(try texts(of: organisation.opened(file)) == ["The first.", "The second."])
        // The reviewers' keys, which open every story in it, do not open the backup.
        let wrong = try organisation.atDesk(["verify", file], key: "ana")
        #expect(wrong.status != 0)
    }

    @Test func `a backup that was changed or cut short makes no vault, and the server says so without a key`() throws {
        try organisation.startIntake()
        #expect(try organisation.send("One story.").status == 200)
        let file = try organisation.newBackup()
        let whole = try Data(contentsOf: URL(filePath: file))
        var flipped = whole
        flipped[5_000_000] ^= 1
        for broken in [flipped, whole.dropLast(1), whole.prefix(100), Data()] {
            let path = organisation.folder + "/broken.backup"
            try broken.write(to: URL(filePath: path))
            #expect(try organisation.serve(["backup", "--verify", path]).status == 65)
            let made = organisation.folder + "/made.sqlite"
            let answer = try organisation.atDesk(["open", path, "--to", made])
            #expect(answer.status == 65 && answer.errors.contains("this backup does not open"), "\(answer.errors)")
            let left = try FileManager.default.contentsOfDirectory(atPath: organisation.folder)
            #expect(!left.contains { $0.hasPrefix("made.sqlite") }, "\(left)")
        }
        // What stands there is not written over.
        let taken = try organisation.atDesk(["open", file, "--to", organisation.vault])
        #expect(taken.status == 73)
    }

    @Test func `no backup is made where nobody could open it, or where the pages say that there are none`() throws {
        try organisation.startIntake()
        try organisation.keepBackups("none")
        let none = try organisation.backup()
        #expect(none.status == 78 && none.errors.contains("the pages say that no backups are made"), "\(none.errors)")
        try organisation.keepBackups("30")
        #expect(try organisation.steward(["retire", "safe"]).status == 0)
        let noKey = try organisation.backup()
        #expect(
            noKey.status == 69 && noKey.errors.contains("firsthand-review keys new safe --backup"), "\(noKey.errors)")
        #expect(try organisation.backupFiles() == [])
        #expect(try organisation.serve(["backup", "--to", organisation.folder + "/nowhere"]).status != 0)
        #expect(try organisation.serve(["backup"]).status == 64)
    }

    @Test func `backups are destroyed on the day that the pages say, and the newest stays`() throws {
        try organisation.startIntake()
        try organisation.keepBackups("7")
        let first = try organisation.newBackup()
        let made = try Data(contentsOf: URL(filePath: first))
        try FileManager.default.removeItem(atPath: first)
        func lay(_ age: Int) throws -> String {
            let name = "firsthand-\(Day(number: Day.today.number - UInt32(age)))-0000000\(age % 10).backup"
            try made.write(to: URL(filePath: "\(organisation.backups)/\(name)"))
            return name
        }
        let (old, due, young) = (try lay(8), try lay(7), try lay(6))
        // What is no backup is nobody's business.
        let other = organisation.backups + "/firsthand-2020-01-01-00000000.backup.txt"
        try made.write(to: URL(filePath: other))
        // A run that fails destroys nothing.
        try FileManager.default.moveItem(atPath: organisation.vault, toPath: organisation.vault + ".away")
        #expect(try organisation.backup().status != 0)
        try FileManager.default.moveItem(atPath: organisation.vault + ".away", toPath: organisation.vault)
        #expect(try organisation.backupFiles() == [old, due, young])
        let answer = try organisation.backup(["--json"])
        #expect(answer.status == 0 && answer.text.contains("\"destroyed\" : 2"), "\(answer.errors)\(answer.text)")
        let left = try organisation.backupFiles()
        #expect(left.count == 2 && left.contains(young))
        #expect(FileManager.default.fileExists(atPath: other))
    }

    @Test func `what a killed run left is removed by the next, and a full disk leaves nothing`() throws {
        try organisation.startIntake()
        let left = organisation.backups + "/firsthand-2031-01-01-3f2a91c0.backup.part-0123456789abcdef"
        try Data(count: 100).write(to: URL(filePath: left))
        let own = organisation.backups + "/other.backup.part-0123456789abcdef"
        try Data(count: 100).write(to: URL(filePath: own))
        _ = try organisation.newBackup()
        #expect(!FileManager.default.fileExists(atPath: left) && FileManager.default.fileExists(atPath: own))
        // As on a full disk: no file may be longer than 8 MiB.
        let before = try FileManager.default.contentsOfDirectory(atPath: organisation.backups).sorted()
        let full = try Programs.run(
            "/bin/bash",
            [
                "-c", "trap '' XFSZ; ulimit -f 8192; exec \"$0\" \"$@\"", Programs.folder + "/firsthand-intake",
                "backup",
                "--to", organisation.backups, "--config", organisation.folder + "/intake.yaml",
            ])
        #expect(full.status == 74, "\(full.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: organisation.backups).sorted() == before)
    }

    @Test func `a vault that is brought back serves nothing before a desk came, and then no story that was taken back`()
        throws
    {
        try organisation.startIntake()
        let visitor = try ReturnTests.Visitor(organisation, story: "This one goes.")
        #expect(try organisation.send("This one stays.").status == 200)
        let backup = try organisation.newBackup()
        #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
        let (server, ana) = (
            Place(organisation: organisation, name: "server"), Place(organisation: organisation, name: "ana")
        )
        try server.carry(to: ana)
        // It knows from this that the server has the withdrawal.
        try ana.carry(to: server)
        organisation.stopIntake()
        let new = try organisation.opened(backup)
        let taken = try organisation.serve(["restore", new])
        #expect(taken.status == 73 && taken.errors.contains("leave \(organisation.vault)-withdrawn"), "\(taken.errors)")
        try organisation.loseVault(withDisk: true)
        let put = try organisation.serve(["restore", new])
        #expect(put.status == 0 && put.errors.contains("It is not served yet"), "\(put.errors)")
        // One that starts all the same ends too.
        func start() throws -> Programs.Answer {
            try Programs.run(
                "/usr/bin/timeout",
                [
                    "100", Programs.folder + "/firsthand-intake", "serve", "--config",
                    organisation.folder + "/intake.yaml",
                ])
        }
        let refused = try start()
        #expect(
            refused.status == 69 && refused.errors.contains("does not know who took a story back"), "\(refused.errors)")
        #expect(try organisation.backup().status == 69)

        // The desk leaves out what the server had: the withdrawal too.
        let early = try server.take(ana.out(for: "server"), from: "ana")
        #expect(early.status == 0 && early.errors.contains("did not come along"), "\(early.errors)")
        #expect(try start().status == 69)
        try server.carry(to: ana)
        let late = try server.take(ana.out(for: "server"), from: "ana")
        #expect(late.errors.contains("This vault can be served again"), "\(late.errors)")
        try organisation.startIntake()
        #expect(try visitor.status().contains("Your story is gone"))
        #expect(try Opened(organisation).texts() == ["This one stays."])
        #expect(try organisation.serve(["restore"]).errors.contains("ana came on \(Day.today)"))
    }

    @Test func `where the disk lives a story that was taken back is gone at once, and a person can go on by name`()
        throws
    {
        try organisation.startIntake()
        let visitor = try ReturnTests.Visitor(organisation, story: "This one goes.")
        #expect(try organisation.send("This one stays.").status == 200)
        let backup = try organisation.newBackup()
        #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
        organisation.stopIntake()
        try organisation.loseVault(withDisk: false)
        #expect(try organisation.serve(["restore", organisation.opened(backup)]).status == 0)
        #expect(try Opened(organisation).texts() == ["This one stays."])
        #expect(try organisation.serve(["restore", "--without-desks", "Rosa Example"]).status == 0)
        try organisation.startIntake()
        #expect(try visitor.status().contains("Your story is gone"))
        let said = try organisation.serve(["restore"])
        #expect(said.errors.contains("Rosa Example went on without a desk on \(Day.today)"), "\(said.errors)")

        // Status names it, until a desk came.
        let file = organisation.folder + "/status.prom"
        func status() throws -> (text: String, json: String, series: String) {
            _ = try organisation.serve(["status", "--prometheus", file])
            return (
                try organisation.serve(["status"]).text, try organisation.serve(["status", "--json"]).text,
                try String(contentsOfFile: file, encoding: .utf8)
            )
        }
        let open = try status()
        #expect(open.text.contains("restored       Rosa Example went on without a desk on \(Day.today)\n"))
        #expect(open.json.contains("\"withoutDesks\"") && open.json.contains("Rosa Example"))
        #expect(open.series.contains("\nfirsthand_restored_without_desk 1\n") && !open.series.contains("Rosa"))
        let (server, ana) = (
            Place(organisation: organisation, name: "server"), Place(organisation: organisation, name: "ana")
        )
        try server.carry(to: ana)
        #expect(try server.take(ana.out(for: "server"), from: "ana").status == 0)
        let closed = try status()
        #expect(!closed.text.contains("restored") && !closed.json.contains("withoutDesks"))
        #expect(closed.series.contains("\nfirsthand_restored_without_desk 0\n"))
    }

    @Test func `a withdrawal that cannot be kept beside the vault stands all the same, and health says so`() throws {
        try organisation.startIntake()
        let path = organisation.vault + "-withdrawn"
        try FileManager.default.createDirectory(atPath: path + "/in-the-way", withIntermediateDirectories: true)
        let visitor = try ReturnTests.Visitor(organisation, story: "This one goes.")
        #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
        #expect(try organisation.health() == "withdrawals")
        try FileManager.default.removeItem(atPath: path)
        organisation.stopIntake()
        try organisation.startIntake()
        #expect(try organisation.health() == "ok")
        #expect(try Data(contentsOf: URL(filePath: path)).count > 200)
    }
}
