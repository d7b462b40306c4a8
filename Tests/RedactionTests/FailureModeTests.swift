import Redaction
import Testing

/// The words that are suggested in a text, with the rules alone: the model may add, never take these away.
func suggested(_ text: String, usesModel: Bool = true) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return Redactor(usesModel: usesModel).suggestions(in: text).map { suggestion in
        var words = String.UnicodeScalarView()
        for scalar in scalars[suggestion.range] { words.append(scalar) }
        return String(words)
    }
}

/// Whether every code point of `words`, wherever it stands in `text`, is under a suggestion.
func isCovered(_ words: String, in text: String) -> Bool {
    let covered = Set(Redactor().suggestions(in: text).flatMap { Array($0.range) })
    let scalars = Array(text.unicodeScalars)
    let needle = Array(words.unicodeScalars)
    var found = false
    for start in 0...max(0, scalars.count - needle.count)
    where Array(scalars[start..<min(start + needle.count, scalars.count)]) == needle {
        found = true
        for offset in start..<(start + needle.count)
        where scalars[offset].properties.isAlphabetic && !covered.contains(offset) { return false }
    }
    return found
}

func type(of words: String, in text: String) -> IdentifierType? {
    let scalars = Array(text.unicodeScalars)
    return Redactor().suggestions(in: text).first { suggestion in
        var found = String.UnicodeScalarView()
        for scalar in scalars[suggestion.range] { found.append(scalar) }
        return String(found).contains(words)
    }?.type
}

private let words = StandInWords { type, number in
    switch type {
    case .person: "Name \(number)"
    case .location, .facility, .address: "Place \(number)"
    case .date: "Date \(number)"
    default: "Removed \(number)"
    }
}

/// A plan in which everything found is replaced by a numbered stand-in.
private func numbered(_ text: String) throws -> RedactionPlan {
    var plan = RedactionPlan(text)
    for entity in plan.entities { try plan.decide(entity.id, .numbered) }
    return plan
}

@Suite struct `The ways in which redaction fails` {
    @Test(arguments: [
        "my name is keisha and officer pulaski took me", "MY NAME IS KEISHA AND OFFICER PULASKI TOOK ME",
        "My nAme is kEISHA and oFFicer pULASKI took me",
    ])
    func `1 case: all small, all capitals, mixed`(text: String) {
        let found = suggested(text).map { $0.lowercased() }
        #expect(found.contains { $0.contains("keisha") })
        #expect(found.contains { $0.contains("pulaski") })
    }

    @Test func `2 names that are words, at a sentence's start and after a quote`() {
        let text =
            "I met Hope in jail. Hope does not sleep. I hope she does. \"Will was late,\" said Grace. My name is David."
        #expect(isCovered("Hope", in: text))
        #expect(isCovered("Will", in: text))
        #expect(isCovered("Grace", in: text))
        #expect(isCovered("David", in: text))
        #expect(!suggested(text).contains("hope"))
    }

    @Test(arguments: [
        ("Tyrell's mama came. She said Tyrell was gone.", "Tyrell"), ("We lived by the Garcias for years.", "Garcias"),
        ("I saw Constance Rourke-Diallo there.", "Rourke-Diallo"), ("It was Sean O'Brien again.", "O'Brien"),
        ("It was Sean O\u{2019}Brien again.", "O\u{2019}Brien"),
        ("They called Patrizia d'Ettorre to court.", "d'Ettorre"),
        ("They asked J.P. about it.", "J.P"), ("The list says Doe, Jane on top.", "Doe"),
        ("The list says Doe, Jane on top.", "Jane"),
        ("My name is J-A-N-E and I am here.", "J-A-N-E"), ("Then Alistair\nThorne came home.", "Thorne"),
        ("He was D-Dad called Reyes a liar.", "Reyes"), ("tell lil man I love him", "lil man"),
    ])
    func `3 forms: possessive, plural, hyphen, apostrophe, initials, reversed, spelled, broken`(
        text: String, name: String
    ) {
        #expect(isCovered(name, in: text))
    }

