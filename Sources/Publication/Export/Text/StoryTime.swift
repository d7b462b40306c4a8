internal import Envelope
import Ledger

/// Months as feeds must write them: to the second, though only the month is meant.
///
/// What changes within one month is told apart by the seconds of its first minute, so that a feed reader sees a newer
/// text as newer, and a tombstone as newer than what it stands on. They say how often, never when.
enum StoryTime {
    /// RFC 3339, for when a story first came out.
    static func published(_ story: ApprovedStory) -> String { "\(story.publishedMonth)-01T00:00:00Z" }

    /// RFC 3339, for when its words last changed.
    static func updated(_ story: ApprovedStory) -> String {
        let count = min(story.revision, 58)
        return "\(story.updatedMonth)-01T00:00:\(count < 10 ? "0" : "")\(count)Z"
    }

    /// RFC 3339, for when it was taken back.
    static func buried(_ tombstone: Tombstone) -> String { "\(tombstone.month)-01T00:00:59Z" }

    /// RFC 3339, for a whole export.
    static func export(_ export: PublicationExport) -> String { "\(export.day.month)-01T00:00:59Z" }
}

/// The names by which other programs know a story or an export: a UUID that is made of the public id alone.
enum StoryName {
    /// The first half of a public id, as people read it to each other: on paper, where the whole would be in the way.
    static func short(_ id: String) -> String { "\(id.prefix(4))-\(id.dropFirst(4).prefix(4))" }

    /// `urn:uuid:…`, version 8 (RFC 9562 §5.8), of a story.
    static func urn(of id: String) -> String { urn(Hash.digest("firsthand/story-urn/v1", Array(id.utf8))) }

    /// The same of a feed or a book, which stays the same from export to export.
    static func urn(of export: PublicationExport) -> String {
        urn(Hash.digest("firsthand/export-urn/v1", Array("\(export.use.rawValue) \(export.place)".utf8)))
    }

    private static func urn(_ digest: Digest) -> String {
        var bytes = Array(digest.bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = bytes.hex
        let cuts = [0, 8, 12, 16, 20, 32]
        let parts = zip(cuts, cuts.dropFirst()).map { String(hex.dropFirst($0).prefix($1 - $0)) }
        return "urn:uuid:" + parts.joined(separator: "-")
    }
}
