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
        #expect(RedactionGate(draft).remaining(in: draft.apply().text, title: "A long road").isEmpty)
    }

    @Test(arguments: [
        "Ana Ruiz", "ANA RUIZ", "aná  ruíz", "Ana\r\nRuiz's", "x-Ana Ruiz_", "An\u{200B}a Rui\u{301}z", "A-\nna Ruiz",
    ])
    func `sees the whole in any form, in the text and in the title`(form: String) throws {
        let draft = try draft("Ana Ruiz", find("nobody"), find("Ana Ruiz"))
        for (text, title, place) in [("xy \(form) z", "t", Remaining.Place.text), ("t", "xy \(form) z", .title)] {
            let whole = RedactionGate(draft).remaining(in: text, title: title).filter { $0.form == .whole }
            #expect(whole.map(\.item) == [1])
            #expect(whole.map(\.place) == [place])
            #expect(whole.map(\.count) == [1])
        }
    }

    @Test func `says where by code points and how often`() throws {
        let draft = try draft("Waco", find("Waco"))
        let found = RedactionGate(draft).remaining(in: "\r\n👨\u{200D}👩 waco, WACO", title: "")
        #expect(found.map(\.first) == [6])
        #expect(found.map(\.count) == [2])
    }

    @Test func `sees one word of a longer name, but not short or empty words`() throws {
        let draft = try draft("x", find("María de la Cruz Li"))
        let found = RedactionGate(draft).remaining(in: "they called maria and li de la CRUZ's place", title: "")
        #expect(found.map(\.form) == [.part])
        #expect(found.map(\.count) == [2])
        #expect(RedactionGate(draft).remaining(in: "li de la, the mariachi", title: "").isEmpty)
    }

    @Test func `sees a word with an s at its end and says that it is only that`() throws {
        let draft = try draft("x", find("Tyrell"))
        #expect(RedactionGate(draft).remaining(in: "tyrells bunk", title: "").map(\.form) == [.withS])
        #expect(RedactionGate(draft).remaining(in: "tyrell's bunk", title: "").map(\.form) == [.whole])
        #expect(RedactionGate(draft).remaining(in: "tyrellsen", title: "").isEmpty)
    }

    @Test func `lets a stand-in say a word of the name, but never the name`() throws {
        let officer = try draft("Officer Reyes", find("Officer Reyes", "Officer 1"))
        #expect(RedactionGate(officer).remaining(in: "[Officer 1] came", title: "").isEmpty)
        #expect(
            RedactionGate(officer).remaining(in: "[Officer 1], the officer", title: "").map(\.form) == [.part])
        let silly = try draft("Officer Reyes", find("Officer Reyes", "Officer Reyes"))
        #expect(RedactionGate(silly).remaining(in: silly.apply().text, title: "").map(\.form) == [.whole])
    }

    @Test func `sees what a span took out where it stands again`() throws {
        let text = "In Waco, later in Waco."
        let draft = try draft(text, .span(3..<8, standIn: StandIn("town")))
        let found = RedactionGate(draft).remaining(in: draft.apply().text, title: "waco")
        #expect(found.map(\.place) == [.title, .text])
        #expect(found.map(\.item) == [0, 0])
    }

    @Test func `does not stop at a short or empty word that a span took out`() throws {
        let draft = try draft("she and she", .span(0..<3, standIn: .removed), .span(4..<7, standIn: .removed))
        #expect(RedactionGate(draft).remaining(in: "she and I, she", title: "").isEmpty)
    }

    @Test func `sees a name that one place took out in parts too, and of a passage no single word`() throws {
        let name = try draft("Ana Ruiz left.", .span(0..<8, standIn: .removed))
        #expect(RedactionGate(name).remaining(in: "ruiz left", title: "").map(\.form) == [.part])
        let passage = try draft("Ana said Ruiz left.", .span(4..<18, standIn: .removed))
        #expect(RedactionGate(passage).remaining(in: "Ana Ruiz said they left", title: "").isEmpty)
    }

    @Test(arguments: ["my dad", "the ward", "in Dayton", "March 4"])
    func `knows no initials of what is no name`(words: String) throws {
        let draft = try draft("x", find(words))
        #expect(RedactionGate(draft).remaining(in: "M.D. T.W. I.D. M.4.", title: "").isEmpty)
    }

    @Test func `looks for a part of words where the edit did`() throws {
        let draft = try draft("x", .findAll(text: "4471", wholeWords: false, standIn: StandIn("badge")))
        #expect(RedactionGate(draft).remaining(in: "B4471X", title: "").map(\.form) == [.whole])
    }

    @Test func `with no edits has nothing to see`() {
        #expect(RedactionGate(RedactionDraft("x")).remaining(in: "x", title: "x").isEmpty)
    }
}

@Suite struct `One gate` {
    private static let words = StandInWords { _, number in "Name \(number)" }

    /// The same name taken out by a plan, by a find-all and at one place.
    private static func drafts() throws -> [RedactionDraft] {
        var plan = RedactionPlan("I told Loretta Pruitt.")
        for entity in plan.entities { try plan.decide(entity.id, .numbered) }
        return [
            try plan.draft(words), try draft("I told Loretta Pruitt.", find("Loretta Pruitt")),
            try draft("I told Loretta Pruitt.", .span(7..<21, standIn: StandIn("Name 1"))),
        ]
    }

    @Test(arguments: [
        ("Loretta Pruitt", Remaining.Form.whole), ("LORETTA  PRUITT's", .whole), ("loretta\r\npruitt", .whole),
        ("Lorétta Pruitt", .whole), ("Lo\u{200B}retta Pruitt", .whole),
        ("pruitt", .part), ("loretta's", .part), ("Lo-\nretta", .part), ("pruitts", .withS),
        ("L.P.", .initials), ("L. P.", .initials), ("L.P", .initials), ("L. P", .initials),
    ])
    func `sees the same forms, however a name was taken out`(form: String, seen: Remaining.Form) throws {
        for draft in try Self.drafts() {
            #expect(RedactionGate(draft).remaining(in: draft.apply().text, title: "A road").isEmpty)
            for (text, title, place) in [
                ("It was \(form) there", "", Remaining.Place.text), ("", "\(form) did", .title),
            ] {
                let remaining = RedactionGate(draft).remaining(in: text, title: title)
                #expect(remaining.contains { $0.form == seen && $0.place == place }, "\(draft.edits)")
            }
        }
    }

    @Test func `what is added to a plan's draft is looked for beside the plan`() throws {
        var draft = try #require(try Self.drafts().first)
        try draft.add(find("bakery"))
        #expect(RedactionGate(draft).remaining(in: "the bakery", title: "Pruitt").map(\.form) == [.part, .whole])
    }
}
