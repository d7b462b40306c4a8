import Testing

@testable import Review

@Suite struct `Keys` {
    @Test(arguments: [
        (" ", PagerKey.next), ("\r", .next), ("\n", .next), ("\u{1B}[B", .next), ("\u{1B}OB", .next),
        ("\u{1B}[6~", .next), ("b", .previous), ("\u{1B}[A", .previous), ("\u{1B}[5~", .previous), ("g", .first),
        ("\u{1B}[H", .first), ("\u{1B}[1~", .first), ("G", .last), ("\u{1B}[F", .last), ("\u{1B}[4~", .last),
        ("q", .quit), ("\u{1B}\u{1B}[B", .next),
    ])
    func `turn the pages, whole or in pieces`(bytes: String, key: PagerKey) {
        var whole = KeyDecoder()
        #expect(whole.keys(Array(bytes.utf8)).compactMap { PagerKey($0) } == [key])
        var pieces = KeyDecoder()
        #expect(bytes.utf8.flatMap { pieces.keys([$0]) }.compactMap { PagerKey($0) } == [key])
    }

    @Test(arguments: [
        ("a", Key.character("a")), ("é", .character("é")), ("王", .character("王")), ("👍", .character("👍")),
        ("\r", .enter), ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\t", .tab), ("\u{1B}[Z", .backTab),
        ("\u{1B}[C", .right), ("\u{1B}[3~", .delete), ("\u{13}", .control("s")),
        ("\u{1B}[200~q x\u{1B}[201~", .paste("q x")), ("\u{1B}[<0;12;5M", .click(row: 4, column: 11)),
        ("\u{1B}[<0;200;100M", .click(row: 99, column: 199)), ("\u{1B}[<64;1;1M", .wheel(down: false)),
        ("\u{1B}[<65;80;24M", .wheel(down: true)),
    ])
    func `are known, whole or in pieces`(bytes: String, key: Key) {
        var whole = KeyDecoder()
        #expect(whole.keys(Array(bytes.utf8)) == [key])
        var pieces = KeyDecoder()
        #expect(bytes.utf8.flatMap { pieces.keys([$0]) } == [key])
        #expect(!pieces.isWaiting)
    }

    @Test(arguments: [
        "\u{1B}[<0;12;5m", "\u{1B}[<2;12;5M", "\u{1B}[<32;12;5M", "\u{1B}[<16;12;5M", "\u{1B}[<66;1;1M",
        "\u{1B}[<0;0;5M", "\u{1B}[<0;;5M", "\u{1B}[<0;5M", "\u{1B}[<-1;5;5M",
        // Of an old terminal: its three bytes are no keys, though they look like some.
        "\u{1B}[MWqX", "\u{1B}[M\u{1B}[M",
    ]) func `of a mouse that mean nothing are passed over, with all of their bytes`(bytes: String) {
        var decoder = KeyDecoder()
        #expect(decoder.keys(Array(bytes.utf8) + Array("j".utf8)) == [.character("j")])
    }

    @Test func `an Escape is one when nothing comes after it`() {
        var decoder = KeyDecoder()
        #expect(decoder.keys([0x1B]).isEmpty)
        #expect(decoder.isWaiting)
        #expect(decoder.flush() == [.escape])
        #expect(decoder.flush().isEmpty)
        #expect(decoder.keys(Array("\u{1B}j".utf8)) == [.escape, .character("j")])
    }

    @Test func `that mean nothing are passed over`() {
        var decoder = KeyDecoder()
        #expect(
            decoder.keys(Array("\u{1B}OP\u{1B}[1;5B\u{FF}".utf8) + [0xFF, 0xC3, 0x28]) == [
                .character("ÿ"), .character("("),
            ])
        var flooded = KeyDecoder()
        let flood = Array("\u{1B}[".utf8) + [UInt8](repeating: 0x31, count: 100)
        #expect(flooded.keys(flood + [0x71]).last == .character("q"))
    }

    @Test func `a paste of any length is one paste, cut, and no command`() {
        var decoder = KeyDecoder()
        let long = "\u{1B}[200~" + String(repeating: "x", count: 300_000) + "\u{1B}[201~q"
        let keys = decoder.keys(Array(long.utf8))
        #expect(keys.count == 2)
        #expect(keys.last == .character("q"))
        guard case .paste(let text)? = keys.first else { return #expect(Bool(false)) }
        #expect(text.utf8.count == KeyDecoder.longestPaste)
    }

    @Test func `a paste cannot end early by holding half of its end`() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(Array("\u{1B}[200~a\u{1B}[20\u{1B}[201~".utf8)) == [.paste("a\u{1B}[20")])
    }
}
