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

    @Test func `without the program a PDF is refused, and nothing is left`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold", uses: [.print])
        let script = """
            exec env -i HOME=/nowhere PATH=/nowhere '\(Programs.folder)/firsthand-publish' export --use print --format pdf \
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
