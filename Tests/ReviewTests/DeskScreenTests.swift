import Envelope
import Redaction
import Testing
import Warnings

@testable import Review

@Suite struct `The full-screen desk` {
    @Test
    func `shows first whom somebody is worried about, then what is the reviewer's turn, and each part by its name`()
        throws
    {
        let desk = try Rehearsal()
        let heads = desk.seen.filter { $0.contains("(") && $0 == $0.uppercased() }
        #expect(
            heads.map { String($0.prefix { $0 != "(" }.dropLast()) } == [
                "WORRIED ABOUT THEM", "NEEDS YOU", "ON HOLD", "CONSENT ENDS SOON", "WAITS FOR OTHERS", "DONE",
            ])
        #expect(desk.seen[2].hasPrefix("! compare"))
        #expect(desk.sees("  ben "))
        #expect(desk.sees("2 need you"))
    }

    @Test func `shows content notes before the words, and the words after one key`() throws {
        var desk = try Rehearsal()
        desk.screen.queue.select(Rehearsal.caseID)
        try desk.press(.enter, .character("3"))
        #expect(desk.sees("The writer says that this speaks of: violence."))
        #expect(desk.sees("The writer will be told that a reviewer opened it"))
        #expect(!desk.sees("Tyrell"))
        for pane in ["4", "5"] {
            try desk.type(pane)
            #expect(!desk.sees("Tyrell"))
        }
        try desk.press(.character("3"), .enter)
        #expect(desk.sees("Tyrell Banks hit me."))
    }

    @Test(arguments: [(80, 24), (40, 10), (72, 12), (120, 40), (200, 60), (41, 11)])
    func `fits into any window, at every pane`(columns: Int, rows: Int) throws {
        var desk = try Rehearsal(columns: columns, rows: rows)
        func fits() {
            #expect(desk.seen.count == rows)
            #expect(desk.seen.allSatisfy { DisplayWidth.of($0) <= columns })
        }
        fits()
        try desk.openStory()
        for pane in Pane.allCases {
            try desk.press(.character(Character("\(pane.rawValue)")))
            fits()
            if columns >= 72 { #expect(desk.sees(pane.title)) }
        }
        for key in [Key.character("?"), .escape, .character("a"), .escape, .character("L"), .character("1")] {
            try desk.press(key)
            fits()
        }
    }

    @Test func `says what it needs where the window is too small`() throws {
        let desk = try Rehearsal(columns: 39, rows: 9)
        #expect(desk.seen[0] == "Firsthand needs 40 × 10.")
        #expect(desk.seen.allSatisfy { DisplayWidth.of($0) <= 39 })
    }

    @Test func `keeps its place when the window changes`() throws {
        let story = (1...200).map { "line \($0) of an invented story" }.joined(separator: "\n")
        var desk = try Rehearsal(story)
        try desk.openStory()
        try desk.press(.pageDown, .pageDown)
        let first = desk.seen[2].split(separator: "│").last.map(String.init)
        desk.screen.resize(Terminal.Size(columns: 132, rows: 50))
        #expect(desk.seen[2].split(separator: "│").last.map(String.init) == first)
    }

    @Test func `finds words in any case and goes round`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.press(.character("/"))
        try desk.type("TYRELL")
        try desk.press(.enter)
        #expect(desk.sees("1 of 3"))
        try desk.press(.character("n"))
        #expect(desk.sees("2 of 3"))
        try desk.press(.character("N"), .character("N"))
        #expect(desk.sees("3 of 3"))
    }

    @Test func `leaves with one key from every pane`() throws {
        for pane in 1...6 {
            var desk = try Rehearsal()
            try desk.openStory()
            try desk.press(.character(Character("\(pane)")), .character("q"))
            #expect(desk.effects.last == .leave)
        }
    }

    @Test func `what is pasted is no command`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        let before = desk.effects.count
        try desk.press(.paste("qWPAX\n"))
        #expect(desk.effects.count == before)
    }
}

