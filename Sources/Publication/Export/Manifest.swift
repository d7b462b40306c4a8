internal import Envelope
import FoundationEssentials
import Ledger

/// What an export holds, as `manifest.json` says it, for whoever reads it back.
///
/// It names no case, no person and no program.
struct Manifest: Decodable, Equatable, Sendable {
    static let path = "manifest.json"
    static let schemaName = "firsthand/export/v1"

    struct Story: Decodable, Equatable, Sendable {
        let id: String
        let title: String
        let language: String
        let published: String
        let updated: String
        /// The digest of the manuscript (`ApprovedStory.manuscriptDigest`), in hex.
        let manuscript: String
        /// How many reviewers approved exactly these words, as the publisher's program counted their signatures; nil in an export
        /// that was made before the manifest said so.
        let people: Int?
        /// Whether the writer asked to see the words first, and said yes to them; nil likewise.
        let writer: Bool?
        /// The files that hold this story and no other, ascending.
        let files: [String]
    }

    struct Retracted: Decodable, Equatable, Sendable {
        let id: String
        let month: String
        /// The files that say so in the place of the story, ascending.
        let files: [String]
    }

    let schema: String
    let use: String
    let place: String
    let day: String
    /// Whether it may be published; a rehearsal may not.
    let publishable: Bool
    let formats: [String]
    /// Ascending by id.
    let retracted: [Retracted]
    /// Ascending by id.
    let stories: [Story]
    /// The files that belong to no one story, ascending.
    let files: [String]

    /// Reads a manifest; nil if it is not one of this version, or contradicts itself.
    init?(_ bytes: [UInt8]) {
        guard let manifest = try? JSONDecoder().decode(Self.self, from: Data(bytes)), manifest.isConsistent else {
            return nil
        }
        self = manifest
    }

    /// Every file that the manifest answers for, itself included; nil if one stands twice.
    var allFiles: Set<String>? {
        let all = [Self.path] + files + stories.flatMap(\.files) + retracted.flatMap(\.files)
        let set = Set(all)
        return set.count == all.count ? set : nil
    }

    private var isConsistent: Bool {
        schema == Self.schemaName && Use(rawValue: use) != nil && PublicationExport.isPlace(place) && Day(day) != nil
            && formats.allSatisfy { Format(rawValue: $0) != nil } && Self.isAscending(stories.map(\.id))
            && Self.isAscending(retracted.map(\.id))
            && Set(stories.map(\.id)).isDisjoint(with: retracted.map(\.id))
            && stories.allSatisfy { Digest(hex: $0.manuscript) != nil }
            && retracted.allSatisfy { Tombstone(id: $0.id, month: $0.month) != nil } && allFiles != nil
    }

    private static func isAscending(_ ids: [String]) -> Bool {
        ids.allSatisfy(ApprovedStory.isID) && zip(ids, ids.dropFirst()).allSatisfy { $0.utf8Precedes($1) }
    }
}

/// Writes `manifest.json` story by story; the same export gives the same bytes.
final class ManifestWriter {
    private let stream: ExportStream
    private var tombstones: [String] = []
    private var isFirst = true

    init(_ export: PublicationExport, _ output: ExportOutput) throws(ExportError) {
        stream = try output.open(Manifest.path)
        try stream.write(
            """
            {
              "schema": \(JSONText.string(Manifest.schemaName)),
              "use": \(JSONText.string(export.use.rawValue)),
              "place": \(JSONText.string(export.place)),
              "day": \(JSONText.string(export.day.description)),
              "publishable": \(!export.isRehearsal),
              "formats": \(JSONText.list(export.formats.map(\.rawValue))),

            """)
    }

    func bury(_ tombstone: Tombstone, files: [String]) throws(ExportError) {
        tombstones.append(
            JSONText.object([
                ("id", JSONText.string(tombstone.id)), ("month", JSONText.string(tombstone.month)),
                ("files", JSONText.list(files)),
            ]))
    }

    func add(_ story: ShownStory, files: [String]) throws(ExportError) {
        if isFirst { try beginStories() }
        try stream.write((isFirst ? "\n    " : ",\n    ") + Self.entry(story, files))
        isFirst = false
    }

    private func beginStories() throws(ExportError) {
        let list = tombstones.isEmpty ? "" : "\n    " + tombstones.joined(separator: ",\n    ") + "\n  "
        try stream.write("  \"retracted\": [\(list)],\n  \"stories\": [")
    }

    /// - Parameter shared: the files that belong to no one story.
    func finish(shared: [String], _ output: ExportOutput) throws(ExportError) {
        if isFirst { try beginStories() }
        let files = shared.filter { $0 != Manifest.path }.sorted { $0.utf8Precedes($1) }.map(JSONText.string)
        let list = files.isEmpty ? "" : "\n    " + files.joined(separator: ",\n    ") + "\n  "
        try stream.write((isFirst ? "" : "\n  ") + "],\n  \"files\": [\(list)]\n}\n")
        try stream.close()
    }

    private static func entry(_ story: ShownStory, _ files: [String]) -> String {
        JSONText.object([
            ("id", JSONText.string(story.id)), ("title", JSONText.string(story.title)),
            ("language", JSONText.string(story.language.tag)),
            ("published", JSONText.string(story.story.publishedMonth)),
            ("updated", JSONText.string(story.story.updatedMonth)),
            ("manuscript", JSONText.string(story.story.manuscriptDigest.hex)),
            ("people", "\(story.story.agreement.reviewers)"), ("writer", "\(story.story.agreement.isSignedOff)"),
            ("files", JSONText.list(files)),
        ])
    }
}

/// What is left of a story that was published and is not any more: its public name, and the month it went.
public struct Tombstone: Sendable, Hashable {
    /// The story's public name.
    public let id: String
    /// The month of the first export without it, `YYYY-MM`.
    public let month: String

    /// Nil if `id` or `month` is not in its form.
    public init?(id: String, month: String) {
        guard ApprovedStory.isID(id), Day("\(month)-01") != nil else { return nil }
        self.id = id
        self.month = month
    }
}
