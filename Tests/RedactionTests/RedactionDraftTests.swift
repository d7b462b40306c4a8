import Redaction
import Testing

@Suite struct `A draft` {
    @Test func `spans are taken out by code points, end not included`() throws {
        let out = try redact("0123456789", .span(2..<5, standIn: StandIn("a")), .span(5..<6, standIn: StandIn("b")))
        #expect(out.text == "01[a][b]6789")
        #expect(out.replacements == 2)
        #expect(out.matches == [1, 1])
    }

    @Test(arguments: [(-1..<2), (0..<11), (10..<11), (11..<12)])
    func `a span outside the story is refused`(range: Range<Int>) {
        #expect(throws: RedactionError.spanOutsideText) { try redact("0123456789", .span(range, standIn: .removed)) }
    }

    @Test func `an empty span is refused and leaves the draft as it was`() throws {
        var draft = RedactionDraft("0123456789")
        #expect(throws: RedactionError.emptySpan) { try draft.add(.span(3..<3, standIn: .removed)) }
        #expect(draft.edits.isEmpty)
        #expect(draft.length == 10)
    }

    @Test func `of overlapping edits the longest names the place and nothing covered is left`() throws {
        let span = RedactionEdit.span(4..<20, standIn: StandIn("Place 1"))
        let out = try redact("the Bedford Hills Prison today", span, find("Hills Prison", "Place 2"))
        #expect(out.text == "the [Place 1] today")
        #expect(out.replacements == 1)
        #expect(out.matches == [1, 1])
    }

    @Test func `of equally long overlapping edits the earlier wins, of the same place the first by bytes`() throws {
        let early = RedactionEdit.span(0..<4, standIn: StandIn("z"))
        let late = RedactionEdit.span(2..<6, standIn: StandIn("a"))
        #expect(try redact("0123456789", early, late).text == "[z]6789")
        #expect(try redact("0123456789", late, early).text == "[z]6789")
        let same = RedactionEdit.span(0..<4, standIn: StandIn("b"))
        #expect(try redact("0123456789", early, same).text == "[b]456789")
        #expect(try redact("0123456789", same, early).text == "[b]456789")
    }

    @Test func `a stand-in is never searched by another edit`() throws {
        let out = try redact("Ana, Name", find("Ana"), find("Name", "Name 2"))
        #expect(out.text == "[Name 1], [Name 2]")
    }

    @Test func `words that look like a stand-in are the story's own and stay`() throws {
        #expect(try redact("[Name 1] and Ana", find("Ana", "Name 2")).text == "[Name 1] and [Name 2]")
    }

    @Test func `names of any length leave the same text`() throws {
        let names = ["Al", "Maximiliana", "Maria del Carmen\nFernandez Gutierrez", "王", "Zoe\u{308}\u{301}"]
        let outputs = try names.map { try redact("I met \($0) there.", find($0)).text }
        #expect(Set(outputs) == ["I met [Name 1] there."])
    }
}

@Suite struct `A stand-in` {
    @Test(arguments: [
        ("Name 1", "[Name 1]"), ("[Name 1]", "[Name 1]"), ("  [[ Name\n\t 1 ]] ", "[Name 1]"), ("<b>{x1}", "[bx1]"),
        ("", "[removed]"), ("[]", "[removed]"), ("*****", "[removed]"), ("█████", "[removed]"), ("xxxxxx", "[removed]"),
        ("X x X", "[removed]"), ("___", "[removed]"), ("a \u{202E}\u{200B}\u{7}b", "[a b]"), ("2014", "[2014]"),
        ("the 1990s", "[the 1990s]"), ("11", "[11]"), ("A", "[A]"),
    ])
    func `has one form and is never a mask`(words: String, expected: String) {
        #expect(StandIn(words).text == expected)
    }

    @Test func `is never long`() {
        #expect(StandIn(String(repeating: "ab ", count: 100)).text.count <= StandIn.maximumLength + 2)
    }

    @Test func `made from a stand-in is the same stand-in`() {
        for words in ["Name 1", "*****", String(repeating: "ab ", count: 100), "x [y] z"] {
            let once = StandIn(words)
            #expect(StandIn(once.text) == once)
        }
    }
}
