import Envelope
import Mailbox
import Policies
import Sealing
import Testimony
import Vault

/// What became of a form.
enum Outcome: ~Copyable {
    /// It is durable.
    case safe(Receipt)
    /// It is durable, and the writer said before that the code is kept.
    case known(added: Bool)
    /// It was not kept, and why.
    case problem(Problem)
}

/// The code of a story that is safe.
///
/// There is no other way to a receipt page.
struct Receipt: ~Copyable {
    fileprivate let code: ReceiptCode
    /// The form that it was sent by, which the page of the receipt carries on.
    let form: HiddenFields
    /// Whether the words joined an earlier story.
    let added: Bool

    /// The ten words, from a language's list.
    borrowing func words(_ list: [String]) -> [String] { code.words(in: list) }
}

/// Takes one form from its words to its receipt: verify, seal, commit, and only then the code.
struct SubmissionDesk: Sendable {
    let recipients: Recipients
    let formKeys: FormKeyring
    let vault: VaultInlet
    let policies: PolicySet

    /// Seals and stores a form.
    ///
    /// The words stay in guarded memory throughout.
    func take(_ form: borrowing SubmittedForm, language: String) async -> Outcome {
        guard let hidden = form.fields.form else { return .problem(.incomplete) }
        if let flaw = form.flaw { return .problem(flaw) }
        do {
            guard let verified = try await formKeys.verify(nonce: hidden.nonce, token: hidden.token) else {
                return .problem(.oldForm)
            }
            // No keyring that counts today, no story: it fails closed (promise 1).
            let sealers = try await recipients.sealers()
            let code = try verified.receiptCode()
            let survivor = try code.survivor(letterGeneration: sealers.keyring.letterGeneration)
            let choices = form.fields.consent
            let consent = choices.consent(
                on: sealers.day, policy: policies.consent, holds: form.fields.answers.holds)
            let answers = form.fields.answers.sealed(language: language, part: .story)
            let tag = try form.story.withText { text throws(GuardedMemoryError) in
                try survivor.retryTag(consent: consent, term: choices.term, answers: answers, text: text)
            }
            guard let tag else { return .problem(.tooLong) }
            let admission = try await admit(form, survivor, consent, tag, language, sealers)
            guard admission != .withdrawn else { return .problem(.withdrawn) }
            guard admission != .closed else { return .problem(.storyClosed) }
            // The page may be opened again by someone else: a code that is kept is not shown a second time.
            if admission != .stored, try await vault.read(survivor.caseID).keepsCode {
                return .known(added: admission == .added)
            }
            return .safe(Receipt(code: code, form: hidden, added: admission == .added))
        } catch is KeyringError {
            return .problem(.closed)
        } catch is SealingError {
            return .problem(.closed)
        } catch is FormKeyError {
            return .problem(.closed)
        } catch VaultError.full {
            return .problem(.noRoom)
        } catch {
            return .problem(.notStored)
        }
    }

    /// Why no story could be sealed and kept now; nil if one could.
    func obstacle() async -> Problem? {
        guard (try? await recipients.sealers()) != nil else { return .closed }
        switch await vault.obstacle() {
        case nil: return nil
        case .full: return .noRoom
        default: return .closed
        }
    }

    /// The hidden fields of the form that is shown again; nil if no form can be made now.
    ///
    /// A form that we made keeps its own: if a commit was durable after all, sending it again is then a retry. A form
    /// that is not ours, and one whose story was withdrawn or is closed, gets new ones.
    func token(after problem: Problem? = nil, _ fields: FormFields) async -> HiddenFields? {
        if problem != .withdrawn, problem != .storyClosed, let form = fields.form,
            (try? await formKeys.verify(nonce: form.nonce, token: form.token)) != nil
        {
            return form
        }
        return await freshForm()
    }

    /// The hidden fields of a new form; nil if none can be made now.
    func freshForm() async -> HiddenFields? { (try? await formKeys.current().newForm()).map { HiddenFields($0) } }

    private func admit(
        _ form: borrowing SubmittedForm, _ survivor: borrowing Survivor, _ consent: Consent, _ tag: RetryTag,
        _ language: String, _ sealers: Sealers
    ) async throws -> Admission {
        let standing = try await vault.standing(of: tag, in: survivor.caseID, under: sealers.keyring)
        // A retry is answered before anything is sealed; the vault checks again inside its transaction.
        if let standing, standing != .added { return standing }
        let answers = form.fields.answers.sealed(
            language: language, part: standing == .added ? .addition : .story)
        let submission = try form.story.withText { text throws(SealingError) in
            try survivor.submission(
                text: text, answers: answers, consent: consent, tag: tag, day: sealers.day,
                reviewers: sealers.reviewers, everyone: sealers.everyone)
        }
        return try await vault.admit(submission, under: sealers.keyring)
    }
}
