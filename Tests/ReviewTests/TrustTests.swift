import Envelope
import Redaction
import Testing

@testable import Review

/// What is seen at the desk is what is there.
@Suite struct `A place that stays` {
    private func atFound(_ story: String = Rehearsal.story) throws -> Rehearsal {
        var desk = try Rehearsal(story)
        try desk.openStory()
        try desk.press(.character("4"))
        return desk
    }

    private func text(_ desk: Rehearsal) -> String { desk.screen.file?.work?.planned?.redacted.text ?? "" }

    @Test func `is said in its row, whatever is decided of the rest`() throws {
        var desk = try atFound()
        try desk.press(.character("e"))
        #expect(desk.sees("Why can this place stay: “Tyrell Banks” hit me."))
        try desk.type("it is his stage name")
        try desk.press(.enter, .character("y"))
        #expect(desk.sees("Robin · 1 of 3 stay"))
        #expect(text(desk).hasPrefix("Tyrell Banks hit me.") && text(desk).contains("Robin called"))
        try desk.press(.home)
        #expect(desk.sees("this place stays, e lets it go: it is his stage name"))
        try desk.press(.character("e"))
        #expect(!desk.sees("1 of 3 stay") && text(desk).hasPrefix("Robin Bennett hit me."))
        try desk.press(.character("u"), .character("u"), .character("u"))
        #expect(desk.sees("? Robin Bennett") && desk.screen.file?.work?.plan.kept.isEmpty == true)
    }

    @Test
    func `and is the only one, is the whole of it: the row says that it stays, and a later decision takes it out`()
        throws
    {
        var desk = try atFound("I worked at Dollar General for a year.")
        try desk.press(.character("e"))
        try desk.type("half the county did")
        try desk.press(.enter, .escape)
        #expect(desk.sees("stays: half the county did") && desk.sees("0 open"))
        #expect(text(desk).contains("Dollar General"))
        #expect(desk.screen.file?.work?.leftIn == ["“Dollar General”: half the county did"])
        try desk.press(.character("y"))
        #expect(!desk.sees("stays:") && !text(desk).contains("Dollar General"))
        #expect(desk.screen.file?.work?.leftIn.isEmpty == true)
    }

    @Test func `is quoted with its words before a signature`() throws {
        var desk = try atFound()
        try desk.press(.right, .character("e"))
        try desk.type("a song")
        try desk.press(.enter, .character("y"))
        #expect(desk.screen.file?.work?.leftIn == ["at one place, “Tyrell” called from …: a song"])
    }

    @Test func `is no place that something else takes out: then the list does not say that it stays`() throws {
        var desk = try Rehearsal("Tyrell Banks hit me.")
        try desk.openStory()
        try desk.press(.character("4"), .character("i"))
        try desk.type("he agreed")
        try desk.press(.enter, .escape, .character("3"), .character("v"), .character("w"), .enter, .character("o"))
        try desk.press(.character("4"))
        #expect(!desk.sees("he agreed") && !text(desk).contains("Banks"))
    }
}

@Suite struct `One step back` {
    @Test func `can be taken from every one of a thousand steps`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.press(.character("4"))
        let first = desk.screen.file?.work?.plan.saved
        for _ in 0..<500 { try desk.press(.home, .character("#"), .home, .character("x")) }
        for _ in 0..<1_000 { try desk.press(.character("u")) }
        #expect(desk.screen.file?.work?.plan.saved == first)
        try desk.press(.character("u"))
        #expect(desk.sees("There is nothing to take back."))
    }
}

@Suite struct `What takes the keys` {
    @Test func `is on the screen, alone or beside the queue`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.press(.character("z"))
        #expect(!desk.screen.showsQueue && desk.screen.focus == .file)
        try desk.press(.escape)
        #expect(desk.screen.showsQueue && desk.screen.focus == .queue)
        try desk.press(.character("z"), .character("z"))
        #expect(desk.screen.showsFile && desk.screen.focus == .file)
    }
}

