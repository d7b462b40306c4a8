/// One way of writing stories down, as some tool reads them.
protocol ExportFormat: Sendable {
    /// The files that hold one story and go when it goes.
    func paths(of story: ApprovedStory) -> [String]

    /// The files that belong to no one story.
    var sharedPaths: [String] { get }

    /// Makes every file, one after the other, so that memory need hold one at a time.
    func make(
        _ export: PublicationExport, _ receive: (ExportFile) throws(ExportError) -> Void
    ) throws(ExportError)
}
