public import Envelope
public import Ledger

/// Where each story stands today for one use: what may be out, what must come back, what only waits.
public struct Standing: Sendable {
    /// The texts that may be out, by public id.
    public private(set) var live: [String: Digest] = [:]
    /// Why a story that was out must come back, by public id.
    public private(set) var back: [String: [Reason]] = [:]
    /// Why a story is left out for now, by public id, with no one having said no.
    public private(set) var waiting: [String: [Reason]] = [:]

    public init() {}

    /// Takes in what the gate said of a case; without a public id nobody ever saw the story.
    public mutating func add(_ verdict: Gate.Verdict, id: String?) {
        switch verdict {
        case .export(let story): live[story.id] = story.manuscriptDigest
        case .refuse(let reasons):
            guard let id else { return }
            if reasons.contains(where: \.takesBack) { back[id] = reasons } else { waiting[id] = reasons }
        }
    }

    /// Moves a story that may be out to those that wait, because of warnings.
    public mutating func hold(back id: String, _ reasons: [Reason]) {
        live[id] = nil
        waiting[id] = reasons
    }
}

extension PublicationLog {
    /// The tombstones of an export to a place.
    ///
    /// Those that stood there before, and one for each story that was there and must come back. A story that is out again
    /// has none.
    public func tombstones(use: Use, place: String, standing: Standing, month: String) -> [Tombstone] {
        var graves: [String: Tombstone] = [:]
        var ever: Set<String> = []
        for export in exports(use, place) {
            for tombstone in export.tombstones where graves[tombstone.id] == nil { graves[tombstone.id] = tombstone }
            for copy in export.copies {
                ever.insert(copy.id)
                graves[copy.id] = nil
            }
        }
        for id in ever where graves[id] == nil && standing.isGone(id) { graves[id] = Tombstone(id: id, month: month) }
        return graves.values.filter { standing.live[$0.id] == nil }.sorted { $0.id.utf8Precedes($1.id) }
    }

    /// The stories that stood in the last export to a place and are left out of the next with no one having said no.
    public func missing(use: Use, place: String, standing: Standing) -> [String] {
        let last = exports(use, place).last?.copies.map(\.id) ?? []
        return last.filter { standing.waiting[$0] != nil }
    }
}

extension Standing {
    /// Whether a story that was out must come back.
    ///
    /// Also where no case gives its id any more: then it was withdrawn, or its case is gone, and nothing allows it.
    func isGone(_ id: String) -> Bool { back[id] != nil || (live[id] == nil && waiting[id] == nil) }
}
