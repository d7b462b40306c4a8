import Custody
import Envelope
import Foundation
import Ledger
import Mailbox
import Policies
import Sealing
import Testing
import Unsealing
import Vault

/// A reviewer of an organization with their real key, shared by the steps of a test.
final class Colleague: StatementSigner {
    let key: ReviewerKey
    var signingKey: SigningKey { key.signingKey }

    init(_ name: String, in organisation: Organisation) throws {
        let passphrase = try GuardedBytes(copying: Array(Organisation.passphrase.utf8))
        key = try ReviewerKey.open("\(organisation.folder)/secret/\(name).secret", passphrase: passphrase)
    }

    func sign(_ message: [UInt8]) -> Signature { key.sign(message) }
}

/// A survivor who comes back, shared by the steps of a test.
final class Writer: StatementSigner {
    let survivor: Survivor
    var signingKey: SigningKey { survivor.signingKey }
    var caseID: CaseID { survivor.caseID }

    init(_ survivor: consuming Survivor) { self.survivor = survivor }

    func sign(_ message: [UInt8]) -> Signature { survivor.sign(message) }
}

/// Cases put straight into an organization's vault: its own keys, real seals, real signatures; only the terminals are
/// left out.
final class Casebook {
    let organisation: Organisation
    let ana, ben: Colleague
    let policies: PolicySet
    let vault: VaultArchive
    let today = Day.today
    private let forms: FormKeys
    private let toReviewers, toEveryone: Sealer

