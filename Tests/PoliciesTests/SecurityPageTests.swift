import Foundation
import Testing

/// What SECURITY.md says of tests: each that it names is there, and no promise is ticked without one.
struct SecurityPageTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Text on one line, whatever lines it was written on.
    private static func flat(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The names of all tests and of all suites.
    private static func known() throws -> (tests: Set<String>, suites: Set<String>) {
        var tests: Set<String> = []
        var suites: Set<String> = []
        let folder = repository + "/Tests"
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix("Tests.swift") {
            let source = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
            for match in source.matches(of: /func\s+`([^`]+)`/) { tests.insert(flat(match.1)) }
            for match in source.matches(of: /(?:struct|class) (\w+Tests)\b/) { suites.insert(String(match.1)) }
        }
        return (tests, suites)
    }

    /// The promises, each with its box and its text, and the paragraphs between them.
    private static func paragraphs() throws -> [String] {
        let text = try String(contentsOfFile: repository + "/SECURITY.md", encoding: .utf8)
        var paragraphs = [""]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty || line.hasPrefix("- [") || line.hasPrefix("- ") { paragraphs.append("") }
            paragraphs[paragraphs.count - 1] += line + "\n"
        }
        return paragraphs.map(flat).filter { !$0.isEmpty }
    }

    /// What stands between backquotes after the word "Test:" or "Tests:".
    private static func quoted(_ paragraph: String) -> [String] {
        guard let start = paragraph.firstMatch(of: #/[Tt]ests?: /#)?.range.upperBound else { return [] }
        return paragraph[start...].matches(of: /`([^`]+)`/).map { String($0.1) }
    }

    @Test func `every test that the page about security names is there, and every ticked promise names one`() throws {
        let (tests, suites) = try Self.known()
        #expect(tests.count > 700)
        var named = 0
        for paragraph in try Self.paragraphs() {
            var found = 0
            for name in Self.quoted(paragraph) {
                if tests.contains(name) || suites.contains(name) {
                    found += 1
                } else if name.hasPrefix("Tests/") {
                    #expect(FileManager.default.fileExists(atPath: "\(Self.repository)/\(name)"), "\(name)")
                    found += 1
                } else {
                    // What else stands in backquotes is a word of the command line: it has no blank, or begins with make.
                    #expect(!name.contains(" ") || name.hasPrefix("make "), "no test has the name: \(name)")
                }
            }
            if paragraph.hasPrefix("- [x]") { #expect(found > 0, "ticked, and names no test: \(paragraph.prefix(80))") }
            named += found
        }
        #expect(named > 200)
    }
}
