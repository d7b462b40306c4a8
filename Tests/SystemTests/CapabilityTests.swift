import Foundation
import Testing

/// What each built program may ask of libsodium (Policies/Capabilities).
struct CapabilityTests {
    @Test(arguments: ["firsthand-intake", "firsthand-review", "firsthand-publish"])
    func `a program imports exactly the libsodium calls that its list names`(program: String) throws {
        let folder = ProcessInfo.processInfo.environment["FIRSTHAND_PROGRAMS"] ?? Programs.folder
        let symbols = try Programs.run("/usr/bin/nm", ["-D", "--undefined-only", "\(folder)/\(program)"])
        #expect(symbols.status == 0)
        let calls = Set(
            symbols.text.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
                .filter { name in ["crypto_", "sodium_", "randombytes"].contains { name.hasPrefix($0) } })
        let list = try String(
            contentsOfFile: "\(Programs.repository)/Policies/Capabilities/\(program).txt", encoding: .utf8)
        let allowed = Set(list.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init))
        #expect(
            calls == allowed,
            "more: \(calls.subtracting(allowed).sorted()), fewer: \(allowed.subtracting(calls).sorted())")
    }

    @Test func `the intake's list has no call that opens a sealed box or makes the key for one, and no password hash`()
        throws
    {
        let list = try String(
            contentsOfFile: "\(Programs.repository)/Policies/Capabilities/firsthand-intake.txt", encoding: .utf8)
        for call in [
            "seal_open", "pwhash", "box_open", "box_keypair", "box_seed_keypair", "scalarmult", "box_beforenm",
        ] {
            #expect(!list.contains(call), "\(call)")
        }
    }

    @Test(arguments: ["Custody", "CUnseal", "Unsealing", "Press", "Transparency", "CTransparency"])
    func `an intake file cannot import a room that opens`(room: String) throws {
        // The compiler is asked with the module search paths of the intake's own dependencies: the built C modules of its
        // shims. A Swift room is then found, and fails on the C room beneath it, as it does in the package.
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try "import \(room)\n".write(toFile: scratch + "/Wall.swift", atomically: true, encoding: .utf8)
        var arguments = ["swiftc", "-typecheck", "-I", Programs.folder + "/Modules"] + Programs.systemModule
        for shim in ["CEnvelope", "CSeal", "COpen", "CMailbox"] {
            arguments += ["-Xcc", "-fmodule-map-file=\(Programs.folder)/\(shim).build/module.modulemap"]
        }
        let refused = try Programs.run("/usr/bin/env", arguments + [scratch + "/Wall.swift"])
        #expect(refused.status != 0)
        #expect(
            refused.errors.contains("no such module") || refused.errors.contains("missing required module"),
            "\(refused.errors)")
        // The same call with a room that the intake has compiles: it is the wall that refuses, and nothing else.
        try "import Sealing\nimport Mailbox\n".write(toFile: scratch + "/Wall.swift", atomically: true, encoding: .utf8)
        let allowed = try Programs.run("/usr/bin/env", arguments + [scratch + "/Wall.swift"])
        #expect(allowed.status == 0, "\(allowed.errors)")
    }
}
