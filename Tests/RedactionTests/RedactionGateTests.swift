import Redaction
import Testing

private func draft(_ text: String, _ edits: RedactionEdit...) throws -> RedactionDraft {
    var draft = RedactionDraft(text)
    for edit in edits { try draft.add(edit) }
    return draft
}

@Suite struct `The gate` {
    @Test func `is open when everything is gone`() throws {
        let draft = try draft("Ana Ruiz met ANA RUIZ in Waco", find("Ana Ruiz"), find("Waco", "town in Texas"))
        #expect(RedactionGate.remaining(in: draft.apply().text, title: "A long road", after: draft).isEmpty)
    }

    @Test(arguments: [
        "Ana Ruiz", "ANA RUIZ", "aná  ruíz", "Ana\r\nRuiz's", "x-Ana Ruiz_", "An\u{200B}a Rui\u{301}z", "A-\nna Ruiz",
    ])
    func `sees the whole in any form, in the text and in the title`(form: String) throws {
        let draft = try draft("Ana Ruiz", find("nobody"), find("Ana Ruiz"))
        for (text, title, place) in [("xy \(form) z", "t", Remaining.Place.text), ("t", "xy \(form) z", .title)] {
            let whole = RedactionGate.remaining(in: text, title: title, after: draft).filter { $0.form == .whole }
            #expect(whole.map(\.edit) == [1])
            #expect(whole.map(\.place) == [place])
            #expect(whole.map(\.count) == [1])
        }
    }

    @Test func `says where by code points and how often`() throws {
        let draft = try draft("Waco", find("Waco"))
        let found = RedactionGate.remaining(in: "\r\n👨\u{200D}👩 waco, WACO", title: "", after: draft)
        #expect(found.map(\.first) == [6])
        #expect(found.map(\.count) == [2])
    }

    @Test func `sees one word of a longer name, but not short or empty words`() throws {
        let draft = try draft("x", find("María de la Cruz Li"))
        let found = RedactionGate.remaining(in: "they called maria and li de la CRUZ's place", title: "", after: draft)
        #expect(found.map(\.form) == [.part])
        #expect(found.map(\.count) == [2])
        #expect(RedactionGate.remaining(in: "li de la, the mariachi", title: "", after: draft).isEmpty)
    }

    @Test func `sees a word with an s at its end and says that it is only that`() throws {
        let draft = try draft("x", find("Tyrell"))
        #expect(RedactionGate.remaining(in: "tyrells bunk", title: "", after: draft).map(\.form) == [.withS])
        #expect(RedactionGate.remaining(in: "tyrell's bunk", title: "", after: draft).map(\.form) == [.whole])
        #expect(RedactionGate.remaining(in: "tyrellsen", title: "", after: draft).isEmpty)
    }

    @Test func `lets a stand-in say a word of the name, but never the name`() throws {
        let officer = try draft("Officer Reyes", find("Officer Reyes", "Officer 1"))
        #expect(RedactionGate.remaining(in: "[Officer 1] came", title: "", after: officer).isEmpty)
        #expect(
            RedactionGate.remaining(in: "[Officer 1], the officer", title: "", after: officer).map(\.form) == [.part])
        let silly = try draft("Officer Reyes", find("Officer Reyes", "Officer Reyes"))
        #expect(RedactionGate.remaining(in: silly.apply().text, title: "", after: silly).map(\.form) == [.whole])
    }

    @Test func `sees what a span took out where it stands again`() throws {
        let text = "In Waco, later in Waco."
        let draft = try draft(text, .span(3..<8, standIn: StandIn("town")))
        let found = RedactionGate.remaining(in: draft.apply().text, title: "waco", after: draft)
        #expect(found.map(\.place) == [.title, .text])
        #expect(found.map(\.edit) == [0, 0])
    }

    @Test func `does not stop at a short or empty word that a span took out`() throws {
        let draft = try draft("she and she", .span(0..<3, standIn: .removed), .span(4..<7, standIn: .removed))
        #expect(RedactionGate.remaining(in: "she and I, she", title: "", after: draft).isEmpty)
    }

    @Test func `looks for a part of words where the edit did`() throws {
        let draft = try draft("x", .findAll(text: "4471", wholeWords: false, standIn: StandIn("badge")))
        #expect(RedactionGate.remaining(in: "B4471X", title: "", after: draft).map(\.form) == [.whole])
    }

    @Test func `with no edits has nothing to see`() {
        #expect(RedactionGate(RedactionDraft("x")).remaining(in: "x", title: "x").isEmpty)
    }
}
