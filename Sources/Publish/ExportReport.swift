import Envelope
import Ledger
import Publication
import Warnings

extension ExportCommand {
    /// What came of an export, for a machine.
    struct Report: Encodable {
        struct LeftOut: Encodable {
            /// The case, as reviewers call it; nil for one that only a warning keeps back.
            let `case`: String?
            let story: String?
            let reasons: [String]
        }

        let folder: String
        let use: String
        let place: String
        let publishable: Bool
        let stories: Int
        let files: Int
        let leftOut: [LeftOut]
        let retracted: [String]

        init(
            _ written: ExportWriter.Written, _ export: PublicationExport, _ selection: Selection, _ folder: String
        ) {
            self.folder = folder
            (use, place, publishable) = (export.use.rawValue, export.place, !export.isRehearsal)
            (stories, files) = (written.stories, written.files)
            leftOut =
                selection.refusals.map { LeftOut(case: $0.short, story: nil, reasons: $1.map(\.sentence)) }
                + selection.warned.map { id, warnings in
                    LeftOut(case: nil, story: id, reasons: warnings.map { "warning \($0.name): \($0.sentence)" })
                }
            retracted = export.tombstones.map(\.id)
        }
    }
}
