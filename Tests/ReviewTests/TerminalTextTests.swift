import Testing

@testable import Console
@testable import Review

/// What a hostile story may hold.
enum TextForTheTerminal {
    /// Each with what a reviewer sees of it.
    static let hostile: [(name: String, text: String, shown: String)] = [
        ("clipboard (OSC 52)", "a\u{1B}]52;c;aGVsbG8=\u{7}b", "a]52;c;aGVsbG8=b"),
        (
            "hidden link (OSC 8)", "\u{1B}]8;;http://x.test\u{1B}\\safe\u{1B}]8;;\u{1B}\\",
            "]8;;http://x.test\\safe]8;;\\"
        ),
        ("window title", "\u{1B}]0;owned\u{7}", "]0;owned"), ("title, 8 bit", "\u{9D}0;owned\u{9C}", "0;owned"),
        ("leave the screen", "\u{1B}[?1049lx", "[?1049lx"), ("move the cursor", "\u{1B}[1;1Hx\u{1B}[2J", "[1;1Hx[2J"),
        ("8-bit CSI", "\u{9B}31mred\u{9B}0m", "31mred0m"), ("device string", "\u{1B}P$q\"p\u{1B}\\", "P$q\"p\\"),
        ("8-bit device string", "\u{90}1$r\u{9C}", "1$r"), ("answer-back", "a\u{5}b", "ab"),
        ("full reset", "\u{1B}c", "c"),
        ("overwrite by CR", "guilty\rINNOCENT", "guiltyINNOCENT"),
        ("overwrite by BS", "abc\u{8}\u{8}\u{8}xyz", "abcxyz"),
        ("NUL, BEL, DEL", "a\u{0}\u{7}\u{7F}b", "ab"), ("shift out", "a\u{E}b\u{F}c", "abc"),
        ("VT and FF", "a\u{B}\u{C}b", "ab"), ("NEL, IND, RI", "a\u{85}\u{84}\u{8D}b", "ab"),
        ("right-to-left override", "a\u{202E}cba\u{202C}", "a<U+202E>cba<U+202C>"),
        ("isolates", "\u{2066}a\u{2069}\u{2067}\u{2068}", "<U+2066>a<U+2069><U+2067><U+2068>"),
        ("direction marks", "\u{200E}\u{200F}\u{61C}", "<U+200E><U+200F><U+061C>"),
        (
            "zero-widths", "a\u{200B}b\u{200C}c\u{200D}d\u{2060}e\u{FEFF}f",
            "a<U+200B>b<U+200C>c<U+200D>d<U+2060>e<U+FEFF>f"
        ),
        ("soft hyphen, joiner", "a\u{AD}b\u{34F}c", "a<U+00AD>b<U+034F>c"),
        ("Hangul filler", "a\u{3164}b", "a<U+3164>b"),
        ("tag characters", "a\u{E0041}\u{E007F}", "a<U+E0041><U+E007F>"), ("annotation", "\u{FFF9}a", "<U+FFF9>a"),
        ("variation selector", "a\u{FE0F}b\u{E0100}", "a<U+FE0F>b<U+E0100>"), ("private use", "\u{E0A0}", "<U+E0A0>"),
        ("unassigned", "\u{378}\u{FFFF}", "<U+0378><U+FFFF>"), ("no base", "\u{301}a\n\u{301}", "◌\u{301}a\n◌\u{301}"),
        ("mark on a number", "\u{202E}\u{338}", "<U+202E>◌\u{338}"),
        ("other line ends", "a\u{2028}b\u{2029}c", "a\nb\nc"),
        ("musical format", "\u{1D173}", "<U+1D173>"), ("half an emoji", "👨\u{200D}a\u{200D}👨", "👨<U+200D>a<U+200D>👨"),
    ]
}

@Suite struct `Text for the terminal` {
    @Test(arguments: TextForTheTerminal.hostile.map(\.name))
    func `cannot act on the terminal`(name: String) throws {
        let story = try #require(TextForTheTerminal.hostile.first { $0.name == name })
        #expect(Array(TerminalText.sanitise(story.text).unicodeScalars) == Array(story.shown.unicodeScalars))
    }

    @Test(arguments: [
        "Plain words.\n\n  Indented, José said “¿qué?” — 50 % of £3…",
        "👨\u{200D}👩\u{200D}👧 👍🏽 🇺🇸 ❤\u{FE0F} 👩🏽\u{200D}⚕\u{FE0F} 1\u{FE0F}\u{20E3}",
        "我见到王小明了。", "مرحبا بالعالم", "שָׁלוֹם", "नमस्ते", "สวัสดี", "Việt Nam", "Ｆｕｌｌ", "\u{A0}\u{3000}", "",
    ])
    func `keeps the words of every language`(text: String) {
        #expect(Array(TerminalText.sanitise(text).unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test func `composes letters, turns tabs to blanks and keeps line ends`() {
        #expect(
            Array(TerminalText.sanitise("e\u{301}\tx\r\ny\n").unicodeScalars)
                == Array("\u{E9}    x\ny\n".unicodeScalars))
    }

    @Test func `cuts heaps of accents and says how many there were`() {
        let heap = "a" + String(repeating: "\u{323}", count: 50) + "b"
        let shown = TerminalText.sanitise(heap)
        #expect(shown.hasSuffix("<+42 marks>b"))
        #expect(
            shown.unicodeScalars.count { $0.properties.generalCategory == .nonspacingMark } <= TerminalText.mostMarks)
        let most = "x" + String(repeating: "\u{323}", count: TerminalText.mostMarks)
        #expect(!TerminalText.sanitise(most).contains("marks"))
    }

    @Test func `cuts an endless chain of joined emoji`() {
        let chain = String(repeating: "👨\u{200D}", count: 1_000) + "👨"
        let shown = TerminalText.sanitise(chain)
        #expect(shown.allSatisfy { $0.unicodeScalars.count <= 2 * TerminalText.mostJoins + 1 })
        let families = String(repeating: "👨\u{200D}👩\u{200D}👧", count: 20)
        #expect(TerminalText.sanitise(families) == families)
    }

    @Test func `a hundred thousand accents in both orders are done`() {
        let heap = "a" + String(repeating: "\u{301}\u{323}", count: 50_000)
        #expect(TerminalText.sanitise(heap).unicodeScalars.count < 100)
    }

    // The planes left out hold ideographs, private and unassigned places only.
    @Test func `of every code point holds no control but the line end, and nothing unseen`() {
        let starts =
            Array(stride(from: UInt32(0), to: 0x20000, by: 0x400)) + [0x2FC00, 0xE0000, 0xE0400, 0xFFC00, 0x10FC00]
        for first in starts {
            let text = (first..<(first + 0x400)).compactMap { Unicode.Scalar($0).map { "a\($0)b" } }.joined()
            let isSafe = TerminalText.sanitise(text).unicodeScalars.allSatisfy { shown in
                let properties = shown.properties
                return shown == "\n"
                    || !properties.isDefaultIgnorableCodePoint
                        && properties.generalCategory != .control && properties.generalCategory != .format
            }
            #expect(isSafe, "U+\(String(first, radix: 16)) and after")
        }
    }

    @Test func `on one line has no line end`() {
        #expect(TerminalText.line("a\nb\u{2028}c\r\nd") == "a b c d")
    }
}
