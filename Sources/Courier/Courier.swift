public import Envelope
public import Vault

/// Looks into a body that came, where whoever takes it in holds a key: false if it is not the one that was signed.
public typealias BodyInspector = (Statement, Sealed) -> Bool

/// Carries sealed and signed work from vault to vault, as bundles (FORMAT §9).
///
/// It holds no key and opens nothing, and trusts nothing of a bundle but what a signature says.
public struct Courier {
    let store: any CaseExchange
    let keyring: Keyring
    let draftsDays: Int

    /// - Parameters:
    ///   - keyring: whose signatures are taken in beside the survivors'.
    ///   - draftsDays: how many days after its own a draft is destroyed.
    public init(store: any CaseExchange, keyring: Keyring, draftsDays: Int) {
        self.store = store
        self.keyring = keyring
        self.draftsDays = draftsDays
    }
}
