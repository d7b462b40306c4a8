import Envelope
import Mailbox
import Policies
import Sealing

/// To whom stories are sealed now.
struct Sealers: Sendable {
    let day: Day
    /// Whose statements count.
    let keyring: Keyring
    /// For stories.
    let reviewers: Sealer
    /// For consents, which a publisher must check.
    let everyone: Sealer
}

/// Keeps the sealers of the keyring in force, and none when there is no keyring that can be trusted today.
actor Recipients {
    private let folder: KeyringFolder
    private var current: Sealers?
    private var checked: ContinuousClock.Instant?

    private let trustedFor: Duration

    /// - Parameter trustedFor: how long a keyring is used before it is checked again.
    init(folder: KeyringFolder, trustedFor: Duration = .seconds(60)) {
        self.folder = folder
        self.trustedFor = trustedFor
    }

    /// The sealers, from a keyring checked on this day and within the last minute.
    ///
    /// - Throws: `KeyringError` or `SealingError`: nothing may be taken in then.
    func sealers() throws -> Sealers {
        let day = Day.today
        let now = ContinuousClock.now
        let last = current
        if let last, let checked, last.day == day, now - checked < trustedFor { return last }
        // Forgotten first: if the new one is refused, the old one is not used on.
        current = nil
        let keyring = try folder.load(on: day, known: last?.keyring)
        let sealers = Sealers(
            day: day, keyring: keyring,
            reviewers: try Sealer(keyring: keyring.digest, readers: keyring.activeReviewers),
            everyone: try Sealer(
                keyring: keyring.digest, readers: keyring.activeReviewers + keyring.activePublishers))
        current = sealers
        checked = now
        return sealers
    }
}

/// Keeps the form keys of this month and the last.
actor FormKeyring {
    private let path: String
    private var month = ""
    private var keys: FormKeys?
    private var loaded: ContinuousClock.Instant?

    init(path: String) { self.path = path }

    /// The keys, rotated when a month has begun.
    func current() throws(FormKeyError) -> FormKeys {
        if let keys, Day.today.month == month { return keys }
        return try load()
    }

    /// The form of these hidden fields; nil if it is none of ours, or too old.
    ///
    /// Another process may have begun the month with a new key first: so a form that meets no key makes this one read
    /// the file again, at most once a second.
    func verify(nonce: String, token: String) throws(FormKeyError) -> VerifiedForm? {
        if let form = try current().verify(nonce: nonce, token: token) { return form }
        if let loaded, .now - loaded < .seconds(1) { return nil }
        return try load().verify(nonce: nonce, token: token)
    }

    private func load() throws(FormKeyError) -> FormKeys {
        let now = Day.today.month
        let fresh = try FormKeys.load(path: path, month: now)
        (keys, month, loaded) = (fresh, now, ContinuousClock.now)
        return fresh
    }
}
