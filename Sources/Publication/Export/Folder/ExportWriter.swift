public import Envelope
public import Ledger
import Transparency

/// Writes an export into a folder beside its place, and moves it there: all of it, or nothing.
///
/// Stories are given one at a time, in ascending order of id, and each format writes its part of each: memory holds
/// one story, however many there are.
public final class ExportWriter {
    /// What was written.
    public struct Written: Sendable {
        /// What the publisher's record calls this export: the SHA-256 of `SHA256SUMS`.
        public let digest: Digest
        public let stories: Int
        public let files: Int
        /// What campaigns name and no story of the export is.
        public let unmet: [(campaign: String, story: String)]
    }

    private let export: PublicationExport
    private let folder: GrowingFolder
    private let output: ExportOutput
    private let formats: [any FormatWriter]
    private let manifest: ManifestWriter
    private let buried: Set<String>
    private var last = ""
    private var count = 0
    /// By the name of a campaign, what of it was met.
    private var met: [String: Set<String>] = [:]

    /// Begins an export beside `folder`, which is not there yet, or is empty.
    ///
    /// - Parameters:
    ///   - export: what the export is, apart from its stories.
    ///   - folder: the path where the whole stands in the end; its parent folder must be there.
    ///   - programs: the outside programs that the formats need.
    /// - Throws: `ExportError`.
    public init(
        _ export: PublicationExport, to folder: String, programs: OutsidePrograms = .none
    ) throws(ExportError) {
        self.export = export
        buried = Set(export.tombstones.map(\.id))
        self.folder = try GrowingFolder(beside: folder, day: export.day)
        output = ExportOutput(self.folder)
        do throws(ExportError) {
            formats = try export.formats.map { format throws(ExportError) in
                try format.writer(export, programs)
            }
            manifest = try ManifestWriter(export, output)
            for format in formats { try format.begin(output) }
            for tombstone in export.tombstones {
                for format in formats { try format.bury(tombstone, output) }
                try manifest.bury(tombstone, files: output.takeStoryFiles())
            }
        } catch {
            self.folder.remove()
            throw error
        }
    }

    /// Writes one story in every format.
    ///
    /// - Throws: `ExportError.storyTwice` for one that does not come after the story before; then nothing is left.
    public func add(_ story: ApprovedStory) throws(ExportError) {
        do throws(ExportError) {
            guard last.utf8Precedes(story.id), !buried.contains(story.id) else { throw .storyTwice }
            last = story.id
            count += 1
            var shown = ShownStory(story, notes: export.surroundings.notes)
            shown.campaigns = export.campaigns.filter { campaign in
                guard let reference = campaign.reference(to: shown) else { return false }
                met[campaign.name, default: []].insert(reference)
                return true
            }
            let typeset = export.formats.contains(where: \.isForPeople) ? shown.typeset() : shown
            for (format, writer) in zip(export.formats, formats) {
                try writer.add(format.isForPeople ? typeset : shown, output)
            }
            try manifest.add(shown, files: output.takeStoryFiles())
        } catch {
            folder.remove()
            throw error
        }
    }

    /// Where the export grows, from the root.
    public var part: String { folder.path }
    /// Where it goes, from the root.
    public var place: String { folder.target }

    /// Ends every file, signs the list of their sums, and waits until all of it is on the disk, beside its place still.
    ///
    /// - Parameter sign: the publisher's signature over the bytes of `SHA256SUMS` and a trusted comment; it is given their
    ///   SHA-256 too. Before it returns, nothing of the export verifies.
    /// - Throws: `ExportError`, or what `sign` throws; then nothing is left.
    public func finish(
        _ sign: (_ sums: [UInt8], _ digest: Digest, _ trustedComment: String) throws -> MinisignSignature
    ) throws -> Written {
        do {
            for format in formats { try format.finish(output) }
            try manifest.finish(shared: output.shared, output)
            let sums = try output.closeSums()
            let digest = SHA256Sum.of(sums)
            let signature = try sign(sums, digest, export.trustedComment(stories: count))
            try output.alone(Checksums.signaturePath, signature.file)
            try folder.settle()
            let unmet = export.campaigns.flatMap { campaign in
                campaign.unmet(met[campaign.name] ?? []).map { (campaign.name, $0) }
            }
            return Written(digest: digest, stories: count, files: output.sums.paths.count, unmet: unmet)
        } catch {
            folder.remove()
            throw error
        }
    }

    /// Moves a finished export to its place.
    ///
    /// - Throws: `ExportError`; then it may still stand beside its place.
    public func move() throws(ExportError) { try folder.move() }

    /// Removes what was written so far.
    public func abandon() { folder.remove() }
}
