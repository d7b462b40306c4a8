/// The links to the pages of campaigns; nil where there are none.
struct ThemeLinks {
    struct Link {
        let name: String
        let theme: String
        let language: String
    }

    let list: [Link]

    init?(_ campaigns: [Campaign], in language: String) {
        guard !campaigns.isEmpty else { return nil }
        list = campaigns.map { campaign in
            let theme = campaign.typesetTheme(in: language)
            return Link(name: campaign.name, theme: theme.words, language: theme.language)
        }
    }
}

/// What the template of a campaign's page names, apart from its stories.
struct CampaignPage {
    struct Step {
        let step: String
        let link: String?
    }
    struct Steps { let list: [Step] }
    /// What is said in one language.
    struct Part {
        let language: String
        let words: PageWords
        /// The theme, where it is not that over the page.
        let heading: String?
        let demand: String?
        let steps: Steps?
    }

    let site: String
    let words: PageWords
    let theme: String
    let language: String
    let parts: [Part]
    /// What a link to the page shows of it.
    let preview: String
    let address: String?

    init(_ campaign: Campaign, in index: IndexPage) {
        site = index.title
        words = index.words
        let own = campaign.typesetTheme(in: index.words.language)
        (theme, language) = own
        let parts = campaign.languages(first: index.words.language).map { language in
            let theme = campaign.typesetTheme(in: language)
            let steps = campaign.steps(in: language).map { Step(step: $0.words, link: $0.link) }
            return Part(
                language: language, words: PageWords.of(primary: language),
                heading: theme.language == language && language != own.language ? theme.words : nil,
                demand: campaign.demand(in: language), steps: steps.isEmpty ? nil : Steps(list: steps))
        }
        self.parts = parts.filter { $0.heading != nil || $0.demand != nil || $0.steps != nil }
        preview = self.parts.compactMap(\.demand).first ?? own.words
        address = index.address.map { "\($0)\(campaign.path)" }
    }
}
