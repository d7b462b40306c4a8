import Redaction
import Testing

private let words = StandInWords { type, number in type == .person ? "Name \(number)" : "Place \(number)" }

private func id(_ name: String, in plan: RedactionPlan) throws -> Int {
    try #require(plan.entities.first { plan.name(of: $0) == name }, "\(plan.entities.map { plan.name(of: $0) })").id
}

@Suite struct `A plan` {
    private let story = "Tyrell Banks hit me. I told Loretta Pruitt. Tyrell said no. Loretta cried in Hammond."

    @Test func `settles every mention with one decision`() throws {
        var plan = RedactionPlan(story)
        try plan.decide(id("Tyrell Banks", in: plan), .numbered)
        try plan.decide(id("Loretta Pruitt", in: plan), .chosen("a neighbor"))
        #expect(
            try plan.draft(words).apply().text
                == "[Name 1] hit me. I told [a neighbor]. [Name 1] said no. [a neighbor] cried in Hammond.")
        #expect(plan.unresolved.map { plan.name(of: $0) } == ["Hammond"])
    }

    @Test func `keeps one mention with a reason, and only that one`() throws {
        var plan = RedactionPlan(story)
        let tyrell = try id("Tyrell Banks", in: plan)
        try plan.decide(tyrell, .numbered)
        let second = try #require(plan.entities.first { $0.id == tyrell }).mentions[1].range.lowerBound
        #expect(throws: RedactionPlan.Refusal.noReason) { try plan.keep(mentionAt: second, reason: "") }
        try plan.keep(mentionAt: second, reason: "quoted from the paper")
        for entity in plan.unresolved { try plan.decide(entity.id, .remove) }
        let out = try plan.draft(words).apply().text
        #expect(out.contains("Tyrell said no"))
        #expect(try RedactionGate(plan.draft(words)).remaining(in: out, title: "").isEmpty)
        #expect(try RedactionGate(plan.draft(words)).remaining(in: out + " Tyrell", title: "").map(\.count) == [1])
    }

    @Test func `marks by hand what nothing was suggested for`() throws {
        var plan = RedactionPlan("the blue house by the water tower")
        let marked = try plan.mark(4..<14, .other)
        #expect(plan.unresolved.contains { $0.id == marked })
        #expect(throws: RedactionPlan.Refusal.noSuchMention) { try plan.mark(30..<90, .other) }
    }

    @Test func `an edit that cannot be made is told, and no draft is made without it`() throws {
        var plan = RedactionPlan("Later Tyrell slept.")
        for entity in plan.entities { try plan.decide(entity.id, .remove) }
        // Decisions that were carried to words that are not all there.
        let cut = plan.carried(to: "Later", by: [.init(from: 0..<19, to: 0)])
        #expect(cut.unresolved.isEmpty && !cut.entities.isEmpty)
        #expect(throws: RedactionError.spanOutsideText) { try cut.draft(words) }
    }

    @Test func `lists the other people with who they are`() {
        let plan = RedactionPlan(
            "My husband Tyrell hit me. Officer Pulaski came. My lawyer, Osei, wept. My bunkie Loretta prays. My son Jaylen saw."
        )
        let roles = Dictionary(
            plan.thirdParties.map { (plan.name(of: $0), $0.role) }, uniquingKeysWith: { first, _ in first })
        #expect(roles["Tyrell"] == .partner)
        #expect(roles["Pulaski"] == .officer)
        #expect(roles["Osei"] == .lawyer)
        #expect(roles["Loretta"] == .inside)
        #expect(roles["Jaylen"] == .child)
    }

    @Test func `says when a language is not one that it knows`() {
        #expect(RedactionPlan("I was in jail and nobody told me why they took my children away.").isChecked)
        #expect(RedactionPlan("Estuve en la cárcel y nadie me dijo por qué se llevaron a mis hijos.").isChecked)
        #expect(!RedactionPlan("Tôi đã ở trong tù và không ai nói cho tôi biết tại sao họ đưa con tôi đi.").isChecked)
    }
}

@Suite struct `A plan for a story that has grown` {
    private let before = "Tyrell hit me in Hammond. I ran. Then Tyrell slept."

    private func decided() throws -> RedactionPlan {
        var plan = RedactionPlan(before)
        #expect(plan.entities.map(plan.name) == ["Tyrell", "Hammond"])
        try plan.decide(plan.entities[0].id, .chosen("a man"))
        try plan.decide(plan.entities[1].id, .keep(reason: "a large city"))
        try plan.keep(mentionAt: plan.entities[0].mentions[1].range.lowerBound, reason: "it is a song")
        return plan
    }

