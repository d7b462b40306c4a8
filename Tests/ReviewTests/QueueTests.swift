import Envelope
import Ledger
import Testing

@testable import Review

/// The queue as a tired person meets it: what stands first, what each row says, and what can be done with many.
@Suite struct `The queue` {
    private static let today = Day(number: 20_000)

    private static func line(
        _ byte: UInt8, _ step: QueueLine.Step, _ stage: CaseState.Stage = .unread, _ marks: QueueLine.Marks = [],
        days: Int = 10, language: String = "en", pages: Int = 1, notes: [String] = [], name: String = "",
        title: String = "", ends: Int? = nil, letters: Int = 0, warnings: Int = 0, holder: String = ""
    ) -> QueueLine {
        QueueLine(
            caseID: CaseID(unchecked: [UInt8](repeating: byte, count: 16)), stage: stage, step: step,
            received: today + -days, ends: ends.map { today + $0 }, changes: nil, marks: marks,
            letters: step == .answer ? max(1, letters) : letters, holder: holder, language: language, pages: pages,
            warnings: warnings, notes: notes, name: name, title: title)
    }

    /// Twenty invented cases, as an evening brings them.
    static let twenty: [QueueLine] =
        [
            line(0xA1, .take, .held, .under18, days: 2, pages: 1, notes: ["prison"]),
            line(0xA2, .take, .unread, .plea, days: 1, language: "es"),
            line(0xA3, .redact, .unread, [.worried, .opened], days: 3, name: "the quilt"),
            line(0xA4, .take, .unread, .worried, days: 30),
            line(0xB1, .answer, .proposed, .opened, days: 50, name: "blue door", title: "What I kept"),
            line(0xB2, .change, .proposed, .opened, days: 41, title: "The bus"),
            line(0xB3, .compare, .proposed, [.opened, .agreed], days: 70, title: "Minutes", warnings: 2),
            line(0xB4, .compare, .proposed, .opened, days: 20, title: "A key"),
            line(0xB5, .take, .unread, [], days: 90, language: "es", pages: 3, notes: ["violence", "prison"]),
            line(0xB6, .take, .held, .openCase, days: 5),
            line(0xC1, .release, .held, [.opened, .openCase], days: 60),
            line(0xC2, .waitForReviewers, .unread, .opened, holder: "ben"),
            line(0xC3, .waitForWriter, .approved, .opened, title: "Rain", ends: 9),
            line(0xC4, .ready, .approved, [.opened, .agreed], title: "Snow"), line(0xC5, .ended, .withdrawn),
        ] + (0xD0..<0xD5).map { line($0, .take, .unread, [], days: Int($0 - 0xD0), pages: 1) }

    private func queue(_ reads: Set<String> = []) -> QueueList {
        var queue = QueueList(today: Self.today)
        queue.reads = reads
        queue.take(Self.twenty.shuffled())
        return queue
    }

    private func desk(columns: Int = 80, rows: Int = 24) throws -> Rehearsal {
        var desk = try Rehearsal(columns: columns, rows: rows)
        desk.screen.queue = queue()
        return desk
    }

    private func bytes(_ queue: QueueList) -> [UInt8] { queue.shown.map { $0.caseID.bytes[0] } }

