public import Envelope
import Ledger

extension SurvivorCase {
    /// Where the words are or were, for one use.
    public struct Place: Sendable, Equatable {
        public let use: Use
        public let since: Month
        /// The month in which they were taken back; nil while they are there.
        ///
        /// What that could not reach is said by `use.remains`.
        public let takenBack: Month?

        public init(use: Use, since: Month, takenBack: Month? = nil) {
            (self.use, self.since, self.takenBack) = (use, since, takenBack)
        }
    }

    /// Something that was done with the story: by whom, as a role and never as a name or a key, and when.
    public struct Act: Sendable, Hashable {
        public enum Role: Sendable { case survivor, reader, secondReader, publisher }

        /// A publisher's acts are told by their month.
        public enum When: Sendable, Hashable {
            case day(Day)
            case month(Month)
        }

        public enum Kind: Sendable, Hashable {
            case received, added, changedChoices, wrote
            case answered(SignOff.Answer)
            case opened, letter, proposed, setAside, approved, declined
            case shared(Use), takenBack(Use)
        }

        public let when: When
        public let role: Role
        public let kind: Kind

        public init(_ when: When, _ role: Role, _ kind: Kind) {
            (self.when, self.role, self.kind) = (when, role, kind)
        }
    }

    /// Where the story is or was, as the news says that no other had seen.
    static func places(_ notices: [Told], in graph: SeenGraph) -> [Place] {
        Publication.standing(notices.map { ($0.entry.digest, $0.notice) }, in: graph).map {
            Place(use: $0.use, since: $0.since, takenBack: $0.takenBack)
        }
    }

    /// What was done, as far as this survivor can open it; each once, however many desks told it.
    static func history(
        _ set: StatementSet, notices: [Told], texts: [Item], letters: [Item], opened: Day?
    ) -> [Act] {
        var acts = Acts(set.graph)
        acts.takeOwn(set.counting)
        for text in texts { acts.add(.day(text.day), .reader, .proposed, text.digest) }
        for letter in letters { acts.add(.day(letter.day), .reader, .letter, letter.digest) }
        let shownDays = Set(texts.map(\.day))
        for told in notices { acts.take(told.notice, told.entry, shown: shownDays) }
        if let opened { acts.add(.day(opened), .reader, .opened, nil) }
        return acts.inOrder
    }

    /// Acts on their way to one list.
    private struct Acts {
        /// When it happened, after how many other statements, and which of one statement's acts comes first.
        private typealias Moment = (day: Day, depth: Int, rank: Int)

        private var moments: [Act: Moment] = [:]
        private let graph: SeenGraph

        init(_ graph: SeenGraph) { self.graph = graph }

        var inOrder: [Act] {
            moments.sorted { left, right in
                let (one, other) = (left.value, right.value)
                if one != other { return one < other }
                return left.key.tie.utf8.lexicographicallyPrecedes(right.key.tie.utf8)
            }.map(\.key)
        }

        /// - Parameters:
        ///   - source: the statement that tells it; nil for what comes before all others of its day but the words.
        ///   - told: the day on which it was told, where the act's own is a month: nothing is told before it happened.
        mutating func add(
            _ when: Act.When, _ role: Act.Role, _ kind: Act.Kind, _ source: Digest?, rank: Int = 0, told: Day? = nil
        ) {
            let day =
                switch when {
                case .day(let day): day
                case .month(let month): min(month.last, told ?? month.last)
                }
            let moment = Moment(day, source.map { graph.ancestors(of: $0).count } ?? 1, rank)
            let act = Act(when, role, kind)
            moments[act] = moments[act].map { $0 < moment ? $0 : moment } ?? moment
        }

        /// What the survivor said.
        mutating func takeOwn(_ entries: [Entry]) {
            let own = entries.filter(\.statement.header.isBySurvivor)
            let stories = own.filter { $0.statement.header.kind == .received }
            let first = stories.min { one, other in
                (one.statement.header.day, graph.ancestors(of: one.digest).count, one.digest)
                    < (other.statement.header.day, graph.ancestors(of: other.digest).count, other.digest)
            }
            for entry in own {
                let (header, digest) = (entry.statement.header, entry.digest)
                let kind: Act.Kind? =
                    switch entry.content {
                    case .signedOff(let said): .answered(said.answer)
                    case .consent(let consent): consent.replaces.isEmpty ? nil : .changedChoices
                    default:
                        header.kind == .received
                            ? digest == first?.digest ? .received : .added : header.isSurvivorsLetter ? .wrote : nil
                    }
                if let kind { add(.day(header.day), .survivor, kind, digest) }
            }
        }

        /// What a desk told.
        ///
        /// - Parameter shown: the days of texts that the survivor was shown, which are told already.
        mutating func take(_ notice: Notice, _ entry: Entry, shown: Set<Day>) {
            let (day, digest) = (entry.statement.header.day, entry.digest)
            switch notice.stage {
            // Told once, from whatever says it first.
            case .opened: break
            case .declined: add(.day(day), .reader, .declined, digest)
            case .setAside: add(.day(day), .reader, .setAside, digest)
            case .approved:
                guard let review = notice.review else { return add(.day(day), .reader, .approved, digest) }
                if !shown.contains(review.proposed) { add(.day(review.proposed), .reader, .proposed, digest) }
                for (index, day) in review.approvals.enumerated() {
                    add(.day(day), index == 0 ? .reader : .secondReader, .approved, digest, rank: index + 1)
                }
            case .published, .retracted:
                for place in notice.places {
                    add(.month(place.since), .publisher, .shared(place.use), digest, told: day)
                    guard let back = place.takenBack else { continue }
                    add(.month(back), .publisher, .takenBack(place.use), digest, rank: 1, told: day)
                }
            }
        }
    }
}

extension SurvivorCase.Act {
    /// Anything that sets two different acts of one moment in one order always.
    fileprivate var tie: String { "\(role) \(kind) \(when)" }
}

extension StatementHeader {
    /// Whether it is a letter of the survivor's, told without opening it: a letter key says nothing of what it has seen.
    var isSurvivorsLetter: Bool { isBySurvivor && kind == .closed && !seen.isEmpty }
}
