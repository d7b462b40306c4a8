internal import Envelope

/// What readers can choose stories by, without a script: each choice is a class of the list and a rule of style.
struct Choices {
    struct Choice {
        let id: String
        let words: String
    }

    /// The most notes to choose by: those that most stories have.
    private static let mostNotes = 12

    private var languages: [String: (number: Int, name: String)] = [:]
    private var lengths: Set<Int> = []
    /// By key: a note is one choice, in whatever languages the stories that have it are.
    private var notes: [String: (number: Int, count: Int, words: String)] = [:]
    private let export: PublicationExport
    private let campaigns: [Campaign]
    /// By the number of a campaign, how many stories it has.
    private var themes: [Int: Int] = [:]
    private var count = 0

    init(_ export: PublicationExport) {
        self.export = export
        campaigns = export.campaigns
    }

    /// The classes of a story in the list.
    mutating func classes(of shown: ShownStory) -> String {
        var classes: [String] = []
        if let name = shown.language.name {
            let number = languages[name]?.number ?? languages.count
            languages[name] = (number, name)
            classes.append("l\(number)")
        }
        let length = shown.minutes <= 2 ? 0 : shown.minutes <= 8 ? 1 : 2
        lengths.insert(length)
        classes.append("m\(length)")
        var seen: Set<String> = []
        for note in shown.notes.sorted(by: { $0.key.utf8Precedes($1.key) }) where seen.insert(note.key).inserted {
            let known = notes[note.key] ?? (notes.count, 0, words(of: note))
            notes[note.key] = (known.number, known.count + 1, known.words)
            classes.append("n\(known.number)")
        }
        count += 1
        for (number, campaign) in campaigns.enumerated()
        where shown.campaigns.contains(where: { $0.name == campaign.name }) {
            themes[number, default: 0] += 1
            classes.append("t\(number)")
        }
        return classes.joined(separator: " ")
    }

    func themeChoices(_ words: PageWords) -> [Choice] {
        // One theme that every story has leaves nothing out.
        guard themes.values.contains(where: { $0 < count }) else { return [] }
        return campaigns.enumerated().filter { themes[$0.offset] != nil }
            .map { Choice(id: "t\($0.offset)", words: $0.element.typesetTheme(in: words.language).words) }
    }

    var languageChoices: [Choice] {
        let sorted = languages.values.sorted { $0.name.utf8Precedes($1.name) }
        return sorted.count > 1 ? sorted.map { Choice(id: "l\($0.number)", words: $0.name) } : []
    }

    func lengthChoices(_ words: PageWords) -> [Choice] {
        lengths.count > 1 ? lengths.sorted().map { Choice(id: "m\($0)", words: words.choosing.lengths[$0]) } : []
    }

    var noteChoices: [Choice] {
        notes.sorted {
            $0.value.count != $1.value.count ? $0.value.count > $1.value.count : $0.key.utf8Precedes($1.key)
        }
        .prefix(Self.mostNotes).map { Choice(id: "n\($0.value.number)", words: $0.value.words) }
    }

    private func words(of note: ContentNote) -> String {
        Typography(LanguageTag(PageWords.of(primary: export.language).language)).set(export.name(of: note))
    }

    /// The rules of style that leave out what was not chosen.
    func style(_ words: PageWords) -> String {
        let kept = (themeChoices(words) + languageChoices + lengthChoices(words)).map {
            ".list:has(#\($0.id):checked) .stories > :not(.\($0.id)) { display: none; }\n"
        }
        let left = noteChoices.map { ".list:has(#\($0.id):checked) .stories > .\($0.id) { display: none; }\n" }
        return kept.joined() + left.joined()
    }
}

/// What the template of the choice names.
struct ChoicePage {
    struct Group {
        let name: String
        let heading: String
        let any: String
        let choices: [Choices.Choice]
    }

    let words: PageWords
    let groups: [Group]
    let notes: Group?

    /// Nil if there is nothing to choose by.
    init?(_ choices: Choices, _ words: PageWords) {
        self.words = words
        let choosing = words.choosing
        groups = [
            Group(
                name: "t", heading: words.campaigning.theme, any: choosing.any, choices: choices.themeChoices(words)),
            Group(name: "l", heading: choosing.language, any: choosing.any, choices: choices.languageChoices),
            Group(name: "m", heading: choosing.length, any: choosing.any, choices: choices.lengthChoices(words)),
        ].filter { !$0.choices.isEmpty }
        let left = choices.noteChoices
        notes = left.isEmpty ? nil : Group(name: "n", heading: choosing.leaveOut, any: "", choices: left)
        guard !groups.isEmpty || notes != nil else { return nil }
    }
}
