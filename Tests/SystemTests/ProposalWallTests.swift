import Foundation
import Testing

/// A text gets into a proposal through the gate, or not at all: the compiler is asked, with the sources of the desk.
struct ProposalWallTests {
    /// Checks one more file of the desk's, as if it stood in Sources/Review.
    private func compile(_ source: String) throws -> Programs.Answer {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try source.write(toFile: scratch + "/Wall.swift", atomically: true, encoding: .utf8)
        let shims = ["CEnvelope", "CSeal", "COpen", "CMailbox", "CUnseal", "CRedactionData"].map {
            "\(Programs.folder)/\($0).build/module.modulemap"
        }
        let checkouts = ["GRDB.swift/Sources/GRDBSQLite", "Yams/Sources/CYaml/include"].map {
            "\(Programs.repository)/.build/checkouts/\($0)/module.modulemap"
        }
        // Only the new file is checked; of the others the compiler reads what it names.
        return try Programs.run(
            "/usr/bin/env",
            [
                "swiftc", "-frontend", "-typecheck", "-module-name", "Review", "-swift-version", "6", "-I",
                Programs.folder + "/Modules",
            ] + (shims + checkouts).flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
                + ["-primary-file", scratch + "/Wall.swift"] + Self.sources())
    }

    private static func sources() throws -> [String] {
        let folder = Programs.repository + "/Sources/Review"
        return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.sorted()
            .map { "\(folder)/\($0)" }
    }

    private static let head = "import Envelope\nimport Redaction\n"

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
        let refused = try compile(Self.head + source)
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
                """)
        #expect(allowed.status == 0, "\(allowed.errors)")
    }

    @Test func `the desk makes a proposal at one place`() throws {
        // A statement's body is public to every room that reads one, so the compiler cannot keep the desk from making it.
        let places = try Self.sources().filter { path in
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return text.contains(/\bProposal(\.init)?\(|\.init\(manuscript:/)
        }
        #expect(places.map { URL(filePath: $0).lastPathComponent } == ["Proposing.swift"])
    }
}