    @Test
    func
        `begins with whom somebody fears for, then who is under 18 or asks for no contact, then letters, answers to a text, second approvals`()
    {
        #expect(
            bytes(queue()).prefix(8) == [0xA3, 0xA4, 0xA1, 0xA2, 0xB1, 0xB2, 0xB3, 0xB4])
        // Before anybody moves, the first is the chosen one, whatever was read first.
        #expect(queue().selected?.caseID.bytes[0] == 0xA3)
    }

    @Test func `new stories in a language that one reads stand before the others`() {
        let all = bytes(queue())
        #expect(all.firstIndex(of: 0xB5) ?? 0 < all.firstIndex(of: 0xD4) ?? 0)
        let english = bytes(queue(["en"]))
        #expect(english.firstIndex(of: 0xB5) ?? 0 > english.firstIndex(of: 0xD4) ?? 0)
        // A plea stands at the top in every language.
        #expect(english.prefix(4).contains(0xA2))
    }

    @Test func `advises nothing but to read where nobody has read`() throws {
        for line in Self.twenty where !line.isOpened && line.step.isMine { #expect(line.word == "read it") }
        let held = try #require(Self.twenty.first { $0.marks.contains(.under18) })
        #expect(held.section(on: Self.today) == .care)
        let unread = Self.line(0x01, .waitForReviewers, .held, .under18)
        #expect(unread.section(on: Self.today) == .care)
        #expect(Self.line(0x01, .ended, .withdrawn, .under18).section(on: Self.today) == .done)
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `each row says what a person needs, and no case is a number`(columns: Int, rows: Int) throws {
        let desk = try desk(columns: columns, rows: rows)
        #expect(!desk.description.contains(/[0-9a-f]{4}-[0-9a-f]{4}/))
        #expect(desk.seen[1].hasPrefix("WORRIED ABOUT THEM (2)"))
        let care = try #require(desk.seen.firstIndex { $0.hasPrefix("READ WITH CARE (2)") })
        #expect(desk.seen[care + 1].contains("read it") && desk.seen[care + 1].contains("UNDER 18 · on hold · prison"))
        #expect(desk.seen[care + 2].contains("asks: do not contact") && desk.seen[care + 2].contains("es 1 page"))
        #expect(
            desk.seen.contains { $0.contains("letter came") && $0.contains("“blue door”") && $0.contains("7 weeks") })
        #expect(desk.seen.contains { $0.contains("wants changes") && $0.contains("“The bus”") })
        #expect(desk.seen.contains { $0.contains("“Minutes” · they said yes · 2 warnings") })
        #expect(desk.seen.contains { $0.contains("3 pages  3 months violence, prison") })
        guard rows > 30 else { return }
        #expect(desk.seen.contains { $0.contains("“Rain” · consent ends: 9 days") })
        #expect(desk.seen.contains { $0.contains("weigh a hold") && $0.contains("open case") })
    }

    @Test func `says with colors nothing that its words do not say, and with NO_COLOR draws none`() throws {
        let desk = try desk(columns: 120, rows: 40)
        var (colored, plain) = (Painter(withColors: true), Painter(withColors: false))
        let (first, second) = (colored.drawing(desk.screen.frame()), plain.drawing(desk.screen.frame()))
        let color = /\e\[(?:[0-9]+;)*3[0-7](?:;[0-9]+)*m/
        let colors = Set(first.matches(of: color).map { String($0.0) })
        // Red, magenta, green and cyan, and no color of the ground.
        for code in ["31", "32", "35", "36"] { #expect(colors.contains { $0.contains(code) }, "\(code)") }
        #expect(!first.contains(/\e\[[0-9;]*4[0-7]m/))
        #expect(!second.contains(color))
        func words(_ drawing: String) -> String { drawing.replacing(/\e\[[0-9;?]*[A-Za-z]/, with: "") }
        #expect(words(first) == words(second))
    }

    @Test func `shows only what is chosen, and always whom somebody may have to fear for`() throws {
        var desk = try desk()
        try desk.press(.character("f"))
        #expect(desk.sees("Spanish (es) (2)") && desk.sees("a letter came (1)"))
        let spanish = try #require(desk.description.firstMatch(of: /([1-9])  Spanish/))
        try desk.press(.character(Character(String(spanish.1))))
        #expect(bytes(desk.screen.queue) == [0xA3, 0xA4, 0xA1, 0xA2, 0xB5])
        #expect(desk.sees("only: Spanish (es)"))
        try desk.press(.character("f"), .character("n"))
        #expect(bytes(desk.screen.queue) == [0xA3, 0xA4, 0xA1, 0xA2, 0xB5])
        try desk.press(.character("f"), .character("s"))
        #expect(bytes(desk.screen.queue) == [0xA3, 0xA4, 0xA1, 0xA2])
        try desk.press(.escape)
        #expect(desk.screen.queue.shown.count == 20)
    }

    @Test func `finds what a row says, from the chosen one on and round, and a case by its digits`() throws {
        var desk = try desk()
        func find(_ words: String) throws -> UInt8? {
            try desk.press(.character("/"))
            try desk.type(words)
            try desk.press(.enter)
            return desk.screen.queue.selected?.caseID.bytes[0]
        }
        #expect(try find("Blue Door") == 0xB1)
        #expect(try find("violence") == 0xB5)
        #expect(try find("d0d0-d0d0") == 0xD0)
        #expect(try find("spanish") == 0xA2)
        try desk.press(.character("n"))
        #expect(desk.screen.queue.selected?.caseID.bytes[0] == 0xB5)
        try desk.press(.character("N"))
        #expect(desk.screen.queue.selected?.caseID.bytes[0] == 0xA2)
        #expect(try find("nobody wrote this") == 0xA2)
        #expect(desk.sees("No line says that."))
    }

    @Test func `spam is declined together only after its count was typed, and who may be in danger is left out`() throws
    {
        var desk = try desk()
        try desk.press(.character("f"), .character("n"), .character("*"), .character("a"))
        #expect(desk.sees("With 11 marked cases:"))
        try desk.press(.character("x"))
        // Two that somebody is worried about, one under 18 and one with a plea stay.
        #expect(desk.sees("7 cases would be declined as spam") && desk.sees("Nobody has read them."))
        #expect(desk.sees("4 of the marked are left out."))
        try desk.press(.enter)
        #expect(together(desk).isEmpty)
        try desk.press(.character("a"), .character("x"))
        try desk.type("6")
        try desk.press(.enter)
        #expect(together(desk).isEmpty)
        try desk.press(.character("a"), .character("x"), .escape, .character("a"), .character("x"))
        try desk.type("7")
        try desk.press(.enter)
        let asked = try #require(together(desk).first)
        #expect(
            asked.act == .spam && Set(asked.cases.map { $0.bytes[0] }) == [0xB5, 0xB6, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4])
    }

    @Test func `nothing but spam is done together with what nobody has read, or with what is not shown`() throws {
        var desk = try desk()
        try desk.press(.character("*"), .character("a"), .character("c"))
        let opened = Self.twenty.filter { $0.isOpened && $0.step != .ended }.map { $0.caseID.bytes[0] }
        try desk.type("\(opened.count)")
        try desk.press(.enter)
        let asked = try #require(together(desk).first)
        #expect(asked.act == .claim && asked.cases.map { $0.bytes[0] }.sorted() == opened.sorted())
        desk = try self.desk()
        try desk.press(.character("*"), .character("f"), .character("s"))
        #expect(desk.screen.queue.marked.count == 5)
    }

    @Test func `a name is asked of who read the story, and one that is refused comes back to be put right`() throws {
        var desk = try desk()
        try desk.press(.character("/"))
        try desk.type("d0d0")
        try desk.press(.enter, .character("t"))
        #expect(desk.sees("Nobody has read it yet") && isAsked(desk) == false)
        try desk.press(.character("/"))
        try desk.type("quilt")
        try desk.press(.enter, .character("t"), .control("u"))
        try desk.type("red barn")
        try desk.press(.enter)
        let caseID = CaseID(unchecked: [UInt8](repeating: 0xA3, count: 16))
        #expect(desk.effects.last == .name("red barn", caseID))
        _ = desk.screen.receive(.refused("This name holds something."))
        guard case .field(.name(caseID), let field)? = desk.screen.modal else { return #expect(Bool(false)) }
        #expect(field.text == "red barn" && desk.sees("This name holds something."))
    }

    private func isAsked(_ desk: Rehearsal) -> Bool { desk.screen.modal != nil }

    private func together(_ desk: Rehearsal) -> [(act: Together, cases: [CaseID])] {
        desk.effects.compactMap { if case .together(let act, let cases) = $0 { (act, cases) } else { nil } }
    }
}
