import Foundation
import Testing

/// What Documentation/WALKS.md says of the sources: each file and function that it names is there, and it counts them right.
struct WalksPageTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static func source(_ file: some StringProtocol) throws -> String {
        try String(contentsOfFile: "\(repository)/Sources/\(file)", encoding: .utf8)
    }

    private static func declares(_ name: some StringProtocol, in source: String) throws -> Bool {
        try name == "init" || source.contains(Regex("\\b(func|var) \(name)\\b"))
    }

    @Test func `each walk names files and functions that are there, and counts them`() throws {
        let page = try String(contentsOfFile: Self.repository + "/Documentation/WALKS.md", encoding: .utf8)
        let walks = page.components(separatedBy: "\n## ").filter { $0.contains(/\d+ files, \d+ functions\./) }
        #expect(walks.count == 2)
        for walk in walks {
            let said = try #require(walk.firstMatch(of: /(\d+) files, (\d+) functions\./))
            let lines = walk.matches(of: /\n- `([^`]+\.swift)`: ([^\n]+)/)
            let functions = lines.map { $0.2.split(separator: ", ").map { $0.dropFirst().dropLast() } }
            #expect(lines.count == Int(said.1) && Set(lines.map { $0.1 }).count == lines.count)
            #expect(functions.joined().count == Int(said.2))
            for (line, names) in zip(lines, functions) {
                let source = try Self.source(line.1)
                for name in names { #expect(try Self.declares(name, in: source), "\(line.1): \(name)") }
            }
        }
    }

    @Test func `each question is decided where the page says`() throws {
        let page = try String(contentsOfFile: Self.repository + "/Documentation/WALKS.md", encoding: .utf8)
        let rows = page.matches(of: /\n\| [^|]+\? \| `(\w+)\.(\w+)`[^|]* in `(\w+\.swift)`[^|]*\|/)
        #expect(rows.count == 5)
        for row in rows {
            let source = try Self.source("Ledger/\(row.3)")
            #expect(try source.contains("\(row.1)") && Self.declares(row.2, in: source), "\(row.1).\(row.2)")
        }
    }
}
