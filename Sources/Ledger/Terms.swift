public import Envelope

/// What a survivor's consent statements allow together, on one day (FORMAT §6.5).
public struct Terms: Sendable, Equatable {
    public let uses: Set<Use>
    public let until: Day?
    public let credit: String
    public let edits: Consent.Edits
    public let showFirst: Bool
}

extension Terms {
    /// What one consent statement allows by itself.
    public init(_ consent: Consent) {
        self.init(
            uses: consent.uses, until: consent.until, credit: consent.credit, edits: consent.edits,
            showFirst: consent.showFirst)
    }

    /// Only what both allow.
    func narrowed(by other: Terms) -> Terms {
        Terms(
            uses: uses.intersection(other.uses), until: [until, other.until].compactMap { $0 }.min(),
            credit: credit == other.credit ? credit : "", edits: min(edits, other.edits),
            showFirst: showFirst || other.showFirst)
    }

    /// Whether everything that `other` allows is allowed here: an approval given under these terms still stands under `other`.
    func covers(_ other: Terms) -> Bool {
        other.uses.isSubset(of: uses) && other.credit == credit && other.edits >= edits
    }

    /// Whether nothing is allowed here that `other` does not allow.
    public func isNoWider(than other: Terms) -> Bool { narrowed(by: other) == self }

    /// Whether `use` is allowed on `day`: consent ends at the start of its last day.
    public func allows(_ use: Use, on day: Day) -> Bool {
        uses.contains(use) && until.map { day < $0 } ?? true
    }
}

/// The consent statements of a case, which may replace each other.
public struct ConsentHistory: Sendable {
    /// A consent, and the day from which the wait of a wider one counts: that of the first checkpoint that lists it.
    ///
    /// Whoever holds the code or the intake can date a consent as they like. Nobody but a reviewer can sign a checkpoint, so
    /// its day is somebody else's. With nil nobody has seen the consent yet, and a wider one waits.
    public typealias Seen = (consent: Consent, seen: Day?)

    private let consents: [Digest: Seen]
    private let widerDelay: Int
    private let today: Day
    private let now: [Digest: Terms]
    /// Whether the story came on paper.
    public let cameByMail: Bool

    /// - Parameters:
    ///   - consents: the consents of the case, by statement, with what reviewers saw of each.
    ///   - widerDelay: the days before a wider consent takes effect, from when it was seen.
    ///   - today: the day on which is asked.
    public init(_ consents: [Digest: Seen], widerDelay: Int, today: Day) {
        self.consents = consents
        self.widerDelay = widerDelay
        self.today = today
        cameByMail = consents.values.contains { $0.consent.channel == .mail }
        now = Self.effective(consents, widerDelay: widerDelay, cameByMail: cameByMail, on: today)
    }

    /// The consents that no other replaces, ascending.
    public var heads: [Digest] {
        let replaced = Set(consents.values.flatMap(\.consent.replaces))
        return consents.keys.filter { !replaced.contains($0) }.sorted()
    }

    /// What the consents will allow once all of them have taken effect, and the first day on which more is allowed than
    /// today, if it is known; nil if they allow all of it today.
    ///
    /// A consent that waits is narrowed by those that it replaces, and one of those may be at the end of its own wait: so the
    /// day is looked for among the days on which any wait ends.
    public var coming: (terms: Terms, from: Day?)? {
        let all = Self.effective(consents, widerDelay: widerDelay, cameByMail: cameByMail, on: nil)
        guard let terms = Self.terms(of: heads, all), terms != self.terms(of: heads) else { return nil }
        let ends = Set(consents.values.compactMap { $0.seen.map { $0 + widerDelay } }).filter { $0 > today }
        return (terms, ends.sorted().first { self.terms(of: heads, on: $0) != self.terms(of: heads) })
    }

    /// What these consents allow together on a day, or today; nil if one is not there.
    public func terms(of digests: [Digest], on day: Day? = nil) -> Terms? {
        guard let day, day != today else { return Self.terms(of: digests, now) }
        let then = Self.effective(consents, widerDelay: widerDelay, cameByMail: cameByMail, on: day)
        return Self.terms(of: digests, then)
    }

    private static func terms(of digests: [Digest], _ all: [Digest: Terms]) -> Terms? {
        guard let first = digests.first, var terms = all[first] else { return nil }
        for digest in digests.dropFirst() {
            guard let next = all[digest] else { return nil }
            terms = terms.narrowed(by: next)
        }
        return terms
    }

    /// What each consent allows on a day; with nil once every wait is over.
    ///
    /// Each is looked at once, and none by a call within a call: whoever has a code can make consents that replace each other
    /// in as many ways as they like, and nobody's desk may stand still for that.
    private static func effective(
        _ consents: [Digest: Seen], widerDelay: Int, cameByMail: Bool, on day: Day?
    ) -> [Digest: Terms] {
        var known: [Digest: Terms] = [:]
        var settled: Set<Digest> = []
        for start in consents.keys {
            var stack = [start]
            var entered: Set<Digest> = []
            while let digest = stack.last {
                guard !settled.contains(digest), let entry = consents[digest] else {
                    stack.removeLast()
                    continue
                }
                let own = Terms(entry.consent)
                let replaces = entry.consent.replaces
                // A wider consent waits, so that someone who holds the code for a moment cannot publish with it (promise 9).
                // A code that came on paper was read by a mailroom too: by itself it never widens anything.
                let isOver = day.map { day in entry.seen.map { $0 + widerDelay <= day } ?? false } ?? true
                let waits = !replaces.isEmpty && (cameByMail || !isOver)
                let open = waits ? replaces.filter { !settled.contains($0) && consents[$0] != nil } : []
                // A digest cannot name itself through others (that would be a collision); each is entered once all the same.
                if entered.insert(digest).inserted, !open.isEmpty {
                    stack += open
                    continue
                }
                known[digest] = waits ? narrowed(own, by: replaces, known) : own
                settled.insert(digest)
                stack.removeLast()
            }
        }
        return known
    }

    private static func narrowed(_ own: Terms, by replaced: [Digest], _ known: [Digest: Terms]) -> Terms? {
        var terms = own
        for digest in replaced {
            guard let before = known[digest] else { return nil }
            terms = terms.narrowed(by: before)
        }
        return terms
    }
}
