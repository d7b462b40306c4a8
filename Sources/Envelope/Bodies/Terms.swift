/// What a survivor's consent statements allow together, on one day (FORMAT §6.5).
public struct Terms: Sendable, Equatable {
    public let uses: Set<Use>
    public let until: Day?
    public let credit: String
    public let edits: Consent.Edits
    public let showFirst: Bool

    /// What one consent statement allows by itself.
    public init(_ consent: Consent) {
        self.init(
            uses: consent.uses, until: consent.until, credit: consent.credit, edits: consent.edits,
            showFirst: consent.showFirst)
    }

    init(uses: Set<Use>, until: Day?, credit: String, edits: Consent.Edits, showFirst: Bool) {
        self.uses = uses
        self.until = until
        self.credit = credit
        self.edits = edits
        self.showFirst = showFirst
    }

    /// Only what both allow.
    func narrowed(by other: Terms) -> Terms {
        Terms(
            uses: uses.intersection(other.uses), until: [until, other.until].compactMap { $0 }.min(),
            credit: credit == other.credit ? credit : "", edits: min(edits, other.edits),
            showFirst: showFirst || other.showFirst)
    }

    /// Whether everything that `other` allows is allowed here: an approval given under these terms still stands under `other`.
    public func covers(_ other: Terms) -> Bool {
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
    private let consents: [Digest: (consent: Consent, day: Day)]
    private let widerDelay: Int
    private let today: Day

    /// - Parameters:
    ///   - widerDelay: the days before a wider consent takes effect.
    ///   - today: the day on which is asked.
    public init(_ consents: [Digest: (consent: Consent, day: Day)], widerDelay: Int, today: Day) {
        self.consents = consents
        self.widerDelay = widerDelay
        self.today = today
    }

    /// The consents that no other replaces, ascending.
    public var heads: [Digest] {
        let replaced = Set(consents.values.flatMap(\.consent.replaces))
        return consents.keys.filter { !replaced.contains($0) }.sorted()
    }

    /// Whether the story came on paper.
    public var cameByMail: Bool { consents.values.contains { $0.consent.channel == .mail } }

    /// What the consents will allow once all of them have taken effect, and the day from which they do; nil if that is what
    /// they allow today.
    public var coming: (terms: Terms, from: Day)? {
        guard let day = heads.compactMap({ consents[$0]?.day }).max() else { return nil }
        let then = ConsentHistory(consents, widerDelay: widerDelay, today: max(today, day + widerDelay))
        guard let terms = then.terms(of: heads), terms != self.terms(of: heads) else { return nil }
        return (terms, then.today)
    }

    /// What these consents allow together today; nil if one is not there.
    public func terms(of digests: [Digest]) -> Terms? {
        var path: Set<Digest> = []
        return together(digests, &path)
    }

    private func together(_ digests: [Digest], _ path: inout Set<Digest>) -> Terms? {
        guard let first = digests.first, var all = effective(first, &path) else { return nil }
        for digest in digests.dropFirst() {
            guard let next = effective(digest, &path) else { return nil }
            all = all.narrowed(by: next)
        }
        return all
    }

    private func effective(_ digest: Digest, _ path: inout Set<Digest>) -> Terms? {
        // A digest cannot name itself through others (that would be a collision); the path only keeps this total.
        guard let entry = consents[digest], path.insert(digest).inserted else { return nil }
        defer { path.remove(digest) }
        let own = Terms(entry.consent)
        // A wider consent waits, so that someone who holds the code for a moment cannot publish with it (promise 9). A code
        // that came on paper was read by a mailroom too: by itself it never widens anything.
        guard !entry.consent.replaces.isEmpty, cameByMail || today < entry.day + widerDelay else { return own }
        return together(entry.consent.replaces, &path).map { own.narrowed(by: $0) }
    }
}
