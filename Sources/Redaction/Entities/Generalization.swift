/// Truer and vaguer words for what a mention says, from near to far; never a false value, never finer than the text.
public struct Generalization: Sendable {
    /// The languages that it speaks.
    public enum Language: String, Sendable {
        case english = "en"
        case spanish = "es"
    }

    private let language: Language

    /// Prepares to speak a language; English for one that it does not know.
    public init(_ code: String) { language = Language(rawValue: code) ?? .english }

    /// What may stand for a mention of this type, the finest first; empty when only removal is safe.
    ///
    /// - Parameters:
    ///   - words: the mention as it stands.
    ///   - state: the name of a state that stands beside a town, if one does.
    public func offers(for type: IdentifierType, _ words: String, state: String? = nil) -> [String] {
        switch type {
        case .date: year(in: words).map(years) ?? []
        case .age: number(in: words).map { [ages($0)] } ?? []
        case .location: places(words, state)
        case .facility: [say("a jail or prison", "una cárcel o prisión")]
        case .organization: [say("an organization", "una organización")]
        default: []
        }
    }

    private func say(_ english: String, _ spanish: String) -> String { language == .spanish ? spanish : english }

    private func years(_ year: Int) -> [String] {
        let decade = year / 10 * 10
        return ["\(year)", say("the \(decade)s", "la década de \(decade)")]
    }

    /// Four digits that are a year; two digits could be of two centuries, and a day alone tells no year.
    private func year(in words: String) -> Int? {
        words.split { !$0.isASCII || !$0.isNumber }.first { $0.count == 4 }.flatMap { Int($0) }.flatMap {
            (1850...2099).contains($0) ? $0 : nil
        }
    }

    private func number(in words: String) -> Int? {
        words.split { !$0.isASCII || !$0.isNumber }.first.flatMap { Int($0) }
    }

    private func ages(_ age: Int) -> String {
        switch age {
        case ..<13: say("a child", "menor de 13")
        case ..<18: say("a teenager", "adolescente")
        case 65...: say("over 65", "más de 65")
        default: say("\(age / 10 * 10)s", "\(age / 10 * 10) y tantos")
        }
    }

    private func places(_ words: String, _ state: String?) -> [String] {
        if let region = States.region(of: words) { return [say(region.english, region.spanish)] }
        guard let state, let region = States.region(of: state) else { return [say("a town", "un pueblo o ciudad")] }
        return [
            say("a town in \(state)", "un lugar de \(state)"),
            say("a town in \(region.english)", "un lugar en \(region.spanish)"),
        ]
    }
}

/// The regions of the United States, as the Census Bureau draws them.
enum States {
    struct Region {
        let english: String
        let spanish: String
    }

    private static let regions: [(Region, String)] = [
        (
            Region(english: "the Northeast", spanish: "el noreste"),
            "connecticut ct maine me massachusetts ma new-hampshire nh rhode-island ri vermont vt new-jersey nj nueva-jersey new-york ny nueva-york pennsylvania pa pensilvania"
        ),
        (
            Region(english: "the Midwest", spanish: "el medio oeste"),
            "illinois il indiana in michigan mi ohio oh wisconsin wi iowa ia kansas ks minnesota mn missouri mo misuri nebraska ne north-dakota nd south-dakota sd"
        ),
        (
            Region(english: "the South", spanish: "el sur"),
            "delaware de florida fl georgia ga maryland md north-carolina nc carolina-del-norte south-carolina sc carolina-del-sur virginia va west-virginia wv alabama al kentucky ky mississippi ms misisipi tennessee tn arkansas ar louisiana la luisiana oklahoma ok texas tx"
        ),
        (
            Region(english: "the West", spanish: "el oeste"),
            "arizona az colorado co idaho id montana mt nevada nv new-mexico nm nuevo-mexico utah ut wyoming wy alaska ak california ca hawaii hi oregon or washington wa"
        ),
    ]

    private static let byName: [[UInt32]: Int] = {
        var byName: [[UInt32]: Int] = [:]
        for (index, region) in regions.enumerated() {
            for name in region.1.split(separator: " ") {
                byName[FoldedText(String(name.map { $0 == "-" ? " " : $0 })).keys] = index
            }
        }
        return byName
    }()

    static func region(of name: String) -> Region? {
        byName[FoldedText(name).trimmed { WordClass($0) == .none }].map { regions[$0].0 }
    }
}