@Suite struct `Stand-ins in the text` {
    /// The words that stand out in the text pane.
    private func marked(_ desk: Rehearsal, _ style: Style) -> [String] {
        desk.screen.frame().rows[2..<20].joined().filter { $0.style == style && $0.column > DeskScreen.queueWidth }
            .map(\.text)
    }

    @Test func `are marked without brackets, and what is only offered is marked otherwise`() throws {
        var desk = try Rehearsal()
        try desk.openStory()
        try desk.press(.character("4"), .character("y"), .character("5"))
        #expect(marked(desk, [.bold, .good]) == ["Robin Bennett", "Robin", "Robin"])
        #expect(marked(desk, [.bold, .underline, .calm]).contains("Casey Moreno"))
        #expect(desk.sees("As it will read, 3 only offered"))
        try desk.press(.character("4"), .character("y"), .character("y"), .character("y"), .escape, .character("5"))
        #expect(marked(desk, [.bold, .underline, .calm]).isEmpty && marked(desk, [.bold, .good]).contains("a number"))
        #expect(desk.sees("As it would be published"))
    }

    @Test func `of somebody else are what differs from the story, whoever says so`() throws {
        let text =
            "Robin hit me. I told Casey Moreno in a town.\n\nRobin called from a number. Casey cried, and Robin laughed."
        var desk = try Rehearsal(proposed: Manuscript(title: "Theirs", text: text, language: "en"))
        try desk.openStory()
        try desk.press(.character("5"))
        #expect(
            marked(desk, [.bold, .good]) == ["Robin", "Casey Moreno", "a town", "Robin", "a number", "Casey", "Robin"])
    }

    @Test func `stand beside what they were put into, also where a passage was cut and a line was added`() {
        let story = (0..<9).map { "Part \($0) is about Name\($0) and the door of house number \($0)." }
        var text = story.enumerated().map { $1.replacing("Name\($0)", with: "[Name \($0)]") }
        text.remove(at: 4)
        text.append("Names and places were changed.")
        let pairs = Alignment(
            before: story.joined(separator: "\n\n"), after: text.joined(separator: "\n\n") + "\n"
        ).pairs
        for pair in pairs where !pair.before.isEmpty && !pair.after.isEmpty {
            #expect(pair.before.prefix(6) == pair.after.prefix(6), "\(pair)")
        }
        #expect(pairs.count { !$0.before.isEmpty && !$0.after.isEmpty } == 8)
        #expect(pairs.filter { !$0.before.isEmpty && $0.after.isEmpty }.map(\.before) == [story[4]])
        #expect(pairs.compactMap(\.line) == Array(0..<(text.count * 2)))
    }

    @Test(arguments: [
        ("in Hammond, then", "in a town, then", ["a town"]), ("a b c", "a b c", []), ("", "new", ["new"]),
        ("he said no", "she said", ["she"]),
    ]) func `are found word by word`(before: String, after: String, expected: [String]) {
        let scalars = Array(after.unicodeScalars)
        let found = Alignment.inserted(into: before, giving: after).map {
            String(String.UnicodeScalarView(scalars[$0]))
        }
        #expect(found == expected)
    }
}

@Suite struct `An act that cannot be done now` {
    @Test func `is marked in the menu without a color, and says why`() throws {
        var desk = try Rehearsal(columns: 110)
        try desk.openStory()
        try desk.press(.character("a"))
        #expect(desk.sees("–R  Release the hold: It is not on hold."))
        #expect(desk.sees("–P  Propose this text: Not yet: 4 are not decided, such as number 1."))
        #expect(desk.sees("  H  Hold the story") && !desk.sees("–H"))
    }

    @Test func `is no approval after which the text would go out, while something holds it`() throws {
        var view = Rehearsal.view(
            edits: .names, notes: [], proposed: Manuscript(title: "T", text: "It was late.", language: "en"),
            previous: nil)
        let digest = try #require(view.text?.digest)
        func then() -> String? { ActSummary(.approve(digest, over: [:]), view).facts.last?.words }
        #expect(then()?.contains("The publisher can open this text") == true)
        view.stops = ["it is held (her mother called)"]
        #expect(then() == "This is the last approval. It cannot go out yet: it is held (her mother called).")
    }

