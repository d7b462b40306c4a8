import Envelope
import Redaction
import Testing

@testable import Ledger
@testable import Review

/// What leads a reviewer from the queue to a signature by itself, and what never does.
@Suite struct `The way to a signature` {
    private func opened(_ desk: Rehearsal) throws -> Rehearsal {
        var desk = desk
        desk.screen.queue.select(Rehearsal.caseID)
        try desk.press(.enter)
        return desk
    }

    @Test func `goes by Enter from the consent, over what the words speak of, to the story and to what was found`()
        throws
    {
        var desk = try opened(Rehearsal())
        #expect(desk.sees("May be used for   print, website"))
        #expect(desk.sees("The writer says that this speaks of: violence.") && desk.sees("q clears the screen at once"))
        #expect(desk.sees("The writer will be told that a reviewer opened it") && desk.sees("Enter shows the story."))
        #expect(!desk.effects.contains(.reveal(Rehearsal.caseID)) && !desk.sees("Tyrell"))
        try desk.press(.enter)
        #expect(desk.effects.contains(.reveal(Rehearsal.caseID)) && desk.sees("Tyrell Banks hit me."))
        try desk.press(.enter)
        #expect(desk.screen.file?.pane == .found)
    }

    @Test func `stops at a story that was not read to its end`() throws {
        let story = (1...60).map { "Line \($0) of an invented story." }.joined(separator: "\n")
        var desk = try opened(Rehearsal(story))
        try desk.press(.enter, .enter)
        #expect(desk.screen.file?.pane == .story)
        try desk.press(.character(" "), .character(" "), .character(" "), .enter)
        #expect(desk.screen.file?.pane == .found)
    }

    @Test(arguments: [(40, 10), (72, 12), (60, 14)])
    func `shows what the words speak of before them in a small window too`(columns: Int, rows: Int) throws {
        var desk = try opened(Rehearsal(columns: columns, rows: rows))
        try desk.press(.enter)
        #expect(!desk.effects.contains(.reveal(Rehearsal.caseID)))
        #expect(desk.sees("The writer says that this speaks of: violence.") && !desk.sees("Tyrell"))
        try desk.press(.enter)
        #expect(desk.sees("Tyrell Banks hit me."))
    }

    @Test func `goes for the second reviewer to the text beside the story, and its last digit signs`() throws {
        var desk = try opened(Rehearsal(proposed: Manuscript(title: "Theirs", text: "Short.", language: "en")))
        #expect(desk.sees("Enter shows the text beside the story."))
        try desk.press(.enter)
        #expect(desk.screen.file?.pane == .text && desk.sees("A approve it"))
        try desk.press(.character("A"))
        try desk.type("abababa")
        try desk.press(.enter)
        #expect(desk.signed.isEmpty)
        try desk.press(.paste("b"))
        #expect(desk.signed.isEmpty, "what is pasted is no key that signs")
        try desk.press(.backspace, .character("b"))
        #expect(desk.signed.count == 1)
        let pressed = desk.effects.count
        try desk.press(.enter)
        #expect(desk.effects.count == pressed && desk.sees("Signed."), "an Enter out of habit does nothing more")
    }

    @Test func `asks for the title when all is decided, then shows the text, and signs nothing by itself`() throws {
        var desk = try Rehearsal(rows: 12)
        try desk.openStory()
        try desk.press(.character("4"))
        for _ in 0..<4 { try desk.press(.character("y")) }
        #expect(desk.sees("All decided.") && desk.sees("A title that names nobody:"))
        try desk.press(.enter)
        #expect(desk.sees("t gives it a title.") && desk.screen.file?.pane == .found)
        try desk.press(.character("t"))
        try desk.type("Two doors")
        try desk.press(.enter)
        #expect(desk.screen.file?.pane == .text && desk.sees("Two doors") && desk.sees("Read it to its end, then P."))
        for _ in 0..<3 { try desk.press(.character(" "), .enter) }
        #expect(desk.signed.isEmpty && desk.screen.modal == nil)
        try desk.press(.character("P"), .enter)
        #expect(desk.signed.count == 1)
    }
}

@Suite struct `A release` {
    private static func hold(_ byte: UInt8, _ reason: String) -> CaseState.Hold {
        CaseState.Hold(
            digest: Digest(unchecked: [UInt8](repeating: byte, count: 32)), reason: reason, releasers: [],
            isOfConsent: true)
    }

    private func desk() throws -> Rehearsal {
        var desk = try Rehearsal(columns: 110, rows: 30)
        desk.hold([Self.hold(1, "under-18"), Self.hold(2, "her mother called")])
        desk.screen.queue.select(Rehearsal.caseID)
        try desk.press(.enter)
        return desk
    }

