import Redaction
import Testing

/// Random stories made of what is hard: other cases, accents both ways, emoji, line ends, hyphens, other scripts.
@Suite struct `Whatever the story` {
    private static let pieces = [
        "Ana", "ANA", "ana", "Aná", "An\u{301}a", "José", "JOSE", "jose\u{301}", "Ruiz", "ruiz's", "a", "the", "party",
        " ", " ", " ", "\n", "\r\n", "-", "-\n", "’s", ", ", ".", "👨\u{200D}👩\u{200D}👧", "🇺🇸", "\u{200B}", "\u{202E}",
        "\u{301}",
        "王小明", "민수", "राम", "[Name 1]", "[", "]", "48213", "4", "æ", "ß", "\t",
    ]
    private static let needles = ["Ana", "José", "Ana Ruiz", "jose ruiz", "48213", "王小明", "the", "Ruiz Ana", "ss", "a"]

    private static func story(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...60, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    private static func edits(for text: String, _ random: inout SeededGenerator) -> [RedactionEdit] {
        let length = text.unicodeScalars.count
        return (0..<Int.random(in: 1...5, using: &random)).map { number in
            let standIn = StandIn("Q\(number)")
            if length > 0, Bool.random(using: &random) {
                let start = Int.random(in: 0..<length, using: &random)
                let end = Int.random(in: (start + 1)...length, using: &random)
                return .span(start..<min(end, start + 12), standIn: standIn)
            }
            return .findAll(text: needles.randomElement(using: &random) ?? "Ana", standIn: standIn)
        }
    }

    private static func draft(_ text: String, _ edits: [RedactionEdit]) throws -> RedactionDraft {
        var draft = RedactionDraft(text)
        for edit in edits { try draft.add(edit) }
        return draft
    }

    @Test(arguments: 0..<400)
    func `nothing that a find-all names is left and the gate agrees`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = Self.story(&random)
        for needle in Self.needles {
            let edit = find(needle, "Q")
            let draft = try Self.draft(text, [edit])
            let out = draft.apply().text
            #expect(RedactionGate(draft).remaining(in: out, title: "").allSatisfy { $0.form != .whole })
            #expect(try Self.draft(out, [edit]).apply().text == out)
        }
    }

    @Test(arguments: 0..<400)
    func `the order of edits changes nothing`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = Self.story(&random)
        let edits = Self.edits(for: text, &random)
        let once = try Self.draft(text, edits).apply()
        let again = try Self.draft(text, edits.shuffled(using: &random)).apply()
        #expect(once.text == again.text)
        #expect(once.replacements == again.replacements)
    }

    @Test(arguments: 0..<400)
    func `what a span covers is replaced, and what no edit covers is kept, code point by code point`(seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        let text = Self.story(&random)
        let scalars = Array(text.unicodeScalars)
        let spans = Self.edits(for: text, &random).filter { if case .span = $0 { true } else { false } }
        // A model with no cleverness: mark graphemes, then print each marked run.
        var marked = [Bool](repeating: false, count: scalars.count)
        var groups = [Int](repeating: -1, count: scalars.count)
        var offset = 0
        for (index, character) in text.enumerated() {
            let range = offset..<(offset + character.unicodeScalars.count)
            offset = range.upperBound
            for position in range { groups[position] = index }
        }
        for case .span(let range, _) in spans {
            let first = groups[range.lowerBound]
            let last = groups[range.upperBound - 1]
            for position in scalars.indices where (first...last).contains(groups[position]) { marked[position] = true }
        }
        let out = try Self.draft(text, spans).apply()
        var kept = String.UnicodeScalarView()
        for (position, scalar) in scalars.enumerated() where !marked[position] { kept.append(scalar) }
        var rest = out.text.unicodeScalars[...]
        var printed = String.UnicodeScalarView()
        var standIns = 0
        while let scalar = rest.first {
            if scalar == "[", rest.dropFirst().first == "Q", let end = rest.firstIndex(of: "]") {
                rest = rest[rest.index(after: end)...]
                standIns += 1
            } else {
                printed.append(scalar)
                rest = rest.dropFirst()
            }
        }
        #expect(Array(printed) == Array(kept))
        #expect(standIns == out.replacements)
    }

    @Test func `a megabyte with many edits is done`() throws {
        let line = "Ana Ruiz said nothing to JOSÉ, and the party of Art went on for ever and ever.\n"
        let text = String(repeating: line, count: 13_000)
        var draft = RedactionDraft(text)
        try draft.add(find("ana ruiz"))
        try draft.add(find("jose", "Name 2"))
        for number in 0..<60 { try draft.add(find("nobody \(number)", "x")) }
        let out = draft.apply()
        #expect(out.replacements == 26_000)
        #expect(out.matches.prefix(2) == [13_000, 13_000])
        #expect(RedactionGate(draft).remaining(in: out.text, title: "").isEmpty)
    }

    @Test func `a megabyte of one letter with a long needle is done`() throws {
        let text = String(repeating: "a", count: 1_000_000)
        let needle = String(repeating: "a", count: 1_000) + "b"
        #expect(try redact(text, find(needle)).replacements == 0)
        let blanks = String(repeating: "a ", count: 500_000)
        #expect(try redact(blanks, find(String(repeating: "a ", count: 500))).replacements == 1)
    }
}
