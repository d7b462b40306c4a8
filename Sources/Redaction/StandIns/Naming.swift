/// Whose name a pseudonym may be, as far as the story says it.
public enum Gender: String, Sendable, CaseIterable {
    case woman, man, either

    private static let words: [(Gender, Set<String>)] = [
        (
            .woman,
            set(
                """
                mrs ms miss madam madame lady ma'am maam woman girl mother mom mama momma mum sister daughter aunt auntie grandma
                grandmother granny niece wife girlfriend fiancee stepmother stepdaughter granddaughter godmother homegirl she her hers she's
                shes sor dona sra srta senora senorita madre mami hermana hija tia abuela sobrina esposa novia nina suegra cunada
                comadre amiga vecina prima nieta doctora licenciada abogada jueza enfermera maestra profesora pastora defensora ella
                madrastra companera nena mme mlle
                """)
        ),
        (
            .man,
            set(
                """
                mr sir mister man boy father dad daddy brother bro son uncle grandpa grandfather nephew husband boyfriend fiance
                stepfather stepdad stepson grandson godfather he him his he's hes don sr senor padre papa papi hermano hijo tio
                abuelo sobrino esposo marido novio nino suegro cunado compadre amigo vecino primo nieto doctor licenciado abogado juez
                enfermero maestro profesor pastor defensor padrastro companero nene fr monsieur herr
                """)
        ),
    ]
    // In English these name an office and not a man; only Spanish has the other word beside them.
    private static let onlyWithArticle: Set<String> = ["doctor", "pastor", "sr", "juez", "fr"]

    private static func set(_ words: String) -> Set<String> { Set(words.split { $0.isWhitespace }.map(String.init)) }

    /// What a word says of the person it belongs to.
    static func of(_ word: String) -> Gender? {
        onlyWithArticle.contains(word) ? nil : words.first { $0.1.contains(word) }?.0
    }
}

/// The people of a story: how each is named where, and whether it is a woman or a man.
struct People {
    private struct Person {
        var gender = Gender.either
        var given: Set<UInt64> = []
        var family: Set<UInt64> = []
        /// Two family names, as many have in Spanish.
        var hasTwo = false
        /// The first letters of the given and the family name.
        var initials: [UInt32] = []
    }

    private let reader: PassageReader
    private var people: [Int: Person] = [:]
    // For each token that names somebody, who it is.
    private var owners: [Int: Int] = [:]

    init(_ reader: PassageReader, _ entities: [Entity]) {
        self.reader = reader
        let isSpanish = reader.isSpanish
        var places: [(entity: Int, tokens: Range<Int>)] = []
        for passage in entities.flatMap({ entity in reader.passages(entity.mentions.map { (entity, $0) }) }) {
            places.append((passage.lead.id, passage.tokens))
            for token in passage.tokens { owners[token] = passage.lead.id }
        }
        for entity in entities {
            let own = places.filter { $0.entity == entity.id }.map(\.tokens)
            people[entity.id] = person(own, isSpanish)
        }
    }

    private func person(_ places: [Range<Int>], _ isSpanish: Bool) -> Person {
        var person = Person()
        let names = places.map { nameWords($0).filter { reader.text.tokens[$0].foldedLength > 1 } }
        if let longest = names.max(by: { $0.count < $1.count }), longest.count > 1 {
            person.hasTwo = isSpanish && longest.count > 2
            let count = person.hasTwo ? 2 : 1
            person.given = Set(longest.dropLast(count).map(hash))
            person.family = Set(longest.suffix(count).map(hash))
            person.initials = [longest[0], longest[longest.count - count]].map {
                reader.text.folded[Int(reader.text.tokens[$0].foldedStart)]
            }
        }
        for words in names where words.count == 1 {
            let before = words[0] - 1
            let title = reader.word(before) == "." ? before - 1 : before
            let isOffice =
                before >= 0 && reader.isBeside(words[0])
                && WordLists.standard.holds(WordHash.of(reader.word(title)), .title)
                && !Self.givenTitles.contains(reader.word(title))
            let flags = reader.text.tokens[words[0]].flags
            let isInitial = title >= 0 && reader.word(before) == "." && reader.text.tokens[title].shape == .initial
            if person.given.isEmpty, isInitial || isOffice && !(flags.contains(.given) && !flags.contains(.family)) {
                person.family.insert(hash(words[0]))
            }
        }
        person.gender = gender(places)
        return person
    }

