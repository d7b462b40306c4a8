import Testing

@testable import Redaction

private let names = PseudonymNames(
    women: ["Marlene", "Joyce"], men: ["Marvin", "Leon"], either: ["Robin", "Casey", "Jordan"],
    family: ["Bennett", "Moreno", "Okoro", "Petrov", "Novak", "Tran"])

/// A text with the marked places taken out as offered, such as `{PERSON:Ana Ruiz}`; places of the same words are one thing.
private func told(_ marked: String, _ language: String = "en", brackets: StandInWords.Brackets = .removed) throws
    -> String
{
    var text = ""
    var places: [(type: IdentifierType, name: String, range: Range<Int>)] = []
    var rest = marked[...]
    while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
        text += rest[..<open]
        let inside = rest[rest.index(after: open)..<close].split(separator: ":", maxSplits: 1).map(String.init)
        let names = inside[1].split(separator: "|").map(String.init)
        let start = text.unicodeScalars.count
        text += names[0]
        places.append(
            (try #require(IdentifierType(rawValue: inside[0])), names.last ?? "", start..<text.unicodeScalars.count))
        rest = rest[rest.index(after: close)...]
    }
    text += rest
    var plan = RedactionPlan(unread: text)
    var order: [String] = []
    for place in places where !order.contains(place.name) { order.append(place.name) }
    for name in order {
        let own = places.filter { $0.name == name }
        let id = try plan.mark(own.map(\.range), own[0].type)
        if let drawn = plan.pseudonyms(for: own[0].type == .person ? [id] : [], from: names, beside: [])[id] {
            try plan.decide(id, drawn)
        } else if let usual = Generalization(language).usual(for: own[0].type, own[0].name) {
            try plan.decide(id, .generalized(usual))
        } else {
            try plan.decide(id, .remove)
        }
    }
    let words = StandInWords(language: language, brackets: brackets, removed: language == "es" ? "omitido" : "left out")
    {
        "\($0.series.rawValue) \($1)"
    }
    return try plan.draft(words).apply().text
}

@Suite struct `A stand-in fits its sentence` {
    @Test(arguments: [
        ("On {DATE:May 3, 2021} I left.", "In 2021 I left."), ("I left on {DATE:June 3}.", "I left one summer day."),
        ("It was {DATE:January 18, 2021}.", "It was in 2021."),
        ("Since {DATE:2013} I knew.", "Since the 2010s I knew."),
        ("From {DATE:2013} to {DATE:2016} I hid.", "For some years I hid."),
        ("every {DATE:Saturday} she came", "every day she came"),
        ("class of '{DATE:04}.", "class of a past year."),
        ("On or about {DATE:July 21, 2016}, I left.", "On or about a day in 2016, I left."),
    ])
    func `a date has the preposition and the article of what stands there now`(text: String, told expected: String)
        throws
    {
        #expect(try told(text) == expected)
    }

    @Test(arguments: [
        ("I come from {LOCATION:Akron}, {LOCATION:Ohio}.", "I come from a town in the Midwest."),
        ("the apartment on {LOCATION:Delphine Street}", "the apartment on a street"),
        ("I was in the {FACILITY:Lakeport County Jail}.", "I was in a jail."),
        (
            "The {FACILITY:Lakeport County Jail} is cold. I left the {FACILITY:Lakeport County Jail}.",
            "A jail is cold. I left the jail."
        ),
        ("It was my {ORG:Kroger store}.", "It was my shop."), ("I worked for {ORG:Larkin}.", "I worked for a company."),
        ("I went from {LOCATION:Kesh} to {LOCATION:Tobin}.", "I went from a town to another town."),
        ("{LOCATION:Kesh}'s jail", "A town's jail"), ("an {ORG:Oakley School} teacher", "a school teacher"),
        ("MY TOWN IS BY {LOCATION:KESH CREEK} NOW.", "MY TOWN IS BY A RIVER NOW."),
    ])
    func `a place is said with its kind, once for what touches, and otherwise the second time`(
        text: String, expected: String
    ) throws {
        #expect(try told(text) == expected)
    }

    @Test(arguments: [
        ("I was {AGE:34}.", "I was in my thirties."),
        ("He said she is {AGE:72} now.", "He said she is over sixty-five now."),
        ("my {AGE:5}-year-old cried", "my little one cried"), ("a {AGE:16}-year-old girl", "a teenage girl"),
        ("I married Wade at {AGE:18}.", "I married Wade in my late teens."),
        ("He turned {AGE:seven} without me.", "He turned a year older without me."),
        ("I am {AGE:58} years old.", "I am in my fifties."), ("My boy, {AGE:five}, saw.", "My boy, still little, saw."),
    ])
    func `an age is said by who is spoken of`(text: String, expected: String) throws {
        #expect(try told(text) == expected)
    }

    @Test(arguments: [
        ("Call me at {PHONE:219-555-0147}.", "Call me at a number."),
        ("My number is {PHONE:219-555-0147}.", "My number is private."),
        ("Plate {VEHICLE:ZQX-0A0}.", "Plate [left out]."), ("DOC# {ID_NUMBER:000388}.", "DOC# [left out]."),
        ("Write {EMAIL:a@b.example} or {PHONE:555-0147}.", "Write an e-mail address or a number."),
        ("Bail was {MONEY:75000} dollars.", "Bail was tens of thousands of dollars."),
        ("Bail was ${MONEY:25,000}.", "Bail was tens of thousands of dollars."),
        ("a {OTHER:unicorn} and an {OTHER:owl}", "a [left out] and a [left out]"),
        ("I have {FAMILY:three kids 9 6 and 2}.", "I have children."),
        ("She was the {FAMILY:seventh of nine children}.", "She was one of several children."),
    ])
    func `numbers, contacts and families are said as far as a sentence lets them`(text: String, expected: String) throws
    {
        #expect(try told(text) == expected)
    }

    @Test(arguments: [
        ("Salí el {DATE:3 de febrero de 2022}.", "Salí en 2022."),
        ("Fue desde {DATE:2013} hasta {DATE:2016}.", "Fue durante unos años."),
        ("Vengo de {LOCATION:Moca}.", "Vengo de un pueblo."),
        ("Voy al {FACILITY:Hospital Santa Inés}.", "Voy a un hospital."),
        (
            "La puerta del {FACILITY:Hospital Santa Inés}. Volví al {FACILITY:Hospital Santa Inés}.",
            "La puerta de un hospital. Volví al hospital."
        ),
        ("Vivo en {LOCATION:Vermont}.", "Vivo en el noreste."), ("Salí de {LOCATION:Vermont}.", "Salí del noreste."),
        ("de la aldea {LOCATION:El Zapotillo}", "de la aldea [omitido]"),
        ("Pasó a los {AGE:14} años.", "Pasó en la adolescencia."),
        ("Tengo {AGE:38} años.", "Tengo treinta y tantos años."),
        ("Cumplió {AGE:siete} sin mí.", "Cumplió un año más sin mí."),
        ("Mi número es {PHONE:555-0147}.", "Mi número es privado."),
        ("Mi cuenta es {HANDLE:@x}.", "Mi cuenta es privada."),
        ("Tengo {FAMILY:cuatro hembras y un varón}.", "Tengo hijos."),
        ("Soy {OCCUPATION:comadrona}.", "Soy trabajadora de salud."),
        ("De {LOCATION:Moca} a {LOCATION:Haina}.", "De un pueblo a otro pueblo."),
    ])
    func `in Spanish articles contract, and gender and number agree`(text: String, expected: String) throws {
        #expect(try told(text, "es") == expected)
    }

    @Test func `a sentence in the other language gets that language's words`() throws {
        let text =
            "Yo vivía con mi mamá en {LOCATION:Moca} y no tenía nada. When they came for me I was in the {FACILITY:Lakeport Jail} with her."
        #expect(
            try told(text, "es")
                == "Yo vivía con mi mamá en un pueblo y no tenía nada. When they came for me I was in a jail with her.")
    }

    @Test func `brackets stand where the policy asks for them`() throws {
        let text = "I was in {LOCATION:Kesh}. DOC# {ID_NUMBER:000388}."
        #expect(try told(text) == "I was in a town. DOC# [left out].")
        #expect(try told(text, brackets: .none) == "I was in a town. DOC# left out.")
        #expect(try told(text, brackets: .all) == "I was in [a town]. DOC# [left out].")
    }

    @Test func `no word beside the phrase goes but its article and preposition`() throws {
        #expect(
            try told("So on the {DATE:3rd of May, 2021} he hit me and then she ran.")
                == "So in 2021 he hit me and then she ran.")
        #expect(try told("{OTHER:and the owl} slept") == "and [left out] slept")
        #expect(
            try told("I moved to a house at {ADDRESS:14 Quarry Steps.} The bells rang.")
                == "I moved to a house on a street. The bells rang.")
    }
}

