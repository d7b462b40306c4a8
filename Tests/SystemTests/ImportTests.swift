import Envelope
import Files
import Foundation
import Testing

/// Stories that were collected elsewhere, taken in by the real program: 500 rows with broken ones among them, stopped in the
/// middle, run again, by another reviewer, and after somebody took one back.
@Suite struct ImportTests {
    private let organisation: Organisation

    init() throws {
        organisation = try Organisation()
        try organisation.configureIntake()
        // The intake makes the vault; it is not kept running.
        try organisation.startIntake()
        organisation.stopIntake()
    }

    struct Report: Decodable {
        struct Row: Decodable {
            let place: String
            let number: Int
            let result: String
            let id: String?
            let sameAs: String?
            let why: String?
            let hasOtherAnswer: Bool
        }

        let rows: [Row]
        let leftOut: [String]

        func rows(_ result: String) -> [Row] { rows.filter { $0.result == result } }
    }

    private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = "\(organisation.folder)/\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    private func take(
        _ path: String, by name: String = "ana", _ more: [String] = ["--story", FormExportSample.story]
    ) throws -> (status: Int32, errors: String, report: Report) {
        let answer = try organisation.review(name, ["import", path, "--json"] + more)
        let report = try? JSONDecoder().decode(Report.self, from: Data(answer.output))
        return (answer.status, answer.errors, try #require(report, "\(answer.errors)"))
    }

    private func bodyCount() throws -> Int { try organisation.bodies().count }

    @Test func `each good row of 500 is sealed, each broken one is named by its line, and again is harmless`() throws {
        let sample = FormExportSample()
        let path = try file("answers.csv", sample.bytes)
        let rehearsal = try take(path, ["--story", FormExportSample.story, "--rehearse"])
        #expect(
            rehearsal.report.rows("new").count == sample.good.count && rehearsal.errors.contains("nothing was written"))
        #expect(try organisation.cases().isEmpty)

        let first = try take(path)
        #expect(first.status == 65, "\(first.errors)")
        #expect(first.report.rows.count == 500)
        #expect(Set(first.report.rows("sealed").map(\.number)) == Set(sample.good.keys))
        let broken = Dictionary(uniqueKeysWithValues: first.report.rows("broken").map { ($0.number, $0.why ?? "") })
        #expect(Set(broken.keys) == Set(sample.broken.keys))
        for (line, why) in sample.broken {
            #expect(broken[line]?.contains(why) == true, "\(line): \(broken[line] ?? "")")
        }
        #expect(first.errors.contains("\(sample.broken.count) rows were not taken in"), "\(first.errors)")

        // What is in the vault is what stood in the file, and nobody's address or hour came with it.
        let cases = try organisation.cases()
        #expect(cases.count == sample.good.count)
        #expect(cases.allSatisfy { $0.stage == "held" && $0.uses.isEmpty && $0.flaws.isEmpty })
        #expect(first.report.leftOut == ["Timestamp", "Email Address", "May we publish it?"])
        let files = try FileManager.default.subpathsOfDirectory(atPath: organisation.folder)
        for name in files where name != "answers.csv" {
            let data = FileManager.default.contents(atPath: "\(organisation.folder)/\(name)") ?? Data()
            for text in ["wrote it down", "example.org", "9:05:"] {
                #expect(data.range(of: Data(text.utf8)) == nil, "\(name)")
            }
        }
        let odd = sample.good.filter { $0.value.contains("\u{1B}") }.keys.min()
        for line in sample.good.keys.sorted().prefix(2) + [try #require(odd)] {
            let id = try #require(first.report.rows.first { $0.number == line }?.id)
            let words = try #require(sample.good[line])
            // The second entry of the same letter, sign by sign.
            let answer = try organisation.review(
                "ben", ["transcribe", "again", id, "--text-fd", "0"], input: "\n" + words)
            #expect(
                answer.status == 0 && answer.errors.contains("Two reviewers compared it"), "\(line): \(answer.errors)")
        }

        try expectNoOrder(first.report)
        let count = try bodyCount()
        let second = try take(path)
        #expect(second.report.rows("here").count == sample.good.count && second.report.rows("sealed").isEmpty)
        #expect(try bodyCount() == count && organisation.cases().count == sample.good.count)
        // Not a word of any story was said.
        for answer in [first.errors, second.errors] { #expect(!answer.contains("wrote it down")) }
    }

    /// Where bodies lie in the vault's file tells in which order they were written: it is none of the file's.
    private func expectNoOrder(_ report: Report) throws {
        let lines = Dictionary(uniqueKeysWithValues: report.rows("sealed").map { ($0.id ?? "", $0.number) })
        let rows = try Programs.run(
            "/usr/bin/sqlite3",
            [
                organisation.vault,
                """
                PRAGMA wal_checkpoint(TRUNCATE);
                SELECT lower(hex(case_id)) || ' ' || hex(substr(bytes, 9001, 24)) FROM statements
                JOIN bodies ON id = body_id WHERE length(bytes) > 16384 LIMIT 60
                """,
            ])
        let vault = try Data(contentsOf: URL(filePath: organisation.vault))
        let places = rows.text.split(separator: "\n").compactMap { row -> (place: Int, line: Int)? in
            let words = row.split(separator: " ")
            guard words.count == 2 else { return nil }
            let id = words[0].prefix(4) + "-" + words[0].dropFirst(4).prefix(4)
            let digits = Array(words[1].utf8).map { $0 < 0x41 ? $0 - 0x30 : $0 - 0x37 }
            let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
            guard let place = vault.firstRange(of: bytes)?.lowerBound, let line = lines[String(id)] else { return nil }
            return (place, line)
        }.sorted { $0.place < $1.place }
        #expect(places.count > 50)
        // Half of all neighbors go up where the order is drawn; in the file's order all do.
        let rising = zip(places, places.dropFirst()).count { $0.line < $1.line }
        #expect((places.count / 3...places.count * 2 / 3).contains(rising), "\(rising) of \(places.count)")
    }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"))
    func `a run that is stopped in the middle and run again seals each story once`() throws {
        let sample = FormExportSample(count: 120)
        let path = try file("answers.csv", sample.bytes)
        for _ in 1...3 {
            // Killed at a commit, once some more are in.
            let run = try Programs.run(
                "/usr/bin/strace",
                [
                    "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "-e",
                    "inject=fdatasync:signal=KILL:when=20", "\(Programs.folder)/firsthand-review",
                ] + organisation.reviewing("ana", ["import", path, "--story", FormExportSample.story]),
                input: Array((Organisation.passphrase + "\n").utf8))
            #expect(run.status == 137 || run.status == 9, "not killed: \(run.status)")
        }
        let half = try organisation.cases().count
        #expect(half > 10 && half < sample.good.count, "\(half)")
        let last = try take(path)
        #expect(last.report.rows("here").count == half)
        #expect(last.report.rows("sealed").count == sample.good.count - half)
        let cases = try organisation.cases()
        #expect(cases.count == sample.good.count && cases.allSatisfy { $0.flaws.isEmpty })
        // Each has its story, its consent, whoever typed it, and its checkpoint: none was left half.
        let statements = try Programs.run(
            "/usr/bin/sqlite3", [organisation.vault, "SELECT count(*) FROM statements"])
        #expect(statements.text == "\(sample.good.count * 4)\n")
    }

    @Test func `an answer counts where it was mapped word for word, and of two answers what both say`() throws {
        let table = """
            When,Story,May we?,IP
            2026-01-02 9:05,The door was blue.,"Yes, on
             your website",10.0.0.1
            2026-01-02 9:06,The stairs were loud.,Yes,10.0.0.2
            2026-01-02 9:07,The yard was cold.,Only if you ask me,10.0.0.3
            2026-01-02 9:08,The yard was hot.,,10.0.0.4
            2026-01-02 9:09,The door was blue.,Yes,10.0.0.1
            """
        let path = try file("table.csv", Array(table.utf8))
        let mapped = [
            "--story", "Story", "--consent", "May we?", "--use", "website=Yes, on your website", "--use",
            "website=Yes", "--use", "print=Yes",
        ]
        let answer = try take(path, mapped)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.report.rows.map(\.result) == ["sealed", "sealed", "sealed", "sealed", "same"])
        #expect(answer.report.rows.last?.sameAs == "line 2")
        #expect(answer.report.rows.map(\.hasOtherAnswer) == [false, false, true, false, false])
        #expect(answer.report.leftOut == ["When", "IP"])
        let uses = Dictionary(uniqueKeysWithValues: try organisation.cases().map { ($0.id, Set($0.uses)) })
        let found = answer.report.rows.prefix(4).map { uses[$0.id ?? ""] }
        #expect(found == [["website"], ["print", "website"], [], []])

        let wrong = try organisation.review(
            "ana", ["import", path, "--story", "Story", "--consent", "May we?", "--use", "cinema=Yes"])
        #expect(wrong.status == 64 && wrong.errors.contains("no such use"), "\(wrong.errors)")
        for more in [["--consent", "May we?"], ["--use", "print=Yes"], ["--use", "print"]] {
            #expect(try organisation.review("ana", ["import", path, "--story", "Story"] + more).status == 64)
        }
        // What stands in the first line is said only once it is known to be names.
        let unnamed = try organisation.review("ana", ["import", path, "--story", "Tale"])
        #expect(unnamed.status == 64 && !(unnamed.text + unnamed.errors).contains("May we"), "\(unnamed.errors)")
    }

    @Test func `what was taken back stays gone when the file is taken in again, and a colleague adds nothing`() throws {
        let table = "Story;Id\nThe lamp was out.;1\nThe bell rang twice.;2\n"
        let path = try file("table.csv", Array(table.utf8))
        let story = ["--story", "Story"]
        let first = try take(path, story)
        let id = try #require(first.report.rows.first?.id)
        for name in ["ana", "ben"] {
            let answer = try organisation.review(
                name, ["withdraw", id, "--confirm", id, "--reason-fd", "0"], input: "They asked.")
            #expect(answer.status == 0, "\(answer.errors)")
        }
        let again = try take(path, story)
        #expect(again.status == 0 && again.report.rows.map(\.result) == ["withdrawn", "here"], "\(again.errors)")
        let colleague = try take(path, by: "ben", ["--story", "Story", "--rehearse"])
        #expect(colleague.report.rows.map(\.result) == ["new", "here"], "\(colleague.errors)")
        #expect(colleague.report.rows.last?.id == again.report.rows.last?.id)
    }

    @Test func `a folder of texts comes in, with any line ends, and files of another kind are named and left out`()
        throws
    {
        let folder = organisation.folder + "/letters"
        try FileManager.default.createDirectory(atPath: folder + "/more.txt", withIntermediateDirectories: true)
        let files: [(String, [UInt8])] = [
            ("a.txt", Array("\u{FEFF}The gate was shut.\r\n\r\nWe waited.\r\n".utf8)),
            ("b.TXT", Array("The gate was shut.\n\nWe waited.\n".utf8)), ("c.md", [0xFF, 0xFE, 0x41, 0x00]),
            ("d.txt", []), ("e.text", Array("A dog barked.\u{0}".utf8)), ("f.docx", [0x50, 0x4B]),
            ("g.txt", Array(repeating: 0x61, count: 3 << 20)), (".hidden.txt", Array("Not this.".utf8)),
            ("h.txt", Array("\u{202E}The end.\u{1B}]0;x\u{7}".utf8)),
        ]
        for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)")) }
        let answer = try take(folder, [])
        #expect(answer.status == 65)
        let results = Dictionary(uniqueKeysWithValues: answer.report.rows.map { ($0.place, $0.result) })
        #expect(
            results == [
                "a.txt": "sealed", "b.TXT": "same", "c.md": "broken", "d.txt": "broken", "e.text": "broken",
                "g.txt": "broken", "h.txt": "sealed", "more.txt": "broken",
            ])
        #expect(answer.report.leftOut == ["f.docx"])
        #expect(try take(folder, []).report.rows("here").count == 2)
        #expect(try organisation.review("ana", ["import", folder, "--story", "Story"]).status == 64)
        #expect(try organisation.review("ana", ["import", folder + "/none"]).status == 66)
        #expect(try organisation.review("ana", ["import", folder + "/a.txt"]).errors.contains("which column"))
    }

    @Test func `of two runs at once the second is told to wait`() throws {
        let path = try file("table.csv", Array("Story\nThe lamp was out.\n".utf8))
        let run = ["import", path, "--story", "Story"]
        #expect(try organisation.review("ana", run + ["--rehearse"]).status == 0)
        let lock = try FileLock("\(organisation.folder)/state-ana/import.lock")
        let second = try lock.during { try organisation.review("ana", run) }
        #expect(second.status == 75 && second.errors.contains("at work"), "\(second.errors)")
        #expect(try organisation.cases().isEmpty)
    }

    @Test func `a stranger's bytes are named or taken in, and never stop the program in another way`() throws {
        var source = SystemRandomNumberGenerator()
        let sample = FormExportSample(count: 12).bytes
        for turn in 0..<40 {
            var bytes = turn.isMultiple(of: 4) ? randomBytes(Int.random(in: 0...4000, using: &source)) : sample
            for _ in 0..<8 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &source)] =
                    [0x22, 0x2C, 0x0A, 0x0D, 0x00, 0xFF].randomElement() ?? 0
            }
            let path = try file("odd.csv", bytes)
            let answer = try organisation.review(
                "ana", ["import", path, "--story", FormExportSample.story, "--rehearse"])
            #expect([0, 64, 65].contains(answer.status), "\(answer.status) \(answer.errors) \(bytes)")
            #expect(!answer.errors.contains("wrote it down") && !answer.text.contains("wrote it down"))
        }
    }
}