    @Test func `is in the one table: each has a key, a command and words, and no two have the same`() {
        #expect(Set(ReviewAct.all.map(\.command)).count == ReviewAct.all.count)
        #expect(Set(ReviewAct.all.map(\.name)).count == ReviewAct.all.count)
        for act in ReviewAct.all {
            #expect(act.key.isUppercase && !act.abstract.isEmpty)
            #expect(DeskScreen.help.contains("\n\(act.key)        \(act.name)"), "the desk's help has it")
            // Two that undo each other have one key, and are never offered together.
            let sharing = ReviewAct.all.filter { $0.key == act.key }
            #expect(sharing.count == 1 || Set(sharing.map { $0.command.prefix { $0 != " " } }).count == 1)
        }
    }
}

@Suite struct `A letter at the desk` {
    private func writing(_ occasion: Character = "2") throws -> Rehearsal {
        var desk = try Rehearsal(columns: 110, rows: 40)
        try desk.openStory()
        try desk.press(.character("L"), .character(occasion))
        return desk
    }

    private func typed(_ desk: Rehearsal) -> String {
        if case .letter(let field, _)? = desk.screen.modal { field.text } else { "" }
    }

    @Test func `opens at its first blank, where what is typed takes its place`() throws {
        var desk = try writing()
        #expect(typed(desk).contains("___"))
        let blanks = typed(desk).count { $0 == "_" } / 3
        try desk.press(.control("s"))
        #expect(desk.sees("A line of ___ is left") && desk.signed.isEmpty)
        for _ in 0..<blanks {
            try desk.type("Which year was it?")
            try desk.press(.tab)
        }
        #expect(!typed(desk).contains("_") && typed(desk).contains("Which year was it?"))
        try desk.press(.control("s"), .enter)
        guard case .letter(let text, _)? = desk.signed.last else { return #expect(Bool(false)) }
        #expect(text.contains("Which year was it?"))
    }

    @Test func `can begin with one of the last three that were sealed`() throws {
        var desk = try writing("0")
        for words in ["One.", "Two.", "Three.", "Four."] {
            if case .letter? = desk.screen.modal {} else { try desk.press(.character("L"), .character("0")) }
            try desk.type(words)
            try desk.press(.control("s"), .enter)
        }
        try desk.press(.character("L"))
        #expect(desk.sees("a  as you wrote before: “Four. …”") && desk.sees("c  as you wrote before: “Two. …”"))
        #expect(!desk.sees("One."))
        try desk.press(.character("b"))
        #expect(typed(desk) == "Three.")
    }

    @Test func `is kept while nobody types, also before its line is ended, and let go when it is thrown away`() throws {
        var desk = try writing("0")
        var screen = desk.screen
        #expect(screen.pause().isEmpty, "nothing was typed")
        try desk.type("We read it a")
        screen = desk.screen
        #expect(screen.pause() == [.keepLetter("We read it a", Rehearsal.caseID)])
        #expect(screen.pause().isEmpty, "it is kept")
        desk.screen = screen
        try desk.press(.escape)
        try desk.type("yes")
        try desk.press(.enter)
        #expect(desk.effects.last == .keepLetter(nil, Rehearsal.caseID))
        try desk.press(.character("L"))
        #expect(desk.sees("Which letter"))
    }

    @Test func `that was begun is taken up where it was left`() throws {
        var desk = try writing("0")
        try desk.type("We read it a")
        _ = desk.screen.pause()
        // The window is closed, and the desk opened again: the vault has it.
        try desk.press(.control("s"), .escape, .escape)
        try desk.type("no")
        try desk.press(.enter)
        #expect(typed(desk) == "We read it a")
        var view = try #require(desk.screen.file?.view)
        view.letterDraft = "We read it a"
        var again = try Rehearsal()
        again.screen.file = OpenCase(view)
        again.screen.focus = .file
        try again.press(.character("L"))
        #expect(typed(again) == "We read it a" && again.sees("This is what you typed before."))
    }
}
