import Envelope
import Foundation
import GRDB
import Ledger
import Mailbox
import Sealing
import Testing

@testable import Vault

/// A folder of its own for one test, removed when the test lets go of it.
final class ScratchFolder {
    let path = FileManager.default.temporaryDirectory.path + "/vault-" + UUID().uuidString
    var vault: String { path + "/state/vault.sqlite" }

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func inlet() throws -> VaultArchive { try VaultArchive.open(path: vault, makes: true) }

    /// A connection that holds to none of the vault's rules: what somebody with the file and the sqlite3 program has.
    func intruder() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: vault, configuration: configuration)
    }

    func mode(_ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/state" + name)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    /// The file and its log as they are on the disk.
    ///
    /// Only read where nothing else has the vault open: closing the file
    /// drops this process's locks on it.
    func raw() throws -> [UInt8] {
        try ["", "-wal"].flatMap { Array(try Data(contentsOf: URL(filePath: vault + $0))) }
    }
}

/// Somebody with a receipt code, who sends stories sealed to readers that nobody is.
final class Sender {
    let survivor: Survivor
    let sealer: Sealer
    var caseID: CaseID { survivor.caseID }

    init(_ folder: ScratchFolder) throws {
        let keys = try FormKeys.load(path: folder.path + "/form.key", month: "2031-05")
        let form = keys.newForm()
        let verified = try #require(keys.verify(nonce: form.nonce, token: form.token))
        survivor = try verified.receiptCode().survivor(letterGeneration: 0)
        sealer = try Self.sealer(readers: 3, signing: survivor.signingKey)
    }

    private static func sealer(readers: Int, signing: SigningKey) throws -> Sealer {
        let keys = try (0..<readers).map {
            // Any 32 bytes but a few are a point of Curve25519.
            try PublicKey(
                role: .reviewer, name: "reader-\($0)", encryption: EncryptionKey(unchecked: randomBytes(32)),
                signing: signing)
        }
        return try Sealer(keyring: Digest(unchecked: randomBytes(32)), readers: keys)
    }

    /// The same words give the same tag, and are sealed anew each time.
    func submission(_ text: String = "It was raining when I wrote this.") throws -> Submission {
        let consent = Consent(uses: [.website], policy: Digest(unchecked: [UInt8](repeating: 7, count: 32)))
        let words = Array(text.utf8)
        let answers = StoryAnswers(language: "en")
        let tag = try #require(
            try survivor.retryTag(consent: consent, term: .oneYear, answers: answers, text: words.span))
        return try survivor.submission(
            text: words.span, answers: answers, consent: consent, tag: tag,
            day: Day(number: 22_000), reviewers: sealer, everyone: sealer)
    }

    func withdrawal() throws -> SealedStatement { try withdrawal(of: caseID) }

    /// A withdrawal of `caseID`, signed by this sender, whose case it may not be.
    func withdrawal(of caseID: CaseID, readers: Int = 3) throws -> SealedStatement {
        try Self.sealer(readers: readers, signing: survivor.signingKey).statement(
            Withdrawal(reason: ""), caseID: caseID, seen: [], day: Day(number: 22_001), by: survivor)
    }
}

/// The same vault as the intake has it, and without a keyring.
extension VaultArchive {
    var inlet: VaultInlet { VaultInlet(store: store) }

    func append(_ statements: [SealedStatement]) throws(VaultError) { try append(statements, under: nil) }

    func keepDraft(_ draft: SealedStatement, replacing: Set<Digest>, until day: Day) throws(VaultError) {
        try keepDraft(draft, replacing: replacing, until: day, under: nil)
    }
}

extension VaultInlet {
    func admit(_ submission: Submission) async throws(VaultError) -> Admission {
        try await admit(submission, under: nil)
    }

    func standing(of tag: RetryTag, in caseID: CaseID) async throws(VaultError) -> Admission? {
        try await standing(of: tag, in: caseID, under: nil)
    }

    func finishWithdrawal(of caseID: CaseID) async throws(VaultError) -> Erasure {
        try await finishWithdrawal(of: caseID, under: nil)
    }

    func write(
        _ statements: [SealedStatement], of caseID: CaseID, tag: RetryTag?
    ) async throws(VaultError) -> Withdrawn {
        try await write(statements, of: caseID, tag: tag, under: nil)
    }
}

/// How many rows each table has: tags, statements, bodies.
func rowCounts(_ vault: VaultArchive) throws -> [Int] {
    try vault.store.writer.read { db in
        try ["retry_tags", "statements", "bodies"].map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? -1 }
    }
}

extension Submission {
    var digests: [Digest] { statements.map(\.statement.digest).sorted() }
}
