import Foundation
import Testing

/// What the pages and the health socket say while something is wrong is so.
struct TrueWordsTests {
    private let organisation: Organisation

    init() throws { organisation = try Organisation() }

    /// What is to be seen while no story can be kept: no form, and a way for those with a code.
    private func expectClosed(_ organisation: Organisation, saying words: String) throws {
        let write = try organisation.get("/write")
        #expect(write.status == 503 && write.body.contains(words) && !write.body.contains("<textarea"))
        #expect(write.body.contains("href=\"/return\""))
        let start = try organisation.get("/en/")
        #expect(start.status == 200 && start.body.contains(words) && !start.body.contains("<textarea"))
        #expect(start.body.contains("href=\"/return\"") || start.body.contains("href=\"/en/return\""))
    }

    private static let closed = "in stories safely right now, so we take in none"

    enum Fate: CaseIterable { case deleted, moved, replaced }

    @Test(arguments: Fate.allCases)
    func `no receipt is given for a vault that was replaced or deleted, and health and the form say so`(_ fate: Fate)
        throws
    {
        try organisation.startIntake()
        let form = try organisation.form()
        #expect(try organisation.send("Kept.").status == 200)
        let away = organisation.vault + "-away"
        switch fate {
        case .deleted: try FileManager.default.removeItem(atPath: organisation.vault)
        case .moved: try FileManager.default.moveItem(atPath: organisation.vault, toPath: away)
        case .replaced:
            try FileManager.default.copyItem(atPath: organisation.vault, toPath: away)
            #expect(unsafe rename(away, organisation.vault) == 0)
        }
        let answer = try organisation.post(Organisation.fields(form, story: "Where would it go?", uses: []))
        #expect(answer.status == 503 && Organisation.receipt(answer.body) == nil)
        #expect(answer.body.contains("Where would it go?"))
        #expect(try organisation.health() == "vault replaced")
        try expectClosed(organisation, saying: Self.closed)
        guard fate == .moved else { return }
        try FileManager.default.moveItem(atPath: away, toPath: organisation.vault)
        #expect(try organisation.health() == "ok")
        #expect(Organisation.receipt(try organisation.send("And again.").body) != nil)
        #expect(try Opened(organisation).texts().sorted() == ["And again.", "Kept."])
    }

    @Test func `a withdrawal that may have been done does not say that nothing was changed`() throws {
        try organisation.startIntake()
        let visitor = try ReturnTests.Visitor(organisation, story: "Mine.")
        let visit = try #require(Organisation.value("visit", in: visitor.status()))
        try FileManager.default.moveItem(atPath: organisation.vault, toPath: organisation.vault + "-away")
        let answer = try visitor.post("withdraw", ["visit": visit, "act": "now"])
        #expect(answer.body.contains("tell if it was done"), "\(answer.body)")
        #expect(!answer.body.contains("nothing was changed") && !answer.body.contains("Your story is"))
    }

    @Test func `a vault that another program holds is not well, and is again when it is let go`() throws {
        try organisation.startIntake()
        let holder = try VaultHolder(organisation.vault, "BEGIN IMMEDIATE; SELECT 1;")
        #expect(try organisation.health() == "vault busy")
        try expectClosed(organisation, saying: Self.closed)
        holder.letGo("ROLLBACK;")
        for _ in 0..<1_200 where try organisation.health() != "ok" { usleep(100_000) }
        #expect(try organisation.health() == "ok")
        #expect(Organisation.receipt(try organisation.send("Through.").body) != nil)
    }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"))
    func `an intake one of whose event loops hangs is not well`() throws {
        try organisation.startIntake()
        #expect(try organisation.health() == "ok")
        let tasks = "/proc/\(try #require(organisation.intakeProcess))/task"
        let loops = try FileManager.default.contentsOfDirectory(atPath: tasks).sorted().filter {
            try String(contentsOfFile: "\(tasks)/\($0)/comm", encoding: .utf8).hasPrefix("NIO-")
        }
        // Each next connection belongs to the next loop, and the one that hangs answers nobody.
        var said: Set<String> = []
        for loop in loops.prefix(2) {
            said.formUnion(
                try organisation.holding(loop, at: "epoll_wait") {
                    sleep(1)
                    return try (0..<2).map { _ in try organisation.health(within: 15) }
                })
        }
        #expect(said.isSubset(of: ["stuck", ""]) && said.contains("stuck"), "\(said)")
    }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"), arguments: [2, 4, 7])
    func `a lock that cannot be let go does not silence the form`(call: Int) throws {
        try organisation.startIntake()
        #expect(Organisation.receipt(try organisation.send("Before.").body) != nil)
        try organisation.refusing("fcntl", "error=EIO:when=\(call)") {
            sleep(1)
            // The answer that meets it may be a refusal, with the words.
            let met = try organisation.send("While.")
            #expect(Organisation.receipt(met.body) != nil || met.status == 503)
        }
        var isBack = false
        let end = Date(timeIntervalSinceNow: 120)
        while !isBack, Date.now < end {
            let page = try organisation.get("/write")
            guard page.status == 200 else {
                usleep(200_000)
                continue
            }
            isBack = Organisation.receipt(try organisation.send("After.").body) != nil
        }
        #expect(isBack, "still silent after two minutes")
        #expect(try organisation.health() == "ok")
        let texts = try Opened(organisation).texts()
        #expect(texts.contains("Before.") && texts.contains("After."))
    }
}

