/// The words of stand-ins in Spanish, as people say them in Mexico, Central America, the Caribbean and the US: all in one place.
enum SpanishPhrases {
    /// A thing of each kind; jobs by whether the word that is replaced is a woman's.
    static func kinds(isFeminine: Bool) -> [Kind: String] { isFeminine ? women : men }

    private static let things: [Kind: String] = [
        .prison: "una prisión", .jail: "una cárcel", .juvenile: "un centro de menores",
        .detention: "un centro de detención",
        .shelter: "un albergue", .hospital: "un hospital", .court: "un juzgado", .school: "una escuela",
        .church: "un lugar de culto",
        .paper: "un medio de noticias", .law: "una oficina legal", .police: "una comisaría", .agency: "una agencia",
        .bank: "un banco",
        .museum: "un museo", .shop: "un negocio", .company: "una empresa", .union: "una asociación", .team: "un equipo",
        .cell: "una celda", .unit: "una sección", .apartment: "un apartamento", .street: "una calle",
        .highway: "una carretera",
        .neighborhood: "un barrio", .county: "un condado", .village: "una aldea", .river: "un río", .lake: "un lago",
        .island: "una isla", .mountain: "un cerro", .park: "un parque", .beach: "una playa", .bridge: "un puente",
        .airport: "un aeropuerto", .bar: "un bar", .hotel: "un hotel", .bus: "un autobús", .house: "una casa",
        .address: "una dirección",
        .storm: "una tormenta", .flood: "una inundación", .fire: "un incendio", .earthquake: "un terremoto",
        .war: "una guerra",
        .game: "un partido", .festival: "una fiesta", .wedding: "una boda", .holiday: "un día de fiesta",
        .spill: "un derrame",
        .truck: "una camioneta", .van: "una camioneta", .motorcycle: "una moto", .boat: "una lancha", .car: "un carro",
    ]
    private static let women = things.merging([
        .health: "una trabajadora de salud", .teacher: "una trabajadora escolar", .driver: "una conductora",
        .kitchen: "una trabajadora de cocina",
        .cleaner: "una trabajadora de limpieza", .office: "una empleada de oficina",
        .trade: "una trabajadora de oficio", .music: "una música",
        .farm: "una trabajadora del campo", .soldier: "una militar", .official: "una autoridad", .leader: "una líder",
    ]) { $1 }
    private static let men = things.merging([
        .health: "un trabajador de salud", .teacher: "un trabajador escolar", .driver: "un conductor",
        .kitchen: "un trabajador de cocina",
        .cleaner: "un trabajador de limpieza", .office: "un empleado de oficina", .trade: "un trabajador de oficio",
        .music: "un músico",
        .farm: "un trabajador del campo", .soldier: "un militar", .official: "una autoridad", .leader: "un líder",
    ]) { $1 }

    static let town = "un pueblo"
    static let city = "una ciudad"
    static let whereILived = "donde yo vivía"
    static let waters: Set<String> = ["río", "lago", "cerro", "puente"]
    static let facility = "un centro"
    static let organization = "una organización"
    static let employer = "una empresa"
    static let event = "un suceso"
    static let workerWoman = "una trabajadora"
    static let workerMan = "un trabajador"
    static let workWords: Set<String> = [
        "trabajo", "trabaje", "trabajaba", "trabajando", "trabaja", "trabajar", "empleo", "patron", "jefe", "jefa",
        "turno",
    ]

    /// What stands right before a number that it names.
    static let labels: Set<String> = [
        "no", "num", "numero", "numeros", "placa", "placas", "licencia", "expediente", "caso", "causa", "id", "folio",
        "cedula", "seguro",
        "cuenta", "tel", "telefono", "celular", "cel", "correo", "email", "n", "nro", "pasaporte", "apartado", "codigo",
        "registro", "boleta",
        "preso", "presa", "interna", "interno", "reporte", "instagram", "facebook", "whatsapp", "pagina", "extranjero",
    ]
    static let speakVerbs: Set<String> = ["hablo", "habla", "hablan", "hablaba", "hablara", "hablar", "hablando"]
    /// Things of which a name follows: "la aldea", "departamento de".
    static let named: Set<String> = [
        "aldea", "departamento", "estado", "provincia", "condado", "municipio", "colonia", "barrio", "canton",
        "caserio", "comunidad",
        "ejido", "rancho", "finca", "ciudad", "pueblo", "acogida", "residencial", "vereda", "region", "pais",
    ]
    /// A house of which a name follows, most often that of its town.
    static let houses: Set<String> = [
        "carcel", "prision", "penal", "centro", "hospital", "clinica", "juzgado", "corte", "escuela",
    ]
    static let callVerbs: Set<String> = [
        "llama", "llame", "llamen", "llamenme", "llamame", "escribeme", "escribanme", "escribe", "escriban", "marquen",
        "marca", "marcame",
        "llamar", "escribir", "marcar",
    ]
    /// Subjects that are feminine where their last letter does not say so.
    static let feminine: Set<String> = ["direccion", "identificacion", "clave", "licencia"]

    // MARK: Time: units, parts of the day, in the order of `EnglishPhrases`

    static let durations = [
        ["varios años", "muchos años"], ["varios meses", "muchos meses"], ["varias semanas", "muchas semanas"],
        ["varios días", "muchos días"], ["varias noches", "muchas noches"], ["varias horas", "muchas horas"],
        ["varios minutos", "muchos minutos"],
    ]
    static let partsOfDay = [
        "en la mañana", "en la tarde", "en la noche", "en la noche", "a eso del mediodía", "más tarde",
    ]

    // MARK: Ages and families

    static let ageUnits: Set<String> = ["anos", "ano", "anitos", "anitos"]
    /// How old somebody is: after "tenía", and without "años" behind it.
    static func age(_ years: Int) -> (count: String, when: String) {
        switch years {
        case ..<13: ("pocos", "en la niñez")
        case ..<18: ("menos de dieciocho", "en la adolescencia")
        case ..<20: ("casi veinte", "casi a los veinte")
        case ..<30: ("veintitantos", "a los veintitantos")
        case 65...: ("más de sesenta y cinco", "después de los sesenta y cinco")
        default: ("\(tens[years / 10 - 3]) y tantos", "a los \(tens[years / 10 - 3]) y tantos")
        }
    }
    private static let tens = ["treinta", "cuarenta", "cincuenta", "sesenta"]

    /// Who is counted: the words that say it, in English, in Spanish.
    static let families: [(words: Set<String>, english: String, spanish: String)] = [
        (
            ["grandbabies", "grandchildren", "grandkids", "grandsons", "granddaughters", "nietos", "nietas"],
            "grandchildren", "nietos"
        ),
        (
            ["brother", "brothers", "sister", "sisters", "siblings", "hermano", "hermana", "hermanos", "hermanas"],
            "brothers and sisters", "hermanos"
        ),
        (
            ["varon", "varones", "hijo", "hijos", "nino", "ninos", "muchacho", "chiquito", "son", "sons", "boys"],
            "children", "hijos"
        ),
        (["hijas", "daughters", "daughter", "girls"], "daughters", "hijas"),
        (["gemelas", "hembras", "ninas", "gemelitas", "nina"], "girls", "niñas"),
        (["gemelos", "gemelitos", "mellizos", "twins", "triplets", "kids", "children"], "children", "niños"),
    ]
}