    @Test func `is gray, with the reason, until the story was shown this evening`() throws {
        var desk = try desk()
        try desk.press(.character("a"))
        #expect(desk.sees("–R  Release the hold: Read the story first: pane 3."))
        try desk.press(.character("R"))
        #expect(desk.sees("Read the story first: pane 3.") && desk.screen.modal == nil)
        try desk.press(.enter, .character("a"))
        #expect(desk.sees("  R  Release the hold") && !desk.sees("–R"))
    }

    @Test func `shows each hold by itself, with what its end would let happen, and ends that one`() throws {
        var desk = try desk()
        try desk.press(.enter, .character("R"))
        #expect(desk.sees("A hold on this story") && desk.sees("1 of 2"))
        #expect(desk.sees("Under-18: they may be under 18.") && desk.sees("The story of a child can go out."))
        #expect(desk.sees("One more hold still stops the story.") && !desk.sees("her mother called"))
        try desk.type("she turned 19")
        try desk.press(.tab)
        #expect(desk.sees("2 of 2") && desk.sees("Her mother called.") && !desk.sees("she turned 19"))
        try desk.press(.enter)
        #expect(desk.sees("A few words are needed."))
        try desk.type("she called again")
        try desk.press(.enter)
        #expect(desk.signed.isEmpty && desk.sees("What the hold was for is taken to be over."))
        try desk.press(.enter)
        #expect(desk.signed == [.release(Self.hold(2, "her mother called"), reason: "she called again")])
        try desk.press(.character("R"), .escape)
        #expect(desk.sees("Nothing was signed.") && desk.signed.count == 1)
    }
}

@Suite struct `Colors of a case` {
    private let color = /\e\[(?:[0-9]+;)*3[0-7](?:;[0-9]+)*m/
    private static func words(_ drawing: String) -> String { drawing.replacing(/\e\[[0-9;?]*[A-Za-z]/, with: "") }

    /// Every pane and every question of a case, each as it is drawn.
    private func screens() throws -> [(name: String, frame: Frame)] {
        var screens: [(String, Frame)] = []
        var desk = try Rehearsal(columns: 100, rows: 30)
        desk.say([
            Said(words: "! We are worried about them: Friday", meaning: .alert),
            Said(words: "On hold           under-18", meaning: .care),
            Said(words: "Their answer      agreed", meaning: .good),
        ])
        desk.screen.queue.select(Rehearsal.caseID)
        try desk.press(.enter)
        screens.append(("consent", desk.screen.frame()))
        try desk.press(.enter, .character("4"))
        screens.append(("found", desk.screen.frame()))
        try desk.press(.character("y"), .character("i"))
        try desk.type("a large city")
        try desk.press(.enter, .character("3"))
        screens.append(("story", desk.screen.frame()))
        try desk.press(.character("5"))
        screens.append(("text", desk.screen.frame()))
        try desk.press(.character("a"))
        screens.append(("acts", desk.screen.frame()))
        try desk.press(.escape, .character("H"))
        try desk.type("a call")
        try desk.press(.enter)
        screens.append(("summary", desk.screen.frame()))
        return screens
    }

    @Test func `say nothing that the words and the weight do not say, and with NO_COLOR there is none`() throws {
        var seen: Set<String> = []
        for (name, frame) in try screens() {
            var (colored, plain) = (Painter(withColors: true), Painter(withColors: false))
            let (first, second) = (colored.drawing(frame), plain.drawing(frame))
            #expect(!first.matches(of: color).isEmpty, "\(name)")
            #expect(!first.contains(/\e\[[0-9;]*(4[0-7]|9[0-7]|10[0-7]|38|48)[;m]/), "\(name)")
            #expect(!second.contains(color) && Self.words(first) == Self.words(second), "\(name)")
            seen.formUnion(first.matches(of: color).map { String($0.0) })
        }
        for code in ["31", "32", "35", "36"] { #expect(seen.contains { $0.contains(code) }, "\(code)") }
    }

    @Test func `tell apart in the story and the text nothing that looks the same without them`() throws {
        let colors: Style = [.alert, .care, .good, .calm]
        for (name, frame) in try screens() where ["story", "text"].contains(name) {
            // Two pieces of one look without colors have one look with them.
            let styles = Set(frame.rows[2..<27].joined().filter { $0.column > DeskScreen.queueWidth }.map(\.style))
            #expect(Set(styles.map { $0.subtracting(colors) }).count == styles.count, "\(name)")
        }
    }
}
