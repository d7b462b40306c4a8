import Testing

@testable import Redaction

/// What single rules find and leave alone, without the model; every name and number is invented.
@Suite struct `A rule` {
    private func found(_ text: String) -> [(words: String, type: IdentifierType)] {
        let points = CodePoints(text)
        return Redactor(usesModel: false).suggestions(in: text).map { (String(points[$0.range]), $0.type) }
    }

    @Test func `makes each title that stands alone an entity of its own`() {
        let text = "Uncle told Judge. Judge told Uncle what Uncle Ray did. Aunt knew."
        let points = Array(text.unicodeScalars)
        func mention(_ words: String, at start: Int) -> Suggestion {
            Suggestion(range: start..<(start + words.unicodeScalars.count), type: .person, reason: .shape("a title"))
        }
        let starts = ["Uncle": [0, 29], "Judge": [11, 18], "Uncle Ray": [40], "Aunt": [55]]
        let suggestions = starts.flatMap { words, places in places.map { mention(words, at: $0) } }
            .sorted { $0.range.lowerBound < $1.range.lowerBound }
        let entities = EntityLinker(TokenizedText(text)).entities(suggestions)
        let names = entities.map { entity in
            entity.mentions.map { String(String.UnicodeScalarView(points[$0.range])) }
        }
        #expect(names == [["Uncle", "Uncle"], ["Judge", "Judge"], ["Uncle Ray"], ["Aunt"]])
        #expect(entities.map(\.role) == [.family, .officer, .family, .family])
    }

    @Test(arguments: [
        // A slip of the pen is the same person, whichever comes first; letters left out, doubled, changed and swapped.
        (["Marisol", "Marisol", "Marsiol"], [["Marisol", "Marisol", "Marsiol"]]),
        (["Wililam", "William", "William"], [["Wililam", "William", "William"]]),
        (["Zubeidda", "Zubeida"], [["Zubeidda", "Zubeida"]]), (["Tyrell", "Tyrill"], [["Tyrell", "Tyrill"]]),
        // Two names that lists know, the ends of words, short words, what may be of two, and what comes again and again.
        (["Marisa", "Marissa"], [["Marisa"], ["Marissa"]]), (["Yubelo", "Yubela"], [["Yubelo"], ["Yubela"]]),
        (["Nilu", "Nelu"], [["Nilu"], ["Nelu"]]),
        (
            ["Zubeid", "Zubeid", "Zubaid", "Zubaid", "Zubid"],
            [["Zubeid", "Zubeid"], ["Zubaid", "Zubaid"], ["Zubid"]]
        ),
        (["Zubeida", "Zubeida", "Zubaida", "Zubaida"], [["Zubeida", "Zubeida"], ["Zubaida", "Zubaida"]]),
    ])
    func `takes a name that is written once with one slip for the name it is meant for`(
        mentions: [String], people: [[String]]
    ) {
        let text = mentions.joined(separator: " ")
        var start = 0
        let suggestions = mentions.map { name in
            defer { start += name.count + 1 }
            return Suggestion(range: start..<(start + name.count), type: .person, reason: .shape("a name"))
        }
        let points = CodePoints(text)
        let found = EntityLinker(TokenizedText(text)).entities(suggestions)
        #expect(found.map { $0.mentions.map { String(points[$0.range]) } } == people)
    }

    @Test(arguments: [
        (
            "Yo soy Luz Marín. Aquí se va la luz. Nuevo párrafo. Me dio consuelo, dijo Consuelo Paz.",
            ["Luz Marín", "Consuelo Paz"]
        ),
        ("i told the one judge in town. comma new line. then the nurse in there came on sunday", []),
        ("We stayed till Sunday. It was Sunday, August 10 when he came.", ["Sunday, August 10"]),
    ])
    func `is silent, and the model too, on everyday words beside a name, a dictation's words, and a weekday`(
        text: String, names: [String]
    ) {
        let points = CodePoints(text)
        let found = Redactor().suggestions(in: text).map { String(points[$0.range]) }
        #expect(found.joined(separator: ", ") == names.joined(separator: ", "))
    }

