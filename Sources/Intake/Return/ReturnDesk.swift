import Envelope
import FoundationEssentials
import Ledger
import Mailbox
import Policies
import Sealing
import Vault

/// Somebody who is here with the code of a case, for the length of one request.
struct Visit: ~Copyable {
    let survivor: Survivor
    let view: SurvivorCase
    /// The days at which letters that were shown are destroyed.
    let deadlines: [Digest: Day]
    /// What the pages of this visit carry in place of the code.
    let token: String
    /// Today.
    let day: Day
    /// To whom can be sealed; nil while no keyring counts, when the story can only be taken back.
    let sealers: Sealers?
}

/// What became of a code.
enum Arrival: ~Copyable {
    case here(Visit)
    /// No case has this code, or a visit has ended.
    case unknown
    case problem(Problem)
}

/// Lets somebody with a code see their case and speak in it.
struct ReturnDesk: Sendable {
    /// The minutes after which a page that was left open asks for the code again.
    static let visitMinutes: UInt32 = 60
    /// The minutes after which the code is asked for again, however busy the visit was.
    static let longestVisit: UInt32 = 240
    /// The most Unicode scalars of a letter: of four bytes each, they fit the second largest size.
    static let letterLimit = 12_000
    /// The most letters that a survivor can write in a case.
    static let mostLetters = 200

    let recipients: Recipients
    let formKeys: FormKeyring
    let vault: VaultInlet
    let policies: PolicySet

    /// The case of a code that was typed.
    func arrive(_ code: consuming ReceiptCode) async -> Arrival {
        do { return try await arrival(code, last: Self.minute + Self.longestVisit) } catch { return .problem(.notDone) }
    }

    /// The case of a visit that goes on.
    func arrive(visit token: String) async -> Arrival {
        do {
            guard let visitor = try await formKeys.current().visitor(token, at: Self.minute) else { return .unknown }
            let last = visitor.last
            return try await arrival(visitor.takeCode(), last: last)
        } catch { return .problem(.notDone) }
    }

    private func arrival(_ code: consuming ReceiptCode, last: UInt32) async throws -> Arrival {
        // It has lapsed, is missing or is not signed: nobody's words but the survivor's own are believed then, and nothing
        // is sealed. To take a story back needs neither.
        let sealers = try? await recipients.sealers()
        let survivor = try code.survivor(letterGeneration: sealers?.keyring.letterGeneration ?? 0)
        let mail = try await vault.read(survivor.caseID)
        let day = sealers?.day ?? .today
        let view = mail.view(of: survivor, keyring: sealers?.keyring, policy: policies.consent, day: day)
        guard view.received != nil else { return .unknown }
        // If this fails the next page does it; nobody is kept from their case for it.
        if let sealers { try? await tellLetterKey(of: survivor, view, sealers) }
        let token = try await formKeys.current().visit(
            code, until: Self.minute + Self.visitMinutes, last: last)
        return .here(
            Visit(
                survivor: survivor, view: view, deadlines: mail.deadlines, token: token, day: day, sealers: sealers))
    }

    /// Tells the reviewers a new letter key, once, after somebody left who knows the one before.
    private func tellLetterKey(
        of survivor: borrowing Survivor, _ view: SurvivorCase, _ sealers: Sealers
    ) async throws {
        guard survivor.letterGeneration > view.letterGeneration, view.withdrawn == .no else { return }
        let tag = survivor.letterKeyTag()
        guard try await !vault.knows(tag) else { return }
        let statement = try survivor.tellsLetterKey(day: sealers.day, reviewers: sealers.reviewers)
        _ = try await vault.write([statement], of: view.caseID, tag: tag, under: sealers.keyring)
    }

    /// Notes that the code of the story of this form is kept, so that no answer shows it again.
    ///
    /// - Returns: false if the form is none of ours, or it could not be noted.
    func keepCode(nonce: String, token: String) async -> Bool {
        do {
            guard let form = try await formKeys.verify(nonce: nonce, token: token) else { return false }
            try await vault.keepCode(of: try form.receiptCode().survivor(letterGeneration: 0).caseID)
            return true
        } catch { return false }
    }

    private static var minute: UInt32 { UInt32(clamping: Int(Date().timeIntervalSince1970 / 60)) }
}

extension CaseMail {
    /// The case as its survivor sees it.
    func view(of survivor: borrowing Survivor, keyring: Keyring?, policy: ConsentPolicy, day: Day) -> SurvivorCase {
        let sound = statements.compactMap { row -> (statement: Statement, body: Sealed?)? in
            if case .sound(let statement, let body) = row { (statement, body) } else { nil }
        }
        return SurvivorCase(
            sound, of: survivor, keyring: keyring, widerDelay: policy.widerConsentDelayDays, today: day)
    }
}
