public import Envelope

extension PublicationLog {
    /// Where each story is or was, by the tag of its case: for each use since when, and when it was taken back.
    ///
    /// It is out at a place from an export that has it until one that has a tombstone in its stead, or until somebody recorded
    /// that it was taken away there. A story that an export leaves out for now is still out: nobody said that it is gone.
    public var whereabouts: [[UInt8]: [Publication]] {
        var stories: [Holding: Publication] = [:]
        var tags: [String: [UInt8]] = [:]
        for record in kept {
            let month = Month(of: record.day)
            switch record.act {
            case .published(let export):
                for copy in export.copies {
                    tags[copy.id] = copy.tag
                    let key = Holding(id: copy.id, use: export.use, place: export.place)
                    guard stories[key].map({ $0.takenBack != nil }) ?? true else { continue }
                    stories[key] = Publication(use: export.use, since: month)
                }
                for tombstone in export.tombstones {
                    Self.end(Holding(id: tombstone.id, use: export.use, place: export.place), in: month, &stories)
                }
            case .retracted(let settled) where settled.task == .retract:
                Self.end(Holding(id: settled.id, use: settled.use, place: settled.place), in: month, &stories)
            case .retracted, .overridden, .dropped: break
            }
        }
        let byStory = Dictionary(grouping: stories) { $0.key.id }
        return byStory.reduce(into: [:]) { found, story in
            guard let tag = tags[story.key] else { return }
            let byUse = Dictionary(grouping: story.value.map(\.value), by: \.use)
            found[tag] = byUse.values.compactMap { Publication.joined($0) }.sorted { $0.use < $1.use }
        }
    }

    private static func end(_ key: Holding, in month: Month, _ stories: inout [Holding: Publication]) {
        guard let out = stories[key], out.takenBack == nil else { return }
        // A clock that was ahead when it came out takes nothing back before that.
        stories[key] = Publication(use: out.use, since: out.since, takenBack: max(month, out.since))
    }
}