    @Test(arguments: [
        "I called 911 and then I called 988 and nobody came.", "Llame al 911. The number is 988.",
        "God knows. I thank God, and God bless you, gracias a Dios.", "LORD GOD KNOWS AND I PRAY TO GOD",
        "We had a list.\n1. Soap\n2. Bread\n10. Socks\n", "1) soap 2) bread 3) socks",
        "Call me if you can. Call me back. They call me a liar.", "It cost $40 that day.",
        "It was well-\nknown and self-\nmade work.", "My Uncle came. The Judge laughed.",
    ])
    func `is silent where nobody is meant`(text: String) {
        #expect(found(text).isEmpty, "\(found(text))")
    }

    @Test(arguments: [
        ("five five five oh one four two is what she wrote", "five five five oh one four two", IdentifierType.phone),
        ("She said five five five 0 1 four two.", "five five five 0 1 four two", .phone),
        ("It is 555 oh one four two, ask for her.", "555 oh one four two", .phone),
        ("my number is 555 oh one four two", "555 oh one four two", .idNumber),
        ("me dijo cinco cinco cinco cero uno cuatro dos", "cinco cinco cinco cero uno cuatro dos", .phone),
        (
            "it was three fifteen five five five zero one double two",
            "three fifteen five five five zero one double two", .idNumber
        ),
    ])
    func `reads a number aloud in every mixture`(text: String, number: String, type: IdentifierType) {
        #expect(
            found(text).contains { $0.words == number && [type, .phone, .idNumber].contains($0.type) }, "\(found(text))"
        )
    }

    @Test(arguments: [
        ("Her name is Whit-\nlow and she knows.", "Whit-\nlow"), ("Then Okonk-\nwo left.", "Okonk-\nwo"),
        ("Then Okonk-\r\nwo left.", "Okonk-\r\nwo"), ("It was MARI-\nSOL again.", "MARI-\nSOL"),
    ])
    func `puts a word together that a hyphen breaks at a line's end`(text: String, name: String) {
        #expect(found(text).contains { $0.words == name }, "\(found(text))")
    }

    @Test(arguments: [
        ("They call me Nell.", "Nell"), ("you can call me teeny", "teeny"), ("everybody call me Pookie", "Pookie"),
        ("me dicen la Chata", "Chata"), ("me llaman Beto y ya", "Beto"),
    ])
    func `hears what somebody is called`(text: String, name: String) {
        #expect(found(text).contains { $0.words == name && $0.type == .person }, "\(found(text))")
    }

    @Test(arguments: [
        ("Tengo treinta y cuatro años de edad.", "treinta y cuatro"), ("Mi hijo de 7 años vive allá.", "7"),
        ("Tenía yo dieciséis años.", "dieciséis"), ("Cumplí 40 en la cárcel.", "40"),
        ("Mi hija tenía nueve años.", "nueve"), ("A mis veintidós años me fui.", "veintidós"),
    ])
    func `knows an age in Spanish`(text: String, age: String) {
        #expect(found(text).contains { $0.words == age && $0.type == .age }, "\(found(text))")
    }

    @Test(arguments: [
        ("send it to $NellWhit please", "$NellWhit"), ("my cash app is $bunny_4", "$bunny_4"),
        ("send it to $nellwhit99 now", "$nellwhit99"),
    ])
    func `takes a cash tag for a handle, its sign with it`(text: String, tag: String) {
        #expect(found(text).contains { $0.words == tag && $0.type == .handle }, "\(found(text))")
    }

    @Test(arguments: [("The bail was $1,500 cash.", "1,500"), ("They wanted $2k.", "2k")])
    func `takes an amount for money, never for a handle`(text: String, amount: String) {
        #expect(found(text).contains { $0.words == amount && $0.type == .money }, "\(found(text))")
    }
}
