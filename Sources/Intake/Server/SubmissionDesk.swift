import Envelope
import Mailbox
import Policies
import Sealing
import Testimony
import Vault

/// What became of a form.
enum Outcome {
    /// Safe: the ten words, and whether the words joined an earlier story.
    case receipt(words: [String], added: Bool)
    /// Not kept, and why.
    case problem(Problem)
}

/// Takes one form from its words to its receipt: verify, seal, commit, and only then the code.
struct SubmissionDesk: Sendable {
    let recipients: Recipients
    let formKeys: FormKeyring
    let inlet: any StoryInlet
    let policies: PolicySet

    /// Seals and stores a form. The words stay in guarded memory throughout.
    func take(_ form: borrowing SubmittedForm, language: String, words list: [String]) async -> Outcome {
        guard let uses = uses(form.fields) else { return .problem(.malformed) }
        guard let keys = try? await formKeys.current() else { return .problem(.unsafe) }
        guard let verified = keys.verify(nonce: form.fields["nonce"] ?? "", token: form.fields["token"] ?? "") else {
            return .problem(.oldForm)
        }
        // No keyring that counts today, no story: it fails closed (promise 1).
        guard let sealers = try? await recipients.sealers() else { return .problem(.unsafe) }
        do {
            let code = try verified.receiptCode()
            let survivor = try code.survivor()
            let consent = Consent(uses: uses, policy: policies.consent.digest)
            let tag = try form.story.withText { text throws(GuardedMemoryError) in
                try survivor.retryTag(consent: consent, language: language, text: text)
            }
            guard let tag else { return .problem(.tooLong) }
            let admission = try await admit(form, survivor, consent, tag, language, sealers)
            guard admission != .withdrawn else { return .problem(.withdrawn) }
            let isAddition = admission == .added
            return .receipt(words: code.words(in: list), added: isAddition)
        } catch is VaultError {
            return .problem(.notStored)
        } catch {
            return .problem(.unsafe)
        }
    }

    private func admit(
        _ form: borrowing SubmittedForm, _ survivor: borrowing Survivor, _ consent: Consent, _ tag: RetryTag,
        _ language: String, _ sealers: Sealers
    ) async throws -> Admission {
        let standing = try await inlet.standing(of: tag, in: survivor.caseID)
        // A retry is answered before anything is sealed; the vault checks again inside its transaction.
        if standing == .alreadyHere || standing == .withdrawn { return standing ?? .alreadyHere }
        let answers = StoryAnswers(language: language, part: standing == .added ? .addition : .story)
        let submission = try form.story.withText { text throws(SealingError) in
            try survivor.submission(
                text: text, answers: answers, consent: consent, tag: tag, day: sealers.day,
                reviewers: sealers.reviewers, everyone: sealers.everyone)
        }
        return try await inlet.admit(submission)
    }

    /// The ticked uses; nil if a box has a value that our form does not send.
    func uses(_ fields: [String: String]) -> Set<Use>? {
        var uses: Set<Use> = []
        for (name, value) in fields where name.hasPrefix("use-") {
            guard value == "yes", let use = Use(rawValue: String(name.dropFirst(4))) else { return nil }
            uses.insert(use)
        }
        return uses
    }
}
