public import Envelope
public import Vault

/// What came in with a bundle.
public struct Arrived: Sendable {
    /// Cases that something new came for.
    public internal(set) var cases: Set<CaseID> = []
    public internal(set) var statements = 0
    public internal(set) var bodies = 0
    /// Bodies that more can read than before.
    public internal(set) var resealed = 0
    /// Bodies that somebody who left could read before.
    public internal(set) var closed = 0
    public internal(set) var drafts = 0
    /// Publishers' reports that are newer than those that were here.
    public internal(set) var reports = 0
    /// Withdrawn stories that were destroyed here now.
    public internal(set) var destroyed: Set<CaseID> = []
    /// What the maker of the bundle has.
    public internal(set) var holdings = Holdings()
    /// Statements that the maker has and this vault lacks, where it was brought back from a backup.
    public internal(set) var missing = 0
    /// Whether the vault, which was brought back from a backup, knows now who took a story back since.
    public internal(set) var isBack = false
}

extension Courier {
    /// The most flaws that are named.
    private static let maximumFlaws = 20
    /// Cases that share a transaction at most.
    private static let batch = 128

    /// Takes a bundle in: checks all of it, then adds what is new; a bundle with one flaw changes nothing.
    ///
    /// Withdrawn stories come first: what they destroy is gone from the file and its log before anything else is taken in. If
    /// it is killed in between, it can simply be run again.
    /// - Parameters:
    ///   - path: the bundle's file.
    ///   - rules: whose signatures are taken in, how long drafts are kept, and which cases are left out.
    ///   - inspector: looks into bodies that are new here.
    ///   - reports: looks into publishers' reports.
    ///   - own: the slots of whoever takes it in with a key; nil without one.
    public func take(
        _ path: String, _ rules: ImportRules, inspector: BodyInspector = { _, _ in true },
        reports: ReportInspector = { _ in true }, own: OwnSlots? = nil
    ) throws(CourierError) -> Arrived {
        var arrived = Arrived()
        let checked = try check(path, rules, inspector, reports, &arrived)
        try add(path, checked.chains, rules, own, &arrived)
        arrived.reports = try CourierError.vault { () throws(VaultError) in
            try vault.take(checked.reports, under: rules.keyring, own: own)
        }
        // Nobody may have brought what else is here: letters, say, that were destroyed elsewhere. This empties the log, also
        // when nothing was destroyed now: an earlier try may have stopped before this.
        arrived.closed += try CourierError.vault { () throws(VaultError) in
            try vault.dropLeftSlots(under: rules.keyring, own: own)
        }
        return arrived
    }

    /// Reads a bundle to its end and names what is wrong with it; the digests of its pieces, and its reports, if nothing is.
    private func check(
        _ path: String, _ rules: ImportRules, _ inspector: BodyInspector, _ reports: ReportInspector,
        _ arrived: inout Arrived
    ) throws(CourierError) -> (chains: [Digest], reports: [Report]) {
        let reviewers = Set(rules.keyring.reviewers.map(\.key.signing))
        let check = StatementCheck(vault: vault, reviewers: reviewers, keyring: rules.keyring)
        var chunks = try BundleChunks(path)
        var chains: [Digest] = []
        var flaws: [BundleFlaw] = []
        var brought: Set<Digest> = []
        while let chunk = try chunks.next() {
            let caseID = chunk.arrival.caseID
            chains.append(chunk.chain)
            if !rules.skips(caseID) {
                for (statement, body) in chunk.arrival.statements {
                    if let flaw = try check.flaw(statement, body, of: caseID, inspector) { flaws.append(flaw) }
                }
                for draft in chunk.arrival.drafts {
                    if let flaw = try check.flaw(ofDraft: draft, of: caseID, inspector) { flaws.append(flaw) }
                }
            }
            brought.formUnion(chunk.arrival.statements.map(\.statement.digest))
            if let holdings = chunk.holdings {
                brought.subtract(holdings.list.map(\.digest))
                flaws += brought.sorted().map { .notHeld(caseID, $0) }
                brought = []
                arrived.holdings.add(holdings.bytes, of: caseID)
            }
            guard flaws.count < Self.maximumFlaws else { break }
        }
        flaws += chunks.reports.compactMap { check.flaw($0, reports) }
        guard flaws.isEmpty else { throw .refused(Array(flaws.prefix(Self.maximumFlaws))) }
        return (chains, chunks.reports)
    }

    /// Reads a bundle again and takes its pieces in, each only if it is the one that was checked.
    private func add(
        _ path: String, _ chains: [Digest], _ rules: ImportRules, _ own: OwnSlots?, _ arrived: inout Arrived
    ) throws(CourierError) {
        var chunks = try BundleChunks(path)
        var waiting = Waiting()
        var group = BundleFormat.Group.withdrawn
        var rest = chains[...]
        while let chunk = try chunks.next() {
            guard chunk.chain == rest.popFirst() else { throw .refused([.changed]) }
            if chunk.group != group {
                try take(&waiting, rules, own, &arrived)
                try CourierError.vault(vault.emptyLog)
                group = chunk.group
            }
            guard !rules.skips(chunk.arrival.caseID), !chunk.arrival.isEmpty else { continue }
            waiting.add(chunk.arrival)
            if waiting.isFull { try take(&waiting, rules, own, &arrived) }
        }
        try take(&waiting, rules, own, &arrived)
    }

    private func take(
        _ waiting: inout Waiting, _ rules: ImportRules, _ own: OwnSlots?, _ arrived: inout Arrived
    ) throws(CourierError) {
        guard !waiting.arrivals.isEmpty else { return }
        let arrivals = waiting.arrivals
        waiting = Waiting()
        let taking = try CourierError.vault { () throws(VaultError) in
            try vault.take(arrivals, under: rules.keyring, draftsDays: rules.draftsDays, own: own)
        }
        arrived.add(taking)
    }

    /// Pieces that share a transaction.
    private struct Waiting {
        private(set) var arrivals: [Arrival] = []
        private var bytes = 0

        mutating func add(_ arrival: Arrival) {
            arrivals.append(arrival)
            bytes += arrival.statements.reduce(0) { $0 + ($1.body?.message.count ?? 0) }
            bytes += arrival.drafts.reduce(0) { $0 + $1.body.message.count }
        }

        var isFull: Bool { arrivals.count >= Courier.batch || bytes >= 16 << 20 }
    }
}

extension Arrival {
    fileprivate var isEmpty: Bool { statements.isEmpty && drafts.isEmpty }
}

extension Arrived {
    mutating func add(_ taking: Taking) {
        cases.formUnion(taking.cases)
        statements += taking.statements
        bodies += taking.bodies
        resealed += taking.resealed
        closed += taking.closed
        drafts += taking.drafts
        destroyed.formUnion(taking.destroyed)
    }
}
