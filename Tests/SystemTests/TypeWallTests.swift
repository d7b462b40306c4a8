import Foundation
import Testing

/// What the types forbid: the compiler is asked.
struct TypeWallTests {
    /// Checks one more file of a program's, as if it stood beside these others.
    private func compile(_ source: String, in program: String = "Review", beside others: [String] = []) throws
        -> Programs.Answer
    {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try source.write(toFile: scratch + "/Wall.swift", atomically: true, encoding: .utf8)
        let shims = [
            "CEnvelope", "CSeal", "COpen", "CMailbox", "CUnseal", "CRedactionData", "CSandbox", "CTransparency",
        ].map {
            "\(Programs.folder)/\($0).build/module.modulemap"
        }
        let checkouts = [
            "GRDB.swift/Sources/GRDBSQLite", "Yams/Sources/CYaml/include", "swift-system/Sources/CSystem/include",
        ].map {
            "\(Programs.repository)/.build/checkouts/\($0)/module.modulemap"
        }
        // Only the new file is checked; of the others the compiler reads what it names.
        return try Programs.run(
            "/usr/bin/env",
            [
                "swiftc", "-frontend", "-typecheck", "-module-name", program, "-swift-version", "6", "-I",
                Programs.folder + "/Modules",
            ] + (shims + checkouts).flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
                + ["-primary-file", scratch + "/Wall.swift"] + others)
    }

    private static func sources(of program: String) throws -> [String] {
        let folder = Programs.repository + "/Sources/" + program
        return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.sorted()
            .map { "\(folder)/\($0)" }
    }

    private static let head = "import Envelope\nimport Ledger\nimport Redaction\n"

    @Test(arguments: [
        (
            "extension Desk { func past(_ text: RedactedText, in file: inout CaseFile) throws { try propose(text, in: &file) } }",
            "cannot convert value of type 'RedactedText' to expected argument type 'ReviewedText'"
        ),
        (
            "extension ReviewedText { init(past other: ReviewedText, _ text: Manuscript) { manuscript = text; terms = other.terms; replacements = 0; matches = []; doubtful = [] } }",
            "'manuscript' setter is inaccessible"
        ),
        (
            "func changed(_ text: inout ReviewedText, _ manuscript: Manuscript) { text.manuscript = manuscript }",
            "'manuscript' setter is inaccessible"
        ),
        (
            "func act(_ text: RedactedText) -> DeskAct { .propose(text) }",
            "cannot convert value of type 'RedactedText' to expected argument type 'ReviewedText'"
        ),
    ])
    func `a proposal past the gate does not compile`(source: String, why: String) throws {
        let refused = try compile(Self.head + source, beside: Self.sources(of: "Review"))
        #expect(refused.status != 0 && refused.errors.contains(why), "\(refused.errors)")
    }

    @Test func `a proposal through the gate compiles`() throws {
        // The same call: it is the wall that refuses the others, and nothing else.
        let allowed = try compile(
            Self.head + """
                extension Desk {
                    func through(_ draft: RedactionDraft, _ terms: Terms, in file: inout CaseFile) throws {
                        try propose(ReviewedText(draft, title: "", language: nil, notes: [], terms: terms), in: &file)
                    }
                }
                """, beside: Self.sources(of: "Review"))
        #expect(allowed.status == 0, "\(allowed.errors)")
    }

    @Test func `the desk makes a proposal at one place`() throws {
        // A statement's body is public to every room that reads one, so the compiler cannot keep the desk from making it.
        let places = try Self.sources(of: "Review").filter { path in
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return text.contains(/\bProposal(\.init)?\(|\.init\(manuscript:/)
        }
        #expect(places.map { URL(filePath: $0).lastPathComponent } == ["Proposing.swift"])
    }

    @Test(arguments: [
        (
            "func gone(_ vault: VaultReader, _ id: CaseID) throws { try vault.destroyBodies(of: id, keeping: []) }",
            "value of type 'VaultReader' has no member 'destroyBodies'"
        ),
        (
            "func add(_ vault: VaultReader, _ new: SealedStatement) throws { try vault.append([new], under: nil) }",
            "value of type 'VaultReader' has no member 'append'"
        ),
        (
            "func more(_ vault: VaultReader) -> VaultArchive { VaultArchive(store: vault.store) }",
            "'VaultArchive' initializer is inaccessible"
        ),
    ])
    func `a publisher that destroys or adds does not compile`(source: String, why: String) throws {
        let refused = try compile("import Envelope\nimport Vault\n" + source, in: "Publish")
        #expect(refused.status != 0 && refused.errors.contains(why), "\(refused.errors)")
    }

    @Test(arguments: [
        (
            "func list(_ vault: VaultInlet) throws -> [CaseID] { try vault.caseIDs() }",
            "value of type 'VaultInlet' has no member 'caseIDs'"
        ),
        (
            "func all(_ vault: VaultInlet) -> VaultUpkeep { VaultUpkeep(store: vault.store) }",
            "'store' is inaccessible"
        ),
    ])
    func `an answer to a request that lists cases does not compile`(source: String, why: String) throws {
        let refused = try compile("import Envelope\nimport Vault\n" + source, in: "Intake")
        #expect(refused.status != 0 && refused.errors.contains(why), "\(refused.errors)")
    }

    @Test func `what a reader and an inlet are for compiles`() throws {
        let reads = "func all(_ vault: VaultReader) throws -> [CaseID] { try vault.caseIDs() }"
        let asks = "func ask(_ vault: VaultInlet, _ tag: RetryTag) async throws -> Bool { try await vault.knows(tag) }"
        for (source, program) in [(reads, "Publish"), (asks, "Intake")] {
            let allowed = try compile("import Envelope\nimport Vault\n" + source, in: program)
            #expect(allowed.status == 0, "\(allowed.errors)")
        }
    }

    @Test func `each kind of vault is opened by the program that it is for, and by no other`() throws {
        let allowed = [
            "VaultInlet": ["Intake"], "VaultArchive": ["Review"], "VaultReader": ["Publish"],
            "VaultUpkeep": ["Courier", "Intake", "Publish", "Review"], "VaultCheck": ["Intake"],
        ]
        for (kind, programs) in allowed {
            let naming = try ["Courier", "Intake", "Publish", "Publication", "Review"].filter { room in
                try Self.sources(of: room).contains {
                    try String(contentsOfFile: $0, encoding: .utf8).contains(kind)
                }
            }
            #expect(naming == programs, "\(kind)")
        }
        // What answers requests has the inlet alone; the rest goes to the services that look after the vault.
        for file in try Self.sources(of: "Intake")
        where !file.contains("/Steward/") && !file.hasSuffix("/Server/Retention.swift") {
            #expect(try !String(contentsOfFile: file, encoding: .utf8).contains("VaultUpkeep"), "\(file)")
        }
    }
}
