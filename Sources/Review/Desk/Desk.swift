import Custody
import Envelope
import Files
import Ledger
import Mailbox
import Policies
import Sealing
import Synchronization
import Unsealing
import Vault

/// One reviewer at work: what they can open, and what they sign.
///
/// Several cores may open cases at once with what one desk holds.
struct Desk: ~Copyable, Sendable {
    let keyring: Keyring
    let policies: PolicySet
    let reviewer: ReviewerKey
    /// The person whose key it is, through all their keys: what one person may not do is asked of this.
    let me: Person
    let today: Day
    private let vault: VaultArchive
    private let clock: Clock
    let toReviewers: Sealer
    let toEveryone: Sealer

    /// Looked at once, before the first signature: what this desk signs itself says nothing of its clock.
    private final class Clock: Sendable {
        let said: Day?
        let isRight = Atomic(false)
        init(said: Day?) { self.said = said }
    }

    /// - Parameters:
    ///   - sealsOnly: whether the key need not be active, since it opens bodies and signs nothing.
    ///   - said: the day that the person says it is.
    ///   - today: the day on which the desk is opened, for as long as it is open.
    /// - Throws: `Refusal` if the key is not an active reviewer's in this keyring.
    static func opening(
        keyring: Keyring, policies: PolicySet, vault: VaultArchive, reviewer: consuming ReviewerKey,
        sealsOnly: Bool = false, said: Day? = nil, on today: Day = .today
    ) throws -> Desk {
        let allowed = sealsOnly ? keyring.reviewers.map(\.key) : keyring.activeReviewers
        guard allowed.contains(reviewer.publicKey), let me = keyring.person(signing: reviewer.signingKey) else {
            throw Refusal(
                .notPermitted, "this key is not an active reviewer's in the keyring",
                hint: "ask the steward to add \(reviewer.publicKey.name).pub")
        }
        let toReviewers = try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers)
        let toEveryone = try Sealer(
            keyring: keyring.digest, readers: keyring.activeReviewers + keyring.activePublishers)
        return Desk(
            keyring: keyring, policies: policies, reviewer: reviewer, me: me, today: today, vault: vault,
            clock: Clock(said: said), toReviewers: toReviewers, toEveryone: toEveryone)
    }

    /// Every case, ascending by id, which is random.
    func cases() throws -> [CaseID] { try vault.caseIDs() }

    /// The cases with a withdrawal, whoever signed it.
    func casesWithWithdrawal() throws -> Set<CaseID> { try vault.upkeep.casesWithWithdrawal() }

    /// What each publisher told the desks last.
    func reports() throws -> [Report] { try vault.reports() }

    /// Cases of which there is nothing but what somebody began to type.
    func begunCases() throws -> [CaseID] { try vault.caseIDsOfDrafts() }

    /// A digest of what the vault has of each case.
    func fingerprints() throws -> [CaseID: Digest] { try vault.fingerprints() }

    /// Whether a case has enough reviewers' signatures of the kind of an approval that a text of it could be approved.
    ///
    /// Told from the headers, without opening anything.
    func mayBeApproved(_ caseID: CaseID) throws -> Bool {
        let signed = try vault.headers(of: caseID).filter {
            $0.kind == StatementKind.approved.visible && !$0.isBySurvivor
        }
        return Set(signed.compactMap { keyring.person(signing: $0.author) }).count >= policies.review.approvals
    }

    /// The case whose id starts with these digits.
    func find(_ text: String) throws -> CaseID {
        let digits = text.lowercased().filter { $0 != "-" }
        let found = digits.utf8.count >= 4 ? try cases().filter { $0.hex.hasPrefix(digits) } : []
        guard let first = found.first else {
            throw Refusal(.noInput, "there is no such case", hint: "firsthand-review inbox lists them")
        }
        guard found.count == 1 else {
            throw Refusal(.usage, "more than one case starts so", hint: "type more digits")
        }
        return first
    }

    /// Opens a case.
    func file(_ caseID: CaseID) throws -> CaseFile {
        try CaseFile(caseID, vault.statements(of: caseID), at: self)
    }

    /// Brings an open case to where it stands in the vault now: only what came since is opened.
    ///
    /// Each act begins with it: the case may have been opened hours ago, and none is weighed by how it stood then.
    func update(_ file: inout CaseFile) throws {
        let caseID = file.state.caseID
        file = try CaseFile(caseID, vault.statements(of: caseID), at: self, known: file.opened, drafts: file.drafts)
    }

    /// Signs a statement, seals it to those who must read it, keeps it, and takes it into the open case.
    ///
    /// - Parameter letterKey: the survivor's, where the survivor must be able to open it.
    func sign(_ body: some StatementBody, in file: inout CaseFile, letterKey: LetterKey? = nil) throws {
        try keep([signed(body, in: file, letterKey: letterKey)], in: &file)
    }

    /// Signs a statement that nothing in the case stands against, and a checkpoint that lists it.
    func act(_ body: some StatementBody, in file: inout CaseFile) throws {
        try update(&file)
        try sign(body, in: &file)
        try signCheckpoint(of: &file)
    }

    /// The survivor's keys of a code that came by post, with the letter key that those who left never had.
    func survivor(of code: borrowing ReceiptCode) throws -> Survivor {
        try code.survivor(letterGeneration: keyring.letterGeneration)
    }

    /// A case as the vault holds it: its statements, and its drafts.
    func stored(_ caseID: CaseID) throws -> [StoredStatement] {
        try vault.statements(of: caseID) + vault.drafts(of: caseID)
    }

    /// Puts other slots into stored bodies.
    func reseal(_ slots: [Digest: [Sealed.Slot]], of caseID: CaseID) throws { try vault.reseal(slots, of: caseID) }

    /// Empties the vault's log, in which slots may stand that were taken off.
    func finishResealing() throws { try vault.upkeep.emptyLog() }

    /// The drafts of a case as the vault holds them.
    func storedDrafts(of caseID: CaseID) throws -> [StoredStatement] { try vault.drafts(of: caseID) }

    /// Keeps a draft in the place of others.
    func keepDraft(_ draft: SealedStatement, replacing: Set<Digest>, until day: Day) throws {
        try vault.keepDraft(draft, replacing: replacing, until: day, under: keyring)
    }

    /// Destroys drafts of a case.
    func destroyDrafts(_ digests: Set<Digest>, of caseID: CaseID) throws {
        if !digests.isEmpty { try vault.destroyDrafts(digests, of: caseID) }
    }

    /// Keeps statements that were signed together, all or none.
    ///
    /// Whatever this desk signs in a case goes through here; drafts, which say nothing, do not.
    /// - Throws: `Refusal` if the day on this machine is far from what the vault has seen.
    func keep(_ statements: [SealedStatement]) throws {
        try checkClock()
        try vault.append(statements, under: keyring)
    }

    /// Keeps statements of an open case, and takes them into it.
    func keep(_ statements: [SealedStatement], in file: inout CaseFile) throws {
        try keep(statements)
        try update(&file)
    }

    /// Looks at this machine's clock before the first signature.
    ///
    /// - Throws: `Refusal` if its day is far from what the vault has seen.
    func checkClock() throws {
        // A laptop that slept for days wakes with the desk open: what is signed then must not have the day of before.
        guard Day.today - today <= 1 else {
            throw Refusal(
                .unavailable, "this desk was opened on \(today), and today is \(Day.today)",
                hint: "leave it and open it again")
        }
        guard !clock.isRight.load(ordering: .relaxed) else { return }
        let days = try vault.newestDays(of: keyring.reviewers.map(\.key.signing), under: keyring)
        if let refusal = DeskClock(days, keyring: keyring).refusal(on: today, said: clock.said) { throw refusal }
        clock.isRight.store(true, ordering: .relaxed)
    }

    /// A statement signed and sealed to those who must read it, not yet kept.
    ///
    /// - Parameter last: what was signed just before it and is to be kept together with it; nil for nothing.
    func signed(
        _ body: some StatementBody, in file: borrowing CaseFile, letterKey: LetterKey? = nil,
        after last: SealedStatement? = nil
    ) throws -> SealedStatement {
        guard !file.state.isWithdrawn else { throw Self.refusal(file.state.withdrawn) }
        let sealer = body.kind.visible == .closed ? toReviewers : toEveryone
        return try sealer.statement(
            body, caseID: file.state.caseID, seen: last.map { [$0.statement.digest] } ?? file.state.frontier,
            day: today, by: reviewer, letterKey: letterKey)
    }

    /// Why nothing can be done with a story that was withdrawn, or may have been.
    static func refusal(_ withdrawn: Withdrawn) -> Refusal {
        guard withdrawn == .unknown else {
            return Refusal(.notPermitted, "this story was withdrawn; nothing more can be done with it")
        }
        return Refusal(
            .unavailable,
            "somebody who left withdrew this story, and their leaving list is not here to show whether that counts; "
                + "until then it is closed", hint: "ask the steward for the list")
    }

    /// Tells the survivor where the story stands; nothing, if the story with their letter key is not there.
    func tell(_ notice: Notice, in file: inout CaseFile) throws {
        guard let letterKey = try file.letterKey() else { return }
        try sign(notice, in: &file, letterKey: letterKey)
    }

    /// Sets the day on which the words of a declined case are destroyed.
    func scheduleDestruction(of file: borrowing CaseFile, on day: Day) throws {
        try vault.scheduleDestruction(file.words, of: file.state.caseID, on: day)
    }

    /// Lets the words of a case that was declined stay after all.
    func cancelDestruction(of file: borrowing CaseFile) throws {
        try vault.cancelDestruction(file.words, of: file.state.caseID)
    }

    /// Destroys the bodies of these statements of a case, and its drafts, which were made of them.
    func destroyBodies(of digests: Set<Digest>, in file: borrowing CaseFile) throws {
        try vault.destroyBodies(
            of: file.state.caseID, keeping: Set(file.entries.map(\.digest)).subtracting(digests))
    }

    /// Destroys every sealed body of a withdrawn case; the signed headers stay.
    func destroy(_ caseID: CaseID) throws { try vault.destroyBodies(of: caseID, keeping: []) }

    /// Signs a checkpoint: the list of all statements of the case that this desk has.
    func signCheckpoint(of file: inout CaseFile) throws {
        try sign(Checkpoint(statements: file.state.counted), in: &file)
    }
}
