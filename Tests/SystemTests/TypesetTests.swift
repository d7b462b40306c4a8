import Envelope
import Foundation
import Testing

/// The zine as a PDF, where WeasyPrint is installed.
@Suite(.serialized) struct TypesetTests {
    private static let weasyprint = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/weasyprint" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: weasyprint != nil)) func `the zine becomes a tagged PDF, the same twice, that names no program`()
        throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold", uses: [.print])
        for name in ["one", "two"] {
            let answer = try organisation.export(name, use: "print", ["--format", "pdf"])
            #expect(answer.status == 0, "\(answer.errors)")
        }
        let paths = ["one", "two"].map { "\(organisation.folder)/\($0)/zine/zine-01.pdf" }
        let files = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
        #expect(files[0] == files[1])
        #expect(files[0].range(of: Data("WeasyPrint".utf8)) == nil)
        #expect(files[0].range(of: Data("/MarkInfo".utf8)) != nil)
        #expect(files[0].range(of: Data("CreationDate".utf8)) == nil)
        let text = String(decoding: files[0], as: UTF8.self)
        // What PDF/UA asks for, and blanks where the program's name was: no author, no tool, no time.
        let metadata = try #require(text.firstMatch(of: /(?s)<rdf:Description.*<\/rdf:Description>/)).output
        #expect(
            metadata.replacing(/[ ]{2,}/, with: "") == """
                <rdf:Description rdf:about="" pdfuaid:part="1" />\
                <rdf:Description rdf:about="" pdf:Producer="" />\
                <rdf:Description rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Stories</rdf:li></rdf:Alt>\
                </dc:title></rdf:Description>
                """)
        let information = try #require(text.firstMatch(of: /<<[^<>]*\/Producer[^<>]*>>/)).output
        // In either order.
        let entries = information.replacing(/[ ]{2,}/, with: "").matches(of: /\/\w+ \([^)]*\)/).map {
            String($0.output)
        }
        #expect(entries.sorted() == ["/Producer ()", "/Title (Stories)"], "\(information)")
        #expect(try organisation.verify("one").status == 0)
    }

    @Test func `a typesetter that leaves a program behind is not waited for again, and gets no file that is open here`()
        throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold", uses: [.print])
        let bin = organisation.folder + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: false)
        try """
        #!/bin/sh
        here=$(dirname "$0")
        ls -l /proc/$$/fd >"$here/open"
        sleep 300 & echo $! >"$here/left"
        for made; do :; done
        echo "%PDF-1.7" >"$made"
        """.write(toFile: bin + "/weasyprint", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bin + "/weasyprint")
        defer {
            if let left = try? String(contentsOfFile: bin + "/left", encoding: .utf8) {
                _ = try? Programs.run("/bin/kill", [left.trimmingCharacters(in: .whitespacesAndNewlines)])
            }
        }
        // Held open over the start of the program, as a passphrase can be.
        try "held".write(toFile: organisation.folder + "/held", atomically: true, encoding: .utf8)
        let words = organisation.publishing([
            "export", "--use", "print", "--to", "\(organisation.folder)/out", "--format", "pdf",
        ])
        let script = """
            exec 7<'\(organisation.folder)/held'
            PATH='\(bin):/usr/bin:/bin' exec timeout 240 '\(Programs.folder)/firsthand-publish' "$@"
            """
        let answer = try Programs.run(
            "/bin/sh", ["-c", script, "sh"] + words, input: Array((Organisation.passphrase + "\n").utf8))
        #expect(answer.status == 0, "\(answer.errors)")
        let open = try String(contentsOfFile: bin + "/open", encoding: .utf8)
        #expect(open.contains("/dev/null"))
        for file in [organisation.folder, "publications.lock", "vault.sqlite"] {
            // Its own script and its own list are open there, and nothing else of this folder.
            let lines = open.split(separator: "\n").filter { $0.contains(file) && !$0.contains("/bin/") }
            #expect(lines.isEmpty, "\(open)")
        }
    }

    @Test(.enabled(if: weasyprint != nil && mutool))
    func `the sheets of a booklet are the same twice, and hold its words`()
        throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold", uses: [.print])
        for name in ["one", "two"] {
            let answer = try organisation.export(
                name, use: "print", ["--format", "booklet", "--paper", "a5", "--large-type", "--invite"])
            #expect(answer.status == 0, "\(answer.errors)")
        }
        let paths = ["one", "two"].map { "\(organisation.folder)/\($0)/zine/zine-01-sheets.pdf" }
        let files = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
        #expect(files[0] == files[1])
        for trace in ["Producer", "CreationDate", "MuPDF", "WeasyPrint", "/Author"] {
            #expect(files[0].range(of: Data(trace.utf8)) == nil, "\(trace)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(organisation.folder)/one/zine").sorted()
        #expect(names == ["zine-01-sheets.pdf", "zine-01.html", "zine-01.pdf", "zine.css"])
        #expect(try organisation.verify("one").status == 0)
    }

    private static let mutool = FileManager.default.isExecutableFile(atPath: "/usr/bin/mutool")

    @Test func `without the program a PDF is refused, and nothing is left`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold", uses: [.print])
        let script = """
            exec env -i HOME=/nowhere PATH=/nowhere \(Programs.environment.joined()) \
            '\(Programs.folder)/firsthand-publish' export --use print --format pdf \
            --to '\(organisation.folder)/out' --vault '\(organisation.vault)' --keys '\(organisation.folder)/keys' \
            --steward '\(organisation.folder)/steward.pub' --policies '\(Programs.repository)/Policies' \
            --passphrase-fd 0 --state '\(organisation.folder)/state-press' --key '\(organisation.folder)/secret/press.secret'
            """
        let answer = try Programs.run("/bin/sh", ["-c", script], input: Array((Organisation.passphrase + "\n").utf8))
        #expect(answer.status == 69, "\(answer.errors)")
        #expect(answer.errors.contains("WeasyPrint"))
        let left = try FileManager.default.contentsOfDirectory(atPath: organisation.folder)
        #expect(!left.contains { $0.contains("out") })
    }
}
