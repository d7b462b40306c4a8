import Foundation
import Testing

/// What leaves a desk, and what leaves the intake beside its pages.
@Suite(.serialized) struct ReaderTests {
    @Test func `a story is shown on a terminal only, never into a pipe`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("Nobody else may see this.").status == 200)
        let id = try #require(try organisation.cases().first?.id)
        for command in [["read", id], ["approve", id], ["redact", id]] {
            let answer = try organisation.review("ana", command)
            #expect(answer.status == 77, "\(command)")
            #expect(answer.output.isEmpty)
            #expect(!answer.errors.contains("Nobody else"))
        }
    }

    @Test func `no JSON holds a word of a story or of a manuscript`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("Zanzibarian quicksilver afternoon.").status == 200)
        let id = try #require(try organisation.cases().first?.id)
        try WholePathTests.propose(organisation, id, by: "ana")
        for command in [["inbox", "--json"], ["log", id, "--json"]] {
            let text = try organisation.review("ana", command).text
            #expect(text.contains(id))
            for word in ["Zanzibarian", "quicksilver", "afternoon", "A title"] { #expect(!text.contains(word)) }
        }
    }

    @Test func `every answer carries the headers, no date, and at most one constant cookie`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        var cookies: Set<String> = []
        for path in ["/", "/write", "/write", "/es/write", "/privacy", "/leave", "/style.css", "/nowhere", "/send"] {
            let head = try Programs.run(
                "/usr/bin/curl",
                [
                    "-s", "-o", "/dev/null", "-D", "-", "--max-time", "20",
                    "http://127.0.0.1:\(organisation.port)\(path)",
                ]
            ).text.lowercased()
            for header in [
                "content-security-policy: default-src 'none'", "cross-origin-opener-policy: same-origin",
                "referrer-policy: no-referrer", "x-content-type-options: nosniff", "cache-control: no-store",
                "x-frame-options: deny", "permissions-policy: camera=()",
            ] { #expect(head.contains(header), "\(path): \(header)") }
            for header in ["\ndate:", "\nserver:", "\netag:", "\nlast-modified:"] {
                #expect(!head.contains(header), "\(path)")
            }
            for line in head.split(separator: "\r\n") where line.hasPrefix("set-cookie") {
                cookies.insert(String(line))
            }
        }
        // Two values: set on the form, taken away on leaving. Nothing in either differs from visitor to visitor.
        #expect(cookies.count == 2)
        #expect(cookies.contains { $0.hasPrefix("set-cookie: v=1;") })
    }

    @Test func `no page is served with a script, and a malformed form leaves no word of it in the output`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        for path in ["/", "/write", "/privacy", "/es/", "/es/write", "/es/privacy", "/nowhere"] {
            #expect(try !organisation.get(path).body.lowercased().contains("<script"))
        }
        let words = "Nightingale-\(UUID().uuidString)"
        for body in ["story=\(words)&surprise=1", "story=\(words)%", "story=\(words)%FF&nonce=a&token=b"] {
            #expect(try organisation.post(body: Array(body.utf8)).status >= 400)
        }
        organisation.stopIntake()
        for name in try FileManager.default.subpathsOfDirectory(atPath: organisation.folder) {
            let data = FileManager.default.contents(atPath: "\(organisation.folder)/\(name)") ?? Data()
            #expect(data.range(of: Data("Nightingale".utf8)) == nil, "\(name)")
        }
    }
}
