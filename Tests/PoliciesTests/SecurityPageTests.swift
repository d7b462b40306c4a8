import Foundation
import Testing

/// What the pages about security say of tests and files: each that they name is there, no promise is ticked without a test, and
/// the short page leaves out nothing that is not kept.
struct SecurityPageTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    private static let pages = [
        "SECURITY.md", "Documentation/PROMISES.md", "Documentation/LOSSES.md", "Documentation/MEASURED.md",
    ]

    private static func text(_ page: String) throws -> String {
        try String(contentsOfFile: "\(repository)/\(page)", encoding: .utf8)
    }

    private static func isThere(_ path: some StringProtocol) -> Bool {
        FileManager.default.fileExists(atPath: "\(repository)/\(path)")
    }

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
    private static func paragraphs(_ page: String) throws -> [String] {
        var paragraphs = [""]
        for line in try text(page).split(separator: "\n", omittingEmptySubsequences: false) {
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

    @Test func `every test that the pages about security name is there, and every ticked promise names one`() throws {
        let (tests, suites) = try Self.known()
        #expect(tests.count > 700)
        var named = 0
        for paragraph in try Self.pages.flatMap(Self.paragraphs) {
            var found = 0
            for name in Self.quoted(paragraph) {
                if tests.contains(name) || suites.contains(name) {
                    found += 1
                } else if name.hasPrefix("Tests/") {
                    #expect(Self.isThere(name), "\(name)")
                    found += 1
                } else {
                    // What else stands in backquotes is a word of the command line: it has no blank, or begins with make.
                    #expect(!name.contains(" ") || name.hasPrefix("make "), "no test has the name: \(name)")
                }
            }
            if paragraph.hasPrefix("- [x]") { #expect(found > 0, "ticked, and names no test: \(paragraph.prefix(80))") }
            named += found
        }
        #expect(named > 400)
    }

    @Test func `each of the twelve promises names the files that hold it and those that show it, and all are there`()
        throws
    {
        let sections = try Self.text("Documentation/PROMISES.md").components(separatedBy: "\n## ").dropFirst()
        #expect(sections.count { $0.contains(#/^\d+\. /#) } == 12)
        for section in sections {
            let title = section.prefix { $0 != "\n" }
            let rows = section.matches(of: /\n\| [^|\n]+ \| (\[[^|\n]+) \| (\[[^|\n]+) \|/)
            #expect(rows.count >= 4, "\(title)")
            for row in rows {
                let (held, shown) = (Self.files(row.1), Self.files(row.2))
                #expect(!held.isEmpty && !held.contains { $0.hasPrefix("Tests/") }, "\(title): \(row.1)")
                #expect(!shown.isEmpty && shown.allSatisfy { $0.contains(/^(Tests|Training)\//) }, "\(title): \(row.2)")
                for file in held + shown { #expect(Self.isThere(file), "\(title): no file is \(file)") }
            }
        }
    }

    /// What the links of a cell lead to, from the repository's root.
    private static func files(_ cell: some StringProtocol) -> [String] {
        String(cell).matches(of: /\]\(\.\.\/([^)#]+)/).map { String($0.1) }
    }

    @Test func `the short page is read in ten minutes, and names each promise and all that is not kept`() throws {
        let page = try Self.text("SECURITY.md")
        #expect(page.split(whereSeparator: \.isWhitespace).count { $0.contains(where: \.isLetter) } <= 2_000)
        let promises = try Self.text("Documentation/PROMISES.md")
        for title in promises.matches(of: /\n## (\d+\. )([^\n]+)/) {
            #expect(page.contains("\n\(title.1)[\(title.2)](Documentation/PROMISES.md#"), "\(title.2)")
        }
        let open = promises.matches(of: /\n- \[ \] (\*\*[^*]+\*\*)/).map { String($0.1) }
        #expect(open.count >= 5)
        for one in open { #expect(page.contains("\n- [ ] \(one)"), "not said to be open: \(one)") }
    }
}
