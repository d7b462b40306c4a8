import Envelope
import Foundation
import Mailbox
import Sealing
import Testing
import Vault

@testable import Courier
@_spi(KeyMaterial) @testable import Unsealing

/// Somebody with a key, shared by the steps of a test.
final class Person: StatementSigner {
    private let key: KeyMaterial
    var publicKey: PublicKey { key.publicKey }
    var signingKey: SigningKey { key.signingKey }

    init(_ name: String, role: Role = .reviewer) throws {
        key = try KeyMaterial(role: role, name: name, seed: GuardedBytes.random(count: 32))
    }

    func sign(_ message: [UInt8]) -> Signature { key.sign(message) }

    func opensSlot(of body: Sealed) -> Bool { key.opensSlot(of: body) }

    func dataKey(of body: Sealed, of caseID: CaseID) throws -> GuardedBytes { try key.dataKey(of: body, of: caseID) }

    /// As the desks do: whether a publisher's report opens to what was signed.
    func opens(_ report: Report) -> Bool {
        guard let opened = try? key.open(report.body, of: report.header.place) else { return false }
        return opened.digest == report.header.body && opened.kind == .report
    }

    /// As the desks do: whether a body that this person can open is the one that was signed.
    func fits(_ statement: Statement, _ body: Sealed) -> Bool {
        guard body.slots.contains(where: { $0.reader == publicKey.id }) else { return true }
        guard let opened = try? key.open(body, of: statement.header.caseID) else { return false }
        return opened.digest == statement.header.body && opened.kind.visible == statement.header.kind
    }
}

/// Somebody with a receipt code, shared by the steps of a test.
final class Writer: StatementSigner {
    let survivor: Survivor
    var signingKey: SigningKey { survivor.signingKey }
    var caseID: CaseID { survivor.caseID }

    init(_ folder: String) throws {
        let forms = try FormKeys.load(path: folder + "/form.key", month: Day.today.month)
        let form = forms.newForm()
        survivor = try #require(forms.verify(nonce: form.nonce, token: form.token)).receiptCode().survivor(
            letterGeneration: 0)
    }

    func sign(_ message: [UInt8]) -> Signature { survivor.sign(message) }
}

/// Two reviewers, a publisher, and the vaults they carry bundles between, in a folder that goes with the test.
final class Team {
    let folder = FileManager.default.temporaryDirectory.path + "/courier-" + UUID().uuidString
    let ana, ben, stranger, press: Person
    let keyring: Keyring
    let today = Day.today
    private let toReviewers, toEveryone: Sealer
    private var files = 0

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        ana = try Person("ana")
        ben = try Person("ben")
        stranger = try Person("stranger")
        press = try Person("press", role: .publisher)
        keyring = Keyring(
            serial: 1, from: today + -1, until: today + 30,
            reviewers: [ana, ben].map { .init(key: $0.publicKey, standing: .active) },
            publishers: [.init(key: press.publicKey, standing: .active)])
        toReviewers = try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers)
        toEveryone = try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers + keyring.activePublishers)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var rules: ImportRules { ImportRules(keyring: keyring, draftsDays: 90) }

    /// A vault of its own.
    func vault(_ name: String) throws -> Store { try Store(folder + "/" + name, self) }

    /// A path where nothing stands yet.
    func path() -> String {
        files += 1
        return "\(folder)/\(files).bundle"
    }

    func writer() throws -> Writer { try Writer(folder) }

    /// A story with its consent, as the intake makes them.
    func story(by writer: Writer, _ words: String = "It was raining.") throws -> [SealedStatement] {
        let consent = Consent(uses: [.website], policy: Digest(unchecked: randomBytes(32)))
        let text = Array(words.utf8)
        return try writer.survivor.submission(
            text: text.span, answers: StoryAnswers(language: "en"), consent: consent,
            tag: RetryTag(unchecked: randomBytes(32)), day: today, reviewers: toReviewers, everyone: toEveryone
        ).statements
    }

    func say(
        _ body: some StatementBody, in caseID: CaseID, by signer: any StatementSigner, seen: [Digest] = [],
        day: Day? = nil
    ) throws -> SealedStatement {
        let sealer = body.kind.visible == .closed ? toReviewers : toEveryone
        return try sealer.statement(body, caseID: caseID, seen: seen, day: day ?? today, by: signer)
    }

    func hold(_ caseID: CaseID, by signer: any StatementSigner, _ reason: String = "a call came") throws
        -> SealedStatement
    { try say(HoldPlaced(reason: reason), in: caseID, by: signer) }

    func withdrawal(_ caseID: CaseID, by signer: any StatementSigner) throws -> SealedStatement {
        try say(Withdrawal(reason: ""), in: caseID, by: signer)
    }
}

