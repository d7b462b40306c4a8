import Redaction
import Testing

/// What may stand for a mention: vaguer words, in the language of the story, and never a false one.
@Suite struct `Vaguer words` {
    private func offers(_ type: IdentifierType, _ words: String, _ language: String, state: String? = nil) -> [String] {
        Generalization(language).offers(for: type, words, state: state)
    }

    @Test(arguments: [
        ("oct 12 2019", ["2019", "the 2010s"], ["2019", "la década de 2010"]),
        ("3 de febrero de 2022", ["2022", "the 2020s"], ["2022", "la década de 2020"]),
        ("nineteen and seventy-nine", ["1979", "the 1970s"], ["1979", "la década de 1970"]),
        ("dos mil nueve", ["2009", "the 2000s"], ["2009", "la década de 2000"]),
        ("two thousand sixteen", ["2016", "the 2010s"], ["2016", "la década de 2010"]),
        ("2019", ["the 2010s"], ["la década de 2010"]), ("'04", ["a past year"], ["unos años atrás"]),
        ("5/9/17", ["one day"], ["un día"]),
        ("June 3", ["one summer day", "one day"], ["un día"]), ("June", ["that summer"], ["ese año"]),
        ("Halloween", ["a holiday", "one day"], ["un día de fiesta", "un día"]),
        ("thirty-one years", ["many years"], ["muchos años"]),
    ])
    func `for a date are its year, then its decade`(words: String, english: [String], spanish: [String]) {
        #expect(offers(.date, words, "en") == english)
        #expect(offers(.date, words, "es") == spanish)
    }

    @Test(arguments: [
        ("29", "20s", "20 y tantos"), ("forty one", "40s", "40 y tantos"), ("treinta y cuatro", "30s", "30 y tantos"),
        ("seventy-three", "over 65", "más de 65"), ("16yo", "a teenager", "adolescente"),
        ("9", "a child", "menor de 13"),
    ])
    func `for an age are a range`(words: String, english: String, spanish: String) {
        #expect(offers(.age, words, "en") == [english])
        #expect(offers(.age, words, "es") == [spanish])
    }

    @Test func `for a town are its state, then its region`() {
        #expect(offers(.location, "Gary", "en", state: "Indiana") == ["a town in Indiana", "a town in the Midwest"])
        #expect(offers(.location, "Laredo", "es", state: "Texas") == ["un lugar de Texas", "un pueblo en el sur"])
        #expect(offers(.location, "Pickett's Ferry", "en") == ["a town", "where I lived"])
        #expect(offers(.location, "Houston", "es") == ["una ciudad", "donde yo vivía"])
        #expect(offers(.location, "Delphine Street", "en") == ["a street", "where I lived"])
    }

    @Test(arguments: [
        ("Vermont", ["the Northeast"], ["el noreste"]), ("Nuevo México", ["the West"], ["el oeste"]),
        ("Olancho", ["Honduras", "Central America"], ["Honduras", "Centroamérica"]),
        ("Oaxaca", ["Mexico", "North America"], ["México", "Norteamérica"]),
        ("Haití", ["the Caribbean"], ["el Caribe"]), ("Nepal", ["Asia"], ["Asia"]),
    ])
    func `for a state, province or country are what it lies in`(words: String, english: [String], spanish: [String]) {
        #expect(offers(.location, words, "en") == english)
        #expect(offers(.location, words, "es") == spanish)
    }

    @Test(arguments: [
        (
            IdentifierType.facility, "Lakeport County Jail", ["a jail", "a facility"],
            ["una cárcel", "un centro"]
        ),
        (
            .facility, "St. Hedwig Community Hospital", ["a hospital", "a facility"],
            ["un hospital", "un centro"]
        ),
        (.facility, "Magnolia Bend", ["a facility"], ["un centro"]),
        (.organization, "Escondido High", ["a school", "an organization"], ["una escuela", "una organización"]),
        (.organization, "Pruett Poultry", ["a company", "an organization"], ["una empresa", "una organización"]),
        (
            .organization, "Iglesia Roca Viva", ["a place of worship", "an organization"],
            ["un lugar de culto", "una organización"]
        ),
    ])
    func `for a place or employer say its kind, and only what its name says`(
        type: IdentifierType, words: String, english: [String], spanish: [String]
    ) {
        #expect(offers(type, words, "en") == english)
        #expect(offers(type, words, "es") == spanish)
    }

    @Test func `for amounts and families are coarse`() {
        #expect(offers(.money, "75000", "en") == ["tens of thousands"])
        #expect(offers(.money, "cuarenta mil", "es") == ["decenas de miles"])
        #expect(offers(.money, "500k", "en") == ["hundreds of thousands"])
        #expect(offers(.family, "three kids 9 6 and 2", "en") == ["children", "relatives"])
        #expect(offers(.family, "nueve hermanos", "es") == ["hermanos", "familiares"])
    }

    @Test func `for an address are a street, a neighborhood, a town, then where they lived`() {
        let ranks = ["a street", "a neighborhood", "a town", "where I lived"]
        #expect(offers(.address, "14 Quarry Steps", "en") == ranks)
        #expect(
            offers(.address, "Calle Guayacán B-17", "es") == ["una calle", "un barrio", "un pueblo", "donde yo vivía"])
        #expect(offers(.address, "PO Box 12", "en") == ["an address"])
    }

    @Test(arguments: [
        (IdentifierType.idNumber, ["a number"]), (.caseNumber, ["a number"]), (.socialSecurity, ["a number"]),
        (.phone, ["a number"]),
        (.email, ["an e-mail address"]), (.handle, ["an account"]), (.url, ["a website"]), (.person, []),
    ])
    func `for a number say only that it is one, and for a name there are none`(type: IdentifierType, english: [String])
    {
        #expect(offers(type, "48213-039", "en") == english)
    }
}
