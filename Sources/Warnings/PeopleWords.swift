/// The words by which a text speaks of people, English and Spanish, folded.
enum PeopleWords {
    static let determiners: Set<String> = [
        "the", "my", "his", "her", "their", "our", "this", "that", "el", "la", "mi", "su", "mis", "sus", "nuestra",
        "nuestro", "este", "esta", "ese", "esa", "otro", "otra", "another",
    ]
    static let indefinite: Set<String> = ["a", "an", "un", "una"]
    static let being: Set<String> = [
        "was", "am", "is", "are", "were", "be", "been", "i'm", "he's", "she's", "as", "era", "es", "soy", "fui", "fue",
        "como",
    ]
    /// Who is spoken of is the one who was named last.
    static let others: Set<String> = [
        "he", "she", "they", "him", "her", "his", "their", "ella", "ellos", "ellas", "le", "su", "he's", "she's",
        "they're",
    ]
    static let writer: Set<String> = [
        "i", "i'm", "i've", "i'd", "we", "yo", "nosotras", "nosotros", "soy", "tengo", "vivia",
    ]
    static let ranks: Set<String> = [
        "sergeant", "lieutenant", "captain", "corporal", "deputy", "detective", "chief", "major", "colonel",
        "commissioner", "sheriff",
        "trooper", "warden", "sargento", "teniente", "capitan", "cabo", "comandante", "coronel", "comisario",
        "alguacil",
    ]

    /// One word for all by which the same kind of person is called; nil for a word that is none.
    static func role(_ word: String) -> String? { roles[word] }

    private static let roles: [String: String] = {
        let groups = [
            "officer cop policeman policewoman deputy trooper detective sergeant lieutenant captain corporal sheriff policia oficial "
                + "sargento teniente comandante agente",
            "guard warden guardia custodio custodia celador celadora", "judge magistrate juez jueza",
            "lawyer attorney defender abogado abogada defensor defensora", "prosecutor fiscal",
            "doctor doctora", "nurse enfermera enfermero", "teacher maestra maestro profesora profesor",
            "counselor therapist terapeuta",
            "caseworker worker trabajadora", "pastor priest preacher sacerdote pastora",
            "boss manager jefe jefa patron patrona",
            "landlord landlady casero casera", "neighbor neighbour vecina vecino",
            "cellmate bunkie companera companero",
            "husband esposo marido", "wife esposa", "boyfriend novio", "girlfriend novia", "ex", "partner pareja",
            "mother mom mama mum madre", "father dad papa padre", "stepfather stepdad padrastro",
            "stepmother madrastra",
            "sister hermana", "brother hermano", "son hijo", "daughter hija", "baby bebe", "aunt auntie tia",
            "uncle tio",
            "grandmother grandma abuela", "grandfather grandpa abuelo", "cousin primo prima", "niece sobrina",
            "nephew sobrino",
            "friend amiga amigo", "girl muchacha", "boy muchacho", "man hombre", "woman mujer", "kid child nino nina",
        ]
        return Dictionary(
            groups.flatMap { group in
                let words = group.split(separator: " ").map(String.init)
                return words.map { ($0, words[0]) }
            }, uniquingKeysWith: { first, _ in first })
    }()
}
