import Foundation
import Testing

/// What each target imports and reaches, beside what Package.swift declares.
struct WallTests {
    /// The manifest as SwiftPM itself reads it.
    private struct Manifest: Decodable {
        let targets: [Target]
    }

    private struct Target: Decodable {
        let name: String
        let type: String
        let path: String?
        let dependencies: [Dependency]

        var folder: String { "\(Programs.repository)/\(path ?? (type == "test" ? "Tests/" : "Sources/") + name)" }

        /// The Swift files of the target; a folder that is not there is an error.
        func files() throws -> [(path: String, text: String)] {
            try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.map {
                ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
            }
        }
    }

    /// A target or a product: each product here is named as its module.
    private struct Dependency: Decodable {
        enum Kind: String, CodingKey, CaseIterable { case byName, product, target }

        let name: String

        init(from decoder: any Decoder) throws {
            let kinds = try decoder.container(keyedBy: Kind.self)
            let kind = try #require(kinds.allKeys.first, "a kind of dependency that this test does not know")
            var parts = try kinds.nestedUnkeyedContainer(forKey: kind)
            name = try parts.decode(String.self)
        }
    }

    private static let manifest = Result {
        // A scratch folder of its own: the package's is locked while its tests run.
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let dump = try Programs.run(
            "/usr/bin/env",
            [
                "swift", "package", "--package-path", Programs.repository, "--scratch-path", scratch, "dump-package",
            ])
        try #require(dump.status == 0, "\(dump.errors)")
        return try JSONDecoder().decode(Manifest.self, from: Data(dump.output))
    }

    /// What comes with the toolchain, and need not be declared.
    private static let toolchain: Set = [
        "Swift", "Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Darwin", "Synchronization", "Testing",
    ]

    /// The module that a line imports; nil if it imports none.
    private static func module(of line: some StringProtocol, in path: String) throws -> String? {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"),
            words[..<place].allSatisfy({
                $0.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains($0)
            })
        else { return nil }
        // `import struct A.B` and whatever else is not one word: to be written so that this test understands it.
        let module = try #require(words.count == place + 2 ? String(words[place + 1]) : nil, "\(path): \(line)")
        try #require(module.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }, "\(path): \(line)")
        return module
    }

    @Test func `a target imports what the manifest declares for it, and nothing is declared that no file imports`()
        throws
    {
        let targets = try Self.manifest.get().targets
        for target in targets {
            let declared = Set(target.dependencies.map(\.name))
            var imported: [String: String] = [:]
            for (path, text) in try target.files() {
                for line in text.split(whereSeparator: \.isNewline) {
                    if let module = try Self.module(of: line, in: path) { imported[module] = path }
                }
            }
            for (module, path) in imported where !Self.toolchain.contains(module) {
                #expect(declared.contains(module), "\(target.name) imports \(module) undeclared, in \(path)")
            }
            let unused = declared.subtracting(imported.keys).sorted()
            #expect(unused.isEmpty, "\(target.name) declares what it does not import: \(unused)")
        }
        #expect(targets.count > 30)
    }

    private static func targets() throws -> [String: Target] {
        try Dictionary(uniqueKeysWithValues: manifest.get().targets.map { ($0.name, $0) })
    }

