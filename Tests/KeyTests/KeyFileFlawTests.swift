import Envelope
import Foundation
import Testing

@_spi(KeyMaterial) @testable import Unsealing

/// Key files that must be refused, one flaw at a time.
@Suite final class KeyFileFlawTests {
    let scratch: Scratch
    /// A good file's lines, without line ends.
    let lines: [String]

    init() throws {
        scratch = try Scratch()
        _ = try KeyFile.create(
            role: .reviewer, name: "ana", at: scratch.path + "/good", passphrase: KeyFileTests.passphrase(),
            cost: .interactive)
        lines = try scratch.text("good").split(separator: "\n").map(String.init)
    }

    private func refusal(_ name: String) throws -> KeyFileError? {
        do {
            _ = try KeyFile.open(scratch.path + "/" + name, passphrase: KeyFileTests.passphrase(), role: .reviewer)
        } catch let error as KeyFileError { return error }
        return nil
    }

    private func refusal(text: String) throws -> KeyFileError? {
        scratch.write(text, "changed")
        return try refusal("changed")
    }

    private func refusal(line: Int, _ text: String) throws -> KeyFileError? {
        var changed = lines
        changed[line] = text
        return try refusal(text: changed.joined(separator: "\n") + "\n")
    }

    @Test func `the file without a flaw opens`() throws {
        #expect(try refusal("good") == nil)
        #expect(try refusal(line: 0, lines[0]) == nil)
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o660])
    func `a file that others may read, write or run is refused`(mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.path + "/good")
        #expect(try refusal("good") == .exposed)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func `a file that belongs to somebody else is refused, even by root`() throws {
        let path = scratch.path + "/good"
        try #require(unsafe chown(path, 65534, 65534) == 0)
        #expect(try refusal("good") == .exposed)
    }

    @Test func `a link, a folder, a pipe and nothing are refused`() throws {
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/link", withDestinationPath: scratch.path + "/good")
        try FileManager.default.createDirectory(atPath: scratch.path + "/folder", withIntermediateDirectories: false)
        try #require(unsafe mkfifo(scratch.path + "/pipe", 0o600) == 0)
        #expect(try refusal("link") == .notAFile)
        #expect(try refusal("folder") == .notAFile)
        #expect(try refusal("pipe") == .notAFile)
        #expect(try refusal("nothing") == .missing)
    }

    @Test func `a changed line does not open, though it reads well`() throws {
        let other = try KeyFileTests.passphrase("another passphrase")
        let key = try KeyFile.create(
            role: .reviewer, name: "ben", at: scratch.path + "/other", passphrase: other, cost: .interactive)
        let foreign = try scratch.text("other").split(separator: "\n").map(String.init)
        #expect(try refusal(line: 0, "FIRSTHAND-SECRET-KEY-1 reviewer eve") == .wrongPassphrase)
        #expect(try refusal(line: 1, "public \(key.publicKey.bytes.base64)") == .wrongPassphrase)
        #expect(try refusal(line: 2, "argon2id 3 67108864") == .wrongPassphrase)
        for line in 3...5 { #expect(try refusal(line: line, foreign[line]) == .wrongPassphrase) }
    }

    @Test func `a changed role does not open under its new name`() throws {
        _ = try refusal(line: 0, "FIRSTHAND-SECRET-KEY-1 publisher ana")
        let path = scratch.path + "/changed"
        #expect(throws: KeyFileError.wrongRole) {
            _ = try KeyFile.open(path, passphrase: KeyFileTests.passphrase(), role: .reviewer)
        }
        #expect(throws: KeyFileError.wrongPassphrase) {
            _ = try KeyFile.open(path, passphrase: KeyFileTests.passphrase(), role: .publisher)
        }
    }

    @Test func `a seed that does not give the public line is malformed`() throws {
        let seed = try GuardedBytes.random(count: 32)
        var file = KeyFileText(
            publicKey: try Cast.key("ana").publicKey, parameters: KeyFileCost.interactive.parameters)
        file.box = try KeyFile.seal(seed, in: file, passphrase: KeyFileTests.passphrase())
        scratch.write(file.encoded, "changed")
        #expect(try refusal("changed") == .malformed)
    }

    @Test(arguments: [
        "1 67108864", "0 67108864", "11 67108864", "-2 67108864", "2 67108863", "2 0", "2 1073741825",
        "2 9999999999999",
        "+2 67108864", "02 67108864", "2 67108864 ", "2", "2  67108864", "two 67108864", "9223372036854775808 67108864",
    ])
    func `a cost outside the bounds or not written plainly is malformed`(cost: String) throws {
        #expect(try refusal(line: 2, "argon2id \(cost)") == .malformed)
    }

    @Test func `a cost is cheaper than that for tests alone`() throws {
        // Where they are allowed at all: in a debug program that was told so. `HardeningTests` looks at the others.
        let cheap = KeyFileParameters.test.line
        #expect(KeyFileParameters.areTests == (KeyFileParameters(line: cheap) != nil))
        #expect(
            KeyFileParameters(line: "argon2id 2 65537") == nil && KeyFileParameters(line: "argon2id 1 65536") == nil)
    }

    @Test func `every other departure from the form is malformed`() throws {
        let good = lines.joined(separator: "\n") + "\n"
        let texts = [
            "", "\n", String(good.dropLast()), good + "\n", good + "more\n", "\u{FEFF}" + good,
            good.replacing("\n", with: "\r\n"),
            good.replacing("FIRSTHAND-SECRET-KEY-1", with: "FIRSTHAND-SECRET-KEY-2"),
            good.replacing(" reviewer ", with: " reader "), good.replacing(" ana\n", with: " Ana\n"),
            good.replacing(" ana\n", with: " ana x\n"), good.replacing("argon2id", with: "argon2i"),
            good.replacing("salt ", with: "salt  "), good.replacing("box ", with: "Box "),
            lines.dropLast().joined(separator: "\n") + "\n", lines.reversed().joined(separator: "\n") + "\n",
            good + String(repeating: "x", count: 2000),
        ]
        for text in texts { #expect(try refusal(text: text) == .malformed, "\(text.prefix(40))") }
        for (line, count) in [(1, 63), (1, 65), (3, 15), (4, 25), (5, 47)] {
            let name = lines[line].prefix { $0 != " " }
            #expect(try refusal(line: line, "\(name) \([UInt8](repeating: 9, count: count).base64)") == .malformed)
        }
        scratch.write(Array(good.utf8.dropLast(2)) + [0xFF, 0x0A], "changed")
        #expect(try refusal("changed") == .malformed)
    }
}
