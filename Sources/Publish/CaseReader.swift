import Envelope
import Ledger
import Opening
import Press
import Publication
import Unsealing
import Vault

/// Reads cases as a publisher can: consents, approvals and checkpoints, and the manuscripts whose approvals carry their key.
struct CaseReader: ~Copyable, Sendable {
    private let vault: VaultReader
    private let publisher: PublisherKey
    private let keyring: Keyring

    init(vault: VaultReader, publisher: consuming PublisherKey, keyring: Keyring) {
        self.vault = vault
        self.publisher = publisher
        self.keyring = keyring
    }

    /// Signs an export's list of sums.
    func sign(_ bytes: [UInt8], trustedComment: String) throws -> MinisignSignature {
        try publisher.minisign(bytes, trustedComment: trustedComment)
    }

    /// Signs a line of the publisher's own record.
    func sign(_ message: [UInt8]) -> Signature { publisher.sign(message) }

    /// Whether a case is surely withdrawn.
    func isWithdrawn(_ caseID: CaseID) throws -> Bool {
        let statements = try vault.statements(of: caseID).compactMap { row in
            if case .sound(let statement, _) = row { statement } else { nil }
        }
        return Withdrawn(caseID, by: statements, under: keyring) == .surely
    }

    /// The publisher's public signing key.
    var signingKey: SigningKey { publisher.publicKey.signing }

    /// What the publisher's own record calls a case.
    func tag(of caseID: CaseID) -> [UInt8] { publisher.tag(of: caseID) }

    /// Every case, ascending by id.
    func cases() throws -> [CaseID] { try vault.caseIDs() }

    /// What the vault has of a case, before any of it is opened.
    func rows(of caseID: CaseID) throws -> CaseRows { try vault.rows(of: caseID) }

    /// Keeps why nothing of some cases goes out, for the next run.
    func keep(_ refusals: RefusalCache) throws { try refusals.write(publisher) }

    /// One case, opened as far as this publisher can.
    func read(_ caseID: CaseID, seenBefore: Set<Digest>) throws -> Gate.Case {
        read(caseID, try rows(of: caseID), seenBefore: seenBefore)
    }

    /// The same of rows that are here already.
    func read(_ caseID: CaseID, _ rows: CaseRows, seenBefore: Set<Digest>) -> Gate.Case {
        var entries: [Entry] = []
        var broken: [Digest] = []
        var sealed: [Digest: Sealed] = [:]
        var publicIDs: [Digest: String] = [:]
        for row in rows.statements {
            switch row {
            case .flawed(let digest, _): broken.append(digest)
            case .sound(let statement, let body):
                sealed[statement.digest] = body
                let (content, publicID) = Self.open(statement, body, publisher)
                entries.append(Entry(statement: statement, content: content))
                publicIDs[statement.digest] = publicID
            }
        }
        let keys = manuscriptKeys(entries, of: caseID)
        let opened = entries.map { entry -> Entry in
            guard entry.statement.header.kind == .closed, let keys = keys[entry.digest],
                let body = sealed[entry.digest], let content = Self.proposal(entry.statement, body, keys)
            else { return entry }
            return Entry(statement: entry.statement, content: content)
        }
        return Gate.Case(
            caseID: caseID, entries: opened, brokenRows: broken, publicIDs: publicIDs, seenBefore: seenBefore)
    }

    /// What a statement says, as far as this publisher can open it, and the public id that a consent gives.
    ///
    /// Only what opened can be broken: the ledger names what a publisher must weigh and does not open. A story or a letter
    /// is none of theirs to open, also where somebody sealed it to them.
    static func open(
        _ statement: Statement, _ body: Sealed?, _ publisher: borrowing PublisherKey
    ) -> (Content, String?) {
        // A publisher is handed no stories, and could not open one: that it is not here says nothing of the case.
        guard let body else { return (statement.header.kind == .received ? .unopened : .destroyed, nil) }
        guard statement.header.kind.isForPublishers,
            let opened = try? publisher.open(body, of: statement.header.caseID)
        else { return (.unopened, nil) }
        let content = Content(opened, header: statement.header)
        return (content, opened.kind == .consent ? opened.publicID : nil)
    }

    /// Whether a body that comes in a bundle is the one that was signed, as far as this publisher can tell.
    static func isSound(_ statement: Statement, _ body: Sealed, _ publisher: borrowing PublisherKey) -> Bool {
        // A slot whose box does not open is as none: a good one may still come. Until then the gate names what is hidden.
        guard statement.header.kind.isForPublishers, publisher.opensSlot(of: body) else { return true }
        let content = open(statement, body, publisher).0
        return content != .unopened && content != .broken
    }

    /// The data keys that approvals carry, by proposal: of approvals that count, and of no other.
    ///
    /// A thief's approval may name any statement, and carry any bytes for its key.
    private func manuscriptKeys(_ entries: [Entry], of caseID: CaseID) -> [Digest: Set<[UInt8]>] {
        let approvals = entries.compactMap { entry -> (entry: Entry, proposal: Digest, key: [UInt8])? in
            guard case .approved(let approval) = entry.content, let key = approval.manuscriptKey else { return nil }
            return (entry, approval.proposal, key)
        }
        let set = StatementSet(caseID: caseID, entries: approvals.map(\.entry), keyring: keyring)
        let counted = Set(set.counting.map(\.digest))
        return approvals.filter { counted.contains($0.entry.digest) }.reduce(into: [:]) { keys, approval in
            keys[approval.proposal, default: []].insert(approval.key)
        }
    }

    /// What a proposal says under the first of these keys that opens it; nil if none does.
    private static func proposal(_ statement: Statement, _ body: Sealed, _ keys: Set<[UInt8]>) -> Content? {
        for key in keys {
            guard let opened = try? body.open(of: statement.header.caseID, dataKey: key), opened.kind == .proposed
            else { continue }
            return Content(opened, header: statement.header)
        }
        return nil
    }
}

extension StatementHeader.Kind {
    /// Whether publishers are to open what is of this kind.
    fileprivate var isForPublishers: Bool {
        switch self {
        case .withdrawn, .checkpoint, .sealed: true
        case .received, .closed: false
        }
    }
}
