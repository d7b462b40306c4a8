import Envelope

/// A name that stands with a story, beside those that were taken out of it: "Mari" still says Marisol to whoever knows her.
public struct NearName: Sendable {
    /// In what two names are alike.
    enum Likeness: Equatable {
        case same, beginning, nickname, sound, initials
    }

    private let shown: String
    private let words: [String]

    /// - Parameter name: a credit, or a name that is to stand in the place of another.
    public init(_ name: String) {
        shown = name
        words = FoldedWords(name).folded
    }

    /// A warning for each name that this one is like.
    ///
    /// - Parameters:
    ///   - names: the people of the story, as it names them.
    ///   - text: the text as it goes out: whom it names still, nobody has to guess.
    public func warnings(beside names: [String], takenOutOf text: String) -> [Warning] {
        let left = Set(FoldedWords(text).folded)
        var seen: Set<Digest> = []
        return names.compactMap { name -> Warning? in
            let folded = FoldedWords(name).folded
            guard isLike(name), !folded.allSatisfy(left.contains) else { return nil }
            return Warning(
                .near, seen: words.joined(separator: " ") + "\n" + folded.joined(separator: " "),
                sentence: "the name '\(shown)', which stands with the story, is like '\(name)', which was taken out; "
                    + "whoever knows that name may hear it, so ask the writer for another one")
        }.filter { seen.insert($0.digest).inserted }
    }

    /// Whether it is like another name: in a part, a nickname, a sound or its initials.
    public func isLike(_ name: String) -> Bool { likeness(to: name) != nil }

    func likeness(to name: String) -> Likeness? {
        let others = FoldedWords(name).folded.filter { !Self.small.contains($0) }
        let own = words.filter { !Self.small.contains($0) }
        for word in own {
            for other in others {
                if word == other { return .same }
                if isBeginning(word, other) || isBeginning(other, word) { return .beginning }
                if Self.nicknames.contains(where: { $0.contains(word) && $0.contains(other) }) { return .nickname }
                let sound = Self.sound(word)
                if word.count > 3, other.count > 3, sound.count > 2, sound == Self.sound(other) { return .sound }
            }
        }
        let letters = words.joined().filter(\.isLetter)
        let initials = others.compactMap(\.first)
        let areLetters = words.allSatisfy { $0.filter(\.isLetter).count == 1 } || words.count == 1 && letters.count < 4
        return areLetters && initials.count > 1 && letters == String(initials) ? .initials : nil
    }

    // "Mari" of "Marisol", "Marisolita": three letters, since "An" begins half of all names.
    private func isBeginning(_ short: String, _ long: String) -> Bool {
        short.count >= 3 && long.count > short.count && long.hasPrefix(short)
    }

    /// A name as it sounds in English or Spanish, roughly: one letter for those that sound alike, and one for all vowels.
    static func sound(_ word: String) -> String {
        var letters = word
        for (spelled, said) in [
            ("ph", "f"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("ck", "k"), ("qu", "k"), ("gue", "ge"), ("gui", "gi"),
            ("ce", "se"),
            ("ci", "si"), ("cy", "si"), ("ge", "je"), ("gi", "ji"), ("ll", "y"), ("wh", "w"), ("th", "t"),
        ] { letters = letters.replacing(spelled, with: said) }
        let like: [Character: Character] = [
            "c": "k", "q": "k", "z": "s", "x": "s", "v": "b", "y": "i", "j": "j", "w": "u",
        ]
        var sound = ""
        for letter in letters where letter.isLetter && letter != "h" {
            let said = like[letter] ?? letter
            let isVowel = "aeiou".contains(said)
            if sound.last != said { sound.append(isVowel ? "a" : said) }
        }
        return sound
    }

    private static let small: Set<String> = [
        "de", "del", "la", "las", "los", "y", "of", "the", "and", "mr", "mrs", "ms", "a",
    ]

    /// Names by which the same person is called.
    private static let nicknames: [Set<String>] = [
        "guadalupe lupe lupita pita", "jose pepe chepe chepito joe", "josefa pepa chepa josefina fina pepita",
        "francisco paco pancho chico frank", "francisca paca pancha paquita", "ignacio nacho", "jesus chuy chucho chus",
        "jesusa chucha chuy", "maria mary mari maruja marucha mia molly", "rosario charo chayo", "dolores lola lolita",
        "concepcion concha conchita chonita", "consuelo chelo", "mercedes meche merche", "refugio cuca cuco",
        "enrique quique kike henry", "eduardo lalo eddie ed edward ted", "antonio tono tony", "antonia tona toni",
        "manuel manolo meno lito", "roberto beto bob robert rob bobby", "alberto beto al", "gilberto beto",
        "luis lucho wicho",
        "isabel chabela chavela bel liz", "graciela chela", "isaac isa", "alejandra sandra ale alex",
        "alejandro jano ale alex",
        "guillermo memo william bill will billy liam", "rafael rafa", "ramon moncho", "fernando nando", "hernan nan",
        "elizabeth liz beth betty eliza bess libby lisa", "margaret maggie peggy meg greta rita margarita mago",
        "catherine kate kathy katie kitty cathy katherine", "susan sue susie suzanne",
        "patricia pat patty tricia trish paty",
        "robert bob rob bobby bert", "richard dick rick rich ricardo richie", "james jim jimmy jamie",
        "john jack johnny juan",
        "michael mike mick mickey miguel", "thomas tom tommy tomas", "charles charlie chuck carlos",
        "edward ed ted ned",
        "dorothy dot dottie dolly", "theresa terry tess teresa tere", "deborah deb debbie", "barbara barb babs bobbie",
        "virginia ginny gina", "rebecca becky", "sarah sally sadie", "martha patsy marty", "mary molly polly may",
        "anne nancy ann annie ana anita", "helen nell nellie ellen elena nena", "frances fran frannie", "florence flo",
        "eleanor ellie nell nora lenore leonor", "alexandra sandy sasha lexi", "stephen steve esteban", "anthony tony",
        "henry harry hank hal", "lawrence larry", "peter pete pedro", "joseph joe", "daniel dan danny", "david dave",
    ].map { Set($0.split(separator: " ").map(String.init)) }
}
