import Glibc
import Testing

@testable import Review

/// The real pager and the real questions, on a pseudo-terminal.
///
/// One at a time: a process has one second screen.
@Suite(.serialized) struct `On a terminal` {
    private static let story = (1...50).map { "line \($0) of the story\u{1B}[31m" }.joined(separator: "\n")

    private func page(_ terminal: PseudoTerminal, _ text: String = story) -> Task<Result<Bool, TerminalError>, Never> {
        Task {
            await beside {
                do throws(TerminalError) {
                    return .success(try Pager.show(title: "Case\n1", text: text, on: terminal.open()))
                } catch { return .failure(error) }
            }
        }
    }

    @Test func `a story is shown on the second screen, page by page, and the screen is blanked at the end`()
        async throws
    {
        let terminal = try PseudoTerminal()
        let before = try terminal.open().settings()
        let reading = page(terminal)
        #expect(await terminal.await("\u{1B}[?1049h"))
        #expect(await terminal.await("\u{1B}[1;1H\u{1B}[2KCase 1"))
        #expect(await terminal.await("line 1 of the story[31m"))
        #expect(await terminal.await("page 1 of 3 · q leaves and clears the screen"))
        terminal.type(" ")
        #expect(await terminal.await("page 2 of 3"))
        terminal.type("\u{1B}[6~")
        #expect(await terminal.await("page 3 of 3"))
        terminal.type("q")
        #expect(await reading.value == .success(true))
        let last = terminal.screen
        #expect(last.contains("\u{1B}[2K\u{1B}[B\u{1B}[2K"))
        #expect(last.hasSuffix("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l\u{1B}[3J"))
        let after = try terminal.open().settings()
        #expect(after.c_lflag == before.c_lflag)
        #expect(after.c_iflag == before.c_iflag)
        #expect(after.c_oflag == before.c_oflag)
    }

    @Test func `leaving early or skipping pages is not a reading to the end`() async throws {
        let terminal = try PseudoTerminal()
        let early = page(terminal)
        #expect(await terminal.await("page 1 of 3"))
        terminal.type("q")
        #expect(await early.value == .success(false))
        let skipping = page(terminal)
        #expect(await terminal.await("page 1 of 3"))
        terminal.type("G")
        #expect(await terminal.await("page 3 of 3 · some pages were skipped"))
        terminal.type("q")
        #expect(await skipping.value == .success(false))
    }

    @Test func `a changed window is drawn again`() async throws {
        let terminal = try PseudoTerminal()
        let reading = page(terminal)
        #expect(await terminal.await("page 1 of 3"))
        terminal.resize(columns: 10, rows: 10)
        #expect(await terminal.await("page 1 of…"))
        terminal.resize(columns: 80, rows: 60)
        #expect(await terminal.await("page 1 of 1"))
        terminal.type("q")
        #expect(await reading.value == .success(true))
    }

    @Test(arguments: [UInt16(1), 2, 3, 4, 5, 6, 7])
    func `in a very low window every line is drawn before the text counts as read`(rows: UInt16) async throws {
        let terminal = try PseudoTerminal(columns: 40, rows: rows)
        let reading = page(terminal, "first\nsecond\nthird\nfourth\nlast")
        for word in ["first", "second", "third", "fourth", "last"] {
            #expect(await terminal.await(word))
            terminal.type(" ")
        }
        terminal.type("q")
        #expect(await reading.value == .success(true))
    }

    @Test func `nothing drawn scrolls the screen or ends a line`() async throws {
        let terminal = try PseudoTerminal(columns: 20, rows: 8)
        let reading = page(terminal, String(repeating: "wide 王小明 words ", count: 50))
        try? await Task.sleep(for: .milliseconds(100))
        terminal.type("  q")
        _ = await reading.value
        #expect(!terminal.screen.contains("\n"))
    }

    @Test func `while a story is shown no second one can be`() async throws {
        let terminal = try PseudoTerminal()
        let reading = page(terminal)
        #expect(await terminal.await("page 1 of 3"))
        #expect(throws: TerminalError.alreadyShowing) { try Pager.show(title: "", text: "", on: terminal.open()) }
        terminal.type("q")
        #expect(await reading.value == .success(false))
    }

