import Envelope
import Foundation
import Testing

/// What others wrote can do nothing to the publisher's terminal, and no command can forget that.
@Suite(.serialized) struct PublisherTerminalTests {
    private static let hostile =
        "no\u{1B}]52;c;aGk=\u{7}\u{1B}[2J\u{1B}[1;1H\rExported 9 stories\u{8}\u{9B}31m\u{90}x\u{9C}\u{202E}\u{2066}\u{200B}"
        + "\u{85}\u{2028}Exported 8 stories\u{2029}\u{D4E}\nExported 7 stories\u{7F}\u{E000}"

    /// Everything that a terminal would get has no control but the line end, and no line of its own making.
    private func expectHarmless(_ answer: Programs.Answer, _ place: SourceLocation = #_sourceLocation) {
        let bad: [Unicode.GeneralCategory] = [
            .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
        ]
        let text = answer.text + answer.errors
        let found = text.unicodeScalars.filter { $0 != "\n" && bad.contains($0.properties.generalCategory) }
        #expect(found.map { String($0.value, radix: 16) } == [], sourceLocation: place)
        let forged = text.split(separator: "\n").filter { line in
            ["Exported 7", "Exported 8", "Exported 9"].contains { line.hasPrefix($0) }
        }
        #expect(forged == [], sourceLocation: place)
    }

    @Test func `a reviewer's reason does nothing to the terminal of export, explain, retractions and watch`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let file = try book.approved("Marigold", "The marigold words.", until: book.today + 2)
        #expect(try organisation.export("one").status == 0)
        try file.say(Retraction(reason: Self.hostile), by: book.ana)
        try file.say(HoldPlaced(reason: Self.hostile), by: book.ben)
        try file.checkpoint()
        try file.store()
        let export = try organisation.export("two")
        #expect(export.errors.contains("it is held (no"), "\(export.errors)")
        let explained = try organisation.publish(["export", "--use", "website", "--explain", file.caseID.short])
        #expect(explained.text.contains("a reviewer took it back (no"))
        let list = try organisation.publish(["retractions"])
        #expect(list.text.contains("a reviewer took it back (no"))
        for answer in [export, explained, list, try organisation.publish(["watch"])] { expectHarmless(answer) }
    }

    @Test func `a name of a file or a folder does nothing to the terminal`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold", "The marigold words were spoken aloud in that cold room at the end of the hall.")
        let name = "a\u{1B}[2J\u{202E}b"
        let record = "\(organisation.folder)/\(name).txt"
        try "The marigold words were spoken aloud in that cold room at the end of the hall."
            .write(toFile: record, atomically: true, encoding: .utf8)
        let warned = try organisation.export("one", ["--compare", record])
        #expect(warned.errors.contains("left out: story"), "\(warned.errors)")
        let export = try organisation.export(name)
        #expect(export.status == 0, "\(export.errors)")
        let missing = try organisation.publish(
            [
                "override", "0f5be3b7d62a4c11", "7c20b4d1", "--use", "website", "--compare",
                "\(organisation.folder)/\(name)",
            ])
        #expect(missing.status == 66)
        let wrong = try organisation.publish(["retractions", "--\(name)"])
        #expect(wrong.status == 64 && wrong.errors.contains("Unknown option"), "\(wrong.errors)")
        for answer in [
            warned, export, missing, wrong, try organisation.verify(name), try organisation.verify(name + "x"),
        ] {
            expectHarmless(answer)
        }
    }

    @Test func `no file of the publisher's program writes to a stream but through the safe ones`() throws {
        let folder = Programs.repository + "/Sources/Publish"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        #expect(files.count > 10)
        for file in files {
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            for way in [
                "StandardStream", "print(", "FileHandle.standard", "fputs", "puts(", "write(1", "write(2", "/dev/tty",
            ] {
                #expect(!text.contains(way), "\(file): \(way)")
            }
        }
    }
}
