internal import Envelope
internal import Ledger

/// Stories that belong together, in the publisher's own words: their theme, what is asked for, and what a reader can do.
///
/// It is no part of what a writer agreed to. The theme is a heading; the demand and what to do are shown in an export for
/// campaigns alone, whose writers said yes to that.
public struct Campaign: Sendable {
    /// Something that a reader can do.
    public struct Step: Sendable {
        let words: [String: String]
        let link: String?

        /// - Parameters:
        ///   - words: what the reader can do, by language.
        ///   - link: an https address; nil if there is none.
        public init(words: [String: String], link: String?) { (self.words, self.link) = (words, link) }
    }

    /// What its page is called by.
    public let name: String
    private let theme: [String: String]
    private let demand: [String: String]
    private let steps: [Step]
    private let stories: Set<String>

    /// Takes a campaign; nil for a name or a link that could not stand in an address of a page.
    ///
    /// - Parameters:
    ///   - name: what its page is called by: 1 to 40 lower-case letters, digits and hyphens.
    ///   - theme: what the stories share, by language; in one language at least.
    ///   - demand: what is asked for, by language; may be empty.
    ///   - steps: what a reader can do, in the order in which it is shown; may be empty.
    ///   - stories: the public ids of the stories, or their titles.
    public init?(
        name: String, theme: [String: String], demand: [String: String], steps: [Step], stories: some Sequence<String>
    ) {
        guard Self.isName(name), !theme.isEmpty, steps.allSatisfy({ $0.link.map(Self.isLink) ?? true }) else {
            return nil
        }
        (self.name, self.theme, self.demand, self.steps) = (name, theme, demand, steps)
        self.stories = Set(stories.map(PlainText.line))
    }

    /// Without the demand and what to do.
    var theThemeAlone: Campaign { Campaign(name, theme, [:], [], stories) }

    private init(
        _ name: String, _ theme: [String: String], _ demand: [String: String], _ steps: [Step], _ stories: Set<String>
    ) {
        (self.name, self.theme, self.demand, self.steps, self.stories) = (name, theme, demand, steps, stories)
    }

    /// Whether a page of a campaign may be called so.
    public static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private static func isLink(_ text: String) -> Bool {
        text.hasPrefix("https://") && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// By which of the names in the file this story is meant; nil if by none.
    func reference(to story: ShownStory) -> String? {
        stories.contains(story.id) ? story.id : stories.contains(story.title) ? story.title : nil
    }

    /// What names a story that is not among these.
    func unmet(_ met: Set<String>) -> [String] { stories.subtracting(met).sorted { $0.utf8Precedes($1) } }

    /// The page of the campaign.
    var path: String { Self.path(name) }
    static func path(_ name: String) -> String { "campaign-\(name).html" }

    /// The theme in a language, or in another that it has, which is named.
    func theme(in language: String) -> (words: String, language: String) {
        let own = theme.first { $0.key == language } ?? theme.min { $0.key.utf8Precedes($1.key) }
        return (PlainText.line(own?.value ?? ""), own?.key ?? "")
    }

    /// The same as a printer sets it, for what people read.
    func typesetTheme(in language: String) -> (words: String, language: String) {
        let own = theme(in: language)
        return (Self.set(own.words, own.language), own.language)
    }

    /// The languages that it has words in: this one first.
    func languages(first: String) -> [String] {
        let all = Set(theme.keys).union(demand.keys).union(steps.flatMap(\.words.keys)).subtracting([first])
        return [first] + all.sorted { $0.utf8Precedes($1) }
    }

    func demand(in language: String) -> String? { demand[language].map { Self.set($0, language) } }

    func steps(in language: String) -> [(words: String, link: String?)] {
        steps.compactMap { step in step.words[language].map { (Self.set($0, language), step.link) } }
    }

    private static func set(_ text: String, _ language: String) -> String {
        Typography(LanguageTag(language)).set(PlainText.line(text))
    }
}
