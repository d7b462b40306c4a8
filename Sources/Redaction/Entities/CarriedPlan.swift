extension RedactionPlan {
    /// A stretch of the text that stands in another one, letter for letter.
    public struct Piece: Hashable, Sendable {
        /// Code points of the text of the plan.
        public let from: Range<Int>
        /// Where it begins in the other text.
        public let to: Int

        public init(from: Range<Int>, to: Int) {
            self.from = from
            self.to = to
        }

        func moved(_ range: Range<Int>) -> Range<Int>? {
            let part = range.clamped(to: from)
            guard !part.isEmpty else { return nil }
            return (part.lowerBound - from.lowerBound + to)..<(part.upperBound - from.lowerBound + to)
        }
    }

    /// The plan for a story that has grown since: what stands in both keeps its decision, and the rest is looked at anew.
    ///
    /// A name of before that stands in what was added goes there too, if it was decided that it goes: the same person has the
    /// same stand-in. Everything else that is found, also a name that was kept with a reason, needs a decision.
    /// - Parameters:
    ///   - text: the story as it is now.
    ///   - pieces: what of this plan's text stands in it. Nothing of a plan is lost between them: what lies over the end of
    ///     one goes on as two places.
    ///   - redactor: finds what could identify someone in the story as it is now.
    public func carried(to text: String, by pieces: [Piece], redactor: Redactor = Redactor()) -> RedactionPlan {
        var plan = RedactionPlan(text, redactor: redactor)
        let found = plan.entities
        plan.entities = entities.compactMap { entity in
            var moved = entity
            moved.mentions = entity.mentions.flatMap { mention in
                pieces.compactMap { $0.moved(mention.range) }.map {
                    Mention(range: $0, reason: mention.reason.flatMap { Self.moved($0, by: pieces) })
                }
            }.sorted { $0.range.lowerBound < $1.range.lowerBound }
            return moved.mentions.isEmpty ? nil : moved
        }
        let standing = Set(plan.entities.map(\.id))
        // What was added may hold a name that was given to somebody: that person needs another one.
        plan.decisions = decisions.filter { [plan] in standing.contains($0.key) && !plan.isInStory($0.value) }
        for (start, reason) in kept {
            guard let place = pieces.lazy.compactMap({ $0.moved(start..<(start + 1)) }).first else { continue }
            plan.kept[place.lowerBound] = reason
        }
        plan.nextID = nextID
        for entity in found { plan.take(entity) }
        plan.sortEntities()
        return plan
    }

    /// Adds the places of something found that are not there yet: to what it is, or as something new.
    private mutating func take(_ found: Entity) {
        var met: Set<Int> = []
        let new = found.mentions.filter { mention in
            let owners = entities.filter { $0.mentions.contains { $0.range.overlaps(mention.range) } }
            met.formUnion(owners.map(\.id))
            return owners.isEmpty
        }
        guard !new.isEmpty else { return }
        if met.count == 1, let id = met.first, decisions[id]?.isKept != true,
            let index = entities.firstIndex(where: { $0.id == id })
        {
            entities[index].mentions = (entities[index].mentions + new).sorted {
                $0.range.lowerBound < $1.range.lowerBound
            }
            return
        }
        entities.append(Entity(id: nextID, type: found.type, mentions: new, role: found.role))
        nextID += 1
    }

    private static func moved(_ reason: Reason, by pieces: [Piece]) -> Reason? {
        func moved(_ range: Range<Int>) -> Range<Int>? { pieces.lazy.compactMap { $0.moved(range) }.first }
        return switch reason {
        case .cue(let range): moved(range).map { .cue($0) }
        case .sameAs(let range): moved(range).map { .sameAs($0) }
        default: reason
        }
    }
}
