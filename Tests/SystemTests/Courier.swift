import Envelope
import Foundation
import Testing
import Vault

/// A place with a vault of its own: the server's, a reviewer's desk or a publisher's machine.
struct Place {
    let organisation: Organisation
    /// `server`, a reviewer's name, or `press`.
    let name: String

    var vault: String {
        name == "server" ? organisation.vault : "\(organisation.folder)/at-\(name)/vault.sqlite"
    }

    private var program: String {
        switch name {
        case "server": "firsthand-intake"
        case "press": "firsthand-publish"
        default: "firsthand-review"
        }
    }

    /// A command of the program that stands here, with this place's own vault; `input` follows the passphrase.
    func run(_ arguments: [String], input: String = "") throws -> Programs.Answer {
        if name == "server" {
            return try Programs.run(program, arguments + ["--config", organisation.folder + "/intake.yaml"])
        }
        let folder = organisation.folder
        let places = [
            "--vault", vault, "--keys", folder + "/keys", "--steward", folder + "/steward.pub", "--policies",
            Programs.policies, "--passphrase-fd", "0", "--state", "\(folder)/at-\(name)/state", "--key",
            "\(folder)/secret/\(name).secret",
        ]
        return try Programs.run(
            program, arguments + places, input: Array((Organisation.passphrase + "\n" + input).utf8))
    }

    /// Writes a bundle for another place and gives its path.
    func out(for other: String, _ more: [String] = []) throws -> String {
        let file = "\(organisation.folder)/\(UUID().uuidString).bundle"
        let verb = name == "server" ? "bundle" : "courier"
        let answer = try run([verb, "out", "--to", file, "--with", other] + more)
        try #require(answer.status == 0, "\(name) to \(other): \(answer.errors)")
        return file
    }

    /// Takes in a bundle.
    func take(_ file: String, from other: String, _ more: [String] = []) throws -> Programs.Answer {
        try run([name == "server" ? "bundle" : "courier", "in", file, "--with", other] + more)
    }

    /// Carries what is new to another place.
    func carry(to other: Place, _ more: [String] = []) throws {
        let answer = try other.take(out(for: other.name, more), from: name)
        try #require(answer.status == 0, "\(name) to \(other.name): \(answer.errors)")
    }

    /// What stands in the vault: each case's statements, byte for byte.
    func cases() throws -> [CaseID: [StoredStatement]] {
        let vault = try VaultArchive.open(path: vault)
        return try vault.caseIDs().reduce(into: [:]) { $0[$1] = try vault.statements(of: $1) }
    }

    func inbox() throws -> [Organisation.CaseLine] {
        let answer = try run(["inbox", "--json"])
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode([Organisation.CaseLine].self, from: Data(answer.output))
    }
}
