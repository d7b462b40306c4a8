import Envelope
import Redaction
import Testing

@testable import Review

@Suite struct `Redacting at the desk` {
    private func atFound(_ story: String = Rehearsal.story) throws -> Rehearsal {
        var desk = try Rehearsal(story)
        try desk.openStory()
        try desk.press(.character("4"))
        return desk
    }

    @Test func `one key settles all places of one person and goes on to the next`() throws {
        var desk = try atFound()
        #expect(desk.sees("Tyrell Banks ×3"))
        #expect(desk.sees("? Robin Bennett"))
        try desk.press(.character("y"))
        #expect(!desk.sees("? Robin Bennett") && desk.sees("Robin Bennett"))
        try desk.press(.character("5"))
        #expect(desk.sees("Robin Bennett hit me."))
        #expect(desk.sees("and Robin laughed."))
        #expect(desk.saves == 1)
    }

    @Test func `what has a form is settled by type with one key, and people are not`() throws {
        var desk = try atFound("Call 219-555-0147 or 219-555-0148. Ask for Keisha.")
        try desk.press(.character("Y"))
        #expect(desk.sees("settled one by one"))
        #expect(desk.screen.file?.work?.undecided == 3)
        try desk.press(.down, .character("Y"))
        #expect(desk.screen.file?.work?.undecided == 1)
        try desk.press(.character("5"))
        #expect(!desk.sees("219-555"))
    }

    @Test func `undo takes back every step, to the first`() throws {
        var desk = try atFound()
        let first = desk.screen.file?.work?.plan.saved
        for _ in 0..<4 { try desk.press(.character("y")) }
        #expect(desk.screen.file?.work?.undecided == 0)
        try desk.type("A title")
        try desk.press(.enter)
        for _ in 0..<5 { try desk.press(.character("u")) }
        #expect(desk.screen.file?.work?.plan.saved == first)
        #expect(desk.screen.file?.work?.title == "")
        try desk.press(.character("u"))
        #expect(desk.sees("There is nothing to take back."))
    }

