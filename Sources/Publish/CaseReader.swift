import Envelope
import Ledger
import Opening
import Press
import Publication
import Unsealing
import Vault

/// Reads cases as a publisher can: consents, approvals and checkpoints, and the manuscripts whose approvals carry their key.
struct CaseReader: ~Copyable {
    private let vault: any CaseArchive
    private let publisher: PublisherKey

    init(vault: any CaseArchive, publisher: consuming PublisherKey) {
        self.vault = vault
        self.publisher = publisher
    }

    /// Signs an export's list of sums.
    func sign(_ bytes: [UInt8], trustedComment: String) throws -> MinisignSignature {
        try publisher.minisign(bytes, trustedComment: trustedComment)
    }

    /// Signs a line of the publisher's own record.
    func sign(_ message: [UInt8]) -> Signature { publisher.sign(message) }

    /// The publisher's public signing key.
    var signingKey: SigningKey { publisher.publicKey.signing }

    /// What the publisher's own record calls a case.
    func tag(of caseID: CaseID) -> [UInt8] { publisher.tag(of: caseID) }

    /// Every case, ascending by id.
    func cases() throws -> [CaseID] { try vault.caseIDs() }

    /// One case, opened as far as this publisher can.
    func read(_ caseID: CaseID, seenBefore: Set<Digest>) throws -> Gate.Case {
        var entries: [Entry] = []
        var broken: [Digest] = []
        var sealed: [Digest: Sealed] = [:]
        var publicIDs: [Digest: String] = [:]
        for row in try vault.statements(of: caseID) {
            switch row {
            case .flawed(let digest, _): broken.append(digest)
            case .sound(let statement, let body):
                sealed[statement.digest] = body
                let (content, publicID) = Self.open(statement, body, publisher)
                entries.append(Entry(statement: statement, content: content))
                publicIDs[statement.digest] = publicID
            }
        }
        let keys = Self.manuscriptKeys(entries)
        let opened = entries.map { entry -> Entry in
            guard entry.content == .unopened, let keys = keys[entry.digest], let body = sealed[entry.digest] else {
                return entry
            }
            return Entry(statement: entry.statement, content: Self.proposal(entry.statement, body, keys))
        }
        return Gate.Case(
            caseID: caseID, entries: opened, brokenRows: broken, publicIDs: publicIDs, seenBefore: seenBefore)
    }

    /// What a statement says, as far as this publisher can open it, and the public id that a consent gives.
    static func open(
        _ statement: Statement, _ body: Sealed?, _ publisher: borrowing PublisherKey
    ) -> (Content, String?) {
        // A publisher is handed no stories, and could not open one: that it is not here says nothing of the case.
        guard let body else { return (statement.header.kind == .received ? .unopened : .destroyed, nil) }
        guard body.slots.contains(where: { $0.reader == publisher.publicKey.id }) else { return (.unopened, nil) }
        guard let opened = try? publisher.open(body, of: statement.header.caseID) else { return (.broken, nil) }
        let content = Content(opened, header: statement.header)
        return (content, opened.kind == .consent ? opened.publicID : nil)
    }

    /// The data keys that approvals carry, by proposal.
    ///
    /// A wrong key only fails to open; it can open nothing else. All are tried: one of them may be a thief's.
    private static func manuscriptKeys(_ entries: [Entry]) -> [Digest: Set<[UInt8]>] {
        var keys: [Digest: Set<[UInt8]>] = [:]
        for entry in entries where entry.statement.isSigned {
            if case .approved(let approval) = entry.content, let key = approval.manuscriptKey {
                keys[approval.proposal, default: []].insert(key)
            }
        }
        return keys
    }

    private static func proposal(_ statement: Statement, _ body: Sealed, _ keys: Set<[UInt8]>) -> Content {
        for key in keys {
            guard let opened = try? body.open(of: statement.header.caseID, dataKey: key), opened.kind == .proposed
            else { continue }
            return Content(opened, header: statement.header)
        }
        return .broken
    }
}
