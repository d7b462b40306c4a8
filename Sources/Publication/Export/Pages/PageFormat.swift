internal import Mustache

/// Plain pages: one for each story, one that lists them, and a style sheet.
///
/// No script, nothing from elsewhere.
struct PageFormat: ExportFormat {
    private let storyTemplate: MustacheTemplate
    private let indexTemplate: MustacheTemplate

    /// Reads the templates.
    ///
    /// - Throws: `ExportError.badTemplate`.
    init() throws(ExportError) {
        ScalarEscape.register()
        do {
            storyTemplate = try MustacheTemplate(string: PageTemplates.story)
            indexTemplate = try MustacheTemplate(string: PageTemplates.index)
        } catch { throw .badTemplate }
    }

    func paths(of story: ApprovedStory) -> [String] { [path(of: story)] }

    var sharedPaths: [String] { ["html/index.html", "html/style.css"] }

    func make(
        _ export: PublicationExport, _ receive: (ExportFile) throws(ExportError) -> Void
    ) throws(ExportError) {
        for story in export.stories {
            try receive(ExportFile(path: path(of: story), text: storyTemplate.render(StoryPage(story))))
        }
        try receive(ExportFile(path: "html/index.html", text: indexTemplate.render(IndexPage(export.stories))))
        try receive(ExportFile(path: "html/style.css", text: StyleSheet.text))
    }

    private func path(of story: ApprovedStory) -> String { "html/\(story.id).html" }
}
