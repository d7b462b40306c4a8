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

    let reviewer: String
    private let vault: String

    /// - Parameter vault: the vault, if it is not the organization's own.
    init(_ organisation: Organisation, by reviewer: String = "ana", at vault: String? = nil) {
        self.organisation = organisation
        self.reviewer = reviewer
        self.vault = vault ?? organisation.vault
    }

    /// What a reviewer finds in a case beside the words.
    struct Case {
        let answers: StoryAnswers?
        let terms: Terms?
        let holds: Int
        let text: String
    }

    /// The words of every case that is not withdrawn, in no order.
    func texts() throws -> [String] { try cases().map(\.text) }

    /// The reviewer's desk.
    func desk() throws -> Desk {
        try Desk.opened(
            reviewer, of: organisation, at: VaultArchive.open(path: vault),
            state: organisation.folder + "/state-opened")
    }

    /// Every case that is not withdrawn, in no order.
    func cases() throws -> [Case] {
        let desk = try desk()
        var cases: [Case] = []
        for caseID in try desk.cases() {
            let file = try desk.file(caseID)
            #expect(file.state.flaws.isEmpty)
            if file.state.isWithdrawn { continue }
            cases.append(
                Case(
                    answers: file.answers, terms: file.state.terms, holds: file.state.holds.count,
                    text: try file.parts().text))
        }
        return cases
    }
}

extension Desk {
    /// A reviewer's desk at an organization's vault, without its screen.
    static func opened(_ name: String, of organisation: Organisation, _ book: Casebook) throws -> Desk {
        try opened(name, of: organisation, at: book.vault, state: "\(organisation.folder)/state-\(name)")
    }

    /// The same at a vault of its own.
    static func opened(
        _ name: String, of organisation: Organisation, at vault: VaultArchive, state: String, on day: Day = .today,
        policies: String = Programs.policies
    ) throws -> Desk {
        let folder = organisation.folder
        let keyring = try KeyringFolder(keys: folder + "/keys", steward: folder + "/steward.pub", state: state).load()
        let passphrase = try GuardedBytes(copying: Array(Organisation.passphrase.utf8))
        return try Desk.opening(
            keyring: keyring, policies: PolicySet.load(folder: policies), vault: vault,
            reviewer: ReviewerKey.open("\(folder)/secret/\(name).secret", passphrase: passphrase), on: day)
    }
}