@Suite struct `Before something is signed` {
    @Test func `its summary is shown, and Escape leaves it unsigned`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.press(.character("H"))
        try desk.type("their lawyer asked")
        try desk.press(.enter)
        #expect(desk.sees("Hold the story"))
        #expect(desk.sees("their lawyer asked"))
        #expect(desk.sees("Nothing of it is published until another"))
        #expect(desk.signed.isEmpty)
        try desk.press(.escape)
        #expect(desk.sees("Nothing was signed."))
        #expect(desk.signed.isEmpty)
        try desk.press(.character("H"))
        try desk.type("their lawyer asked")
        try desk.press(.enter, .enter)
        #expect(desk.signed == [.simple(.hold, reason: "their lawyer asked")])
    }

    @Test func `a question stands alone on its row, also over a story that fills the pane`() throws {
        var desk = try Rehearsal(
            (1...60).map { "Line \($0) of an invented story that is wide enough." }.joined(separator: "\n"))
        try desk.openStory()
        try desk.press(.character("H"))
        #expect(desk.seen[21...] == ["Why? The other reviewers can read it.", "›", "Enter goes on  Esc leaves it"])
    }

    @Test func `a reason without a word is not taken, and it is seen why`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.press(.character("H"), .enter)
        #expect(desk.sees("A few words are needed.") && desk.sees("Why? The other reviewers can read it."))
        #expect(desk.signed.isEmpty)
    }

    @Test func `a letter begins in the language of the form, and can begin in the other`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.press(.character("L"))
        #expect(desk.sees("Which letter, in English (en)?"))
        try desk.press(.character("l"))
        #expect(desk.sees("Which letter, in Spanish (es)?"))
        try desk.press(.character("1"))
        #expect(desk.sees("A letter in Spanish (es)") && desk.sees("Gracias"))
        try desk.press(.control("s"), .enter)
        guard case .letter(_, let language)? = desk.signed.last else { return #expect(Bool(false)) }
        #expect(language == "es")
    }

    @Test(arguments: ["X", "W"]) func `what cannot be undone must be typed`(key: String) throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.type(key)
        try desk.type("asked by phone")
        try desk.press(.enter, .enter)
        #expect(desk.signed.isEmpty)
        try desk.type("3f3f-3f3e")
        try desk.press(.enter)
        #expect(desk.signed.isEmpty)
        try desk.press(.backspace)
        try desk.type("f")
        try desk.press(.enter)
        #expect(desk.signed.count == 1)
    }

    @Test func `an act that cannot be done says why`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.press(.character("R"))
        #expect(desk.sees("It is not on hold."))
        #expect(desk.signed.isEmpty)
    }

    @Test func `a text is approved only after it was read to its end and its digits were typed`() throws {
        let text = (1...60).map { "Paragraph \($0) of an invented text." }.joined(separator: "\n\n")
        var desk = try Rehearsal(proposed: Manuscript(title: "Invented", text: text, language: "en"))
        try desk.openStory()
        try desk.press(.character("A"))
        #expect(desk.sees("Read it to its end first"))
        try desk.press(.character("G"), .character("A"))
        #expect(desk.signed.isEmpty && !desk.sees("type abababab"))
        try desk.press(.character("g"))
        for _ in 0..<12 { try desk.press(.character(" ")) }
        try desk.press(.character("A"))
        #expect(desk.sees("To sign, type abababab:"))
        #expect(desk.sees("print, website"))
        #expect(desk.sees("This is the last approval."))
        try desk.press(.enter)
        try desk.type("abababac")
        try desk.press(.enter)
        #expect(desk.signed.isEmpty)
        try desk.press(.backspace)
        try desk.type("b")
        try desk.press(.enter)
        #expect(desk.signed == [.approve(Digest(unchecked: [UInt8](repeating: 0xAB, count: 32)), over: [:])])
    }

    @Test func `a text in a language that the program does not know needs the whole story to be read`() throws {
        let story = String(
            repeating: "Toto je vymyšlený příběh o ženě, která odešla z domu ve středu ráno. ", count: 40)
        var desk = try Rehearsal(story, proposed: Manuscript(title: "Invented", text: "Short.", language: "cs"))
        try desk.openStory()
        try desk.press(.character("5"), .character("A"))
        #expect(desk.sees("Not checked by machine"))
        for _ in 0..<10 { try desk.press(.character(" ")) }
        try desk.press(.character("A"))
        #expect(desk.sees("To sign, type"))
    }

    @Test
    func `a text whose author says another language needs the whole story to be read, whatever the machine guessed`()
        throws
    {
        let story = String(
            repeating: "This is an invented story that I told to my mother and to no one else. ", count: 40)
        for (language, isAsked) in [("pt", true), ("es", false), ("en", false)] {
            var desk = try Rehearsal(story, proposed: Manuscript(title: "Invented", text: "Short.", language: language))
            try desk.openStory()
            try desk.press(.character("5"), .character("A"))
            #expect(desk.sees("Not checked by machine") == isAsked)
            #expect(desk.sees("To sign, type") == !isAsked)
        }
    }

    @Test func `a changed text is shown beside the one before it`() throws {
        let before = Manuscript(title: "Invented", text: "I left.\n\nI was not safe.", language: "en")
        let after = Manuscript(title: "Invented", text: "I left.\n\nI was never safe.", language: "en")
        var desk = try Rehearsal(columns: 120, proposed: after, previous: before)
        try desk.openStory()
        try desk.press(.character("5"), .character("d"))
        #expect(desk.sees("I was not safe."))
        let row = try #require(desk.seen.first { $0.contains("I was not safe.") })
        #expect(row.contains("*") && row.contains("I was never safe."))
        #expect(desk.seen.first { $0.contains("I left.") }?.contains("*") == false)
    }

    /// Two warnings about "Docket CR-2019-00482, and Dell Orsini", and one that somebody answered before.
    private static let warned: [StandingWarning] = {
        let check = DisclosureCheck(list: "Dell Orsini\nMarlow")
        let seen = check.look(
            at: "Docket CR-2019-00482. Dell Orsini came to Marlow.", id: "1111-1111",
            manuscript: Digest(unchecked: [UInt8](repeating: 0xAB, count: 32)))
        return check.warnings(about: seen).sorted { $0.sentence.utf8Precedes($1.sentence) }.map {
            StandingWarning(
                warning: $0,
                answer: $0.sentence.contains("Marlow") ? .init(author: "ben", reason: "a town of a million") : nil)
        }
    }()

    private func atWarning() throws -> Rehearsal {
        var desk = try Rehearsal(proposed: Manuscript(title: "Invented", text: "Short.", language: "en"))
        desk.warnings = Self.warned
        try desk.openStory()
        try desk.press(.character("5"), .character("A"))
        return desk
    }

    @Test func `each warning is shown and takes a reason, and the summary before the signature names them all`() throws
    {
        var desk = try atWarning()
        #expect(desk.sees("A warning about this text") && desk.sees("1 of 2"))
        #expect(desk.sees("'CR-2019-00482' looks like a docket or inmate number."))
        try desk.press(.enter)
        #expect(desk.sees("A few words are needed."))
        try desk.type("it is an invented number")
        #expect(desk.sees("it is an invented number"))
        try desk.press(.enter)
        #expect(desk.sees("2 of 2") && desk.sees("'Dell Orsini' is on the list of what must not be published."))
        try desk.type("he agreed")
        try desk.press(.enter)
        #expect(desk.signed.isEmpty)
        for _ in 0..<20 {
            if desk.sees("ben: a town of a million") { break }
            try desk.press(.down)
        }
        #expect(desk.sees("ben: a town of a million"))
        for _ in 0..<20 { try desk.press(.up) }
        for words in ["Warned", "ana: it is an invented number"] {
            for _ in 0..<20 where !desk.sees(words) { try desk.press(.down) }
            #expect(desk.sees(words))
        }
        try desk.type("abababab")
        try desk.press(.enter)
        let open = Self.warned.filter { $0.answer == nil }.map(\.warning.digest)
        guard case .approve(_, let reasons)? = desk.signed.last else { return #expect(Bool(false)) }
        #expect(reasons == [open[0]: "it is an invented number", open[1]: "he agreed"])
    }

    @Test(arguments: [0, 1]) func `Escape at a warning signs nothing`(answered: Int) throws {
        var desk = try atWarning()
        for _ in 0..<answered {
            try desk.type("known to all")
            try desk.press(.enter)
        }
        try desk.press(.escape)
        #expect(desk.sees("Nothing was signed. To mend it:"))
        try desk.type("abababab")
        try desk.press(.enter)
        #expect(desk.signed.isEmpty)
    }

    @Test func `a warning of any length leaves room for the reason`() throws {
        for (columns, rows) in [(80, 24), (40, 10)] {
            var desk = try Rehearsal(
                columns: columns, rows: rows, proposed: Manuscript(title: "Invented", text: "Short.", language: "en"))
            let check = DisclosureCheck(list: String(repeating: "Dell ", count: 300))
            desk.warnings = check.warnings(
                about: check.look(
                    at: String(repeating: "Dell ", count: 300), id: "1111-1111",
                    manuscript: Digest(unchecked: [UInt8](repeating: 0xAB, count: 32)))
            ).map { StandingWarning(warning: $0, answer: nil) }
            try desk.openStory()
            try desk.press(.character("5"))
            for _ in 0..<4 { try desk.press(.character(" ")) }
            try desk.press(.character("A"))
            try desk.type("a long reason, " + String(repeating: "so long ", count: 60) + "to its end")
            #expect(desk.sees("to its end"))
            #expect(desk.seen.allSatisfy { DisplayWidth.of($0) <= columns })
        }
    }
}