    private func carried(_ plan: RedactionPlan, _ head: String, _ tail: String) -> RedactionPlan {
        let piece = RedactionPlan.Piece(from: 0..<before.unicodeScalars.count, to: head.unicodeScalars.count)
        return plan.carried(to: head + before + tail, by: [piece])
    }

    @Test(arguments: ["", "Fue antes: e\u{301}l 👩‍👩‍👧 y ya. "])
    func `keeps each decision at its words, wherever they stand now`(
        head: String
    ) throws {
        let plan = carried(try decided(), head, " Later Tyrell went to Hammond with Renata Okafor.")
        let man = try #require(plan.entities.first { plan.decisions[$0.id] == .chosen("a man") })
        let town = try #require(plan.entities.first { plan.decisions[$0.id]?.isKept == true })
        #expect(man.mentions.map(plan.words) == ["Tyrell", "Tyrell", "Tyrell"])
        #expect(town.mentions.map(plan.words) == ["Hammond"])
        #expect(plan.kept == [man.mentions[1].range.lowerBound: "it is a song"])
        #expect(plan.unresolved.map(plan.name) == ["Hammond", "Renata Okafor"])
        #expect(Set(plan.entities.map(\.id)).count == plan.entities.count)
        let again = try #require(RedactionPlan(saved: plan.saved, of: plan.original))
        #expect(again.entities == plan.entities && again.decisions == plan.decisions)
    }

    @Test func `nothing is lost at the end of a piece, and of other pieces nothing is taken`() throws {
        var plan = RedactionPlan("aaa bbb ccc")
        let id = try plan.mark(2..<9, .other)
        try plan.decide(id, .remove)
        let carried = plan.carried(
            to: "bbb ccc, then aaa", by: [.init(from: 4..<11, to: 0), .init(from: 0..<3, to: 14)])
        let entity = try #require(carried.entities.first { $0.id == id })
        #expect(entity.mentions.map(\.range) == [0..<5, 16..<17])
        #expect(carried.decisions[id] == .remove)
        let without = plan.carried(to: "xyz", by: [])
        #expect(without.decisions.isEmpty && without.entities.allSatisfy { $0.id != id })
    }
}

@Suite struct `The gate by entity` {
    private func plan() throws -> RedactionPlan {
        var plan = RedactionPlan("I told Loretta Pruitt.")
        for entity in plan.entities { try plan.decide(entity.id, .numbered) }
        return plan
    }

    @Test(arguments: [
        ("Loretta Pruitt", Remaining.Form.whole), ("LORETTA  PRUITT's", .whole), ("loretta\r\npruitt", .whole),
        ("Lorétta Pruitt", .whole),
        ("pruitt", .part), ("loretta's", .part), ("Lo-\nretta", .part), ("pruitts", .withS), ("L.P.", .initials),
        ("L. P.", .initials),
    ])
    func `sees each form, in the text and in the title`(form: String, seen: Remaining.Form) throws {
        let gate = try RedactionGate(plan().draft(words))
        #expect(gate.remaining(in: "It was \(form) there", title: "").contains { $0.form == seen && $0.place == .text })
        #expect(gate.remaining(in: "", title: "What \(form) did").contains { $0.form == seen && $0.place == .title })
        #expect(gate.remaining(in: "It was nobody", title: "").isEmpty)
    }
}

@Suite struct `A team's lists` {
    private let team = TeamLists(
        recognizers: [
            TeamLists.Recognizer(name: "staff", type: .person, words: ["rainy"], patterns: [], context: []),
            TeamLists.Recognizer(name: "jackets", type: .idNumber, words: [], patterns: ["@@-##"], context: ["jacket"]),
        ], allowed: ["Survived & Punished"])

    @Test func `are always suggested, in any case`() {
        let found = Redactor(usesModel: false, team: team).suggestions(in: "i told RAINY about it")
        #expect(found.contains { $0.range == 7..<12 && $0.type == .person && $0.reason == .policy("staff") })
    }

    @Test func `find their own numbers only beside their words`() {
        let redactor = Redactor(usesModel: false, team: team)
        #expect(redactor.suggestions(in: "my jacket says qx-12 on it").contains { $0.reason == .policy("jackets") })
        #expect(!redactor.suggestions(in: "my shirt says qx-12 on it").contains { $0.reason == .policy("jackets") })
    }

    @Test func `keep what they allow out of the suggestions`() {
        let text = "A group called Survived & Punished wrote to me."
        #expect(!Redactor(usesModel: false).suggestions(in: text).isEmpty)
        #expect(Redactor(usesModel: false, team: team).suggestions(in: text).isEmpty)
    }
}
