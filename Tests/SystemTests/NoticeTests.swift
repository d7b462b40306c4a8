import Envelope
import Foundation
import Testing

/// What goes out of the server on its own: a sentence, and numbers for a collector.
@Suite struct NoticeTests {
    private let organisation: Organisation
    private var server: Place { Place(organisation: organisation, name: "server") }

    init() throws {
        organisation = try Organisation()
        try organisation.startIntake()
    }

    /// What `notice` says on the weekday of today, and on all others.
    private func said(under tracer: [String] = []) throws -> (today: Set<String>, others: Set<String>) {
        let settings = organisation.settings
        defer { organisation.settings = settings }
        var said: (today: Set<String>, others: Set<String>) = ([], [])
        for weekday in Day.Weekday.allCases {
            organisation.settings = settings + "notice-day: \(weekday.rawValue)\n"
            try organisation.configureIntake()
            let day = Day.today
            let answer = try Programs.run(
                tracer.first ?? "firsthand-intake",
                tracer.dropFirst() + (tracer.isEmpty ? [] : ["\(Programs.folder)/firsthand-intake"]) + [
                    "notice", "--config", organisation.folder + "/intake.yaml",
                ])
            #expect(answer.status == 0, "\(answer.errors)")
            // Midnight may come in between.
            guard day == .today else { return try self.said(under: tracer) }
            if weekday == day.weekday { said.today.insert(answer.text) } else { said.others.insert(answer.text) }
        }
        return said
    }

    @Test func `the notice is one sentence a language on its weekday, and nothing on any other`() throws {
        let (today, others) = try said()
        #expect(others == [""])
        #expect(
            today == [
                "This is the weekly reminder to open Firsthand. It comes each week, also when nothing came in.\n"
                    + "Este es el aviso semanal para abrir Firsthand. Llega cada semana, haya algo nuevo o no.\n"
            ])
    }

    @Test func `the notice is the same whatever came, and without a vault`() throws {
        let empty = try said()
        for number in 0..<12 { #expect(try organisation.send("Story \(number).").status == 200) }
        #expect(try said() == empty)
        organisation.stopIntake()
        try Data("no vault at all".utf8).write(to: URL(filePath: organisation.vault))
        #expect(try said() == empty)
        try FileManager.default.removeItem(atPath: organisation.vault)
        #expect(try said() == empty)
        #expect(!FileManager.default.fileExists(atPath: organisation.vault))
    }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"))
    func `the notice opens no vault, and looks for none`() throws {
        let trace = organisation.folder + "/trace"
        // Every call that takes a path: that of the configuration is seen, and that of the vault is not.
        let tracer = ["/usr/bin/strace", "-f", "-A", "-qq", "-o", trace, "-e", "trace=%file"]
        _ = try said(under: tracer)
        let calls = try String(contentsOfFile: trace, encoding: .utf8)
        #expect(calls.contains("intake.yaml"))
        #expect(!calls.contains(organisation.vaultName))
        // The guard itself: a command that does open it is seen.
        _ = try Programs.run(
            tracer[0],
            tracer.dropFirst() + ["\(Programs.folder)/firsthand-intake", "status", "--config"] + [
                organisation.folder + "/intake.yaml"
            ])
        #expect(try String(contentsOfFile: trace, encoding: .utf8).contains(organisation.vaultName))
    }

    @Test func `a day of the week that there is not is refused with its line`() throws {
        organisation.settings += "notice-day: someday\n"
        try organisation.configureIntake()
        let answer = try server.run(["notice"])
        #expect(answer.status == 78 && answer.errors.contains("intake.yaml:11"), "\(answer.errors)")
        #expect(answer.errors.contains("monday, tuesday"))
    }

    // MARK: For a collector

    private func collected() throws -> String {
        let file = organisation.folder + "/status.prom"
        let answer = try server.run(["status", "--prometheus", file])
        #expect(answer.status == 0 && answer.output.isEmpty, "\(answer.errors)")
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    @Test func `what a collector reads is the same all day, whatever came or was taken back`() throws {
        let empty = try collected()
        var codes: [String] = []
        // More than the first range holds.
        for number in 0..<11 {
            let sent = try organisation.send("Story \(number).")
            codes.append(try #require(Organisation.receipt(sent.body)))
        }
        let visitor = ReturnTests.Visitor(organisation, code: codes[0])
        #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
        let day = Day.today
        #expect(try collected() == empty)
        #expect(try server.run(["status"]).text.contains("today          10 to 49"))
        // On the next day it counts, as a range.
        let tomorrow = try Programs.run(
            "/usr/bin/faketime",
            [
                "-f", "+1d", "\(Programs.folder)/firsthand-intake", "status", "--config",
                organisation.folder + "/intake.yaml", "--prometheus", organisation.folder + "/tomorrow.prom",
            ])
        #expect(tomorrow.status == 0, "\(tomorrow.errors)")
        let then = try String(contentsOfFile: organisation.folder + "/tomorrow.prom", encoding: .utf8)
        try #require(day == .today)
        #expect(then.contains("\nfirsthand_stories_at_least 10\n"), "\(then)")
        #expect(then.contains("\nfirsthand_stories_yesterday_at_least 10\n"))
        #expect(then.contains("\nfirsthand_withdrawals_at_least 0\n"))
        #expect(empty.contains("\nfirsthand_stories_at_least 0\n"))
    }

    @Test func `what a collector reads has the form that it asks for, and is replaced whole`() throws {
        let file = organisation.folder + "/status.prom"
        _ = FileManager.default.createFile(
            atPath: file, contents: Data("old".utf8), attributes: [.posixPermissions: 0o644])
        let text = try collected()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.last == "" && lines.count % 3 == 1)
        for start in stride(from: 0, to: lines.count - 1, by: 3) {
            let name = try #require(lines[start].firstMatch(of: /^# HELP (firsthand_[a-z_]+) [A-Z0-9].*\.$/)).1
            #expect(lines[start + 1] == "# TYPE \(name) gauge")
            #expect(lines[start + 2].wholeMatch(of: /[a-z_]+ [0-9]+/) != nil && lines[start + 2].hasPrefix(name + " "))
        }
        // It keeps the mode that somebody gave it, so that a collector may read it.
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: organisation.folder).filter {
                $0.hasPrefix("status.prom")
            } == ["status.prom"])
        try FileManager.default.removeItem(atPath: organisation.folder + "/keys/keyring.txt.minisig")
        #expect(try server.run(["status", "--prometheus", file]).status == 69)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\nfirsthand_keyring_usable 0\n"))
    }
}
