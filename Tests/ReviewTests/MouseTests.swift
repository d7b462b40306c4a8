import Envelope
import Redaction
import Testing

@testable import Review

@Suite struct `A mouse at the desk` {
    private func desk(takesMouse: Bool = true) throws -> Rehearsal {
        var desk = try Rehearsal(columns: 100, rows: 30)
        desk.screen.takesMouse = takesMouse
        return desk
    }

    /// Clicks on the first place where these words stand.
    private func click(_ words: String, _ desk: inout Rehearsal) throws {
        let row = try #require(desk.seen.firstIndex { $0.contains(words) }, "\(words)")
        let line = desk.seen[row]
        let place = try #require(line.firstRange(of: words)?.lowerBound)
        try desk.press(.click(row: row, column: line.distance(from: line.startIndex, to: place)))
    }

    @Test func `chooses a line of the queue, and opens it where it was chosen`() throws {
        var desk = try desk()
        try click("read it", &desk)
        #expect(desk.screen.queue.selected?.caseID == Rehearsal.caseID && desk.screen.file == nil)
        try click("read it", &desk)
        #expect(desk.screen.file?.view.caseID == Rehearsal.caseID)
    }

    @Test func `goes to a pane by its name and to what was found by its line`() throws {
        var desk = try desk()
        try desk.openStory()
        try click("4 Found", &desk)
        #expect(desk.screen.file?.pane == .found)
        try click("Loretta Pruitt", &desk)
        #expect(desk.screen.file?.work?.current.map { $0.mentions.count } == 2)
        #expect(desk.sees("›  2 Loretta Pruitt") || desk.sees("Loretta Pruitt ×2"))
        try click("NEEDS YOU", &desk)
        #expect(desk.screen.focus == .file, "a head is no line")
        try click("can go out", &desk)
        #expect(desk.screen.focus == .queue)
    }

    @Test func `chooses in a menu what a key chooses, and signs nothing`() throws {
        var desk = try desk()
        try desk.openStory()
        try desk.press(.character("a"))
        try click("Hold the story", &desk)
        try click("Hold the story", &desk)
        #expect(desk.sees("Why? The other reviewers can read it."))
        try desk.type("a call")
        try desk.press(.enter)
        for row in 0..<30 {
            for column in stride(from: 0, to: 100, by: 7) { try desk.press(.click(row: row, column: column)) }
        }
        #expect(desk.signed.isEmpty && desk.sees("Enter signs it."))
    }

    @Test func `turns a text by a few lines and a list by one, and every line that passes was drawn`() throws {
        let story = (1...60).map { "Line \($0) of an invented story." }.joined(separator: "\n")
        var desk = try Rehearsal(story, columns: 100, rows: 10)
        desk.screen.takesMouse = true
        try desk.openStory()
        for _ in 0..<60 {
            try desk.press(.wheel(down: true))
            let shown = desk.screen.file?.story?.visible.count ?? 0
            #expect(shown > 3)
        }
        #expect(desk.screen.file?.story?.isReadToEnd == true)
        try desk.press(.escape)
        let first = desk.screen.queue.selected
        try desk.press(.wheel(down: true))
        #expect(desk.screen.queue.selected != first)
        try desk.press(.wheel(down: false))
        #expect(desk.screen.queue.selected == first)
    }

    @Test func `is passed over where the policy does not say yes`() throws {
        var desk = try desk(takesMouse: false)
        // Which line is chosen is told by how it is drawn.
        let before = desk.screen.frame()
        try click("read it", &desk)
        for isDown in [true, false] {
            #expect(desk.screen.frame() == before)
            try desk.press(.wheel(down: isDown))
        }
        try click("read it", &desk)
        #expect(desk.screen.frame() == before && desk.effects.isEmpty)
    }

    @Test func `is turned off with all else that was turned on, on every way out`() {
        // Each way out writes this, a signal too (`TerminalRestore`): the walk of an evening looks at the terminal after each.
        let on = AlternateScreen.enter + AlternateScreen.markPastes + AlternateScreen.takeMouse
        for mode in on.matches(of: /\e\[\?([0-9]+)h/) {
            #expect(AlternateScreen.leave.contains("\u{1B}[?\(mode.1)l"), "\(mode.1)")
        }
        for mode in on.matches(of: /\e\[\?([0-9]+)l/) {
            #expect(AlternateScreen.leave.contains("\u{1B}[?\(mode.1)h"), "\(mode.1)")
        }
    }
}
