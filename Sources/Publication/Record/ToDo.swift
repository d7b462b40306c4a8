public import Envelope
import Ledger

/// A place that holds a copy which must be taken away, or brought to the new text.
public struct ToDo: Sendable, Equatable {
    public enum Task: String, Sendable, Encodable { case retract, correct }

    public let task: Task
    /// The story's public name.
    public let id: String
    public let use: Use
    public let place: String
    /// In which formats the place got it.
    public let formats: [Format]
    /// The day of the export that brought it there last.
    public let day: Day
    /// What the manifest called the text that stands there.
    public let manuscript: Digest
    /// Why, in words.
    public let reason: String

    /// What to do there, one thing a line.
    ///
    /// - Parameter post: the number of the story's post in WordPress, where it was pushed.
    public func steps(post: Int? = nil) -> [String] {
        var steps: [String] = []
        if use == .print { steps.append(onPaper) }
        for format in formats {
            if let step = step(for: format, post) { steps.append(step) }
        }
        return steps
    }

    private var onPaper: String {
        task == .retract
            ? "print: add to the next printing: \"Story \(StoryName.short(id)) was taken back. Please do not pass it on.\" Pull unsold and "
                + "unshared copies where you can."
            : "print: use the new text in the next printing, and note there that story \(StoryName.short(id)) was corrected."
    }

    private func step(for format: Format, _ post: Int?) -> String? {
        let isGone = task == .retract
        return switch format {
        case .site:
            isGone
                ? "site: put the newest export in the place of the old one; \(id).html then says that the story is gone. "
                    + "Empty the caches before it."
                : "site: put the newest export in the place of the old one."
        case .markdown:
            "markdown: copy markdown/\(id).md of the newest export over the old file, and build the site again."
        case .wordpress:
            isGone
                ? "wordpress: under Posts, search for story-\(id) (post \(WordPressWriter.postID(id)) unless that number "
                    + "was taken), choose Trash, then Delete Permanently; or: wp post delete "
                    + "$(wp post list --name=story-\(id) --post_status=any --field=ID) --force"
                : "wordpress: an import skips a post that is there: edit the post named story-\(id) by hand, and delete "
                    + "its revisions."
        case .wordpressDrafts:
            (isGone
                ? "wordpress-drafts: firsthand-wordpress take-back \(id) --site https://..."
                : "wordpress-drafts: firsthand-wordpress push the newest export --site https://...")
                + (post.map { "; it is post \($0)" } ?? "; by hand, search under Posts for story-\(id)")
        case .ghost:
            "ghost: under Posts, search for the post whose address ends in story-\(id), and "
                + (isGone ? "delete it." : "put the new text in.")
        case .cards:
            isGone
                ? "cards: put the newest export's in the place of the old ones; services that showed a link may keep the picture."
                : "cards: put the newest export's in the place of the old ones."
        case .jsonFeed: "feed.json: put the newest export's file in its place."
        case .atom:
            "feed.xml: put the newest export's file in its place\(isGone ? "; its tombstone tells readers" : "")."
        case .epub: "epub: offer the newest edition in the place of the old one\(isGone ? ", and say so" : "")."
        case .zine, .pdf, .booklet:
            use == .print ? nil : "\(format.rawValue): take the old file down, and offer the newest in its place."
        case .csv, .json:
            "\(format.rawValue): \(isGone ? "delete" : "update") the row with id \(id) in each tool that took the file in."
        }
    }
}

extension PublicationLog {
    /// Every place that holds a copy it should not, until somebody recorded that it was seen to.
    ///
    /// - Parameter standings: where each story stands today, for each use that anything was published for.
    public func toDo(_ standings: [Use: Standing]) -> [ToDo] {
        var holding: [Holding: (copy: PublicationRecord.Copy, export: PublicationRecord.Published, day: Day)] = [:]
        for record in kept {
            switch record.act {
            case .published(let export):
                for copy in export.copies {
                    holding[Holding(id: copy.id, use: export.use, place: export.place)] = (copy, export, record.day)
                }
            case .retracted(let settled):
                let key = Holding(id: settled.id, use: settled.use, place: settled.place)
                if holding[key]?.copy.manuscript == settled.manuscript { holding[key] = nil }
            case .overridden, .dropped: break
            }
        }
        return holding.compactMap { key, held -> ToDo? in
            guard let standing = standings[key.use] else { return nil }
            return Self.toDo(key, held, standing)
        }.sorted { ($0.task.rawValue, $0.id, $0.place) > ($1.task.rawValue, $1.id, $1.place) }
    }

    private static func toDo(
        _ key: Holding,
        _ held: (copy: PublicationRecord.Copy, export: PublicationRecord.Published, day: Day), _ standing: Standing
    ) -> ToDo? {
        let task: ToDo.Task
        let reason: String
        if let now = standing.live[key.id] {
            guard now != held.copy.manuscript else { return nil }
            task = .correct
            reason = "a corrected text was approved"
        } else if standing.isGone(key.id) {
            task = .retract
            reason =
                standing.back[key.id]?.map(\.sentence).joined(separator: "; ")
                ?? "nothing in the vault allows it any more"
        } else {
            return nil
        }
        return ToDo(
            task: task, id: key.id, use: key.use, place: key.place, formats: held.export.formats, day: held.day,
            manuscript: held.copy.manuscript, reason: reason)
    }

    /// A story at a place.
    struct Holding: Hashable {
        let id: String
        let use: Use
        let place: String
    }
}
