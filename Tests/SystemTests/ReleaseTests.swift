import Console
import Foundation
import Testing

/// What is said of a release: its version, and of what it is made.
struct ReleaseTests {
    @Test(arguments: HelpTests.programs) func `a program says its version`(program: String) throws {
        let answer = try Programs.run(program, ["--version"])
        #expect(answer.status == 0 && answer.text == "\(Version.number)\n")
    }

    @Test func `the newest entry of the change log is this version`() throws {
        let log = try String(contentsOfFile: Programs.repository + "/CHANGELOG.md", encoding: .utf8)
        let heading = try #require(log.firstMatch(of: /\n## \[(.*)\] - [0-9]{4}-[0-9]{2}-[0-9]{2}\n/))
        #expect(heading.1 == Version.number)
    }

    private struct Bill: Decodable {
        let metadata: Metadata
        let components: [Component]

        struct Metadata: Decodable {
            let component: Program
            struct Program: Decodable { let name, version: String }
        }

        struct Component: Decodable {
            let name, version, purl: String
            let licenses: [License]
            var isSwiftPackage: Bool { purl.hasPrefix("pkg:swift/") && !purl.contains("/swiftlang/") }
            struct License: Decodable { let expression: String }
        }
    }

    /// The bills of materials of the programs that this test runs beside.
    private static let bills = Result {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let made = try Programs.run(
            "/usr/bin/env",
            [
                "python3", "\(Programs.repository)/Deployment/materials.py", Programs.repository + "/.build", "debug",
                scratch,
            ])
        try #require(made.status == 0, "\(made.errors)")
        return try HelpTests.programs.map {
            try JSONDecoder().decode(Bill.self, from: Data(contentsOf: URL(filePath: "\(scratch)/\($0).cdx.json")))
        }
    }