    @Test func `what stands around a question is shown to its last word, however long its lines are`() async throws {
        let terminal = try PseudoTerminal()
        let long = (1...30).map { "word\($0)" }.joined(separator: " ")
        let asking = Task {
            await beside {
                do throws(TerminalError) {
                    let line = try Prompt.screenLine(
                        status: "\(long) above", note: "\(long) noted", help: "", below: "\(long) below",
                        on: terminal.open())
                    return Result<String, TerminalError>.success(line)
                } catch { return .failure(error) }
            }
        }
        for end in ["word30 above", "word30 noted", "word30 below"] { #expect(await terminal.await(end), "\(end)") }
        terminal.type("yes\n")
        #expect(await asking.value == .success("yes"))
    }

    @Test func `a line is asked on the second screen and leaves nothing`() async throws {
        let terminal = try PseudoTerminal()
        let asking = Task {
            await beside {
                do throws(TerminalError) {
                    let line = try Prompt.screenLine(
                        status: "2 edits", note: "Taken\u{1B} out.", help: "find TEXT = STAND-IN", on: terminal.open())
                    return Result<String, TerminalError>.success(line)
                } catch { return .failure(error) }
            }
        }
        #expect(await terminal.await("\u{1B}[2K2 edits"))
        #expect(await terminal.await("Taken out."))
        #expect(await terminal.await("> "))
        terminal.type("?\n")
        #expect(await terminal.await("find TEXT = STAND-IN"))
        #expect(await terminal.await("The question still stands"))
        #expect(await terminal.await("> "))
        terminal.type("find José = Nm\u{7F}ame 1\n")
        #expect(await asking.value == .success("find José = Name 1"))
        #expect(terminal.screen.hasSuffix("\u{1B}[?1049l\u{1B}[3J"))
    }

    @Test func `a question is answered by one line, without control characters`() async throws {
        let terminal = try PseudoTerminal()
        terminal.type("ye\u{1B}[As\nnext\n")
        #expect(try Prompt.line("Go on? ", on: terminal.open()) == "ye[As")
        #expect(try Prompt.line("And? ", on: terminal.open()) == "next")
        #expect(await terminal.await("Go on? "))
        terminal.type("\u{4}")
        #expect(throws: TerminalError.closed) { try Prompt.line("And? ", on: terminal.open()) }
    }

    @Test(arguments: [("AB12", true), (" ab12 ", true), ("ab1", false), ("", false), ("ab12 x", false), ("y", false)])
    func `a word to confirm with must be that word`(answer: String, expected: Bool) {
        #expect(Prompt.isSame(answer, "ab12") == expected)
    }
}

@Suite struct `Without a terminal` {
    @Test func `a story is refused, with a sentence that says why`() throws {
        let terminal = try PseudoTerminal().open()
        let file = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(file) }
        let tty = terminal.descriptor
        #expect(throws: TerminalError.notATerminal) { try Terminal.require(input: tty, output: file, name: "xterm") }
        #expect(throws: TerminalError.notATerminal) { try Terminal.require(input: file, output: tty, name: "xterm") }
        #expect("\(TerminalError.notATerminal)".contains("only shown on a terminal, never into a file or a pipe"))
    }

    @Test(arguments: [nil, "", "dumb"])
    func `that can show a second screen a story is refused`(name: String?) throws {
        let other = try PseudoTerminal()
        let terminal = other.open()
        let tty = terminal.descriptor
        #expect(throws: TerminalError.plainTerminal) { try Terminal.require(input: tty, output: tty, name: name) }
        try Terminal.require(input: tty, output: tty, name: "xterm-256color")
    }

    @Test func `bytes of a descriptor are read to the end, and no more than allowed`() throws {
        var ends: [Int32] = [0, 0]
        #expect(unsafe pipe(&ends) == 0)
        let text = Array("find\ta\tb\n".utf8)
        #expect(unsafe write(ends[1], text, text.count) == text.count)
        close(ends[1])
        #expect(try Prompt.bytes(descriptor: ends[0], limit: text.count) == text)
        close(ends[0])
        let endless = unsafe open("/dev/zero", O_RDONLY | O_CLOEXEC)
        defer { close(endless) }
        #expect(throws: TerminalError.tooLong) { try Prompt.bytes(descriptor: endless, limit: 100) }
        #expect(throws: TerminalError.unreadableDescriptor) { try Prompt.bytes(descriptor: 9_999, limit: 100) }
    }
}
