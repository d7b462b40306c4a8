public import Envelope
import Vault

/// What a bundle is to hold.
public struct Sending: Sendable {
    /// What the other side is known to have, and does not get again.
    public var known = Holdings()
    /// Whether the sealed stories and the drafts are left out: a publisher can never open them.
    var leavesOutStories = false
    /// After this many bytes no further case is added.
    public var atMost = 2 << 30

    public init() {}
}

/// What a bundle holds.
public struct Sent: Sendable {
    public internal(set) var cases = 0
    public internal(set) var statements = 0
    public internal(set) var drafts = 0
    /// What did not fit: it is sent once the other side says that it has the rest.
    public internal(set) var left = 0
    /// Rows of the vault that are not what their key says, and were left out.
    public internal(set) var flawed: [(caseID: CaseID, statement: Digest)] = []
    public internal(set) var bytes = 0
}

extension Courier {
    /// Never more than this, so that what every case's maker has still fits behind it.
    private static let hardLimit = 3 << 30

    /// Writes a new bundle of what this vault has and the other side is not known to have.
    ///
    /// The same vault and the same knowledge give the same bytes.
    public func send(_ sending: Sending, to path: String) throws(CourierError) -> Sent {
        let withdrawn = try CourierError.vault(vault.casesWithWithdrawal)
        let all = try CourierError.vault(vault.caseIDs)
        var sent = Sent()
        var writer = try BundleWriter(path)
        // First what was withdrawn: it is small, always fits, and is taken in first.
        for caseID in all where withdrawn.contains(caseID) {
            try write(caseID, .withdrawn, sending, into: &writer, &sent)
        }
        for caseID in all where !withdrawn.contains(caseID) {
            try write(caseID, .others, sending, into: &writer, &sent)
        }
        // One of each publisher, and of one size: what is carried says nothing of whether there was something to tell.
        for report in try CourierError.vault(vault.reports) { try writer.add(report) }
        sent.bytes = writer.count
        try writer.finish()
        return sent
    }

    private func write(
        _ caseID: CaseID, _ group: BundleFormat.Group, _ sending: Sending, into writer: inout BundleWriter,
        _ sent: inout Sent
    ) throws(CourierError) {
        let digests = try CourierError.vault { () throws(VaultError) in try vault.digests(of: caseID) }
        let known = sending.known.marks(of: caseID)
        let isFull = group == .others && writer.count >= sending.atMost
        let before = sent.statements
        var holdings: [Holding] = []
        try writer.open(caseID, group)
        for digest in digests.prefix(BundleFormat.maximumStatements) {
            let kept = try CourierError.vault { () throws(VaultError) in try vault.find(digest) }
            guard let kept, case .sound(let statement, let body) = kept.row, statement.header.caseID == caseID else {
                sent.flawed.append((caseID, digest))
                continue
            }
            let mark = body.map { BodyMark($0) } ?? (kept.isAwaited ? .awaited : .none)
            holdings.append(Holding(digest: digest, mark: mark))
            let carried = sending.leavesOutStories && statement.header.kind == .received ? nil : body
            guard Self.isNews(carried == nil ? nil : mark, to: known[digest]) else { continue }
            guard !isFull, writer.count < Self.hardLimit else {
                sent.left += 1
                continue
            }
            try writer.add(statement, body: carried)
            sent.statements += 1
        }
        if !sending.leavesOutStories { try writeDrafts(of: caseID, into: &writer, &sent) }
        try writer.close(holdings)
        if sent.statements > before { sent.cases += 1 }
    }

    /// Drafts are sent each time: there are few, and which of them still stands is seen by who can open them.
    private func writeDrafts(
        of caseID: CaseID, into writer: inout BundleWriter, _ sent: inout Sent
    ) throws(CourierError) {
        for row in try CourierError.vault({ () throws(VaultError) in try vault.drafts(of: caseID) }) {
            guard case .sound(let statement, let body?) = row, writer.count < Self.hardLimit else { continue }
            try writer.add(SealedStatement(statement: statement, body: body))
            sent.drafts += 1
        }
    }

    /// Whether a statement is to be sent with a body of this mark, or without one, to somebody who has `other`.
    private static func isNews(_ mark: BodyMark?, to other: BodyMark?) -> Bool {
        guard let other else { return true }
        // What they destroyed they do not take again.
        guard let mark, other != .none else { return false }
        return mark != other
    }
}
