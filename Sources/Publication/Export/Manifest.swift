internal import Envelope
import FoundationEssentials

/// What an export holds, as `manifest.json` says it.
///
/// It names no case, no person and no program.
struct Manifest: Codable, Equatable, Sendable {
    static let path = "manifest.json"
    static let schemaName = "firsthand/export/v1"

    struct Story: Codable, Equatable, Sendable {
        let id: String
        let title: String
        let language: String
        /// The digest of the manuscript (`ApprovedStory.manuscriptDigest`), in hex.
        let manuscript: String
        /// The files that hold this story, ascending.
        let files: [String]
    }

    let schema: String
    let use: String
    let day: String
    /// The files that belong to no one story, ascending.
    let files: [String]
    /// Ascending by id.
    let stories: [Story]

    init(_ export: PublicationExport, formats: [any ExportFormat]) {
        schema = Self.schemaName
        use = export.use.rawValue
        day = export.day.description
        files = formats.flatMap(\.sharedPaths).sorted { $0.utf8Precedes($1) }
        stories = export.stories.map { story in
            Story(
                id: story.id, title: ShownStory(story).title,
                language: LanguageTag(story.manuscript.language).tag, manuscript: story.manuscriptDigest.hex,
                files: formats.flatMap { $0.paths(of: story) }.sorted { $0.utf8Precedes($1) })
        }
    }

    /// The manifest as a file; keys are sorted, so that the same export gives the same bytes.
    func file() throws(ExportError) -> ExportFile {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { throw .badFile }
        return ExportFile(path: Self.path, text: String(decoding: data, as: UTF8.self) + "\n")
    }

    /// Reads a manifest; nil if it is not one of this version, or contradicts itself.
    init?(_ bytes: [UInt8]) {
        guard let manifest = try? JSONDecoder().decode(Self.self, from: Data(bytes)), manifest.isConsistent else {
            return nil
        }
        self = manifest
    }

    /// Every file that the manifest answers for, itself included; nil if one stands twice.
    var allFiles: Set<String>? {
        let all = [Self.path] + files + stories.flatMap(\.files)
        let set = Set(all)
        return set.count == all.count ? set : nil
    }

    private var isConsistent: Bool {
        let ids = stories.map(\.id)
        return schema == Self.schemaName && Use(rawValue: use) != nil && Day(day) != nil
            && ids.allSatisfy(ApprovedStory.isID) && zip(ids, ids.dropFirst()).allSatisfy { $0.utf8Precedes($1) }
            && stories.allSatisfy { Digest(hex: $0.manuscript) != nil && !$0.files.isEmpty } && allFiles != nil
    }
}
