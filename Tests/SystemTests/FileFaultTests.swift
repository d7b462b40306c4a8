import Foundation
import Testing

/// Every file that the programs write is the old one or the new one, never half.
///
/// They are killed at a call of the system, and meet a disk that is full at a call or a byte. What is left never stops the next
/// try.
///
/// With `FIRSTHAND_LONG_FAULTS=1` each run is stopped at every call and every byte, else at a few of them (`make test-all`).
struct FileFaultTests {
    static let isLong = ProcessInfo.processInfo.environment["FIRSTHAND_LONG_FAULTS"] != nil

    // MARK: What is tried

    private let organisation: Organisation

    init() throws { organisation = try Organisation() }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"), arguments: FileWriting.all)
    func `a run that is killed, or whose disk is full, at any call or byte leaves each file as it was or whole`(
        _ writing: FileWriting
    ) throws {
        try trying(writing) { snapshot in
            let calls = try self.calls(writing, snapshot)
            try expectDurable(calls)
            for call in Self.some(calls, most: 2) {
                let answer = try traced(writing, ["-e", "inject=\(call.name):signal=KILL:when=\(call.number)"])
                #expect(answer.status == 137 || answer.status == 9, "not killed at \(call)")
                try settle(writing, snapshot, "killed at \(call)")
            }
            for call in Self.some(calls, most: 1) {
                let answer = try traced(writing, ["-e", "inject=\(call.name):error=ENOSPC:when=\(call.number)+"])
                // A leftover that cannot be removed is no reason to fail, nor is what a desk keeps for its own speed; and
                // where there are no links a file is moved.
                let isCache = writing.files.contains { $0.contains("/queue-") || $0.contains("/reports-") }
                let mayGoOn = isCache || ["link", "unlink"].contains(call.name)
                #expect(answer.status != 0 || mayGoOn, "went on at \(call)")
                try settle(writing, snapshot, "full at \(call)")
            }
            guard !writing.opensVault else { return }
            // A sheet with other words of its code may be a little shorter.
            // What a publisher keeps for its own speed may be left as it was.
            let sizes = try writing.files.filter { !$0.contains("/refusals-") }
                .map { try wholeSize($0, snapshot) - ($0.hasSuffix("html") ? 100 : 0) }
            let longest = sizes.max() ?? 0
            let bytes = Self.isLong ? Array(stride(from: 1, to: longest, by: max(longest / 100, 1))) : [1, longest - 1]
            for (count, limit) in bytes.enumerated() {
                let answer = try limited(writing, to: limit, isKilled: count.isMultiple(of: 2))
                #expect(answer.status != 0, "went on at byte \(limit)")
                try settle(writing, snapshot, "full at byte \(limit)")
            }
        }
    }

    /// Expects that what gets its name is on the disk before, and its name after.
    private func expectDurable(_ calls: [Call]) throws {
        let syncs = calls.indices.filter { calls[$0].name == "fsync" }
        let moves = calls.indices.filter { ["rename", "link"].contains(calls[$0].name) }
        #expect(!moves.isEmpty)
        for move in moves {
            let part = try #require(calls[move].line.firstMatch(of: /"(.*?\/)([^\/]*\.part-[0-9a-f]{16})"/))
            #expect(syncs.contains { $0 < move && calls[$0].line.contains("/\(part.2)>") }, "\(calls[move])")
            #expect(syncs.contains { $0 > move && calls[$0].line.contains("<\(part.1.dropLast())>") }, "\(calls[move])")
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
            // What holds random bytes is another each time, but of one length, or with one end.
            let isLikeNew =
                path.hasSuffix(".html") ? bytes.suffix(8) == Data("</html>\n".utf8) : bytes.count == new?.count
            let isWhole = bytes == old || bytes == new || (isLikeNew && !isFixed(path))
            #expect(isWhole, "\(place): \(path) has \(bytes.count) bytes")
        }
        for path in snapshot.before.keys {
            #expect(FileManager.default.fileExists(atPath: "\(organisation.folder)/\(path)"))
        }
        let again = try run(writing)
        let isDone = again.status == 0 || writing.refusesAgain.contains(again.status)
        #expect(isDone, "\(place), then \(again.status): \(again.errors)")
        if again.status == 0 {
            let now = try files()
            #expect(Set(now.keys) == Set(snapshot.after.keys), "\(place)")
            #expect(try leftovers(of: writing).isEmpty, "\(place)")
        }
        try restore(snapshot)
    }

    /// Files of which every run writes the same bytes.
    private func isFixed(_ path: String) -> Bool {
        !["secret", "pub", "minisig", "key", "html", "txt", "leaving", "roll"].contains(
            (path as NSString).pathExtension)
            && !["/queue-", "/reports-", "/refusals-"].contains { path.contains($0) }
            // It brings a report, which is sealed anew each time.
            && path != "press.bundle"
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
        path.replacing(/(queue|reports|refusals)-[0-9a-f]{8}/) { "\($0.1)-*" }
            .replacing(/rolls\/.*\.roll/, with: "rolls/*.roll")
    }

    private func wholeSize(_ pattern: String, _ snapshot: Snapshot) throws -> Int {
        try #require(snapshot.after.first { Self.pattern($0.key) == pattern }?.value.count)
    }

    /// All of them, or a few that are spread over them, others in each run.
    private static func some<Item>(_ all: [Item], most: Int) -> [Item] {
        guard !isLong, all.count > most else { return all }
        let start = Int.random(in: 0..<all.count)
        return (0..<most).map { all[(start + $0 * all.count / most) % all.count] }
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

    /// A run whose files may not grow past so many bytes: the call fails there, or the program is killed within it.
    private func limited(_ writing: FileWriting, to limit: Int, isKilled: Bool) throws -> Programs.Answer {
        let (program, arguments, input) = writing.command(organisation)
        return try Programs.run(
            "/usr/bin/env",
            (isKilled ? [] : ["--ignore-signal=XFSZ"])
                + ["/usr/bin/prlimit", "--fsize=\(limit):\(limit)", "\(Programs.folder)/\(program)"] + arguments,
            input: Array((Organisation.passphrase + "\n" + input).utf8))
    }

    /// A call of the system that changes what is on the disk.
    private struct Call: CustomStringConvertible {
        let line: String
        let name: String
        /// The how many-eth of its name it is.
        let number: Int
        var description: String { "\(name) \(number): \(line.prefix(200))" }
    }

    /// The calls of an undisturbed run, in their order, but those that print or are the vault's.
    private func calls(_ writing: FileWriting, _ snapshot: Snapshot) throws -> [Call] {
        let answer = try traced(writing, [])
        try #require(answer.status == 0, "\(answer.errors)")
        let trace = try String(contentsOfFile: organisation.folder + "/trace", encoding: .utf8)
        try restore(snapshot)
        var numbers: [String: Int] = [:]
        return trace.split(separator: "\n").compactMap { line in
            let line = String(line.drop { $0.isNumber || $0 == " " })
            guard let end = line.firstIndex(of: "("), !line.hasPrefix("<") else { return nil }
            let name = String(line[..<end])
            numbers[name, default: 0] += 1
            return !line.contains(organisation.folder) || line.contains("/vault.sqlite")
                ? nil : Call(line: line, name: name, number: numbers[name] ?? 0)
        }
    }
}