    @Test(arguments: [
        "We met Zúniga there.", "We met Zu\u{301}niga there.", "We met Zú\u{200B}niga there.",
        "We met \u{202A}Zúniga\u{202C} there.",
        "We met Z\u{443}niga there.", "We met Владимир there.", "👩‍👩‍👧 We met Zúniga there.",
        "Line one.\r\nWe met Zúniga there.",
    ])
    func `4 Unicode: each form of a name is found and cut at code points`(text: String) {
        let suggestions = Redactor().suggestions(in: text)
        let scalars = Array(text.unicodeScalars)
        let name = suggestions.first { "ZВ".unicodeScalars.contains(scalars[$0.range.lowerBound]) }
        #expect(name != nil)
        #expect(
            name.map { $0.range.upperBound == scalars.count || !scalars[$0.range.upperBound].properties.isAlphabetic }
                == true)
    }

    @Test(arguments: [
        ("It was March 3rd, 2014 at noon.", "March 3rd, 2014"), ("Call (956) 555-0118 now.", "(956) 555-0118"),
        ("Write to t.ogunwande@mail.example today.", "t.ogunwande@mail.example"),
        ("Mi número es A999-204-117 aquí.", "A999-204-117"),
    ])
    func `5 no suggestion leaves part of a date, number or address`(text: String, whole: String) {
        #expect(suggested(text).contains(whole))
    }

    @Test func `6 a number that is no date is never called one`() {
        #expect(type(of: "48213-039", in: "My register number is 48213-039.") == .idNumber)
        #expect(type(of: "4471", in: "It was badge 4471 again.") == .idNumber)
        #expect(type(of: "A1234567", in: "alien number #A1234567") == .idNumber)
        #expect(Generalization("en").offers(for: .idNumber, "48213-039") == ["a number"])
    }

    @Test(arguments: ["555-123-4567", "(000) 555-0123", "000-12-9044", "4111 1111 1111 1112", "900.300.400.500.1"])
    func `7 a number is suggested by its shape, whether or not anyone has it`(number: String) {
        #expect(isDigitCovered(number, in: "Here: \(number) is what I had."))
    }

    @Test(arguments: [
        ("write jane at gmail dot com today", "jane at gmail dot com"), ("it is 219 555 0147 at night", "219 555 0147"),
        ("insta: kiki_dasha219 follow me", "kiki_dasha219"),
        ("four one four five five five oh one two nine", "four one four five five five oh one two nine"),
        ("fondo punto example barra marta", "fondo punto example barra marta"),
    ])
    func `8 contacts that are spelled, spaced or noisy`(text: String, contact: String) {
        #expect(suggested(text).contains(contact))
    }

    @Test func `9 a name found once is found everywhere, in any case`() throws {
        let text = "Officer Pulaski came.\n\npulaski lied. PULASKI laughed. See http://example.org/pulaski/1"
        #expect(isCovered("pulaski", in: text))
        #expect(isCovered("PULASKI", in: text))
        #expect(
            suggested("My cousin Dawn came. Then dawn lied and Dawns people left.", usesModel: false).contains("Dawns"))
        #expect(suggested(text, usesModel: false).contains("pulaski"))
        let plan = try numbered(text)
        let out = try plan.draft(words).apply().text
        #expect(!out.lowercased().contains("pulaski"))
        #expect(
            try RedactionGate(plan.draft(words)).remaining(in: out, title: "What pulaski did").map(\.place) == [.title])
    }

    @Test func `10 linking: two people of one name stay two, and what is split stays split`() throws {
        var plan = RedactionPlan("Maria Lopez met Maria Cruz. Officer Reyes knew. Later Reyes lied.")
        let lopez = try #require(plan.entities.first { plan.name(of: $0) == "Maria Lopez" })
        #expect(plan.entities.contains { plan.name(of: $0) == "Maria Cruz" && $0.id != lopez.id })
        let reyes = try #require(plan.entities.first { $0.mentions.count == 2 })
        #expect(plan.words(of: reyes.mentions[1]) == "Reyes")
        #expect(reyes.role == .officer)
        let second = try plan.split(reyes.id, mentionsAt: [reyes.mentions[1].range.lowerBound])
        try plan.decide(reyes.id, .numbered)
        #expect(plan.unresolved.contains { $0.id == second })
        try plan.merge(reyes.id, second)
        #expect(plan.entities.first { $0.id == reyes.id }?.mentions.count == 2)
    }

    @Test func `11 a text with stand-ins in it asks nothing about them`() throws {
        let plan = try numbered("Keisha met Tyrell in Gary.")
        let once = try plan.draft(words).apply().text
        #expect(RedactionPlan(once).entities.isEmpty, "\(once)")
    }

    @Test func `12 the length of what went cannot be told`() throws {
        func redacted(_ name: String) throws -> String {
            var plan = RedactionPlan("My cousin \(name) came.")
            for entity in plan.entities { try plan.decide(entity.id, .remove) }
            return try plan.draft(words).apply().text
        }
        #expect(try redacted("Keisha") == redacted("Bartholomew"))
    }

    @Test func `13 the output holds no original and no table`() throws {
        let plan = try numbered("Keisha called 219 555 0147 from Gary.")
        let out = try plan.draft(words).apply()
        for word in ["Keisha", "0147", "Gary"] { #expect(!out.text.contains(word)) }
    }

    @Test func `14 numbers follow the order of appearance, never the name`() throws {
        let first = try numbered("Zaniyah saw Abigail.").draft(words).apply().text
        let second = try numbered("Abigail saw Zaniyah.").draft(words).apply().text
        #expect(first == second)
        #expect(first == "[Name 1] saw [Name 2].")
    }

    @Test func `15 numbering begins anew in each story`() throws {
        #expect(try numbered("Zaniyah left.").draft(words).apply().text == "[Name 1] left.")
        #expect(try numbered("Keisha left.").draft(words).apply().text == "[Name 1] left.")
    }

    @Test(arguments: [
        ("It was two days after my 16th birthday.", "16th birthday"), ("I was 93 then.", "93"),
        ("There were only six of us.", "six of us"),
        ("I have three kids 9 6 and 2 at home.", "three kids 9 6 and 2"),
    ])
    func `16 what points at someone only together with other things`(text: String, words: String) {
        #expect(suggested(text).contains { $0.contains(words) })
    }

    @Test func `17 vaguer words are true and no finer than the text`() {
        let english = Generalization("en")
        #expect(english.offers(for: .date, "oct 12 2019") == ["2019", "the 2010s"])
        #expect(english.offers(for: .date, "June 3") == ["one summer day", "one day"])
        #expect(english.offers(for: .date, "5/9/17") == ["one day"])
        #expect(english.offers(for: .location, "Vermont") == ["the Northeast"])
        #expect(
            english.offers(for: .location, "Gary", state: "Indiana") == ["a town in Indiana", "a town in the Midwest"])
        #expect(english.offers(for: .age, "29") == ["20s"])
        #expect(Generalization("es").offers(for: .age, "38") == ["30 y tantos"])
    }

    @Test func `18 a name is not taken out of the middle of a word`() throws {
        let plan = try numbered("I know Art Gatlin. The party was in May. Art left.")
        let out = try plan.draft(words).apply().text
        #expect(out.contains("party"))
        #expect(!out.contains("Art"))
    }

    @Test(arguments: [
        String(repeating: "a", count: 20_000), String(repeating: "1-", count: 8_000),
        String(repeating: "Ab ", count: 5_000),
        String(repeating: "@.", count: 8_000), String(repeating: "5,", count: 8_000),
        String(repeating: "dot a ", count: 3_000),
    ])
    func `19 a hostile text is read to its end`(text: String) {
        let scalars = text.unicodeScalars.count
        #expect(Redactor().suggestions(in: text).allSatisfy { $0.range.upperBound <= scalars })
    }

    @Test func `20 a reason quotes no control character`() {
        let text = "Officer\u{1B}[2J Pulaski and officer\u{7} Pulaski"
        for reason in [Reason.cue(0..<14), .sameAs(0..<14)] {
            let words = reason.words(in: text)
            #expect(words.contains("Officer") && !words.unicodeScalars.contains { $0.value < 0x20 })
        }
        for suggestion in Redactor().suggestions(in: text) {
            #expect(
                !suggestion.reason.words(in: text).unicodeScalars.contains { $0.properties.generalCategory == .control }
            )
        }
    }

    @Test func `21 what is undecided blocks, and keeping needs a reason`() throws {
        var plan = RedactionPlan("Keisha left Gary.")
        #expect(try !RedactionGate(plan.draft(words)).remaining(in: "x", title: "").isEmpty)
        for entity in plan.entities {
            #expect(throws: RedactionPlan.Refusal.noReason) { try plan.decide(entity.id, .keep(reason: " ")) }
            try plan.decide(entity.id, .keep(reason: "she asked for her name to stand"))
        }
        #expect(try RedactionGate(plan.draft(words)).remaining(in: plan.draft(words).apply().text, title: "").isEmpty)
    }
}

/// Whether every digit of `number` is under a suggestion.
private func isDigitCovered(_ number: String, in text: String) -> Bool {
    let covered = Set(Redactor().suggestions(in: text).flatMap { Array($0.range) })
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.allSatisfy { !("0"..."9").contains(scalars[$0]) || covered.contains($0) }
}