@Suite struct `A pseudonym` {
    @Test(arguments: [
        (
            "My husband {PERSON:Tyrell Banks} hit me. {PERSON:Tyrell|Tyrell Banks}'s mother saw.",
            "My husband Marvin Bennett hit me. Marvin's mother saw."
        ),
        ("My sister {PERSON:Ana} came.", "My sister Marlene came."),
        ("Officer {PERSON:Pulaski} wrote it. {PERSON:Pulaski} left.", "Officer Bennett wrote it. Bennett left."),
        ("i was with {PERSON:tyrell} and {PERSON:tyrells|tyrell} mama", "i was with robin and robins mama"),
        ("MY NAME IS {PERSON:DARLENE M. FONTENEAUX}.", "MY NAME IS ROBIN BENNETT."),
        (
            "{PERSON:Ana Garcia} ran. The {PERSON:Garcias|Ana Garcia} hid. Yours, {PERSON:A. G.|Ana Garcia}",
            "Robin Bennett ran. The Bennetts hid. Yours, R. B."
        ),
        ("Dr. {PERSON:Alistair Thorne} and my aunt {PERSON:Ola}", "Dr. Robin Bennett and my aunt Marlene"),
    ])
    func `is one for each person, used as the name was used`(text: String, expected: String) throws {
        #expect(try told(text) == expected)
    }