/// The same without a keyring, and without a key.
extension VaultArchive {
    func append(_ statements: [SealedStatement]) throws(VaultError) { try append(statements, under: nil) }

    func keepDraft(_ draft: SealedStatement, replacing: Set<Digest>, until day: Day) throws(VaultError) {
        try keepDraft(draft, replacing: replacing, until: day, under: nil)
    }
}

extension VaultUpkeep {
    func take(_ arrivals: [Arrival], under keyring: Keyring, draftsDays: Int) throws(VaultError) -> Taking {
        try take(arrivals, under: keyring, draftsDays: draftsDays, own: nil)
    }
}

/// A vault that exchanges bundles, and what it remembers of its partners.
struct Store {
    let path: String
    let vault: VaultArchive
    private let team: Team
    private let exchange: Exchange

    init(_ path: String, _ team: Team) throws {
        self.path = path
        self.team = team
        vault = try VaultArchive.open(path: path + "/vault.sqlite", makes: true)
        exchange = Exchange(vault: vault.upkeep, state: path + "/state")
    }

    /// Writes a bundle for a partner and gives its path.
    func out(for partner: String? = nil, withoutStories: Bool = false) throws -> String {
        let file = team.path()
        _ = try exchange.send(to: file, for: partner, leavingOutStories: withoutStories, atMost: 1 << 30)
        return file
    }

    @discardableResult
    func take(
        _ file: String, from partner: String? = nil, inspector: Person? = nil, under keyring: Keyring? = nil
    ) throws -> Arrived {
        let rules = keyring.map { ImportRules(keyring: $0, draftsDays: 90) } ?? team.rules
        return try exchange.take(
            file, from: partner, rules, on: team.today, inspector: { inspector?.fits($0, $1) ?? true }
        ).0
    }

    /// What stands in the vault, byte for byte: a digest for each statement of each case.
    ///
    /// Digests and not the bytes, so that a test that fails has little to say.
    func cases() throws -> [CaseID: [Digest]] {
        try vault.caseIDs().reduce(into: [:]) { cases, caseID in
            cases[caseID] = try vault.statements(of: caseID).map { row in
                guard case .sound(let statement, let body) = row else {
                    return Digest(unchecked: [UInt8](repeating: 0, count: Digest.length))
                }
                return Hash.digest(
                    "row", statement.header.encoded + statement.signature.bytes + (body?.encoded ?? []))
            }
        }
    }

    /// A digest of the file and its log.
    func fingerprint() throws -> Digest { Hash.digest("file", try raw()) }

    /// The file and its log as they are on the disk.
    func raw() throws -> [UInt8] {
        try ["", "-wal"].flatMap { Array(try Data(contentsOf: URL(filePath: path + "/vault.sqlite" + $0))) }
    }

    /// How many of these bodies the vault has.
    func bodies(of statements: [SealedStatement]) throws -> Int {
        try statements.filter {
            guard case .sound(_, _?) = try vault.upkeep.find($0.statement.digest)?.row else { return false }
            return true
        }.count
    }
}

/// What is wrong with a bundle; nil if it is taken in.
func flaws(_ work: () throws -> Void) throws -> [BundleFlaw]? {
    do {
        try work()
        return nil
    } catch CourierError.refused(let flaws) { return flaws }
}