    // MARK: Woman or man

    private func gender(_ places: [Range<Int>]) -> Gender {
        var (woman, man) = (0, 0)
        func count(_ gender: Gender?, _ weight: Int) {
            if gender == .woman { woman += weight }
            if gender == .man { man += weight }
        }
        for place in places {
            for token in place where reader.text.tokens[token].cues.contains(.title) {
                count(Gender.of(reader.word(token)), 4)
            }
            // "my sister Ana", "la licenciada Prado", "la Kimberly"
            var index = place.lowerBound - 1
            while index >= max(0, place.lowerBound - 3), owners[index] == nil, !reader.startsSentence(index + 1) {
                let word = reader.word(index)
                if reader.text.tokens[index].kind == .sign, word != ".", word != "," { break }
                let isPronoun = ["he", "she", "her", "his", "him", "ella", "hers"].contains(word)
                if !isPronoun { count(Gender.of(word), 3) }
                if word == "la" || word == "una" { count(.woman, index == place.lowerBound - 1 ? 3 : 1) }
                if word == "el" || word == "un" { count(.man, index == place.lowerBound - 1 ? 3 : 1) }
                index -= 1
            }
            // "Ana, my sister,", "Ana is my aunt"
            index = place.upperBound
            while index < min(reader.text.tokens.count, place.upperBound + 12), owners[index] == nil {
                let isNear = index < place.upperBound + 4
                let word = reader.word(index)
                let isPronoun = ["he", "she", "her", "his", "him", "he's", "she's", "ella", "hers"].contains(word)
                if isPronoun || isNear && reader.word(place.upperBound) == "," {
                    count(Gender.of(word), isPronoun ? 1 : 2)
                }
                index += 1
            }
        }
        return woman > man * 2 ? .woman : man > woman * 2 ? .man : .either
    }

    func gender(of id: Int) -> Gender { people[id]?.gender ?? .either }
    /// Whose name a token is part of, as a woman's or a man's; nil for what is no name.
    func gender(at token: Int) -> Gender? { owners[token].map(gender) }
    func hasTwoFamilyNames(_ id: Int) -> Bool { people[id]?.hasTwo ?? false }
    /// The first letters of each name that has two parts.
    var initials: Set<[UInt32]> { Set(people.values.map(\.initials).filter { !$0.isEmpty }) }

    // MARK: How a name is used

    /// The words of a name without titles, signs and small words between.
    private func nameWords(_ tokens: Range<Int>) -> [Int] {
        let words = tokens.filter { index in
            let token = reader.text.tokens[index]
            return token.kind != .sign && token.kind != .possessive && (!token.isFunction || token.shape == .initial)
        }
        let names = words.filter { !isTitle($0) }
        return names.isEmpty ? words : names
    }

    private func isTitle(_ index: Int) -> Bool {
        let token = reader.text.tokens[index]
        return !token.cues.isDisjoint(with: [.title, .kin, .loneKin]) && token.flags.isDisjoint(with: .givenCommon)
    }

    private func hash(_ index: Int) -> UInt64 { reader.text.tokens[index].hash }

    /// The hash of a word without its last s; nil if it ends in none.
    private func stem(_ index: Int) -> UInt64? {
        let token = reader.text.tokens[index]
        guard token.foldedLength > 3, reader.text.folded[Int(token.foldedEnd) - 1] == 0x73 else { return nil }
        var hash = WordHash()
        for key in reader.text.folded[Int(token.foldedStart)..<Int(token.foldedEnd) - 1] { hash.add(key) }
        return hash.value
    }

    private static let givenTitles: Set<String> = [
        "miss", "don", "dona", "sister", "brother", "sir", "auntie", "aunt", "uncle", "tia", "tio", "sor", "hermana",
        "hermano", "big",
        "lil", "little", "baby", "abu", "nana", "mama", "mami", "papa",
    ]

