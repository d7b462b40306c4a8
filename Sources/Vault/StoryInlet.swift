public import Envelope

/// What became of a form's submission, or what would become of it.
public enum Admission: Sendable, Equatable {
    /// A new case.
    case stored
    /// The same form with the same words is here; nothing was stored again.
    case alreadyHere
    /// The case was here with other words; these are an addition to it.
    case added
    /// The story was withdrawn; nothing was stored.
    case withdrawn
    /// Nobody can tell now whether the story was withdrawn; nothing was stored.
    case closed
}

/// All that the intake may do with a vault.
public protocol StoryInlet: Sendable {
    /// What a submission under this tag would meet.
    ///
    /// Other processes write at the same time, so only `admit` decides; this tells whether sealing is worth while, and
    /// whether it would be an addition.
    /// - Returns: nil if the case is new, `.alreadyHere` if this tag is here, `.added` if the case is here with another
    ///   tag, `.withdrawn` if the survivor withdrew it, or two of the keyring's reviewers, `.closed` while nobody can tell.
    func standing(
        of tag: RetryTag, in caseID: CaseID, under keyring: Keyring?
    ) async throws(VaultError) -> Admission?

    /// Stores a submission: its tag, its statements and their bodies, or nothing.
    ///
    /// It is durable when this returns, and two arrivals of one tag are one story. When this throws, whoever sent it
    /// must be told that it was not kept.
    /// - Throws: `VaultError.malformed` if there is no statement, or one is of another case.
    func admit(_ submission: Submission, under keyring: Keyring?) async throws(VaultError) -> Admission

    /// Whether the vault can be read now.
    func isAnswering() async -> Bool
}
