public import Envelope
public import Vault

/// Looks into a body that came, where whoever takes it in holds a key: false if it is not the one that was signed.
public typealias BodyInspector = (Statement, Sealed) -> Bool

/// Carries sealed and signed work from vault to vault, as bundles (FORMAT §9).
///
/// It holds no key and opens nothing, and trusts nothing of a bundle but what a signature says.
public struct Courier {
    let vault: VaultUpkeep

    public init(vault: VaultUpkeep) { self.vault = vault }
}

/// By whose rules a bundle is taken in.
public struct ImportRules {
    /// Whose signatures are taken in beside the survivors'.
    public let keyring: Keyring
    /// How many days after its own a draft is destroyed.
    public let draftsDays: Int
    /// The starts of the ids of cases that are left out, unchecked.
    public let skipped: [String]

    public init(keyring: Keyring, draftsDays: Int, skipped: [String] = []) {
        self.keyring = keyring
        self.draftsDays = draftsDays
        self.skipped = skipped.map { $0.lowercased().filter { $0 != "-" } }
    }

    func skips(_ caseID: CaseID) -> Bool { skipped.contains { !$0.isEmpty && caseID.hex.hasPrefix($0) } }
}