    func use(of passage: Passage, _ entity: Entity) -> NameUse {
        let person = people[entity.id] ?? Person()
        let names = nameWords(passage.tokens)
        var use = NameUse()
        guard let first = names.first, let last = names.last else { return use }
        use.spelling = spelling(names)
        // "Dr. Thorne", "tyrell mama": what is no name stays as it is.
        for index in passage.tokens.lowerBound..<first where isTitle(index) {
            let hasPoint =
                reader.word(index + 1) == "." && reader.text.tokens[index + 1].gap == .none && index + 1 < first
            use.front += reader.spelling(index) + (hasPoint ? ". " : " ")
        }
        for index in (last + 1)..<max(last + 1, passage.tokens.upperBound) {
            if isTitle(index) { use.back += " " + reader.spelling(index) }
            if reader.text.tokens[index].kind == .possessive {
                use.back += reader.spelling(index - 1) + reader.spelling(index)
            }
        }
        use.endsInPoint = passage.tokens.upperBound - 1 > last && reader.word(passage.tokens.upperBound - 1) == "."
        let letters = names.filter { reader.text.tokens[$0].foldedLength == 1 }
        let known = names.filter { !letters.contains($0) }
        use.isSpaced = names.count > 1 && reader.text.tokens[names[1]].gap != .none
        if known.isEmpty {
            use.form = letters.count > 1 ? .initials : .givenInitial
        } else if known.count > 1 {
            let areGiven =
                !person.given.isEmpty && known.allSatisfy { person.given.contains(hash($0)) }
                || Set(known.map(hash)).count == 1
            use.form = areGiven || isNickname(known[0]) ? .given : known.count > 2 ? .full : .both
        } else if let letter = letters.first {
            use.form = letter < known[0] ? .initialAndFamily : .givenAndInitial
        } else {
            (use.form, use.ending) = single(known[0], passage, person)
        }
        return use
    }

    private func isNickname(_ index: Int) -> Bool { reader.text.tokens[index].cues.contains(.nickname) }

    /// How one word alone is used, and the s that stands at its end.
    private func single(_ index: Int, _ passage: Passage, _ person: Person) -> (NameUse.Form, String) {
        let token = reader.text.tokens[index]
        var title = reader.word(index - 1)
        if title == ".", index > 1 { title = reader.word(index - 2) }
        let hasTitle = index > 0 && (reader.isBeside(index) && WordLists.standard.holds(WordHash.of(title), .title))
        var ending = ""
        var hash = token.hash
        let known = person.given.union(person.family)
        if let stem = stem(index), !known.contains(hash) {
            let isName = !Lexicon.standard.flags(of: stem).isDisjoint(with: [.given, .family])
            if known.contains(stem) || isName && token.flags.isDisjoint(with: [.given, .family]) {
                (hash, ending) = (stem, "s")
            }
        }
        let isPlural = ending == "s" && reader.word(passage.tokens.lowerBound - 1) == "the"
        if isPlural || person.family.contains(hash) { return (.family, ending) }
        if person.given.contains(hash) { return (.given, ending) }
        let flags = Lexicon.standard.flags(of: hash)
        let isOnlyGiven = flags.contains(.given) && !flags.contains(.family)
        if hasTitle { return (Self.givenTitles.contains(title) || isOnlyGiven ? .given : .family, ending) }
        return (.given, ending)
    }

    private func spelling(_ names: [Int]) -> NameUse.Spelling {
        let shapes = names.map { reader.text.tokens[$0].shape }
        if shapes.allSatisfy({ $0 == .lower }) { return .lower }
        let isLong = names.contains { reader.text.tokens[$0].foldedLength > 1 }
        if isLong, shapes.allSatisfy({ $0 == .upper || $0 == .initial }) { return .upper }
        return .mixed
    }
}

/// In which form a name stands at one place.
struct NameUse {
    enum Form { case given, family, both, full, initials, givenInitial, initialAndFamily, givenAndInitial }
    enum Spelling { case mixed, lower, upper }

    var form = Form.given
    var spelling = Spelling.mixed
    var front = ""
    var back = ""
    var ending = ""
    var endsInPoint = false
    var isSpaced = true

    /// The pseudonym as it is used here.
    func name(_ given: String, _ family: String) -> String {
        let first = String(family.prefix { $0 != " " })
        let (g, f) = (String(given.prefix(1)), String(first.prefix(1)))
        let point = endsInPoint ? "." : ""
        let words =
            switch form {
            case .given: given
            case .family: first
            case .both: given + " " + first
            case .full: given + " " + family
            case .initials: g + "." + (isSpaced ? " " : "") + f + point
            case .givenInitial: g + point
            case .initialAndFamily: g + ". " + first
            case .givenAndInitial: given + " " + f + point
            }
        let said = words + ending
        return switch spelling {
        case .mixed: front + said + back
        case .lower: front + said.lowercased() + back
        case .upper: front + said.uppercased() + back
        }
    }
}