/// A disk that stories fill, and one that something else fills.
@Suite(.serialized) struct FullDiskTests {
    private let organisation: Organisation
    private let disk: String

    init() throws {
        organisation = try Organisation()
        disk = organisation.folder + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    }

    /// Gives the vault a disk of its own, in memory, while `work` runs.
    private func onSmallDisk(_ megabytes: Int, _ work: () throws -> Void) throws {
        let mounted = try Programs.run(
            "/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0700", "tmpfs", disk])
        try #require(mounted.status == 0, "\(mounted.errors)")
        defer {
            organisation.stopIntake(kill: true)
            _ = try? Programs.run("/bin/umount", [disk])
        }
        organisation.vaultName = "disk/vault.sqlite"
        try work()
    }

    private static let noRoom = "We have no room for more stories right now"

    @Test(.enabled(if: RecordFirstTests.canMount, "only root may mount a small disk"))
    func `a disk that stories fill keeps room for those who come back, and one that is really full for taking back`()
        throws
    {
        try onSmallDisk(12) {
            organisation.settings = "disk-reserve: 4\n"
            try organisation.startIntake()
            let visitors = try (0..<3).map { try ReturnTests.Visitor(organisation, story: "Story \($0).") }
            let open = try organisation.form()
            // A flood, until the form closes.
            var receipts = 3
            var page = try organisation.get("/write")
            let long = String(repeating: "It went on and on. ", count: 4_000)
            while page.status == 200, receipts < 200 {
                #expect(Organisation.receipt(try organisation.send(long).body) != nil)
                receipts += 1
                page = try organisation.get("/write")
            }
            #expect(page.status == 503 && page.body.contains(Self.noRoom) && !page.body.contains("<textarea"))
            #expect(try organisation.get("/es/write").body.contains("no tenemos lugar para más historias"))
            #expect(try organisation.get("/en/").body.contains(Self.noRoom))
            #expect(try organisation.health() == "disk full")
            // Who has written for an hour by then can still send, up to the reserve; then the words stay in the page.
            for _ in 0..<4 {
                let answer = try organisation.post(
                    Organisation.fields(open, story: long + UUID().uuidString, uses: []))
                guard Organisation.receipt(answer.body) == nil else { continue }
                #expect(answer.status == 503 && answer.body.contains(Self.noRoom) && answer.body.contains("on and on"))
            }
            // Those with a code are let in, and everything that they do is kept.
            let once = try #require(Organisation.value("once", in: visitors[0].go("letters")))
            #expect(try visitors[0].go("letters", ["act": "write", "once": once, "words": "Hello."]).contains("note"))
            #expect(try visitors[0].go("choices", ["act": "pause"]).contains("Nothing. Only our readers"))
            #expect(try visitors[0].go("withdraw", ["act": "now"]).contains("Your story is gone"))

            // Something else takes all that is left.
            let filler = "\(disk)/filler"
            _ = try? Programs.run("/bin/dd", ["if=/dev/zero", "of=\(filler)", "bs=4k"])
            #expect(try !visitors[1].status().isEmpty)
            #expect(try visitors[1].go("choices", ["act": "pause"]).contains("Nothing. Only our readers"))
            let answer = try visitors[1].go("withdraw", ["act": "now"])
            #expect(answer.contains("Your story is gone") || answer.contains("Your story was taken back"))
            #expect(try organisation.health() == "disk full")
            // With room again everything goes on.
            try FileManager.default.removeItem(atPath: filler)
            #expect(try visitors[1].status().contains("Your story is gone"))
            #expect(try visitors[2].go("withdraw", ["act": "now"]).contains("Your story is gone"))
        }
    }

    @Test func `past what a day may bring the form is closed, those who come back are not, and the flood is told`()
        throws
    {
        organisation.settings = "daily-limit: 2\n"
        try organisation.startIntake()
        let visitor = try ReturnTests.Visitor(organisation, story: "Mine.")
        let open = try organisation.form()
        let long = String(repeating: "It went on and on. ", count: 5_000)
        #expect(Organisation.receipt(try organisation.send(long).body) != nil)
        #expect(Organisation.receipt(try organisation.send(long).body) != nil)
        let page = try organisation.get("/write")
        #expect(page.status == 503 && page.body.contains(Self.noRoom))
        #expect(try organisation.health() == "disk full")
        let answer = try organisation.post(Organisation.fields(open, story: "Short.", uses: []))
        #expect(Organisation.receipt(answer.body) != nil)
        let check = try Programs.run(
            "firsthand-intake", ["check", "--json", "--config", organisation.folder + "/intake.yaml"])
        #expect(check.text.contains("0 to 9 stories came today, and fill half the day or more"), "\(check.text)")
        // The same, were the limit lower: then nothing more comes in that day.
        let lower = organisation.folder + "/lower.yaml"
        try String(contentsOfFile: organisation.folder + "/intake.yaml", encoding: .utf8)
            .replacing("daily-limit: 2", with: "daily-limit: 1").write(toFile: lower, atomically: true, encoding: .utf8)
        let full = try Programs.run("firsthand-intake", ["check", "--json", "--config", lower])
        #expect(full.text.contains("0 to 9 stories came today, and fill the day; no more is taken in"), "\(full.text)")
        let status = try Programs.run(
            "firsthand-intake", ["status", "--config", organisation.folder + "/intake.yaml"])
        #expect(status.text.contains("today          0 to 9\n"))
        #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
        // Also after a restart.
        organisation.stopIntake()
        try organisation.startIntake()
        #expect(try organisation.get("/write").status == 503)
    }
}