    /// A target, and what it depends on, directly or through another.
    private static func reach(of room: String, among targets: [String: Target]) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [room]
        while let name = waiting.popLast() {
            // What is no target of ours is another package's product.
            guard reached.insert(name).inserted, let target = targets[name] else { continue }
            waiting += target.dependencies.map(\.name)
        }
        return reached
    }

    @Test func `the page for contributors has a line for each target, and none reaches what stands there`() throws {
        let targets = try Self.targets()
        let page = try String(contentsOfFile: Programs.repository + "/CONTRIBUTING.md", encoding: .utf8)
        var barred: [String: Set<String>] = [:]
        for row in page.matches(of: /\n\| (`[^|\n]+) \| [^|\n]+ \| ([^|\n]+) \|(?=\n)/) {
            let names = row.1.matches(of: /`(\w+)`/).map { String($0.1) }
            let never = row.2.matches(of: /`(\w+)`/).map { String($0.1) } + (row.2 == "each other" ? names : [])
            for name in names { barred[name] = Set(never).subtracting([name]) }
        }
        #expect(barred.values.allSatisfy { !$0.isEmpty })
        let named = Set(barred.keys).union(barred.values.joined())
        #expect(named.isSubset(of: targets.keys), "\(named.subtracting(targets.keys))")
        for target in targets.values where target.type != "test" && target.path?.hasPrefix("Tests/") != true {
            let never = try #require(barred[target.name], "CONTRIBUTING.md has no line for \(target.name)")
            let reached = Self.reach(of: target.name, among: targets).intersection(never).sorted()
            #expect(reached.isEmpty, "\(target.name) reaches \(reached)")
        }
    }

    @Test(arguments: [
        ("Intake", ["CEnvelope", "CMailbox", "COpen", "CSandbox", "CSeal", "CWipe"]),
        ("Publish", ["CEnvelope", "COpen", "CSandbox", "CSeal", "CTransparency", "CUnseal"]),
        ("Publication", ["CEnvelope", "CTransparency"]), ("Transparency", ["CEnvelope", "CTransparency"]),
        ("Vault", ["CEnvelope"]), ("Courier", ["CEnvelope"]), ("Ledger", ["CEnvelope"]),
        ("Sealing", ["CEnvelope", "CSeal"]), ("Opening", ["CEnvelope", "COpen"]), ("Redaction", ["CRedactionData"]),
        ("Warnings", ["CEnvelope"]), ("HTML", []), ("Sandbox", ["CSandbox"]),
    ])
    func `a room reaches the C targets that are named here, and no other`(room: String, shims: [String]) throws {
        let targets = try Self.targets()
        let reached = Self.reach(of: room, among: targets)
        #expect(targets[room] != nil)
        #expect(reached.filter { targets[$0]?.path?.hasPrefix("Sources/Shims/") == true }.sorted() == shims)
        if room == "Publish" { #expect(reached.isDisjoint(with: ["Custody", "Redaction", "Testimony", "Mailbox"])) }
    }

    @Test func `what a secret key is made of is imported by the two rooms that say what a key may do`() throws {
        let sources = try Self.manifest.get().targets.filter { $0.type != "test" }
        let rooms = try sources.filter {
            try $0.files().contains { $0.text.contains("@_spi(KeyMaterial) public import") }
        }
        #expect(rooms.map(\.name).sorted() == ["Custody", "Press"])
        let mention = try sources.filter { try $0.files().contains { $0.text.contains("_spi(KeyMaterial") } }
        #expect(mention.map(\.name).sorted() == ["Custody", "Press", "Unsealing"])
    }

    /// A use of a key, and what the compiler says of it; nil where it is right.
    private static let uses: [(use: String, refusal: String?)] = [
        (
            "func read(_ key: borrowing ReviewerKey, _ own: borrowing PublisherKey) { reviewed(key); published(own) }",
            nil
        ),
        ("func read(_ key: borrowing PublisherKey) { reviewed(key) }", "cannot convert value of type"),
        ("func read(_ key: borrowing StewardKey) { reviewed(key) }", "cannot convert value of type"),
        ("func read(_ key: borrowing ReviewerKey) { published(key) }", "cannot convert value of type"),
        ("func read(_ key: borrowing ReviewerKey, _ body: Sealed) { _ = key.opensSlot(of: body) }", nil),
        ("func read(_ key: borrowing StewardKey, _ body: Sealed) { _ = key.opensSlot(of: body) }", "be equivalent"),
        ("func read(_ key: borrowing BackupKey, _ body: Sealed) { _ = key.opensSlot(of: body) }", "be equivalent"),
        ("func read(_ key: borrowing BackupKey) { _ = key.sign([]) }", "be equivalent"),
        (
            "func read(_ key: borrowing BackupKey, _ own: inout BackupReader) throws { try key.open(&own) { _ in } }",
            nil
        ),
        (
            "func read(_ key: borrowing ReviewerKey, _ own: inout BackupReader) throws { try key.open(&own) { _ in } }",
            "error"
        ),
        ("func read(_ key: borrowing PublisherKey) { _ = key.sealOwn([], \"\", context: []) }", "be equivalent"),
        ("func read(_ key: borrowing ReviewerKey) { _ = key.material.publicKey }", "'@_spi' protection level"),
        ("func read(_ key: borrowing KeyMaterial) {}", "cannot find type"),
        (
            "func read(_ word: borrowing GuardedBytes) { _ = try? KeyFile.open(\"\", passphrase: word, role: .reviewer) }",
            "'internal' protection level"
        ),
    ]

    @Test(arguments: uses)
    func `a key does what its role may do, and fits where its role is asked for`(use: String, refusal: String?) throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let rooms = ["Custody", "Envelope", "Press", "Unsealing"].map { "import \($0)\n" }.joined()
        let takers = ["reviewed": "ReviewerKey", "published": "PublisherKey"].map {
            "func \($0)(_ key: borrowing \($1)) {}\n"
        }
        try (rooms + takers.joined() + use + "\n").write(
            toFile: scratch + "/Key.swift", atomically: true, encoding: .utf8)
        var arguments = ["swiftc", "-typecheck", "-I", Programs.folder + "/Modules"] + Programs.systemModule
        for shim in ["CEnvelope", "COpen", "CSeal", "CUnseal"] {
            arguments += ["-Xcc", "-fmodule-map-file=\(Programs.folder)/\(shim).build/module.modulemap"]
        }
        let answer = try Programs.run("/usr/bin/env", arguments + [scratch + "/Key.swift"])
        #expect((answer.status == 0) == (refusal == nil), "\(answer.errors)")
        if let refusal { #expect(answer.errors.contains(refusal), "\(answer.errors)") }
    }
}
