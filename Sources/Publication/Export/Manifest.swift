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
