import Envelope
import Foundation
import Glibc
import Testing

/// No export is at its place that the publisher's record does not know: also when a run is killed, the disk is full or fails,
/// or two runs come at once.
@Suite(.serialized) struct RecordFirstTests {
    private let organisation: Organisation
    private let book: Casebook

    init() throws {
        organisation = try Organisation()
        book = try Casebook(organisation)
        try book.approved("A title")
    }

    /// Whether this machine lets one program trace another.
    static let canTrace =
        (try? Programs.run("/usr/bin/strace", ["-f", "-o", "/dev/null", "-e", "trace=fsync", "/bin/true"]).status) == 0

    /// Whether this machine lets a test mount a small disk.
    static let canMount = geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount")

    private var state: String { organisation.folder + "/state-press" }

    /// An export into a folder of this name, with its system calls traced and meddled with.
    private func traced(_ name: String, _ options: [String], _ more: [String] = []) throws -> Programs.Answer {
        let command = organisation.publishing(
            ["export", "--use", "website", "--format", "csv", "--to", "\(organisation.folder)/\(name)"] + more)
        return try Programs.run(
            "/usr/bin/strace",
            ["-f", "-y", "-s", "1000", "-o", organisation.folder + "/trace"] + options
                + ["\(Programs.folder)/firsthand-publish"] + command,
            input: Array((Organisation.passphrase + "\n").utf8))
    }

    private func isThere(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(organisation.folder)/\(name)")
    }

