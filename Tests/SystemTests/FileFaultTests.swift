import Foundation
import Testing

/// Every file that the programs write is the old one or the new one, never half: killed at any call, and with the disk full at
/// any byte. What is left beside it never stops the next try.
///
/// With `FIRSTHAND_LONG_FAULTS=1` each run is stopped at every call and every byte, else at a few of them (`make test-all`).
@Suite(.serialized) struct FileFaultTests {
    static let isLong = ProcessInfo.processInfo.environment["FIRSTHAND_LONG_FAULTS"] != nil

    // MARK: What is tried

    private let organisation: Organisation

    init() throws { organisation = try Organisation() }

    @Test(arguments: FileWriting.all) func `what is killed at any call leaves the old file or the new one`(
        _ writing: FileWriting
    )
        throws
    {
        guard RecordFirstTests.canTrace else { return }
        try trying(writing) { snapshot in
            let calls = try self.calls(writing)
            #expect(
                calls.contains { $0.hasPrefix("fsync(") }
                    && calls.contains { $0.contains("rename") || $0.contains("link") })
            for call in Self.some(Array(1...calls.count), most: 6) {
                let answer = try traced(writing, ["-e", "inject=\(Self.traced):signal=KILL:when=\(call)"])
                #expect(answer.status != 0, "at call \(call)")
                try settle(writing, snapshot, "killed at call \(call): \(calls[call - 1])")
            }
        }
    }

    @Test(arguments: FileWriting.all)
    func `a disk that fails or is full at any call leaves the old file or the new one`(
        _ writing: FileWriting
    ) throws {
        guard RecordFirstTests.canTrace else { return }
        try trying(writing) { snapshot in
            let calls = try self.calls(writing)
            let ours = calls.indices.filter { !calls[$0].hasPrefix("write(1<") && !calls[$0].hasPrefix("write(2<") }
            for call in Self.some(ours.map { $0 + 1 }, most: 4) {
                let answer = try traced(writing, ["-e", "inject=\(Self.traced):error=ENOSPC:when=\(call)+"])
                // What cannot be removed or kept for the desk's own use is no reason to fail.
                #expect(
                    answer.status != 0 || calls[call - 1].hasPrefix("unlink") || writing.opensVault, "at call \(call)")
                try settle(writing, snapshot, "full at call \(call): \(calls[call - 1])")
            }
        }
    }

    @Test(arguments: FileWriting.all.filter { !$0.opensVault })
    func `a disk that is full at any byte leaves the old file or the new one, by error or by signal`(
        _ writing: FileWriting
    ) throws {
        try trying(writing) { snapshot in
            let longest = try writing.files.map { try wholeSize($0, snapshot) }.max() ?? 0
            let step = Self.isLong ? max(longest / 400, 1) : max(longest / 3, 1)
            for (count, limit) in stride(from: 1, to: longest, by: step).enumerated() {
                let (program, arguments, input) = writing.command(organisation)
                // Without the signal the call fails, as on a full disk; with it the program is killed within the file.
                let signal = count.isMultiple(of: 2) ? ["--ignore-signal=XFSZ"] : []
                let answer = try Programs.run(
                    "/usr/bin/env",
                    signal + ["/usr/bin/prlimit", "--fsize=\(limit):\(limit)", "\(Programs.folder)/\(program)"]
                        + arguments, input: Array((Organisation.passphrase + "\n" + input).utf8))
                #expect(answer.status != 0, "at byte \(limit)")
                try settle(writing, snapshot, "full at byte \(limit)")
            }
        }
    }

    // MARK: How

    /// What a state of the disk can follow from.
    private static let traced = "write,fsync,/^rename,link,linkat,unlink"

    private struct Snapshot {
        let folder: String
        let before, after: [String: Data]
    }

    /// Prepares, runs the command once undisturbed, and puts the folder back as it was before.
    private func trying(_ writing: FileWriting, _ work: (Snapshot) throws -> Void) throws {
        try writing.before(organisation)
        let copy = organisation.folder + "-before"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileManager.default.copyItem(atPath: organisation.folder, toPath: copy)
        let before = try files()
        let answer = try run(writing)
        try #require(answer.status == 0, "\(answer.errors)")
        let after = try files()
        // The list above is what the command writes, to the last file.
        let written = after.keys.filter { before[$0] != after[$0] }
        #expect(Set(written.map(Self.pattern)) == Set(writing.files), "\(written.sorted())")
        #expect(before.keys.allSatisfy { after[$0] != nil })
        let snapshot = Snapshot(folder: copy, before: before, after: after)
        try restore(snapshot)
        try work(snapshot)
    }

    private func restore(_ snapshot: Snapshot) throws {
        try FileManager.default.removeItem(atPath: organisation.folder)
        try FileManager.default.copyItem(atPath: snapshot.folder, toPath: organisation.folder)
    }

    /// Checks what a disturbed run left, does the same again undisturbed, and puts the folder back as it was before.
    private func settle(_ writing: FileWriting, _ snapshot: Snapshot, _ place: String) throws {
        for (path, bytes) in try files() where !writing.between.contains(path) {
            let (old, new) = (snapshot.before[path], snapshot.after[path])
            // What holds random bytes is another each time, but of one length: a part is shorter.
            let isWhole = bytes == old || bytes == new || (old != bytes && bytes.count == new?.count && !isFixed(path))
            #expect(isWhole, "\(place): \(path) has \(bytes.count) bytes")
        }
        for path in snapshot.before.keys {
            #expect(FileManager.default.fileExists(atPath: "\(organisation.folder)/\(path)"))
        }
        let again = try run(writing)
        let isDone = again.status == 0 || again.status == writing.refusesAgain
        #expect(isDone, "\(place), then: \(again.errors)")
        if again.status == 0 {
            let now = try files()
            #expect(Set(now.keys) == Set(snapshot.after.keys), "\(place)")
            for (path, bytes) in now { #expect(bytes.count == snapshot.after[path]?.count, "\(place): \(path)") }
            #expect(try leftovers(of: writing).isEmpty, "\(place)")
        }
        try restore(snapshot)
    }

    /// Files of which every run writes the same bytes.
    private func isFixed(_ path: String) -> Bool {
        !["secret", "pub", "minisig", "key", "html", "txt", "leaving", "roll"].contains(
            (path as NSString).pathExtension)
            && !path.contains("/queue-")
    }

    /// What a writer left beside its file.
    private func leftovers(of writing: FileWriting) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: organisation.folder).filter { path in
            path.contains(".part-") && !path.hasPrefix(".second.part-")
        }
    }

    /// Every file but the vault's, which SQLite writes, and what is no file of its own: locks and parts.
    private func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: organisation.folder) {
            let isOther = ["vault.sqlite", ".part-", ".lock", "casebook", "trace"].contains { path.contains($0) }
            if !isOther, let bytes = FileManager.default.contents(atPath: "\(organisation.folder)/\(path)") {
                files[path] = bytes
            }
        }
        return files
    }

    private static func pattern(_ path: String) -> String {
        path.replacing(/queue-[0-9a-f]{8}/, with: "queue-*").replacing(/rolls\/.*\.roll/, with: "rolls/*.roll")
    }

    private func wholeSize(_ pattern: String, _ snapshot: Snapshot) throws -> Int {
        try #require(snapshot.after.first { Self.pattern($0.key) == pattern }?.value.count)
    }

    /// All of them, or a few that are spread over them; the last is always one.
    private static func some(_ all: [Int], most: Int) -> [Int] {
        guard !isLong, all.count > most else { return all }
        let start = Int.random(in: 0..<all.count)
        return (0..<most).map { all[(start + $0 * all.count / most) % all.count] }.sorted()
    }

    private func run(_ writing: FileWriting) throws -> Programs.Answer {
        let (program, arguments, input) = writing.command(organisation)
        return try Programs.run(program, arguments, input: Array((Organisation.passphrase + "\n" + input).utf8))
    }

    private func traced(_ writing: FileWriting, _ options: [String]) throws -> Programs.Answer {
        let (program, arguments, input) = writing.command(organisation)
        return try Programs.run(
            "/usr/bin/strace",
            ["-f", "-qq", "-y", "-o", organisation.folder + "/trace", "-e", "trace=\(Self.traced)"] + options
                + ["\(Programs.folder)/\(program)"] + arguments,
            input: Array((Organisation.passphrase + "\n" + input).utf8))
    }

    /// The calls of an undisturbed run, in their order.
    private func calls(_ writing: FileWriting) throws -> [String] {
        let answer = try traced(writing, [])
        try #require(answer.status == 0, "\(answer.errors)")
        let trace = try String(contentsOfFile: organisation.folder + "/trace", encoding: .utf8)
        let calls = trace.split(separator: "\n").map { String($0.drop { $0.isNumber || $0 == " " }) }
        let copy = organisation.folder + "-before"
        try FileManager.default.removeItem(atPath: organisation.folder)
        try FileManager.default.copyItem(atPath: copy, toPath: organisation.folder)
        return calls.filter { $0.contains("(") && !$0.hasPrefix("<...") }
    }
}
