/// Names that a policy gives to people who are not named.
public struct PseudonymNames: Sendable {
    private let given: [Gender: [String]]
    private let family: [String]

    /// Takes given names of women, of men and of either, and family names.
    public init(women: [String], men: [String], either: [String], family: [String]) {
        given = [.woman: women, .man: men, .either: either]
        self.family = family
    }

    func given(_ gender: Gender) -> [String] { given[gender] ?? [] }
    var families: [String] { family }

    /// The same names but for some, such as those that are like a name that is taken out.
    public func without(_ isOut: (String) -> Bool) -> PseudonymNames {
        func kept(_ names: [String]) -> [String] { names.filter { !isOut($0) } }
        return PseudonymNames(
            women: kept(given(.woman)), men: kept(given(.man)), either: kept(given(.either)), family: kept(family))
    }

    /// The same names in another order, so that two stories do not share theirs.
    public func shuffled(using generator: inout some RandomNumberGenerator) -> PseudonymNames {
        PseudonymNames(
            women: given(.woman).shuffled(using: &generator), men: given(.man).shuffled(using: &generator),
            either: given(.either).shuffled(using: &generator), family: family.shuffled(using: &generator))
    }
}

extension RedactionPlan {
    /// A pseudonym for each of these people, in the order of the names.
    ///
    /// It is no word of the story, of `others` or of another pseudonym, and has the initials of nobody who is named. The story
    /// says whether it is a woman's or a man's name, by titles, kin and pronouns; where it does not, the name may be either's.
    /// Whoever no name is left for gets none.
    /// - Parameters:
    ///   - ids: the people who get one, by the ids of their entities.
    ///   - names: the names to choose from; the first that fits is taken.
    ///   - others: words that a pseudonym must not be: the title, the credit, the team's lists.
    public func pseudonyms(for ids: [Int], from names: PseudonymNames, beside others: [String]) -> [Int: Decision] {
        let text = reader.text
        let people = People(reader, entities.filter { $0.type == .person })
        var taken = Set(text.tokens.map(\.hash))
        var words = others
        for decision in decisions.values {
            switch decision {
            case .pseudonym(let given, let family): words += [given, family]
            case .chosen(let text), .generalized(let text): words.append(text)
            default: break
            }
        }
        for word in words { taken.formUnion(TokenizedText(word).tokens.map(\.hash)) }
        func take(_ names: [String], _ fits: (String) -> Bool = { _ in true }) -> String? {
            let name = names.first { name in
                fits(name) && TokenizedText(name).tokens.allSatisfy { !taken.contains($0.hash) }
            }
            if let name { taken.formUnion(TokenizedText(name).tokens.map(\.hash)) }
            return name
        }
        let initials = people.initials
        var drawn: [Int: Decision] = [:]
        for id in ids {
            let own = names.given(people.gender(of: id))
            guard let given = take(own) ?? take(names.given(.either)) else { continue }
            let first = FoldedText(String(given.prefix(1))).keys
            guard
                let family = take(names.families, { !initials.contains(first + FoldedText(String($0.prefix(1))).keys) })
            else { continue }
            let second = people.hasTwoFamilyNames(id) ? take(names.families) : nil
            drawn[id] = .pseudonym(given: given, family: second.map { "\(family) \($0)" } ?? family)
        }
        return drawn
    }
}
