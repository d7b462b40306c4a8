/// The words by which facts are recognized, English and Spanish, folded.
enum FactWords {
    static let children: Set<String> = [
        "children", "child", "kids", "kid", "sons", "son", "daughters", "daughter", "babies", "boys", "girls", "hijos",
        "hijas", "hijo", "hija", "ninos", "ninas", "bebes",
    ]
    static let years: Set<String> = ["years", "year", "anos", "ano", "months", "meses"]
    static let ageWords: Set<String> = ["old", "edad"]
    static let beforeAge: Set<String> = ["was", "am", "turned", "aged", "cumpli"]
    static let termWords: Set<String> = [
        "prison", "sentence", "sentenced", "serving", "served", "life", "inside", "jail", "carcel", "prision",
        "condena",
        "condenaron", "gave", "got", "to", "parole",
    ]
    static let beforePlace: Set<String> = [
        "in", "near", "from", "outside", "at", "to", "around", "of", "en", "desde", "cerca", "de",
    ]
    static let neverPlace: Set<String> = [
        "i", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "christmas", "god", "dios", "english", "spanish",
    ]

    static let works: [String: String] = {
        let groups = [
            ["nurse", "enfermera"], ["teacher", "maestra", "maestro"], ["waitress", "mesera", "camarera"],
            ["cook", "cocinera"], ["cashier", "cajera"], ["cleaner", "limpiadora"], ["student", "estudiante"],
            ["soldier", "soldado"], ["driver", "chofer", "conductora"], ["hairdresser", "peluquera", "estilista"],
            ["farmworker", "campesina"], ["caregiver", "cuidadora"], ["secretary", "secretaria"],
            ["pastor", "pastora"],
            ["paramedic"], ["welder", "soldadora"], ["librarian", "bibliotecaria"], ["seamstress", "costurera"],
        ]
        return Dictionary(uniqueKeysWithValues: groups.flatMap { group in group.map { ($0, group[0]) } })
    }()

    /// A charge that begins at this word, by one name for its forms in both languages.
    static func charge(at index: Int, in words: [String]) -> String? {
        let rest = words[index...].prefix(4)
        return charges.first { $0.words.count <= rest.count && zip($0.words, rest).allSatisfy { $0 == $1 } }?.name
    }

    private static let charges: [(words: [String], name: String)] = [
        ("manslaughter", "manslaughter"), ("murder", "murder"), ("homicide", "homicide"), ("homicidio", "homicide"),
        ("asesinato", "murder"), ("attempted murder", "attempted murder"), ("assault", "assault"),
        ("agresion", "assault"), ("battery", "battery"), ("kidnapping", "kidnapping"), ("secuestro", "kidnapping"),
        ("arson", "arson"), ("robbery", "robbery"), ("robo", "robbery"), ("burglary", "burglary"),
        ("failure to protect", "failure to protect"), ("failing to protect", "failure to protect"),
        ("child endangerment", "child endangerment"), ("child neglect", "child neglect"),
        ("trafficking", "trafficking"), ("trata", "trafficking"), ("conspiracy", "conspiracy"),
        ("conspiracion", "conspiracy"), ("accessory", "accessory"), ("complicidad", "accessory"),
        ("custodial interference", "custodial interference"), ("perjury", "perjury"), ("perjurio", "perjury"),
        ("stalking", "stalking"), ("possession", "possession"), ("posesion", "possession"), ("fraud", "fraud"),
        ("fraude", "fraud"), ("prostitution", "prostitution"), ("prostitucion", "prostitution"),
    ].map { (words: $0.0.split(separator: " ").map(String.init), name: $0.1) }
        .sorted { $0.words.count > $1.words.count }

    /// A whole number up to 99, in digits or in words.
    static func number(_ word: String) -> Int? {
        if let number = Int(word) { return (0...99).contains(number) ? number : nil }
        if let number = numbers[word] { return number }
        let parts = word.split(separator: "-")
        guard parts.count == 2, let tens = numbers[String(parts[0])], let ones = numbers[String(parts[1])],
            tens >= 20, tens.isMultiple(of: 10), (1...9).contains(ones)
        else { return nil }
        return tens + ones
    }

    private static let numbers: [String: Int] = {
        let english = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ]
        let spanish = [
            "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
            "trece", "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte",
        ]
        var numbers: [String: Int] = [:]
        for (number, word) in english.enumerated() { numbers[word] = number }
        for (number, word) in spanish.enumerated() { numbers[word] = number }
        let tens = [
            "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
            "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
        ]
        return numbers.merging(tens) { first, _ in first }
    }()
}
