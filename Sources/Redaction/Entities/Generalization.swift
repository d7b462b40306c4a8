/// Truer and vaguer words for what a mention says, from near to far; never a false value, never finer than the text.
public struct Generalization: Sendable {
    /// The languages that it speaks.
    public enum Language: String, Sendable {
        case english = "en"
        case spanish = "es"
    }

    let language: Language

    /// Prepares to speak a language; English for one that it does not know.
    public init(_ code: String) { language = Language(rawValue: code) ?? .english }

    /// What may stand for a mention of this type, the finest first; empty when only removal is safe.
    ///
    /// A date becomes a year, then a decade; a town a state, then a region; a state or province its region or country; an age a
    /// range; a place or employer its kind. A number that names someone becomes nothing vaguer: it is removed.
    /// - Parameters:
    ///   - words: the mention as it stands.
    ///   - state: the name of a state that stands beside a town, if one does.
    public func offers(for type: IdentifierType, _ words: String, state: String? = nil) -> [String] {
        let text = TokenizedText(words)
        return switch type {
        case .date: dates(words, text)
        case .age: SpokenNumber(text).map { ages($0.value) } ?? []
        case .location: places(words, state)
        case .facility: facilities(text)
        case .organization: organizations(text)
        case .family: families(text)
        case .money, .quantity: amounts(text)
        default: []
        }
    }

    func say(_ english: String, _ spanish: String) -> String { language == .spanish ? spanish : english }

    // MARK: Dates

    private func dates(_ words: String, _ text: TokenizedText) -> [String] {
        guard let year = year(in: words) ?? SpokenNumber.year(text) else { return [] }
        let decade = year / 10 * 10
        return ["\(year)", say("the \(decade)s", "la década de \(decade)")]
    }

    /// Four digits that are a year; two digits could be of two centuries, and a day alone tells no year.
    private func year(in words: String) -> Int? {
        words.split { !$0.isASCII || !$0.isNumber }.first { $0.count == 4 }.flatMap { Int($0) }.flatMap {
            (1850...2099).contains($0) ? $0 : nil
        }
    }

    // MARK: Ages and amounts

    private func ages(_ age: Int) -> [String] {
        switch age {
        case ..<13: [say("a child", "menor de 13")]
        case ..<18: [say("a teenager", "adolescente")]
        case 65...: [say("over 65", "más de 65")]
        default: [say("\(age / 10 * 10)s", "\(age / 10 * 10) y tantos")]
        }
    }

    private func amounts(_ text: TokenizedText) -> [String] {
        guard let amount = SpokenNumber(text)?.value else { return [] }
        return switch amount {
        case ..<100: []
        case ..<1_000: [say("hundreds", "cientos")]
        case ..<10_000: [say("thousands", "miles")]
        case ..<100_000: [say("tens of thousands", "decenas de miles")]
        case ..<1_000_000: [say("hundreds of thousands", "cientos de miles")]
        default: [say("millions", "millones")]
        }
    }

    private func families(_ text: TokenizedText) -> [String] {
        text.tokens.contains { Self.siblings.contains($0.hash) }
            ? [say("brothers and sisters", "hermanos y hermanas"), say("relatives", "familiares")]
            : text.tokens.contains { Self.children.contains($0.hash) }
                ? [say("children", "hijos"), say("relatives", "familiares")] : []
    }

    private static let siblings = StructuredScan.set(
        "brother brothers sister sisters siblings hermano hermana hermanos hermanas")
    private static let children = StructuredScan.set(
        "kid kids child children son sons daughter daughters baby babies boys girls hijo hija hijos hijas nino nina ninos ninas"
    )
}
