/// The room's own words around a story, in the languages it has them.
struct PageWords: Sendable, Equatable {
    /// The language of these words.
    let language: String
    /// The title of a story that has none.
    let untitled: String
    let contentNotes: String
    /// The heading of the list of stories.
    let stories: String
    let introduction: String
    let nothingYet: String
    /// The link from a story to the list.
    let allStories: String
    /// January to December.
    let months: [String]
    let betweenMonthAndYear: String
    /// What a reader should know about how the story came here.
    let agreed: String
    /// What a reader is asked to do.
    let pleaseLink: String

    /// The words in the language of a text, in English where there are none.
    static func of(_ language: LanguageTag) -> PageWords { all.first { $0.language == language.primary } ?? english }

    /// The words for a page with all of these texts: those that fit the most of them, English on a tie.
    static func of(_ languages: [LanguageTag]) -> PageWords {
        let fitting = all.map { words in languages.count { $0.primary == words.language } }
        let most = fitting.max() ?? 0
        return zip(all, fitting).first { $0.1 == most }?.0 ?? english
    }

    /// A month such as `2026-11` in words.
    func month(_ month: String) -> String {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2, (1...12).contains(parts[1]) else { return month }
        return "\(months[parts[1] - 1])\(betweenMonthAndYear)\(parts[0])"
    }

    private static let all = [english, spanish]

    static let english = PageWords(
        language: "en", untitled: "A story", contentNotes: "Content notes", stories: "Stories",
        introduction: "Each of these was written by someone who lived it. Each is here because they said yes.",
        nothingYet: "There are no stories here yet.", allStories: "All stories",
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        betweenMonthAndYear: " ",
        agreed: "The person who wrote this agreed to share it. Some names and details may have been changed or "
            + "left out to keep people safe.",
        pleaseLink: "Please link to this page instead of copying it. The writer can change their mind at any time, "
            + "and then we take it down.")

    static let spanish = PageWords(
        language: "es", untitled: "Una historia", contentNotes: "Avisos de contenido", stories: "Historias",
        introduction: "Cada una la escribió alguien que la vivió. Cada una está aquí porque esa persona dijo que sí.",
        nothingYet: "Todavía no hay historias aquí.", allStories: "Todas las historias",
        months: [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ],
        betweenMonthAndYear: " de ",
        agreed: "La persona que escribió esto aceptó compartirlo. Puede que se hayan cambiado o quitado nombres y "
            + "detalles para cuidar a las personas.",
        pleaseLink: "Por favor, enlaza a esta página en vez de copiarla. Quien la escribió puede cambiar de opinión en "
            + "cualquier momento, y entonces la quitamos.")
}