    /// The folders of exports that grow, or were left.
    private func parts() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: organisation.folder).filter { $0.contains(".part-") }
    }

    /// What the record's lines say, and of the exports which are not dropped.
    private func record() throws -> (lines: Int, out: Int) {
        let path = state + "/publications"
        guard FileManager.default.fileExists(atPath: path) else { return (0, 0) }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let kinds = lines.map { line -> String in
            let bytes = Data(base64Encoded: String(line.split(separator: " ")[0])) ?? Data()
            return ["published", "dropped"].first { bytes.range(of: Data($0.utf8)) != nil } ?? ""
        }
        return (lines.count, kinds.count { $0 == "published" } - kinds.count { $0 == "dropped" })
    }

    @Test(.enabled(if: canTrace, "strace may not trace on this machine"))
    func `the record is on the disk, file and folder, before the export is moved, and so is every file of the export`()
        throws
    {
        let answer = try traced("one", ["-e", "trace=fsync,/^rename"], ["--format", "markdown"])
        #expect(answer.status == 0, "\(answer.errors)")
        let calls = try String(contentsOfFile: organisation.folder + "/trace", encoding: .utf8)
            .split(separator: "\n").map(String.init).filter { $0.hasSuffix("= 0") }
        func last(_ call: String, _ path: String) throws -> Int {
            let found = calls.lastIndex { $0.contains(call) && $0.contains(path) }
            return try #require(found, "\(call) \(path)")
        }
        let record = try last("rename", "\(state)/publications\"")
        let written = try last("fsync", "\(state)/publications.part-")
        let move = try last("rename", "\(organisation.folder)/one\"")
        #expect(written < record && record < move)
        #expect(calls[record..<move].contains { $0.contains("fsync") && $0.contains("<\(state)>") })
        #expect(calls[move...].contains { $0.contains("fsync") && $0.contains("<\(organisation.folder)>") })
        let files = try FileManager.default.subpathsOfDirectory(atPath: organisation.folder + "/one")
        #expect(["SHA256SUMS.minisig", "stories.csv", "markdown"].allSatisfy(files.contains))
        #expect(
            calls[..<record].contains { $0.contains("fsync") && $0.contains(/\/\.one\.part-[0-9a-f]{16}>/) },
            "the names of its files")
        for file in files {
            #expect(
                calls[..<record].contains {
                    $0.contains("fsync") && $0.contains("/.one.part-") && $0.contains("/\(file)>")
                },
                "\(file)")
        }
        // Nothing is left of it that another run would have to name.
        #expect(try !organisation.publish(["watch"]).errors.contains("was stopped"))
    }

    @Test(.enabled(if: canTrace, "strace may not trace on this machine"))
    func `a run that is killed at any point leaves no unrecorded export, and the next run names what it left`() throws {
        try #require(organisation.export("first").status == 0)
        var wasBeside = false
        for call in 1...60 {
            let name = "killed-\(call)"
            let before = try record().out
            let answer = try traced(
                name, ["-e", "trace=fsync,/^rename", "-e", "inject=fsync,/^rename:signal=KILL:when=\(call)"])
            guard answer.status != 0 else {
                #expect(call > 10 && wasBeside)
                return
            }
            if isThere(name) { #expect(try record().out == before + 1, "at call \(call)") }
            let isRecorded = try record().out > before
            // Whatever verifies as an export and is not at its place is named by the next run, recorded or not.
            let isLeft =
                try isRecorded && !isThere(name)
                || parts().contains {
                    FileManager.default.fileExists(atPath: "\(organisation.folder)/\($0)/SHA256SUMS.minisig")
                }
            let pending = URL(filePath: state + "/publications.pending")
            let note = try? Data(contentsOf: pending)
            let next = try organisation.publish(["watch"])
            #expect(next.status == 0, "\(next.errors)")
            let isNamed = next.errors.contains("\(organisation.folder)/\(name) was stopped before it was at its place")
            if isLeft {
                wasBeside = true
                #expect(
                    isNamed && next.errors.contains("next: run that export again"), "at call \(call): \(next.errors)")
            }
            // As if that run was stopped too, just before it took the note away.
            if isLeft { try note?.write(to: pending) }
            // Now the record counts what is out, and nothing else; and it is said once.
            #expect(try record().out == before + (isThere(name) ? 1 : 0), "at call \(call)")
            #expect(try !organisation.publish(["watch"]).errors.contains("was stopped"))
            for part in try parts() { try FileManager.default.removeItem(atPath: "\(organisation.folder)/\(part)") }
        }
        Issue.record("the run was killed each time")
    }

    @Test(.enabled(if: canTrace, "strace may not trace on this machine"))
    func `a disk that fails at any point leaves no unrecorded export, and the run says that it failed`() throws {
        for call in 1...60 {
            let name = "failed-\(call)"
            let before = try record()
            let answer = try traced(
                name, ["-e", "trace=fsync,/^rename", "-e", "inject=fsync,/^rename:error=EIO:when=\(call)"])
            guard answer.status != 0 else {
                #expect(call > 10 && isThere(name))
                return
            }
            // It is settled at once, and by the next run what could not be.
            for _ in 0..<2 {
                #expect(try record().out == before.out + (isThere(name) ? 1 : 0), "at call \(call)")
                #expect(try parts().isEmpty, "at call \(call)")
                #expect(try organisation.publish(["watch"]).status == 0)
            }
            // What never came to the disk is not in the record either, and nothing need be dropped.
            if try !wasRecorded() { #expect(try record().lines == before.lines, "at call \(call)") }
        }
        Issue.record("the run failed each time")
    }

    /// Whether the record had its new line when a call of the traced run failed.
    private func wasRecorded() throws -> Bool {
        try String(contentsOfFile: organisation.folder + "/trace", encoding: .utf8).split(separator: "\n")
            .prefix { !$0.contains("(INJECTED)") }
            .contains { $0.contains("rename") && $0.contains("\(state)/publications\"") && $0.hasSuffix("= 0") }
    }

    @Test(.enabled(if: canMount, "no small disk can be mounted on this machine"))
    func `a full disk under the record lets no export out`() throws {
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        try #require(Programs.run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "none", state]).status == 0)
        defer { _ = try? Programs.run("/bin/umount", [state]) }
        try #require(organisation.export("before").status == 0)
        let filler = state + "/filler"
        _ = try Programs.run("/bin/dd", ["if=/dev/zero", "of=\(filler)", "bs=4096"])
        let full = try organisation.export("full")
        #expect(full.status == 74 && full.errors.contains("check the room on the disk"), "\(full.errors)")
        #expect(!isThere("full"))
        #expect(try parts().isEmpty)
        #expect(try record() == (1, 1))
        try FileManager.default.removeItem(atPath: filler)
        #expect(try organisation.export("full").status == 0)
        #expect(try record() == (2, 2))
    }

    @Test func `of two runs at once the second is refused, and no line is lost`() throws {
        let words = "The marigold words were spoken aloud in that cold room at the end of the hall."
        try book.approved("Marigold", words)
        let court = organisation.folder + "/court.txt"
        try words.write(toFile: court, atomically: true, encoding: .utf8)
        let warned = try organisation.export("warned", ["--compare", court])
        let override = try #require(warned.errors.split(separator: "\n").first { $0.contains(" override ") })
        let names = override.split(separator: " ").suffix(2).map(String.init)

        // The first run has read the record, and waits for somebody to type a reason.
        let first = Process()
        let (input, errors) = (Pipe(), Pipe())
        first.executableURL = URL(filePath: Programs.folder + "/firsthand-publish")
        first.arguments = organisation.publishing(["override"] + names + ["--use", "website", "--compare", court])
        first.standardInput = input
        first.standardError = errors
        try first.run()
        try input.fileHandleForWriting.write(contentsOf: Data((Organisation.passphrase + "\n").utf8))
        var asked = Data()
        while asked.range(of: Data("Why may it go out?".utf8)) == nil {
            let more = errors.fileHandleForReading.availableData
            try #require(!more.isEmpty, "\(String(decoding: asked, as: UTF8.self))")
            asked += more
        }
        let second = try organisation.export("second")
        let listed = try organisation.publish(["retractions"])
        try input.fileHandleForWriting.write(contentsOf: Data("it is public\n".utf8))
        first.waitUntilExit()
        #expect(first.terminationStatus == 0)
        #expect(
            second.status == 75 && second.errors.contains("another firsthand-publish is at work"), "\(second.errors)")
        #expect(listed.status == 75)
        #expect(try record().out == ["warned", "second"].count { isThere($0) })
        #expect(try organisation.export("second", ["--compare", court]).errors.contains("Exported 2 stories"))
        #expect(try record() == (3, 2))
    }

    @Test func `while an export stands that the record does not know, it is named and no other is begun`() throws {
        // The record came back from an older backup, beside the note of an export that was put at its place since.
        try #require(organisation.export("one").status == 0)
        let place = "\(organisation.folder)/one"
        let sums = try Programs.run("/usr/bin/sha256sum", [place + "/SHA256SUMS"]).text.prefix(64)
        let pending = Record([
            "line": randomBytes(Digest.length), "sums": try #require(Digest(hex: sums)).bytes,
            "part": Array("\(organisation.folder)/.one.part-00".utf8), "place": Array(place.utf8),
        ])
        let note = URL(filePath: state + "/publications.pending")
        try Data(pending.encoded).write(to: note)
        try FileManager.default.removeItem(atPath: state + "/publications")
        for _ in 0..<2 {
            let next = try organisation.export("two")
            #expect(next.status == 69 && next.errors.contains("is not seen to yet"), "\(next.errors)")
            #expect(next.errors.contains("was stopped before it was recorded, and stands there now"), "\(next.errors)")
            #expect(try !isThere("two") && parts().isEmpty && record() == (0, 0))
            #expect(try Data(contentsOf: note) == Data(pending.encoded))
        }
        // Taken away, as it says, it is gone.
        try FileManager.default.removeItem(atPath: place)
        #expect(try organisation.export("two").status == 0)
        #expect(try record() == (1, 1))
    }

    @Test(.enabled(if: canTrace, "strace may not trace on this machine"))
    func `an export that was recorded and carried off before its run ended counts as out, and that is said`() throws {
        // The note of it is written first, the record next; then the export is moved.
        let calls = try callsBeforeMove()
        let answer = try traced(
            "one", ["-e", "trace=/^rename", "-e", "inject=/^rename:signal=KILL:when=\(calls)"])
        #expect(answer.status != 0 && !isThere("one"))
        for part in try parts() { try FileManager.default.removeItem(atPath: "\(organisation.folder)/\(part)") }
        let next = try organisation.publish(["retractions"])
        #expect(
            next.errors.contains("is neither there nor beside it. The record counts it as published"), "\(next.errors)")
        #expect(try !organisation.publish(["retractions"]).errors.contains("is neither there"))
        #expect(try record() == (3, 3))
        // A person who moved it by hand finished it.
        _ = try traced("two", ["-e", "trace=/^rename", "-e", "inject=/^rename:signal=KILL:when=\(calls)"])
        let part = try #require(try parts().first)
        try FileManager.default.moveItem(
            atPath: "\(organisation.folder)/\(part)", toPath: organisation.folder + "/two")
        let trace = organisation.folder + "/trace"
        let watch = try Programs.run(
            "/usr/bin/strace",
            ["-f", "-y", "-o", trace, "-e", "trace=fsync,/^unlink", "\(Programs.folder)/firsthand-publish"]
                + organisation.publishing(["watch"]), input: Array((Organisation.passphrase + "\n").utf8))
        #expect(watch.errors.contains("it is whole, and recorded"), "\(watch.errors)")
        // Its name was perhaps never on the disk: the note of it stays until it is.
        let said = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        let gone = try #require(said.firstIndex { $0.contains("unlink") && $0.contains("publications.pending") })
        #expect(said[..<gone].contains { $0.contains("fsync") && $0.contains("<\(organisation.folder)>") })
        #expect(try organisation.verify("two").status == 0)
        #expect(try record() == (4, 4))
    }

    @Test(.enabled(if: canTrace, "strace may not trace on this machine"), arguments: [true, false])
    func `what changed between the two readings of a run does not go out under the digest or the name of before`(
        isOtherText: Bool
    ) throws {
        let file = try book.approved("Once more")
        let trace = organisation.folder + "/trace"
        let run = Process()
        let (input, errors) = (Pipe(), Pipe())
        run.executableURL = URL(filePath: "/usr/bin/strace")
        // What goes out is chosen, and the folder is made in which it will grow: there the run stands still.
        run.arguments =
            ["-f", "-o", trace, "-e", "trace=/^mkdir", "-e", "inject=/^mkdir:signal=STOP:when=1"]
            + ["\(Programs.folder)/firsthand-publish"]
            + organisation.publishing(["export", "--use", "website", "--to", organisation.folder + "/one"])
        run.standardInput = input
        run.standardError = errors
        #expect(try organisation.export("before").status == 0)
        try run.run()
        try input.fileHandleForWriting.write(contentsOf: Data((Organisation.passphrase + "\n").utf8))
        try input.fileHandleForWriting.close()
        var stopped: pid_t?
        for _ in 0..<2_400 where stopped == nil {
            usleep(50_000)
            let lines = (try? String(contentsOfFile: trace, encoding: .utf8)) ?? ""
            let line = lines.split(separator: "\n").first { $0.contains("--- stopped by SIGSTOP ---") }
            stopped = line.flatMap { pid_t($0.prefix { $0.isNumber }) }
        }
        let process = try #require(stopped, "it did not come to the folder")
        if isOtherText {
            try file.publish(Manuscript(title: "Once more", text: "It was early.", language: "en"))
            try file.checkpoint()
        } else {
            // The name that a story goes by comes from its first consent.
            try file.agree(day: book.today + -1)
        }
        try file.store()
        kill(process, SIGCONT)
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        run.waitUntilExit()
        #expect(run.terminationStatus != 0 && said.contains("changed while"), "\(said)")
        #expect(try !isThere("one") && parts().isEmpty)
        #expect(try record() == (1, 1))
        #expect(try organisation.export("two").errors.contains("Exported 2 stories"))
    }

    /// How many files are renamed in a run until the export is.
    private func callsBeforeMove() throws -> Int {
        #expect(try organisation.export("zero").status == 0)
        #expect(try traced("counted", ["-e", "trace=/^rename"]).status == 0)
        let trace = try String(contentsOfFile: organisation.folder + "/trace", encoding: .utf8).split(separator: "\n")
        let renames = trace.filter { $0.contains("rename") && $0.hasSuffix("= 0") }
        return try #require(renames.firstIndex { $0.contains("/counted\"") }) + 1
    }
}