    @Test func `each package of the manifest stands in a bill of materials, with version and license`() throws {
        let bills = try Self.bills.get()
        let manifest = try String(contentsOfFile: Programs.repository + "/Package.swift", encoding: .utf8)
        let named = manifest.matches(of: /\.package\(url: "https:\/\/github.com\/[^"]*\/([^"\/]*)\.git"/).map(\.1)
        #expect(named.count > 5)
        let components = bills.flatMap(\.components)
        for name in named { #expect(components.contains { $0.name == name }, "\(name)") }
        #expect(components.allSatisfy { !$0.version.isEmpty && $0.licenses.count == 1 })
        #expect(bills.map(\.metadata.component.name) == HelpTests.programs)
        #expect(bills.allSatisfy { $0.metadata.component.version == Version.number })
    }

    /// The other way round, and from the built program: the mangled name of whatever a Swift module defines begins with the
    /// module's name.
    @Test func `a bill of materials names the packages whose code is in the program, and no other`() throws {
        let checkouts = Programs.repository + "/.build/checkouts"
        var modules: [Substring: String] = [:]
        for package in try FileManager.default.contentsOfDirectory(atPath: checkouts) {
            let manifest = try String(contentsOfFile: "\(checkouts)/\(package)/Package.swift", encoding: .utf8)
            // A module is named in the manifest, or by its folder where the manifest is made of loops.
            for target in manifest.matches(of: /\.target\(\s*name: "([^"]+)"/) { modules[target.1] = package }
            let folders =
                (try? FileManager.default.contentsOfDirectory(atPath: "\(checkouts)/\(package)/Sources")) ?? []
            for folder in folders where modules[Substring(folder)] == nil { modules[Substring(folder)] = package }
        }
        for bill in try Self.bills.get() {
            let program = bill.metadata.component.name
            let symbols = try Programs.run("/usr/bin/nm", ["--defined-only", "\(Programs.folder)/\(program)"])
            #expect(symbols.status == 0)
            var found: Set<String> = []
            for line in symbols.text.split(separator: "\n") {
                guard let name = line.split(separator: " ").last, name.hasPrefix("$s"),
                    let length = Int(name.dropFirst(2).prefix { $0.isNumber })
                else { continue }
                let module = name.dropFirst(2).drop { $0.isNumber }.prefix(length)
                if let package = modules[module] { found.insert(package) }
            }
            #expect(Set(bill.components.filter(\.isSwiftPackage).map(\.name)) == found, "\(program)")
        }
    }

    private static func unit(_ name: String) throws -> String {
        try String(contentsOfFile: "\(Programs.repository)/Deployment/systemd/\(name)", encoding: .utf8)
    }

    /// What a unit leaves open, as systemd names it: it shares the root of the machine, speaks by unix sockets, lowers its own
    /// limits, and may know the time; the daily check also sees swap, which is told in `/proc`.
    private static let open: Set = [
        "RootDirectoryOrRootImage", "RestrictAddressFamilies_AF_UNIX", "SystemCallFilter_resources", "DeviceAllow",
    ]

    @Test(arguments: [
        ("firsthand-intake.service", open), ("firsthand-intake-backup.service", open),
        ("firsthand-intake-check.service", open.union(["ProcSubset"])), ("firsthand-intake-vault.service", open),
    ])
    func `systemd finds next to nothing that a unit leaves open, and only what is named here`(
        unit: String, open: Set<String>
    ) throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try Self.unit(unit).replacing("@bindir@", with: "/usr/bin").write(
            toFile: "\(scratch)/\(unit)", atomically: true, encoding: .utf8)
        // The threshold is in hundredths of the scale: 0.5 of 10.
        let judged = try Programs.run(
            "/usr/bin/systemd-analyze",
            ["security", "--offline=true", "--threshold=5", "--json=short", "\(scratch)/\(unit)"])
        #expect(judged.status == 0, "\(judged.text)")
        struct Weight: Decodable {
            let json_field: String
            let set: Bool?
        }
        let weights = try JSONDecoder().decode([Weight].self, from: Data(judged.output))
        #expect(weights.count > 70)
        #expect(Set(weights.filter { $0.set == false }.map(\.json_field)) == open)
    }

    /// What systemd does not weigh, or not by itself.
    @Test(arguments: [
        (
            "firsthand-intake.service",
            [
                "User=firsthand", "Group=firsthand", "RuntimeDirectoryMode=0711", "StateDirectoryMode=0700",
                "ProtectSystem=strict", "PrivateMounts=yes", "DevicePolicy=closed", "PrivateIPC=yes",
                "SystemCallErrorNumber=EPERM", "LimitCORE=0", "MemorySwapMax=0", "LimitMEMLOCK=64M", "TasksMax=512",
                "Restart=on-failure", "StartLimitIntervalSec=10min", "StartLimitBurst=5", "TimeoutStopSec=30s",
                "WantedBy=multi-user.target",
            ]
        ),
        (
            "firsthand-intake-check.service",
            [
                "User=firsthand", "Group=firsthand", "ProtectSystem=strict",
                "ReadWritePaths=-/var/lib/firsthand/state", "PrivateMounts=yes", "DevicePolicy=closed",
                "PrivateIPC=yes", "SystemCallErrorNumber=EPERM", "LimitCORE=0", "MemorySwapMax=0",
            ]
        ),
        (
            "firsthand-intake-backup.service",
            [
                "User=firsthand", "Group=firsthand", "ProtectSystem=strict", "ReadWritePaths=/var/lib/firsthand",
                "PrivateMounts=yes", "DevicePolicy=closed", "PrivateIPC=yes", "SystemCallErrorNumber=EPERM",
                "LimitCORE=0", "MemorySwapMax=0",
            ]
        ),
        ("firsthand-intake-check.timer", ["OnCalendar=daily", "Persistent=yes", "WantedBy=timers.target"]),
        (
            "firsthand-intake-vault.service",
            [
                "ExecStart=@bindir@/firsthand-intake vault check", "ExecStart=@bindir@/firsthand-intake vault rewrite",
                "User=firsthand", "Group=firsthand", "ProtectSystem=strict", "ReadWritePaths=-/var/lib/firsthand",
                "PrivateMounts=yes", "DevicePolicy=closed", "PrivateIPC=yes", "SystemCallErrorNumber=EPERM",
                "LimitCORE=0", "MemorySwapMax=0",
            ]
        ),
        ("firsthand-intake-vault.timer", ["OnCalendar=weekly", "Persistent=yes", "WantedBy=timers.target"]),
        ("firsthand-intake-backup.timer", ["OnCalendar=daily", "Persistent=yes", "WantedBy=timers.target"]),
    ])
    func `a unit says who runs it, what it may use, and when it is started again`(unit: String, says: [String])
        throws
    {
        let lines = Set(try Self.unit(unit).split(separator: "\n").map(String.init))
        #expect(lines.isSuperset(of: says), "\(Set(says).subtracting(lines).sorted())")
    }
}

/// What the release programs are hardened with; `make release` names them.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["FIRSTHAND_PROGRAMS"] != nil)) struct HardeningTests {
    private static let folder = ProcessInfo.processInfo.environment["FIRSTHAND_PROGRAMS"] ?? ""

    /// What `readelf` says of a program.
    private func elf(_ program: String, _ what: String) throws -> String {
        let answer = try Programs.run("/usr/bin/readelf", ["--wide", what, "\(Self.folder)/\(program)"])
        try #require(answer.status == 0)
        return answer.text
    }

    @Test(arguments: HelpTests.programs)
    func `a program can be placed anywhere, is read-only once it is linked, and no data of it runs`(program: String)
        throws
    {
        #expect(try elf(program, "--file-header").contains("DYN (Position-Independent Executable file)"))
        #expect(try elf(program, "--dynamic").contains(#/FLAGS_1\).*NOW.*PIE/#))
        let segments = try elf(program, "--program-headers")
        #expect(segments.contains("GNU_RELRO"))
        #expect(segments.contains(#/GNU_STACK.* RW +0x/#))
        #expect(!segments.contains(" RWE "))
        #expect(try elf(program, "--dyn-syms").contains("__stack_chk_fail"))
    }

    @Test(arguments: HelpTests.programs)
    func `a program needs libraries that Debian has, found where the system says`(program: String) throws {
        let dynamic = try elf(program, "--dynamic")
        #expect(!dynamic.contains("RPATH") && !dynamic.contains("RUNPATH"))
        let libraries = Set(dynamic.matches(of: /NEEDED.*\[(.*)\.so[.0-9]*\]/).map { String($0.1) })
        let known: Set = [
            "libc", "libm", "libgcc_s", "libstdc++", "ld-linux-x86-64", "libsodium", "libsqlite3", "libseccomp",
        ]
        #expect(libraries.isSubset(of: known), "\(libraries.subtracting(known).sorted())")
    }

    @Test(arguments: HelpTests.programs) func `a program does not know the cheap keys of tests`(program: String) throws
    {
        let strings = try Programs.run("/usr/bin/strings", ["\(Self.folder)/\(program)"])
        try #require(strings.text.contains("argon2id") || program == "firsthand-intake")
        #expect(!strings.text.contains("FIRSTHAND_TEST_KEYS"))
    }

    @Test(arguments: HelpTests.programs) func `no path of the machine that built it is in a program`(program: String)
        throws
    {
        let strings = try Programs.run("/usr/bin/strings", ["\(Self.folder)/\(program)"])
        try #require(strings.status == 0)
        #expect(!strings.text.contains(Programs.repository))
    }
}
