import Redaction
import Testing

private func read(_ text: String) throws -> RedactionScript { try RedactionScript(Array(text.utf8)) }

@Suite struct `A redaction script` {
    @Test func `is read line by line`() throws {
        let script = try read(
            "# by hand\n\nfind\tAna María\tName 1\nspan\t3\t10\t[Place 1]\n  \ntitle\tThe road home\nfind\tx\ty 2")
        #expect(
            script.edits == [
                find("Ana María"), .span(3..<10, standIn: StandIn("Place 1")), find("x", "y 2"),
            ])
        #expect(script.title == "The road home")
    }

    @Test(arguments: ["", "\n", "# only this", "\r\n\r\n"])
    func `may say nothing`(text: String) throws {
        let script = try read(text)
        #expect(script.edits.isEmpty)
        #expect(script.title == nil)
    }

    @Test func `may have line ends of either kind`() throws {
        #expect(try read("find\ta\tb1\r\nfind\tc\td1\r\n") == read("find\ta\tb1\nfind\tc\td1\n"))
    }

    @Test(arguments: [
        ("find\tonly", RedactionScriptError.Code.wrongFields), ("find\ta\tb\tc", .wrongFields),
        ("find a b", .unknownWord),
        ("FIND\ta\tb", .unknownWord), (" find\ta\tb", .unknownWord), ("drop\ta", .unknownWord),
        ("find\t \tName 1", .nothingToFind), ("find\t\u{301}\tName 1", .nothingToFind), ("find\ta\t", .noStandIn),
        ("find\ta\t[]", .noStandIn), ("find\ta\t" + String(repeating: "ab", count: 41), .standInTooLong),
        ("span\t1\t2", .wrongFields), ("span\t-1\t2\tx", .notANumber), ("span\t+1\t2\tx", .notANumber),
        ("span\t1\t2 \tx", .notANumber), ("span\t\t2\tx", .notANumber), ("span\t0x1\t2\tx", .notANumber),
        ("span\t1\t99999999999999999999\tx", .notANumber), ("span\t٣\t٤\tx", .notANumber),
        ("span\t2\t2\tx", .emptySpan),
        ("span\t3\t2\tx", .emptySpan), ("title\t", .emptyTitle), ("title\ta\tb", .wrongFields),
        ("title\t" + String(repeating: "a", count: 201), .titleTooLong), ("title\ta\u{1B}[2J", .controlCharacter),
        ("find\ta\rb\tx", .controlCharacter), ("find\ta\u{9B}\tx", .controlCharacter), ("\u{FEFF}# x", .unknownWord),
    ])
    func `with a wrong line is refused and the line is numbered`(line: String, code: RedactionScriptError.Code) {
        let error = #expect(throws: RedactionScriptError.self) { try read("# one\nfind\tok\tok 1\n\(line)\nrest") }
        #expect(error?.code == code)
        #expect(error?.line == 3)
    }

    @Test func `with two titles is refused at the second`() {
        let error = #expect(throws: RedactionScriptError.self) { try read("title\ta\ntitle\ta") }
        #expect(error?.code == .secondTitle)
        #expect(error?.line == 2)
    }

    @Test func `that is not UTF-8 is refused`() {
        let error = #expect(throws: RedactionScriptError.self) {
            try RedactionScript(Array("find\ta\tb\n".utf8) + [0x66, 0xC3, 0x28])
        }
        #expect(error?.code == .notUTF8)
        #expect(error?.line == 2)
    }

    @Test func `keeps its words out of its errors`() {
        for line in ["find\tcanary", "span\tcanary\t2\tcanary", "canary", "title\tcanary\tcanary"] {
            let error = #expect(throws: RedactionScriptError.self) { try read(line) }
            #expect(error.map { !"\($0) \(String(reflecting: $0))".contains("canary") } == true)
        }
    }

    @Test func `names the line of a span that is not in the story`() throws {
        let script = try read("# x\nspan\t0\t4\ta\nspan\t2\t5\tb")
        let error = #expect(throws: RedactionScriptError.self) { try script.draft(of: "abcd") }
        #expect(error?.code == .spanOutsideText)
        #expect(error?.line == 3)
        #expect(try script.draft(of: "abcde").apply().text == "[a]")
    }
}
