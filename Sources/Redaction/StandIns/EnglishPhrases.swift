/// The words of stand-ins in English: all of them in one place.
enum EnglishPhrases {
    /// A thing of each kind.
    static let kinds: [Kind: String] = [
        .prison: "a prison", .jail: "a jail", .juvenile: "a juvenile hall", .detention: "a detention center",
        .shelter: "a shelter",
        .hospital: "a hospital", .court: "a court", .school: "a school", .church: "a place of worship",
        .paper: "a news outlet",
        .law: "a legal office", .police: "a police department", .agency: "an agency", .bank: "a bank",
        .museum: "a museum",
        .shop: "a shop", .company: "a company", .union: "an association", .team: "a team", .cell: "a cell",
        .unit: "a unit",
        .apartment: "an apartment", .street: "a street", .highway: "a highway", .neighborhood: "a neighborhood",
        .county: "a county", .village: "a village", .river: "a river", .lake: "a lake", .island: "an island",
        .mountain: "a mountain", .park: "a park", .beach: "a beach", .bridge: "a bridge", .airport: "an airport",
        .bar: "a bar",
        .hotel: "a hotel", .bus: "a bus", .house: "a house", .address: "an address",
        .storm: "a storm", .flood: "a flood", .fire: "a fire", .earthquake: "an earthquake", .war: "a war",
        .game: "a big game",
        .festival: "a festival", .wedding: "a wedding", .holiday: "a holiday", .spill: "a spill",
        .truck: "a truck", .van: "a van", .motorcycle: "a motorcycle", .boat: "a boat", .car: "a car",
        .health: "a health worker", .teacher: "a school worker", .driver: "a driver", .kitchen: "a food worker",
        .cleaner: "a cleaning worker", .office: "an office worker", .trade: "a skilled worker", .music: "a musician",
        .farm: "a farm worker", .soldier: "a service member", .official: "an official", .leader: "a leader",
    ]

    static let town = "a town"
    static let city = "a city"
    static let whereILived = "where I lived"
    static let facility = "a facility"
    static let organization = "an organization"
    static let employer = "a company"
    static let event = "an event"
    static let worker = "a worker"

    static let waters: Set<String> = ["river", "lake", "mountain", "bridge"]
    /// What one is on, and not in or at.
    static let on: Set<String> = ["street", "highway", "bus", "island", "team", "beach", "bridge"]
    /// What one is in, and not on or at.
    static let inside: Set<String> = [
        "town", "city", "neighborhood", "county", "village", "cell", "unit", "region", "place", "apartment", "prison",
        "jail", "facility",
    ]
    static let workWords: Set<String> = [
        "work", "worked", "works", "working", "job", "boss", "hired", "check", "paycheck", "shift",
    ]
    static let speakVerbs: Set<String> = ["speak", "speaks", "spoke", "speaking", "talk", "talks"]
    /// Things of which a name follows: "the town of", "county of".
    static let named: Set<String> = [
        "town", "city", "state", "county", "village", "parish", "province", "region", "district", "republic",
    ]
    static let callVerbs: Set<String> = [
        "call", "text", "ring", "write", "find", "contact", "email", "dial", "phone", "add", "follow",
    ]
    /// What stands right before a number that it names.
    static let labels: Set<String> = [
        "no", "num", "number", "numbers", "nummber", "plate", "license", "booking", "docket", "case", "cause", "id",
        "oid", "doc", "file",
        "badge", "inmate", "account", "ssn", "tel", "phone", "email", "e-mail", "cell", "unit", "permit", "passport",
        "bulletin", "pdj",
        "report", "box", "policy", "claim", "jacket", "tag", "fax", "mail", "web", "site", "instagram", "insta", "ig",
        "facebook",
        "snap", "tiktok", "twitter", "zip", "code", "registration", "alien", "a",
    ]

    // MARK: Time

    static let months: [[String]] = [
        ["jan", "january", "enero", "dec", "december", "diciembre", "feb", "february", "febuary", "febrero"],
        ["mar", "march", "marzo", "apr", "april", "abril", "may", "mayo"],
        ["jun", "june", "junio", "jul", "july", "julio", "aug", "august", "agosto"],
        [
            "sep", "sept", "september", "septiembre", "setiembre", "oct", "october", "octubre", "nov", "november",
            "noviembre",
        ],
    ]
    static let seasons = ["winter", "spring", "summer", "fall"]
    static let units: [(words: Set<String>, name: String)] = [
        (["year", "years", "yrs", "yr", "ano", "anos", "añitos"], "years"),
        (["month", "months", "mes", "meses"], "months"),
        (["week", "weeks", "semana", "semanas"], "weeks"), (["day", "days", "dia", "dias"], "days"),
        (["night", "nights", "noche", "noches"], "nights"), (["hour", "hours", "hrs", "hora", "horas"], "hours"),
        (["minute", "minutes", "min", "mins", "minuto", "minutos"], "minutes"),
    ]
    static let partsOfDay: [(words: Set<String>, name: String)] = [
        (["morning", "am", "madrugada", "manana"], "in the morning"), (["afternoon", "tarde"], "in the afternoon"),
        (["evening"], "in the evening"), (["night", "midnight", "noche", "medianoche"], "at night"),
        (["noon", "mediodia"], "around midday"),
        (["pm"], "later in the day"),
    ]

    // MARK: Ages

    /// How an age is said in each place of a sentence.
    struct Age {
        /// After "I was".
        let been: (String) -> String
        /// In the place of "at 18" as a whole.
        let when: (String) -> String
        /// Between "a" and "girl".
        let beforeNoun: String
        /// After "my", alone.
        let alone: String
        /// After "aged", or alone.
        let count: String
        /// Between commas after a name.
        var apposed: String {
            count == "under thirteen" ? "still little" : count == "under eighteen" ? "a teenager" : "not yet twenty"
        }
    }

    static func age(_ years: Int) -> Age {
        switch years {
        case ..<13:
            Age(
                been: { _ in years < 9 ? "little" : "still a child" }, when: { _ in "as a child" },
                beforeNoun: "little", alone: "little one", count: "under thirteen")
        case ..<18:
            Age(
                been: { _ in "a teenager" }, when: { _ in "as a teenager" }, beforeNoun: "teenage", alone: "teenager",
                count: "under eighteen")
        case ..<20:
            Age(
                been: { "in \($0) late teens" }, when: { "in \($0) late teens" }, beforeNoun: "young",
                alone: "young one", count: "about twenty")
        case 65...:
            Age(
                been: { _ in "over sixty-five" }, when: { _ in "after sixty-five" }, beforeNoun: "older",
                alone: "older one", count: "over sixty-five")
        default:
            Age(
                been: { "in \($0) \(decades[years / 10 - 2])" }, when: { "in \($0) \(decades[years / 10 - 2])" },
                beforeNoun: "\(tens[years / 10 - 2])-something",
                alone: "\(tens[years / 10 - 2])-something", count: "\(tens[years / 10 - 2])-something")
        }
    }
    private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty"]
    private static let decades = ["twenties", "thirties", "forties", "fifties", "sixties"]
    static let ageUnits: Set<String> = ["year", "years", "yr", "yrs", "old", "yo", "y", "o"]
    static let possessives = [
        "i": "my", "i'm": "my", "im": "my", "me": "my", "she": "her", "she's": "her", "shes": "her", "he": "his",
        "he's": "his", "hes": "his",
        "we": "our", "they": "their", "you": "your", "who": "their",
    ]
}
