// swift-tools-version: 6.2
import PackageDescription

// Every target, from the first line on: no data races, every unsafe call marked, no warning left standing.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A C target that hands one room its few libsodium calls, and no others.
func shim(_ name: String) -> Target {
    .target(name: name, path: "Sources/Shims/\(name)", linkerSettings: [.linkedLibrary("sodium")])
}

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies + [argumentParser], swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")

let package = Package(
    name: "firsthand",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "firsthand-intake", targets: ["Intake"]),
        .executable(name: "firsthand-review", targets: ["Review"]),
        .executable(name: "firsthand-publish", targets: ["Publish"]),
    ],
    dependencies: [
        // The web server. Without its default traits it leaves out configuration files and full Foundation.
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
        // Pages for survivors and for readers: templates that escape by default.
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.0"),
        // SQLite with migrations and a writer queue; the vault has more than three tables.
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        // Policies are YAML that people edit; its nodes know their line, so errors can name it.
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
        // Commands, help, completions and man pages of the three programs.
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        // The logger that Hummingbird wants; ours stays silent about requests.
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        // Runs the form's and the health socket's servers as one, and stops both on a signal.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        // Paths and file descriptors with their errors as values; Hummingbird's transport brings it along already.
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        // Hummingbird's own transport and types: named because the intake strips a header and wipes a buffer.
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.0"),
    ],
    targets: [
        // libsodium, a few calls a room.
        shim("CEnvelope"), shim("CSeal"), shim("CMailbox"), shim("COpen"), shim("CUnseal"),
        shim("CTransparency"),
        // A free that wipes first, for the program that strangers send words to.
        .target(name: "CWipe", path: "Sources/Shims/CWipe"),

        // libseccomp: it knows the numbers of system calls by their names, on every processor. And Landlock.
        .target(name: "CSandbox", path: "Sources/Shims/CSandbox", linkerSettings: [.linkedLibrary("seccomp")]),

        // Names and parses what is sealed and signed; checks signatures. Knows no secret key and no word.
        room("Envelope", ["CEnvelope"]),
        // Reads, writes and locks files: what is written stands under its name whole, or not at all. Knows no format.
        room("Files", [system]),
        // What each program gives up of the system for good, so that whoever takes it over reaches little from there.
        room("Sandbox", ["CSandbox", "Files"]),
        // How each program begins and ends, and what it shows to a person: text that can do nothing to a terminal.
        room("Console", ["CEnvelope", "Envelope", "Files", "Sandbox", argumentParser, system]),
        // The words, held once, in guarded memory.
        room("Testimony", ["Envelope"]),
        // Seals to public keys. Cannot open.
        room("Sealing", ["CSeal", "Envelope"]),
        // Opens a body with its data key. Holds no key, and has no way from a secret key to a data key.
        room("Opening", ["COpen", "Envelope"]),
        // What a set of signed statements adds up to: withdrawn, in force, counted, held, publishable. Pure, needs no secret.
        room("Ledger", ["Envelope"]),
        // The receipt code and what derives from it: the survivor's signature, their letters, the retry tag.
        room("Mailbox", ["CMailbox", "Opening", "Envelope", "Files", "Ledger", "Sealing"]),
        // Ciphertext and signed statements on disk. Cannot name a plaintext.
        room(
            "Vault",
            [
                "Envelope", "Files", "Ledger", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        // Bundles between vaults: what is sealed and signed, checked with public keys. Opens nothing.
        room("Courier", ["Envelope", "Files", "Ledger", "Vault"]),
        // Data that people may change, strictly loaded.
        room("Policies", ["Envelope", "Files", "Ledger", yams]),
        // Key files and opening, for those who hold a secret key. Never in the intake.
        room("Unsealing", ["CUnseal", "Opening", "Envelope", "Files"]),
        // The reviewers' and the steward's secret keys.
        room("Custody", ["Unsealing", "Opening", "Sealing", "Envelope"]),
        // Constant tables for the redaction: word list and model, read where they lie in the program.
        .target(
            name: "CRedactionData", path: "Sources/Shims/CRedactionData",
            exclude: ["NOTICES.md", "lexicon.bin", "lists.bin", "model.bin"]),
        // Text in, suggestions and redacted text out. Pure: no keys, no files.
        room("Redaction", ["CRedactionData"]),
        // What in a text could point to a person when it stands beside others. Pure; for reviewers and publishers, who
        // share nothing else that knows a text.
        room("Warnings", ["Envelope"]),
        // The publisher's secret key: opens approved manuscripts, signs exports.
        room("Press", ["Unsealing", "Opening", "Envelope"]),
        // HTML from templates. The only room with the template engine, so that nobody gets round its escaping.
        room("HTML", [mustache]),
        // What others saw: a Merkle tree of months, its signed heads, and who signed them too. Holds no secret key; SHA-256,
        // which the formats of transparency logs and `SHA256SUMS` ask for, is here alone.
        room("Transparency", ["CTransparency", "Envelope", "Files"]),
        // Verify, then export. Never an unredacted word, and no secret key.
        room("Publication", ["Transparency", "Ledger", "Envelope", "Files", "Warnings", "HTML"]),

        program(
            "Intake",
            [
                "Sealing", "Mailbox", "Opening", "Testimony", "Ledger", "Courier", "Vault", "Policies", "Console",
                "Files", "Sandbox",
                "CWipe", "Envelope",
                "HTML",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ]),
        program(
            "Review",
            [
                "HTML", "Custody", "Opening", "Unsealing", "Redaction", "Warnings", "Ledger", "Sealing", "Testimony",
                "Mailbox",
                "Courier", "Transparency",
                "Vault", "Policies", "Console", "Files", "Envelope",
            ]),
        program(
            "Publish",
            [
                "Press", "Opening", "Transparency", "Unsealing", "Publication", "Sealing", "Warnings", "Ledger",
                "Courier", "Vault",
                "Policies", "Console", "Files", "Sandbox", "Envelope",
            ]),

        // For tests: a page as a browser's tokenizer reads it.
        .target(name: "ParsedHTML", path: "Tests/ParsedHTML", swiftSettings: strict),
        // For tests: how often a sealed body is opened.
        .target(name: "OpeningCount", path: "Tests/OpeningCount", linkerSettings: [.linkedLibrary("sodium")]),

        // For tests: a program that confines itself as the others do, and then tries what is forbidden.
        .target(name: "CAttempts", path: "Tests/CAttempts"),
        .executableTarget(
            name: "SandboxProbe", dependencies: ["CAttempts", "Sandbox"], path: "Tests/SandboxProbe",
            swiftSettings: strict),

        tests("PoliciesTests", ["Policies", "Ledger", "Redaction", "Envelope", "Files"]),
        tests("MailboxTests", ["Mailbox", "Policies", "Envelope"]),
        tests("RedactionTests", ["Redaction"]),
        tests(
            "VaultTests",
            ["Vault", "Ledger", "Mailbox", "Sealing", "Envelope", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "CourierTests",
            [
                "Courier", "Vault", "Unsealing", "Mailbox", "Sealing", "Envelope", "Files",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            "KeyTests",
            [
                "CSeal", "CUnseal", "Custody", "Press", "Opening", "Unsealing", "Mailbox", "Ledger", "Sealing",
                "Courier", "Vault", "Transparency", "Files",
                "Envelope",
            ]),
        tests("TransparencyTests", ["Transparency", "Envelope", "Files", "Unsealing"]),
        tests(
            "LedgerTests",
            ["Ledger", "Policies", "Unsealing", "Mailbox", "Files", "Envelope"]),
        tests(
            "PublicationTests",
            ["Publication", "Ledger", "Press", "Transparency", "Unsealing", "Envelope", "Warnings", "Files", yams]),
        tests(
            "IntakeTests",
            [
                "Intake", "HTML", "ParsedHTML", "Policies", "Testimony", "Mailbox", "Ledger", "Sealing", "Vault",
                "Unsealing", "Envelope", "Files",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ]),
        tests(
            "ReviewTests",
            ["Review", "Ledger", "Mailbox", "Policies", "Redaction", "Warnings", "Console", "Envelope"]),
        tests(
            "SystemTests",
            [
                "Review", "ParsedHTML", "OpeningCount", "Console", "Courier", "Custody", "Press", "Publication",
                "Unsealing", "Opening", "Mailbox", "Sealing", "Policies", "Redaction", "Sandbox", "Warnings", "Vault",
                "Ledger", "Envelope",
                "Files",
            ], exclude: ["Help"]),
    ],
    cLanguageStandard: .c11
)
