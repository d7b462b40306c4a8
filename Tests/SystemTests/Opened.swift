import Custody
import Envelope
import Foundation
import Ledger
import Policies
import Testing
import Unsealing
import Vault

@testable import Review

/// Stories opened with a reviewer's key through the desk's own code.
struct Opened {
    let organisation: Organisation

    init(_ organisation: Organisation) { self.organisation = organisation }

    /// The words of every case that is not withdrawn, in no order.
    func texts() throws -> [String] {
        let keyring = try KeyringFolder(
            keys: organisation.folder + "/keys", steward: organisation.folder + "/steward.pub",
            state: organisation.folder + "/state-opened"
        ).load()
        let passphrase = try GuardedBytes(copying: Array(Organisation.passphrase.utf8))
        let key = try ReviewerKey.open(organisation.folder + "/secret/ana.secret", passphrase: passphrase)
        let desk = try Desk.opening(
            keyring: keyring, policies: PolicySet.load(folder: Programs.repository + "/Policies"),
            vault: SQLiteVault.open(path: organisation.vault, mode: .archive), reviewer: key)
        var texts: [String] = []
        for caseID in try desk.cases() {
            let file = try desk.file(caseID)
            #expect(file.state.flaws.isEmpty)
            if file.state.isWithdrawn { continue }
            texts.append(try file.text(desk.reviewer))
        }
        return texts
    }
}
