import Envelope
import Foundation
import Testing

/// What an export is: the same everywhere, in the formats asked for, explained, and looked at beforehand.
@Suite(.serialized) struct EditionTests {
    /// Every file with its bytes, its time, and who may read it.
    private func everything(_ folder: String) throws -> [String: [UInt8]] {
        var all: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            all[name] = Array(data) + Array(" \(time) \(attributes[.posixPermissions] ?? "")".utf8)
        }
        return all
    }

    /// Every format that the programs of this machine can make.
    private static let formats: [String] = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        func has(_ name: String) -> Bool {
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
        }
        let ours = [
            "site", "markdown", "wordpress", "wordpress-drafts", "ghost", "json-feed", "atom", "epub", "zine", "csv",
            "json",
        ]
        let others = [("cards", ["rsvg-convert"]), ("pdf", ["weasyprint"]), ("booklet", ["weasyprint", "mutool"])]
        return ours + others.filter { $0.1.allSatisfy(has) }.map(\.0)
    }()

    @Test func `two clones of one place give the same bytes in every format, whatever their path, clock and locale`()
        throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold", "One.", notes: ["self-harm", "grief"])
        try book.approved("La luz", "Dos.", language: "es")
        try book.approved("ضوء", "ثلاثة.", language: "ar")
        let taken = try book.approved("Taken back")
        let more = Self.formats.flatMap { ["--format", $0] }
        #expect(try organisation.export("first", more).status == 0)
        try taken.say(Withdrawal(reason: ""), by: taken.writer)
        try taken.store()

        let copy = FileManager.default.temporaryDirectory.appending(path: "other-\(UUID().uuidString)/a deeper place")
            .path
        try FileManager.default.createDirectory(
            atPath: (copy as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: organisation.folder, toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: (copy as NSString).deletingLastPathComponent) }
        #expect(try organisation.export("second", more).status == 0)
        let script = """
            cd '\(copy)' && umask 077 && exec env -i PATH="$PATH" HOME=/nowhere LC_ALL=tr_TR.UTF-8 LANG=ar_EG.UTF-8 \
            TZ=Pacific/Kiritimati \(Programs.environment.joined()) \
            '\(Programs.folder)/firsthand-publish' export --use website --to second --vault vault.sqlite --keys keys \
            --steward steward.pub --policies '\(organisation.policies)' --passphrase-fd 0 --state state-press \
            --key secret/press.secret \(more.joined(separator: " "))
            """
        let answer = try Programs.run(
            "/bin/sh", ["-c", script], input: Array((Organisation.passphrase + "\n").utf8))
        #expect(answer.status == 0, "\(answer.errors)")
        let one = try everything(organisation.folder + "/second")
        let two = try everything(copy + "/second")
        #expect(one.keys.sorted() == two.keys.sorted() && one.count > 20)
        for (name, bytes) in one { #expect(two[name] == bytes, "\(name)") }
        // What the policies of the organization call the notes.
        #expect(try organisation.verify("second").status == 0)
        let pages = one.filter { $0.key.hasPrefix("site/") }.values.map { String(decoding: $0, as: UTF8.self) }
        #expect(pages.contains { $0.contains("<li>Grief</li>\n<li>Self-harm or suicide</li>") })
        // The record of an export is no part of what the next is made of.
        #expect(try organisation.export("third", more).status == 0)
        let three = try everything(organisation.folder + "/third")
        for (name, bytes) in one { #expect(three[name] == bytes, "\(name)") }
    }

    @Test func `only the formats asked for are written`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        try book.approved("Marigold")
        #expect(try organisation.export("feeds", ["--format", "atom", "--format", "csv"]).status == 0)
        let names = try FileManager.default.subpathsOfDirectory(atPath: organisation.folder + "/feeds").sorted()
        #expect(
            names == ["SHA256SUMS", "SHA256SUMS.minisig", "manifest.json", "site", "site/feed.xml", "stories.csv"])
        #expect(try organisation.verify("feeds").status == 0)
        #expect(try organisation.export("x", ["--format", "docx"]).status == 64)
        #expect(try organisation.export("y", ["--place", "a place"]).status == 64)
    }

    @Test func `explain shows every condition of one story in plain words, and writes nothing`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let good = try book.approved("Marigold", until: book.today + 100)
        let held = try book.file()
        try held.agree()
        try held.publish(Manuscript(title: "Held", text: "x", language: "en"))
        try held.say(HoldPlaced(reason: "a court date"), by: book.ana)
        try held.checkpoint()
        try held.store()
        let answer = try organisation.publish(["export", "--use", "website", "--explain", good.caseID.short])
        #expect(answer.status == 0, "\(answer.errors)")
        for line in [
            "case \(good.caseID.short)", "yes  whole and unchanged: 5 statements", "website; until \(book.today + 100)",
            "yes  approvals: ana and ben signed manuscript", "yes  fresh checkpoint: signed on \(book.today)",
            "Every condition holds: it is exported.",
        ] { #expect(answer.text.contains(line), "\(line) in \(answer.text)") }
        let other = try organisation.publish(["export", "--use", "website", "--explain", held.caseID.short])
        #expect(other.text.contains(" NO  no hold, no decline: it is held (a court date)"), "\(other.text)")
        #expect(other.text.contains("Not every condition holds: it is left out."))
        #expect(!FileManager.default.fileExists(atPath: organisation.folder + "/state-press/publications"))
        #expect(try organisation.publish(["export", "--use", "website", "--explain", "ffffffff"]).status == 66)
        #expect(try organisation.publish(["export", "--use", "website"]).status == 64)
    }

    @Test func `a warning leaves a story out until its reason is signed`() throws {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let first = "I lived in Harlow Creek. In 2014 I was charged with manslaughter. I have four children."
        try book.approved("First", first)
        try book.approved("Apart", "In Oregon, years ago, I worked in a kitchen and told nobody.")
        #expect(try organisation.export("one").errors.contains("Exported 2 stories for website; 0 left out."))
        let second =
            "They said manslaughter. It was 2014, near Harlow Creek, and my four children slept. My lawyer was Dell Orsini."
        try book.approved("Second", second)
        try "# ours\nDell Orsini\n".write(toFile: organisation.folder + "/list.txt", atomically: true, encoding: .utf8)
        try "Exhibit 4: it was 2014, near Harlow Creek, and my four children slept through.".write(
            toFile: organisation.folder + "/record.txt", atomically: true, encoding: .utf8)
        let looks = [
            "--do-not-publish", organisation.folder + "/list.txt", "--compare", organisation.folder + "/record.txt",
        ]
        let warned = try organisation.export("two", looks)
        #expect(warned.status == 0)
        #expect(warned.errors.contains("Exported 2 stories for website; 1 left out."), "\(warned.errors)")
        for text in [
            "charge manslaughter, children 4, place harlow creek, year 2014; together these could point to one person",
            "'Dell Orsini' is on the list", "stand in record.txt too, and can be searched for",
        ] { #expect(warned.errors.contains(text), "\(text) in \(warned.errors)") }

        let lines = warned.errors.split(separator: "\n").filter { $0.contains("firsthand-publish override") }
        try #require(lines.count == 3)
        let id = try #require(lines[0].split(separator: " ").dropLast().last)
        func explained() throws -> String {
            try organisation.publish(["export", "--use", "website", "--explain", String(id)] + looks).text
        }
        #expect(try explained().contains(" NO  no warning: "))
        #expect(try explained().contains("Not every condition holds: it is left out."))
        for line in lines {
            let words = line.split(separator: " ")
            let names = Array(words.suffix(2)).map(String.init)
            let answer = try organisation.publish(
                ["override"] + names + ["--use", "website", "--reason-fd", "0"] + looks, input: "she wants it said\n")
            #expect(answer.status == 0, "\(answer.errors)")
        }
        #expect(try explained().contains("Every condition holds: it is exported."))
        #expect(try organisation.export("three", looks).errors.contains("Exported 3 stories for website; 0 left out."))
    }
}