    init(_ organisation: Organisation) throws {
        self.organisation = organisation
        ana = try Colleague("ana", in: organisation)
        ben = try Colleague("ben", in: organisation)
        policies = try PolicySet.load(folder: Programs.policies)
        let keyring = try KeyringFolder(
            keys: organisation.folder + "/keys", steward: organisation.folder + "/steward.pub",
            state: organisation.folder + "/state-casebook"
        ).load()
        toReviewers = try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers)
        toEveryone = try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers + keyring.activePublishers)
        _ = try VaultArchive.open(path: organisation.vault, makes: true)
        vault = try VaultArchive.open(path: organisation.vault)
        forms = try FormKeys.load(path: organisation.folder + "/casebook.key", month: Day.today.month)
    }

    /// One case as it grows; nothing of it is in the vault before `store`.
    final class File {
        let writer: Writer
        private(set) var statements: [SealedStatement] = []
        private(set) var consents: [Digest] = []
        private let book: Casebook

        fileprivate init(_ book: Casebook, _ writer: Writer) {
            self.book = book
            self.writer = writer
        }

        var caseID: CaseID { writer.caseID }
        var vaultPath: String { book.organisation.vault }
        /// What no other statement names.
        var last: [Digest] {
            let named = Set(statements.flatMap(\.statement.header.seen))
            return statements.map(\.statement.digest).filter { !named.contains($0) }
        }

        @discardableResult
        func say(
            _ body: some StatementBody, by signer: any StatementSigner, day: Day? = nil, seen: [Digest]? = nil
        ) throws -> SealedStatement {
            let sealer = body.kind == .proposed ? book.toReviewers : book.toEveryone
            let statement = try sealer.statement(
                body, caseID: caseID, seen: seen ?? last, day: day ?? book.today, by: signer)
            statements.append(statement)
            if body.kind == .consent { consents.append(statement.statement.digest) }
            return statement
        }

        /// The story and a first consent, as the intake makes them.
        func tell(
            _ words: String, uses: Set<Use> = [.website], notes: [String] = [], holds: Set<Consent.Hold> = [],
            language: String = "en", showFirst: Bool = false, day: Day? = nil
        ) throws {
            let consent = Consent(
                uses: uses, showFirst: showFirst, holds: holds, policy: book.policies.consent.digest)
            let text = Array(words.utf8)
            let sent = try writer.survivor.submission(
                text: text.span,
                answers: StoryAnswers(
                    contentNotes: notes, language: language, openCase: holds.contains(.openCase) ? .yes : .unsaid,
                    underEighteen: holds.contains(.underEighteen) ? .yes : .unsaid), consent: consent,
                tag: RetryTag(unchecked: randomBytes(RetryTag.length)), day: day ?? book.today,
                reviewers: book.toReviewers, everyone: book.toEveryone)
            statements += sent.statements
            consents = sent.statements.filter { $0.statement.header.kind == .sealed }.map(\.statement.digest)
        }

        /// More words to the same story.
        func add(_ words: String) throws {
            let text = Array(words.utf8)
            statements.append(
                try writer.survivor.story(
                    text: text.span, answers: StoryAnswers(language: "en", part: .addition), seen: last,
                    day: book.today, reviewers: book.toReviewers))
        }

        @discardableResult
        func agree(
            _ uses: Set<Use> = [.website], until: Day? = nil, showFirst: Bool = false, replacing: Bool = false,
            policy: Digest? = nil, day: Day? = nil, channel: Channel = .web
        ) throws -> SealedStatement {
            let replaces = replacing ? consents : []
            if replacing { consents = [] }
            return try say(
                Consent(
                    uses: uses, until: until, showFirst: showFirst, policy: policy ?? book.policies.consent.digest,
                    replaces: replaces, channel: channel), by: writer, day: day)
        }

        @discardableResult
        func propose(_ manuscript: Manuscript) throws -> SealedStatement {
            try say(
                Proposal(manuscript: manuscript, consent: consents, policy: book.policies.review.digest), by: book.ana)
        }

        @discardableResult
        func approve(
            _ proposal: SealedStatement, by colleague: Colleague, withKey: Bool, manuscript: Digest? = nil,
            policy: Digest? = nil, consent: [Digest]? = nil
        ) throws -> SealedStatement {
            let key = withKey ? try colleague.key.dataKey(of: proposal.body, of: caseID) : nil
            return try say(
                Approval(
                    proposal: proposal.statement.digest, manuscript: manuscript ?? proposal.statement.header.body,
                    consent: consent ?? consents, policy: policy ?? book.policies.review.digest, manuscriptKey: key),
                by: colleague
            )
        }

        @discardableResult
        func publish(_ manuscript: Manuscript) throws -> SealedStatement {
            let proposal = try propose(manuscript)
            try approve(proposal, by: book.ana, withKey: false)
            try approve(proposal, by: book.ben, withKey: true)
            return proposal
        }

        func checkpoint(day: Day? = nil) throws {
            try say(Checkpoint(statements: statements.map(\.statement.digest)), by: book.ben, day: day)
        }

        /// Takes in what others said of the case since.
        func reload() throws {
            statements = try book.vault.statements(of: caseID).compactMap { row in
                guard case .sound(let statement, let body?) = row else { return nil }
                return SealedStatement(statement: statement, body: body)
            }
        }

        /// The statements, to be stored together with those of other cases.
        var all: [SealedStatement] { statements }

        /// Puts one that is none of ours into the vault.
        func append(_ forged: SealedStatement) throws { try book.vault.append([forged], under: nil) }

        /// Puts what is new into the vault.
        func store() throws { try book.vault.append(statements, under: nil) }
    }

    func file() throws -> File {
        let form = forms.newForm()
        let verified = try #require(forms.verify(nonce: form.nonce, token: form.token))
        return File(self, Writer(try verified.receiptCode().survivor(letterGeneration: 0)))
    }

    /// A story that may go out for these uses, with all that is asked for.
    @discardableResult
    func approved(
        _ title: String, _ text: String = "It was late.", uses: Set<Use> = [.website], until: Day? = nil,
        language: String = "en", notes: [String] = []
    ) throws -> File {
        let file = try file()
        try file.agree(uses, until: until)
        try file.publish(Manuscript(title: title, text: text, language: language, contentNotes: notes))
        try file.checkpoint()
        try file.store()
        return file
    }
}
