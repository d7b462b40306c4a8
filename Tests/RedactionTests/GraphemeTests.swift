import Redaction
import Testing

@Suite struct `What a reader sees as one sign` {
    let family = "👨\u{200D}👩\u{200D}👧"

    @Test func `a span that begins or ends inside a sign takes all of it`() throws {
        let text = "a\(family)e\u{301}\r\nz"
        // a, five scalars of the family, e, accent, CR, LF, z
        let expected = [
            (1..<2, "a[x]e\u{301}\r\nz"), (3..<4, "a[x]e\u{301}\r\nz"), (7..<8, "a\(family)[x]\r\nz"),
            (6..<7, "a\(family)[x]\r\nz"), (8..<9, "a\(family)e\u{301}[x]z"), (9..<10, "a\(family)e\u{301}[x]z"),
            (0..<11, "[x]"), (10..<11, "a\(family)e\u{301}\r\n[x]"),
        ]
        for (range, text2) in expected {
            let out = try redact(text, .span(range, standIn: StandIn("x")))
            #expect(Array(out.text.unicodeScalars) == Array(text2.unicodeScalars), "\(range)")
        }
    }

    @Test func `one person is not found inside a family`() throws {
        #expect(try redact("\(family) 👨", find("👨")).text == "\(family) [Name 1]")
        let anywhere = RedactionEdit.findAll(text: "👨", wholeWords: false, standIn: StandIn("x"))
        #expect(try redact("\(family) 👨", anywhere).text == "[x] [x]")
    }

    @Test func `half of a flag is not found inside two flags`() throws {
        #expect(try redact("🇺🇸🇺🇸", find("🇸🇺")).text == "🇺🇸🇺🇸")
        #expect(try redact("🇺🇸🇸🇺", find("🇸🇺")).text == "🇺🇸[Name 1]")
    }

    @Test func `all the accents on a found letter go with it`() throws {
        let out = try redact("Zoe\u{308}\u{301}\u{323}!", find("Zoe"))
        #expect(Array(out.text.unicodeScalars) == Array("[Name 1]!".unicodeScalars))
    }

    @Test func `offsets count code points, also after emoji and line ends`() throws {
        let text = "\(family)\r\n🇺🇸e\u{301} Rosa"
        let start = text.unicodeScalars.count - 4
        let out = try redact(text, .span(start..<(start + 4), standIn: StandIn("Name 1")))
        #expect(Array(out.text.unicodeScalars) == Array("\(family)\r\n🇺🇸e\u{301} [Name 1]".unicodeScalars))
    }

    @Test func `direction marks and joiners inside a name do not hide it`() throws {
        #expect(try redact("\u{202E}Ty\u{2066}re\u{200D}ll\u{202C} x", find("Tyrell")).text.contains("[Name 1]"))
        #expect(try redact("\u{600}Tyrell x", find("Tyrell")).text == "[Name 1] x")
    }

    @Test func `a hundred thousand accents on one letter are one sign`() throws {
        let flood = String(repeating: "\u{301}", count: 100_000)
        let out = try redact("Rosa\(flood) Rosa", find("Rosa"), .span(50_000..<50_001, standIn: StandIn("x")))
        #expect(out.text == "[Name 1] [Name 1]")
    }
}
