import Foundation
import Ledger
import Mailbox
import Policies
import Testing

@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

/// A reviewer who signs, shared by the steps of a test.
final class Signer: StatementSigner {
    private let key: KeyMaterial
    var publicKey: PublicKey { key.publicKey }
    var signingKey: SigningKey { key.signingKey }

    init(_ name: String) throws {
        key = try KeyMaterial(role: .reviewer, name: name, seed: GuardedBytes.random(count: 32))
    }

    func sign(_ message: [UInt8]) -> Signature { key.sign(message) }
}

/// A survivor who signs, shared by the steps of a test.
final class Author: StatementSigner {
    private let survivor: Survivor
    var signingKey: SigningKey { survivor.signingKey }
    var caseID: CaseID { survivor.caseID }

    init(_ survivor: consuming Survivor) { self.survivor = survivor }

    func sign(_ message: [UInt8]) -> Signature { survivor.sign(message) }
}

/// A case made by hand: real keys, real signatures, contents as a desk would have opened them.
struct Casework {
    let survivor: Author
    let ana: Signer
    let ben: Signer
    let cam: Signer
    let stranger: Signer
    var keyring: Keyring
    let policies: PolicySet
    let today = Day.today
    var entries: [Entry] = []

    static let policyFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Policies").path

    init(benIs standing: Keyring.Standing = .active) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let forms = try FormKeys.load(path: folder.appending(path: "form.key").path, month: Day.today.month)
        let form = forms.newForm()
        survivor = Author(
            try #require(forms.verify(nonce: form.nonce, token: form.token)).receiptCode().survivor(letterGeneration: 0)
        )
        ana = try Signer("ana")
        ben = try Signer("ben")
        cam = try Signer("cam")
        stranger = try Signer("stranger")
        keyring = Keyring(
            serial: 1, from: today + -1, until: today + 30,
            reviewers: [
                .init(key: ana.publicKey, standing: .active), .init(key: ben.publicKey, standing: standing),
                .init(key: cam.publicKey, standing: .active),
            ], publishers: [])
        policies = try PolicySet.load(folder: Self.policyFolder)
    }

    var caseID: CaseID { survivor.caseID }

    /// The person whose key this is.
    func person(_ signer: Signer) -> Person {
        // The fallback is no person of this keyring, and fails whatever is asked of it.
        keyring.person(signing: signer.signingKey) ?? Person(first: "-", name: "-")
    }

    /// What a new statement has seen: what no other statement names.
    var frontier: [Digest] {
        let named = Set(entries.flatMap(\.statement.header.seen))
        return entries.map(\.digest).filter { !named.contains($0) }
    }

    static func entry(
        _ content: Content, kind: StatementKind, by signer: any StatementSigner, in caseID: CaseID,
        seen: [Digest], day: Day
    ) -> Entry {
        let header = StatementHeader(
            author: signer.signingKey, body: Hash.digest("firsthand/body/v1", randomBytes(32)), caseID: caseID,
            day: day,
            kind: kind.visible, seen: seen)
        let statement = Statement(header: header, signature: signer.sign(header.signedMessage))
        return Entry(statement: statement, content: content)
    }

    @discardableResult
    mutating func add(
        _ content: Content, _ kind: StatementKind, by signer: any StatementSigner, seen: [Digest]? = nil,
        day: Day? = nil
    ) -> Entry {
        let entry = Self.entry(
            content, kind: kind, by: signer, in: caseID, seen: seen ?? frontier, day: day ?? today)
        entries.append(entry)
        return entry
    }

    @discardableResult
    mutating func send(
        uses: Set<Use> = [.website], credit: String = "", until: Day? = nil, showFirst: Bool = false,
        holds: Set<Consent.Hold> = [],
        replaces: [Digest] = [], policy: Digest? = nil, day: Day? = nil, channel: Channel = .web
    ) -> Entry {
        let signedDay = day ?? today
        if entries.isEmpty {
            let story = Self.entry(
                .story(StoryAnswers(language: "en")), kind: .received, by: survivor, in: caseID, seen: [],
                day: signedDay)
            entries.append(story)
        }
        let consent = Consent(
            uses: uses, until: until, credit: credit, showFirst: showFirst, holds: holds,
            policy: policy ?? policies.consent.digest,
            replaces: replaces, channel: channel)
        let entry = Self.entry(
            .consent(consent), kind: .consent, by: survivor, in: caseID, seen: frontier, day: signedDay)
        entries.append(entry)
        return entry
    }

    @discardableResult
    mutating func propose(
        by signer: any StatementSigner, text: String = "Redacted.", credit: String = "", consent: [Digest]? = nil,
        day: Day? = nil
    ) -> Entry {
        let proposal = Proposal(
            manuscript: Manuscript(title: "T", text: text, language: "en", credit: credit),
            consent: consent ?? state.consentHeads, policy: policies.review.digest)
        return add(.proposed(proposal), .proposed, by: signer, day: day)
    }

    func approval(
        of proposal: Entry, manuscript: Digest? = nil, consent: [Digest]? = nil, policy: Digest? = nil
    ) -> Content {
        .approved(
            Approval(
                proposal: proposal.digest, manuscript: manuscript ?? proposal.statement.header.body,
                consent: consent ?? state.consentHeads, policy: policy ?? policies.review.digest,
                manuscriptKey: [UInt8](repeating: 7, count: 32)))
    }

    @discardableResult
    mutating func approve(_ proposal: Entry, by signer: any StatementSigner) -> Entry {
        let content = approval(of: proposal)
        return add(content, .approved, by: signer)
    }

    @discardableResult
    mutating func checkpoint(by signer: any StatementSigner, day: Day? = nil) -> Entry {
        let digests = entries.map(\.digest)
        return add(.checkpoint(Checkpoint(statements: digests)), .checkpoint, by: signer, day: day)
    }

    /// A case that is ready to be exported for the website.
    mutating func makeReady() {
        send()
        let proposal = propose(by: ana)
        approve(proposal, by: ana)
        approve(proposal, by: ben)
        checkpoint(by: ben)
    }

    var state: CaseState { state(of: entries, on: today) }

    func state(of entries: [Entry], on day: Day) -> CaseState {
        CaseState(
            caseID: caseID, entries: entries, keyring: keyring, rules: policies.rules(), on: day)
    }
}

/// A seeded generator, so that a failing history can be made again (SplitMix64, Sebastiano Vigna, public domain).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