/// A table as a form service writes it, with rows of every kind that breaks among sound ones.
struct FormExportSample {
    static let story = "What happened? Tell us."
    private(set) var bytes: [UInt8]
    /// The words of each sound row, by its line.
    private(set) var good: [Int: String] = [:]
    /// What is said of each broken row, by its line.
    private(set) var broken: [Int: String] = [:]

    init(count: Int = 500) {
        // A byte order mark, a name with a line end in it, and CRLF: as they are met with.
        bytes = Array("\u{FEFF}Timestamp,Email Address,\"What happened?\r\n Tell us.\",May we publish it?\r\n".utf8)
        var line = 3
        for number in 0..<count {
            let before = bytes.count
            add(number, on: line)
            line += bytes[before...].count { $0 == 0x0A }
        }
    }

    private mutating func add(_ number: Int, on line: Int) {
        let words = "Story \(number): I wrote it down, and she said \"stay\".\nThen we left."
        let time = "2026-03-\(number % 28 + 1) 9:05:\(number % 50 + 10)"
        let (start, end) = ("\(time),p\(number)@example.org,", ",Yes\r\n")
        func whole(_ story: [UInt8]) -> [UInt8] { Array(start.utf8) + story + Array(end.utf8) }
        let quoted = "\"\(words.replacing("\"", with: "\"\""))\""
        switch number % 25 {
        case 7:
            bytes += whole([0x53, 0xC3, 0x28, 0x21])
            broken[line] = "not UTF-8"
        case 9:
            bytes += whole(Array(repeating: 0x61, count: 100_001))
            broken[line] = "the most of a story"
        case 11:
            bytes += whole(Array("  ".utf8))
            broken[line] = "no words"
        case 13:
            bytes += whole(Array("Story \(number)\u{0}.".utf8))
            broken[line] = "zero byte"
        case 15:
            bytes += Array("\(start)\"I wrote it down and no quote ends it\(end)".utf8)
            broken[line] = "no other closes it"
        case 17:
            bytes += Array("\(start)Story \(number)\r\n".utf8)
            broken[line] = "3 fields"
        case 19:
            bytes += Array("\(start)\"She said \"stay\" to me\"\(end)".utf8)
            broken[line] = "right after a closing quote"
        case 21:
            let odd = "Story \(number) \u{202E}\u{1B}[2J\u{7} and \u{2066}more."
            bytes += whole(Array(odd.utf8))
            good[line] = odd
        default:
            bytes += whole(Array(quoted.utf8))
            good[line] = words
        }
    }
}
