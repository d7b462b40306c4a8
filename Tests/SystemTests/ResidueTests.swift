import Envelope
import Foundation
import Testing

/// What a copied vault and the intake's output hold.
@Suite(.serialized) struct ResidueTests {
    @Test func `the database, its log and the output hold no run of a story, code, consent, answer or address`() throws
    {
        let organisation = try Organisation()
        try organisation.startIntake()
        let canary = "Canary-\(UUID().uuidString) sang in the mine at dawn"
        let form = try organisation.form()
        let credit = "Peregrine of the estuary"
        let chosen = [
            ("credit", credit), ("term", "two-years"), ("edits", "shorten"), ("note-prison", "yes"),
            ("open-case", "unsure"), ("under-18", "yes"), ("told", "yes"),
        ].map { ($0.0, Array($0.1.utf8)) }
        let answer = try organisation.post(
            Organisation.fields(form, story: canary, uses: ["website", "campaign"]) + chosen)
        // Looked at once more too, which leaves nothing either.
        #expect(
            try organisation.post(Organisation.fields(form, story: canary, uses: []) + chosen, path: "/check").status
                == 200)
        #expect(answer.status == 200)
        let receipt = try #require(Organisation.receipt(answer.body))
        _ = try organisation.get("/nowhere?q=\(UUID().uuidString)")

        let files = ["vault.sqlite", "vault.sqlite-wal", "vault.sqlite-shm", "intake.log"].compactMap { name in
            FileManager.default.contents(atPath: organisation.folder + "/" + name).map { (name, $0) }
        }
        #expect(files.contains { $0.0 == "vault.sqlite-wal" })
        // Every eight-byte run of the story, each pair of neighbouring code words, and what the form chose.
        let story = Array(canary.utf8)
        var runs = (0...(story.count - 8)).map { Data(story[$0..<($0 + 8)]) }
        let words = receipt.split(separator: " ")
        runs += zip(words, words.dropFirst()).map { Data("\($0) \($1)".utf8) }
        runs += (0...(credit.utf8.count - 8)).map { Data(Array(credit.utf8)[$0..<($0 + 8)]) }
        runs += ["two-years", "shorten", "prison", "unsure", "open-case", "under-18"].map { Data($0.utf8) }
        runs += ["website", "campaign", "unsaid", "show-first", "firsthand/body", "127.0.0.1"].map { Data($0.utf8) }
        // The nonce, with the form key, would give the code: it is nowhere, as text or as bytes.
        for field in [form.nonce, form.token] {
            runs += [Data(field.utf8), Data(try #require([UInt8](base64URL: field)))]
        }
        for (name, data) in files {
            for run in runs where !(name == "intake.log" && run == Data("127.0.0.1".utf8)) {
                #expect(data.range(of: run) == nil, "\(name)")
            }
        }
        // The log names the address that the intake itself listens on, once, and nothing for each request.
        let log = String(decoding: try #require(files.last?.1), as: UTF8.self)
        #expect(log.split(separator: "\n").count == 1, "\(log)")
    }

    @Test func `a running intake has no room for a core dump`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let process = try #require(organisation.intakeProcess)
        let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(line.split(whereSeparator: \.isWhitespace).filter { $0 == "0" }.count == 2, "\(line)")
    }

    @Test(
        .enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"), arguments: HelpTests.programs)
    func `a program forbids dumps, and that others read its memory`(program: String) throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let answer = try Programs.run(
            "/usr/bin/strace",
            [
                "-f", "-o", scratch, "-e", "trace=prctl,prlimit64,setrlimit,seccomp", "\(Programs.folder)/\(program)",
                "--help",
            ])
        #expect(answer.status == 0)
        let calls = try String(contentsOfFile: scratch, encoding: .utf8)
        #expect(calls.contains(/RLIMIT_CORE, \{rlim_cur=0, rlim_max=0\}.* = 0/))
        #expect(calls.contains(/prctl\(PR_SET_DUMPABLE, SUID_DUMP_DISABLE.* = 0/))
    }

    @Test func `no column holds a time and no key tells the order of arrival`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        for number in 0..<12 { #expect(try organisation.send("Story \(number).").status == 200) }
        let schema = try Programs.run("/usr/bin/sqlite3", [organisation.vault, ".schema"]).text.lowercased()
        for word in ["time", "date", "autoincrement", "created"] { #expect(!schema.contains(word), "\(word)") }
        // A row's number would tell in which order the rows came.
        for table in schema.split(separator: "create table").dropFirst() where !table.hasPrefix(" bodies") {
            #expect(table.contains("without rowid"), "\(table.prefix(40))")
        }
        // The bodies' numbers are random: after so many that come in order, one below 2^32 comes never.
        let least = try Programs.run("/usr/bin/sqlite3", [organisation.vault, "SELECT min(id) FROM bodies"]).text
        #expect(try #require(Int(least.trimmingCharacters(in: .newlines))) > 1 << 32)
    }
}