    @Test func `what stays needs a reason, and the summary shows it`() throws {
        var desk = try atFound()
        try desk.press(.character("y"), .character("y"), .character("i"), .enter)
        #expect(desk.sees("Say why in words"))
        try desk.press(.character("i"))
        try desk.type("a large city")
        try desk.press(.enter, .character("y"))
        try desk.type("Invented")
        try desk.press(.enter, .character("P"), .character("P"))
        #expect(desk.sees("Stays"))
        #expect(desk.sees("“Hammond”: a large city"))
        try desk.press(.enter)
        guard case .propose(let text)? = desk.signed.last else { return #expect(Bool(false)) }
        #expect(text.manuscript.title == "Invented" && text.manuscript.language == "en")
        #expect(text.manuscript.text.contains("in Hammond.") && text.manuscript.text.contains("called from a number."))
        #expect(text.manuscript.text.hasSuffix("\n\nNames and places were changed.\n"))
    }

    @Test func `nothing is proposed while something is open, without a title, or with a name in the title`() throws {
        var desk = try atFound()
        try desk.press(.character("P"))
        #expect(desk.sees("are not decided"))
        for _ in 0..<4 { try desk.press(.character("y")) }
        try desk.press(.escape, .character("P"))
        #expect(desk.sees("it has no title"))
        try desk.press(.character("t"))
        try desk.type("What Loretta saw")
        try desk.press(.enter, .character("P"))
        #expect(desk.sees("still stands in the title"))
        #expect(desk.signed.isEmpty)
    }

    @Test func `a reviewer's own text is not signed for the one that they read to its end`() throws {
        var desk = try Rehearsal(proposed: Manuscript(title: "Theirs", text: "Short.", language: "en"))
        try desk.openStory()
        try desk.press(.character("4"))
        for _ in 0..<4 { try desk.press(.character("y")) }
        try desk.type("Mine")
        // The other's text is on the screen, to its last line.
        try desk.press(.enter, .character("A"))
        #expect(desk.sees("This is the text that is put forward") && desk.sees("Short."))
        try desk.press(.character("P"))
        #expect(desk.sees("Read it to its end first") && desk.sees("Mine") && !desk.sees("Short."))
        try desk.press(.enter)
        #expect(desk.signed.isEmpty)
        try desk.press(.character("P"), .enter)
        guard case .propose(let text)? = desk.signed.last else { return #expect(Bool(false)) }
        #expect(text.manuscript.title == "Mine")
    }

    @Test func `people are merged and split, and places gone through`() throws {
        var desk = try atFound("Maria came. Later Maria Lopez came, and Maria Gomez too.")
        let before = try #require(desk.screen.file?.work?.order.count)
        try desk.press(.character("m"))
        try desk.type("\(desk.screen.file?.work?.order[1].id ?? 0)")
        try desk.press(.enter)
        #expect(desk.screen.file?.work?.order.count == before - 1)
        try desk.press(.right, .character("s"))
        #expect(desk.screen.file?.work?.order.count == before)
    }

    @Test func `words are marked by hand, everywhere they stand`() throws {
        var desk = try Rehearsal("The bakery smelled of bread. I loved the BAKERY.")
        try desk.openStory()
        try desk.press(.character("v"), .character("w"), .enter)
        #expect(desk.sees("here and at 1 other place"))
        try desk.press(.character("l"))
        try desk.press(.character("5"))
        #expect(!desk.sees("bakery") && !desk.sees("BAKERY"))
    }

    @Test func `a passage is shortened only where the writer allowed it`() throws {
        for (edits, isOffered) in [(Consent.Edits.shorten, true), (.names, false)] {
            var desk = try Rehearsal("One sentence. A second one that can go. The third.", edits: edits)
            try desk.openStory()
            try desk.press(.character("v"), .character("v"), .end, .enter)
            #expect(desk.sees("shorten: cut this passage") == isOffered)
        }
    }

    @Test func `one key shows the text as it will read, with what is only offered, and the same key the story`() throws
    {
        var desk = try atFound()
        #expect(desk.sees("Tyrell called from 219-555-0147."))
        try desk.press(.character("o"))
        #expect(desk.sees("Robin Bennett hit me.") && desk.sees("Robin called from a number."))
        #expect(!desk.sees("Tyrell called"))
        try desk.press(.character("y"), .character("u"), .character("o"))
        #expect(desk.sees("Tyrell called from 219-555-0147."))
        #expect(desk.screen.file?.work?.undecided == 4)
    }

    @Test func `one key gives another name, the same at each place`() throws {
        var desk = try atFound()
        try desk.press(.character("d"), .character("5"))
        // The first name is free again, and is offered to the next person.
        #expect(desk.sees("Casey Moreno hit me.") && desk.sees("and Casey laughed.") && desk.sees("told Robin Bennett"))
    }

    @Test func `vaguer words are offered and used`() throws {
        var desk = try atFound("I left on March 4, 2014 with my son.")
        try desk.press(.character("w"))
        #expect(desk.sees("1  2014") && desk.sees("2  the 2010s"))
        try desk.press(.character("2"), .escape, .character("5"))
        #expect(desk.sees("I left in the 2010s with"))
    }

    @Test func `work that was saved is the same work when it is opened again`() throws {
        var desk = try atFound()
        try desk.press(.character("y"), .character("i"))
        try desk.type("she\tsaid so\\n")
        try desk.press(.enter)
        let plan = try #require(desk.screen.file?.work?.plan)
        let again = try #require(RedactionPlan(saved: plan.saved, of: Rehearsal.story))
        #expect(again.saved == plan.saved)
        #expect(again.entities == plan.entities)
        #expect(again.decisions == plan.decisions)
    }

    private static let czech = String(
        repeating: "Toto je vymyšlený příběh o ženě, která odešla z domu ve středu ráno. ", count: 4)

    @Test func `a language that cannot be guessed must be said before a text is proposed, and goes out with it`() throws
    {
        var desk = try Rehearsal(Self.czech)
        try desk.openStory()
        #expect(desk.sees("Not checked by machine: l says in which language it is."))
        try desk.press(.character("4"), .character("t"))
        try desk.type("Invented")
        try desk.press(.enter)
        for _ in 0..<(desk.screen.file?.work?.undecided ?? 0) { try desk.press(.character("x")) }
        try desk.press(.character("P"))
        #expect(desk.sees("nobody said in which language it is"))
        try desk.press(.character("l"))
        #expect(desk.sees("The machine cannot tell."))
        try desk.press(.character("0"))
        try desk.type("Czech?")
        try desk.press(.enter)
        #expect(desk.sees("That is no code of a language"))
        try desk.press(.control("u"))
        try desk.type("cs")
        try desk.press(.enter)
        #expect(desk.sees("It is taken for cs. Not checked by machine: whoever approves it reads the whole story."))
        #expect(desk.saved?.language == "cs")
        try desk.press(.character("P"), .character("3"))
        for _ in 0..<4 { try desk.press(.character(" ")) }
        try desk.press(.character("P"))
        for _ in 0..<4 { try desk.press(.character(" ")) }
        try desk.press(.character("P"))
        #expect(desk.sees("cs: not checked by machine"))
        try desk.press(.enter)
        guard case .propose(let text)? = desk.signed.last else { return #expect(Bool(false)) }
        #expect(text.manuscript.language == "cs")
    }

    @Test func `what is said of the language changes the words that are put in, and can be taken back`() throws {
        var desk = try atFound()
        try desk.press(.character("#"), .character("l"))
        #expect(desk.sees("It is taken for English (en)."))
        try desk.press(.character("2"))
        #expect(desk.sees("It is taken for Spanish (es).") && desk.saved?.language == "es")
        try desk.press(.character("5"))
        #expect(desk.sees("[Nombre 1] hit me.") && desk.sees("Language: Spanish (es)"))
        try desk.press(.character("u"))
        #expect(desk.sees("[Name 1] hit me.") && desk.sees("Language: English (en)"))
        #expect(desk.saved?.language == nil && desk.saved != nil)
    }

    @Test func `a Spanish story on an English form is Spanish`() throws {
        var desk = try Rehearsal("Estuve en la cárcel y nadie me dijo por qué se llevaron a mis hijos de la casa.")
        try desk.openStory()
        try desk.press(.character("5"))
        #expect(desk.sees("Language: Spanish (es)"))
    }

    @Test(arguments: [
        "", "firsthand/plan/v2\n", "firsthand/plan/v1\nmention\t0\t1\thand\t\n",
        "firsthand/plan/v1\nnext\t2\nentity\t1\tPERSON\t-\n",
        "firsthand/plan/v1\nnext\t2\nentity\t1\tPERSON\t-\nmention\t0\t999\thand\t\n",
        "firsthand/plan/v1\nnext\t2\nentity\t1\tNOBODY\t-\nmention\t0\t1\thand\t\n",
        "firsthand/plan/v1\nnext\t1\nentity\t1\tPERSON\t-\nmention\t0\t1\thand\t\n",
        "firsthand/plan/v1\nnext\t2\nentity\t1\tPERSON\t-\nmention\t0\t1\thand\t\ndecide\tkeep\t \n",
        "firsthand/plan/v1\nwhat\n",
    ])
    func `a saved plan that is not as it was written is not taken up`(saved: String) {
        #expect(RedactionPlan(saved: saved, of: "Ana left.") == nil)
    }
}
