import Envelope
import Redaction

/// The words of a story and of each addition to it, as they are read: one after the other, first the story.
struct StoryParts {
    struct Part {
        let statement: Digest
        let text: String
    }

    private static let between = "\n\n"

    let parts: [Part]

    var stories: [Digest] { parts.map(\.statement).sorted() }
    var text: String { parts.map(\.text).joined(separator: Self.between) }

    /// The places of each part in `text`, in code points.
    private var places: [Digest: Range<Int>] {
        var places: [Digest: Range<Int>] = [:]
        var start = 0
        for part in parts {
            let end = start + part.text.unicodeScalars.count
            places[part.statement] = start..<end
            start = end + Self.between.unicodeScalars.count
        }
        return places
    }

    /// The plan that was saved for these words, or for the story before it has grown; nil if it is one for other words.
    func plan(_ work: DeskWork, redactor: Redactor) -> RedactionPlan? {
        // The order of those that were there is the same: they are in it by kind and digest.
        let before = StoryParts(parts: parts.filter { work.stories.contains($0.statement) })
        guard before.stories == work.stories, let plan = RedactionPlan(saved: work.plan, of: before.text) else {
            return nil
        }
        guard before.parts.count < parts.count else { return plan }
        let (old, now) = (before.places, places)
        let pieces = old.compactMap { statement, range in
            now[statement].map { RedactionPlan.Piece(from: range, to: $0.lowerBound) }
        }
        return plan.carried(
            to: text, by: pieces.sorted { $0.from.lowerBound < $1.from.lowerBound }, redactor: redactor)
    }
}
