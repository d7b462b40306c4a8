import Foundation
import Testing

/// `firsthand-review suggest` on files and standard input, as other programs call it; every text is invented.
struct SuggestTests {
    private struct Found: Decodable {
        let id: String
        let language: String
        let spans: [Span]
    }

    private struct Span: Decodable {
        let start, end: Int
        let type, reason: String
    }

    private static func suggest(_ input: String, _ options: String...) throws -> Programs.Answer {
        try Programs.run("firsthand-review", ["suggest", "-"] + options, input: Array(input.utf8))
    }

    private static func found(_ answer: Programs.Answer) throws -> [Found] {
        try answer.text.split(separator: "\n").map { try JSONDecoder().decode(Found.self, from: Data($0.utf8)) }
    }

    private static func line(_ id: String, _ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(["id": id, "text": text]), as: UTF8.self)
    }

    /// What a span covers in a text whose code points are counted, as Python counts them.
    private static func words(_ span: Span, in text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var words = String.UnicodeScalarView()
        for scalar in scalars[span.start..<span.end] { words.append(scalar) }
        return String(words)
    }

    /// A file that holds these bytes, for as long as `body` runs.
    private static func withFile<T>(_ bytes: [UInt8], _ body: (String) throws -> T) throws -> T {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(file.path)
    }

    @Test(arguments: ["json", "jsonl", "text"]) func `a bad line is named by its number, empty lines counted`(
        format: String
    ) throws {
        let good = try Self.line("a", "Keisha left.")
        for bad in [
            "{\"id\": \"b\", \"words\": \"Marisol\"}", "{\"id\": \"Marisol\"", "{\"id\": 7, \"text\": \"Marisol\"}",
        ] {
            let answer = try Self.suggest("\(good)\n\n  \r\n\(bad)\n\(good)\n", "--format", format)
            #expect(answer.status == 65)
            #expect(answer.errors.contains("line 4 "), "\(answer.errors)")
            #expect(!answer.errors.contains("Marisol"))
            #expect(answer.output.isEmpty)
        }
    }

    @Test(arguments: ["json", "text"]) func `a text that begins with a curly bracket is a text`(format: String) throws {
        let answer = try Self.suggest("{sigh} Keisha Whitlow left.\n{\"id\": 1\n", "--format", format)
        #expect(answer.status == 0)
        #expect(answer.text.contains(format == "json" ? "PERSON" : "Keisha Whitlow"))
    }

    @Test(arguments: [
        "[{\"id\": \"a\", \"text\": \"Keisha\"}]", "[\n  {\"id\": \"a\", \"text\": \"Keisha\"}\n]", "\u{FEFF} [ {}]",
    ])
    func `a JSON list is refused, and a way out is named`(list: String) throws {
        let answer = try Self.suggest(list, "--format", "json")
        #expect(answer.status == 65)
        #expect(answer.errors.contains("one JSON list") && answer.errors.contains("one JSON object a line"))
        let lines = try Self.suggest(list, "--format", "jsonl")
        #expect(lines.status == 65 && lines.errors.contains("line 1 "), "\(lines.errors)")
    }

    @Test func `a text that begins with a bracket is a text`() throws {
        let answer = try Self.suggest("[illegible] and Keisha Whitlow came", "--format", "json")
        #expect(try Self.found(answer).first?.spans.isEmpty == false)
    }

    @Test func `a folder, no file and no text are each told apart`() throws {
        func errors(_ path: String, _ status: Int32) throws -> String {
            let answer = try Programs.run("firsthand-review", ["suggest", path])
            #expect(answer.status == status)
            return answer.errors
        }
        #expect(try errors(FileManager.default.temporaryDirectory.path, 66).contains("this is a folder"))
        #expect(try errors("/nowhere/letter.txt", 66).contains("cannot be opened"))
        let binary = try Self.withFile([0x4B, 0xFF, 0xFE, 0x61]) { path in try errors(path, 65) }
        #expect(binary.contains("not text in UTF-8"))
    }

    @Test(arguments: [
        "Keisha came.", "One.\r\nTwo.\r\n\r\nKeisha came.\r\n", "👩‍👩‍👧 and 🇲🇽 Keisha came.", "e\u{301}e\u{301} Keisha came.",
        "\u{202E}Keisha\u{202C} came.", "\u{FEFF}Keisha came.",
    ])
    func `offsets count code points, in a file and in JSON lines`(text: String) throws {
        let place = try #require(text.unicodeScalars.firstRange(of: "Keisha".unicodeScalars)).lowerBound
        let start = text.unicodeScalars.distance(from: text.unicodeScalars.startIndex, to: place)
        let alone = try Self.withFile(Array(text.utf8)) { path in
            try Programs.run("firsthand-review", ["suggest", path, "--format", "json"])
        }
        let lines = try Self.suggest("\u{FEFF}" + Self.line("b", text) + "\r\n", "--format", "jsonl")
        for answer in [alone, lines] {
            #expect(answer.status == 0, "\(answer.errors)")
            let spans = try #require(Self.found(answer).first).spans
            #expect(spans.contains { $0.start == start && Self.words($0, in: text) == "Keisha" }, "\(spans)")
        }
    }

    @Test func `JSON lines give one line each, in order, the same from a file and from standard input`() throws {
        let texts = ["z": "Keisha Whitlow called 219 555 0147.", "a": "", "m": "It rained."]
        let input = try ["z", "a", "m"].map { try Self.line($0, texts[$0] ?? "") }.joined(separator: "\n")
        let piped = try Self.suggest(input, "--format", "jsonl")
        let read = try Self.withFile(Array(input.utf8)) { path in
            try Programs.run("firsthand-review", ["suggest", path, "--format", "jsonl"])
        }
        #expect(piped.status == 0 && piped.output == read.output)
        #expect(try Self.suggest(input, "--format", "json").output == piped.output)
        let found = try Self.found(piped)
        #expect(found.map(\.id) == ["z", "a", "m"])
        #expect(found.map(\.spans.isEmpty) == [false, true, true])
        #expect(found[0].spans.map(\.type) == ["PERSON", "PHONE"])
        #expect(found[0].spans.allSatisfy { !$0.reason.isEmpty })
    }

    @Test func `a letter is no JSON line`() throws {
        let answer = try Self.suggest("Keisha came.\n", "--format", "jsonl")
        #expect(answer.status == 65 && answer.errors.contains("line 1 ") && !answer.errors.contains("Keisha"))
    }

    @Test func `the table for people has words and reasons, and no control character of the text`() throws {
        let answer = try Self.suggest("So officer \u{1B}[2JPulaski and Keisha\u{7} left.\n")
        #expect(answer.status == 0)
        let lines = answer.text.split(separator: "\n")
        #expect(lines.contains { $0.contains("Pulaski") && $0.contains("PERSON") && $0.contains("(") })
        #expect(!answer.output.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
    }

    @Test func `a language that the engine does not know is said to be unchecked`() throws {
        let czech = "Toto je vymyšlený příběh o ženě, která odešla z domu ve středu ráno. Nikdo jí nevěřil."
        #expect(try Self.found(Self.suggest(czech, "--format", "json")).first?.language == "not checked by machine")
        #expect(try Self.suggest(czech).text.contains("Not checked by machine"))
        #expect(try Self.found(Self.suggest("It rained.", "--format", "json")).first?.language == "checked")
    }
}