    @Test func `of two family names has two where both stood`() throws {
        #expect(
            try told(
                "Me llamo {PERSON:Ana Ruiz Soto} y soy {PERSON:Ruiz|Ana Ruiz Soto} para ellos. No sé por qué me llaman así.",
                "es")
                == "Me llamo Robin Bennett Moreno y soy Bennett para ellos. No sé por qué me llaman así.")
    }

    @Test func `is no word of the story, of the credit or of another pseudonym`() throws {
        var plan = RedactionPlan(unread: "Ana saw a robin. Bo ran.")
        let ana = try plan.mark(0..<3, .person)
        let bo = try plan.mark(17..<19, .person)
        let drawn = plan.pseudonyms(for: [ana, bo], from: names, beside: ["Told by Casey", "bennett"])
        #expect(drawn == [ana: .pseudonym(given: "Jordan", family: "Moreno")])
        #expect(throws: RedactionPlan.Refusal.nameInStory) {
            try plan.decide(ana, .pseudonym(given: "Robin", family: "Novak"))
        }
    }

    @Test func `has the initials of nobody who is named`() throws {
        var plan = RedactionPlan(unread: "Rita Barnes saw. Ola ran.")
        let rita = try plan.mark(0..<11, .person)
        #expect(
            plan.pseudonyms(for: [rita], from: names, beside: [])[rita] == .pseudonym(given: "Robin", family: "Moreno"))
    }

    @Test func `is kept in the plan, so that two desks make the same text`() throws {
        var plan = RedactionPlan("I told Loretta Pruitt.")
        for entity in plan.entities { try plan.decide(entity.id, .pseudonym(given: "Robin", family: "Bennett Moreno")) }
        let again = try #require(RedactionPlan(saved: plan.saved, of: plan.original))
        #expect(again.decisions == plan.decisions && again.saved == plan.saved)
        #expect(
            RedactionPlan(saved: plan.saved.replacing("Robin Bennett Moreno", with: "Robin"), of: plan.original) == nil)
    }

    @Test func `is asked for anew where the story has grown by that name`() throws {
        var plan = RedactionPlan("I told Loretta Pruitt.")
        for entity in plan.entities { try plan.decide(entity.id, .pseudonym(given: "Robin", family: "Bennett")) }
        let grown = plan.carried(to: "I told Loretta Pruitt. Robin knew.", by: [.init(from: 0..<22, to: 0)])
        #expect(grown.decisions.isEmpty)
    }
}

@Suite struct `The gate without brackets` {
    @Test(arguments: ["Loretta", "Pruitt", "Loretta Pruitt", "a friend of Loretta"])
    func `a stand-in that says what was taken out still counts`(standIn: String) throws {
        var plan = RedactionPlan("I told Loretta Pruitt.")
        for entity in plan.entities { try plan.decide(entity.id, .chosen(standIn)) }
        let words = StandInWords(language: "en", brackets: .removed, removed: "left out") { _, number in
            "Name \(number)"
        }
        let draft = try plan.draft(words)
        #expect(!RedactionGate(draft).remaining(in: draft.apply().text, title: "").isEmpty)
    }
}
