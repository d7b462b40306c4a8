internal import Envelope
internal import HTML

/// `site/`: a page for each story and one about how it was agreed, one that lists them, and a style sheet.
///
/// No script, nothing from elsewhere.
final class SiteWriter: FormatWriter {
    private let export: PublicationExport
    private let story, agreement, indexHead, campaign, choose, entry, indexFoot, gone, help: HTMLTemplate
    private let index: IndexPage
    /// The lines of the list: what they can be chosen by stands before them, and is known after the last.
    private var entries: [String] = []
    private var choices: Choices
    /// By the name of a campaign, the places of its stories in the list.
    private var ofCampaign: [String: [Int]] = [:]

    /// - Throws: `ExportError.badTemplate`.
    init(_ export: PublicationExport) throws(ExportError) {
        self.export = export
        index = IndexPage(export)
        choices = Choices(export)
        let theme = export.theme
        do {
            story = try HTMLTemplate(theme.page("story", SiteTemplates.story))
            agreement = try HTMLTemplate(theme.page("agreement", SiteTemplates.agreement))
            indexHead = try HTMLTemplate(theme.page("list-head", SiteTemplates.indexHead))
            campaign = try HTMLTemplate(theme.page("campaign", SiteTemplates.campaign))
            choose = try HTMLTemplate(SiteTemplates.choose)
            help = try HTMLTemplate(theme.page("help", SiteTemplates.help))
            entry = try HTMLTemplate(theme.page("list-entry", SiteTemplates.entry))
            indexFoot = try HTMLTemplate(theme.page("list-foot", SiteTemplates.indexFoot))
            gone = try HTMLTemplate(theme.page("gone", SiteTemplates.gone))
        } catch { throw .badTemplate }
    }

    func begin(_ output: ExportOutput) throws(ExportError) {
        try output.file("site/style.css", export.theme.style ?? SiteStyle.text)
        // At the same names, as with a story: else a page would go on listing what was taken back.
        for name in export.formerCampaigns.sorted(by: { $0.utf8Precedes($1) }) {
            let page = GonePage(site: index.title, language: export.language) { $0.campaigning.over }
            try output.file("site/\(Campaign.path(name))", gone.render(page))
        }
        guard !export.surroundings.countries.isEmpty else { return }
        for words in PageWords.all {
            try output.file("site/\(TurnPage.path(words))", help.render(TurnPage(index, in: words)))
        }
    }

    func bury(_ tombstone: Tombstone, _ output: ExportOutput) throws(ExportError) {
        // At the same names: a copy over the old site leaves no page of the story behind.
        let page = gone.render(GonePage(site: index.title, language: export.language))
        try output.story("site/\(tombstone.id).html", page)
        try output.story("site/\(tombstone.id)-agreed.html", page)
    }

    func add(_ shown: ShownStory, _ output: ExportOutput) throws(ExportError) {
        for campaign in shown.campaigns { ofCampaign[campaign.name, default: []].append(entries.count) }
        entries.append(entry.render(IndexEntry(shown, classes: choices.classes(of: shown))))
        let page = StoryPage(shown, in: index)
        try output.story("site/\(shown.id).html", story.render(page))
        let how = AgreementPage(shown, use: export.use, site: index.title)
        try output.story("site/\(shown.id)-agreed.html", agreement.render(how))
    }

    func finish(_ output: ExportOutput) throws(ExportError) {
        let choice = ChoicePage(choices, index.words)
        if choice != nil { try output.file("site/choose.css", choices.style(index.words)) }
        let stream = try output.open("site/index.html")
        try stream.write(indexHead.render(index))
        if let choice, !entries.isEmpty { try stream.write(choose.render(choice)) }
        try end(stream, with: entries)
        for campaign in export.campaigns {
            let stream = try output.open("site/\(campaign.path)")
            try stream.write(self.campaign.render(CampaignPage(campaign, in: index)))
            try end(stream, with: (ofCampaign[campaign.name] ?? []).map { entries[$0] })
        }
    }

    private func end(_ stream: ExportStream, with entries: [String]) throws(ExportError) {
        if entries.isEmpty {
            try stream.write("<p>\(HTMLText.escape(index.words.nothingYet))</p>\n")
        } else {
            try stream.write("<ul class=\"stories\">\n")
            for entry in entries { try stream.write(entry) }
            try stream.write("</ul>\n")
        }
        try stream.write(indexFoot.render(index))
        try stream.close()
    }
}
