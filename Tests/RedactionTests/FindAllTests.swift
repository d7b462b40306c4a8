import Redaction
import Testing

@Suite struct `Finding a text everywhere` {
    @Test(arguments: [
        ("Tyrell came. tyrell left. TYRELL!", "[Name 1] came. [Name 1] left. [Name 1]!"),
        ("Tyrell's cell, TYRELL’S bunk", "[Name 1]'s cell, [Name 1]’S bunk"),
        ("(Tyrell) \"Tyrell\", Tyrell-Ann, _tyrell_", "([Name 1]) \"[Name 1]\", [Name 1]-Ann, _[Name 1]_"),
        ("Tyrellson, McTyrell and Tyrell9 are others", "Tyrellson, McTyrell and Tyrell9 are others"),
        ("Tyrell", "[Name 1]"), ("", ""),
    ])
    func `matches whole words in any case and keeps the possessive`(text: String, expected: String) throws {
        #expect(try redact(text, find("Tyrell")).text == expected)
    }

    @Test(arguments: [
        "José", "JOSÉ", "jose", "Jose\u{301}", "JOSE\u{301}", "J\u{200B}os\u{E9}", "Jo\u{AD}s\u{E9}", "Ｊｏｓé",
    ])
    func `accents, composed or not, zero-widths and full widths make no difference`(form: String) throws {
        for needle in ["José", "Jose", "JOSE\u{301}"] {
            let out = try redact("vi a \(form), ayer", find(needle))
            #expect(out.text == "vi a [Name 1], ayer")
            #expect(out.matches == [1])
        }
    }

    @Test(arguments: [
        ("straße", "STRASSE"), ("Łukasz", "lukasz"), ("Søren", "SOREN"), ("Íñigo", "INIGO"), ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
        ("O’Brien", "O'BRIEN"), ("Mary‑Ann", "mary-ann"), ("٤٨٢", "482"), ("İzmir", "izmir"),
    ])
    func `letters of many languages match each other's case`(text: String, needle: String) throws {
        #expect(try redact("x \(text) y", find(needle)).text == "x [Name 1] y")
        #expect(try redact("x \(needle) y", find(text)).text == "x [Name 1] y")
    }

    @Test(arguments: [" ", "  ", "\n", "\r\n", " \n\t ", "\u{A0}", "\u{2028}", "\n\n"])
    func `a name of several words is found over any blanks and line ends`(blank: String) throws {
        let out = try redact("with Mary\(blank)Ann Lopez.", find("Mary Ann  Lopez"))
        #expect(out.text == "with [Name 1].")
    }

    @Test func `a word broken by a hyphen at the end of a line is found`() throws {
        #expect(try redact("I saw Ty-\nrell there", find("Tyrell")).text == "I saw [Name 1] there")
        #expect(try redact("I saw Ty-\r\n  rell there", find("Tyrell")).text == "I saw [Name 1] there")
        #expect(try redact("Garcia-\nLopez", find("Garcia- Lopez")).text == "[Name 1]")
        #expect(try redact("Ty- rell", find("Tyrell")).text == "Ty- rell")
    }

    @Test func `part of a word is found only when asked`() throws {
        #expect(try redact("the party of Art", find("Art")).text == "the party of [Name 1]")
        let anywhere = RedactionEdit.findAll(text: "art", wholeWords: false, standIn: StandIn("x1"))
        #expect(try redact("the party of Art", anywhere).text == "the p[x1]y of [x1]")
    }

    @Test func `a number is not found inside a longer one`() throws {
        #expect(
            try redact("48213, 148213, 482130, #48213", find("48213")).text == "[Name 1], 148213, 482130, #[Name 1]")
    }

    @Test func `names in scripts without blanks between words are found`() throws {
        #expect(try redact("我见到王小明了。", find("王小明")).text == "我见到[Name 1]了。")
        #expect(try redact("민수가 왔다", find("민수")).text == "[Name 1]가 왔다")
        #expect(try redact("김치", find("기")).text == "김치")
    }

    @Test func `an Indic vowel sign is a letter and not an accent`() throws {
        #expect(try redact("राम और रमा", find("राम")).text == "[Name 1] और रमा")
    }

    @Test func `overlapping places of one text all go`() throws {
        let out = try redact("ana ana ana", find("ana ana"))
        #expect(out.text == "[Name 1]")
        #expect(out.matches == [2])
        #expect(out.replacements == 1)
    }

    @Test func `an edit that finds nothing changes nothing and says so`() throws {
        let out = try redact("e\u{301} \r\n x", find("Tyrell"))
        #expect(Array(out.text.unicodeScalars) == Array("e\u{301} \r\n x".unicodeScalars))
        #expect(out.matches == [0])
        #expect(out.replacements == 0)
    }

    @Test(arguments: ["", "   ", "\n", "\u{301}", "\u{200B}\u{202E}"])
    func `a text with nothing to see in it is refused`(needle: String) {
        #expect(throws: RedactionError.nothingToFind) { try redact("x", find(needle)) }
    }
}
