import Envelope
import Foundation
import Testing

/// An organisation in a temporary folder: keys by the real ceremony, a vault, and an intake when asked for.
final class Organisation {
    static let passphrase = "correct horse battery staple"
    let folder: String
    var intake: Process?
    var port = 0
    /// The folder of the policies: those that ship, with the answers of an invented organization, unless a test takes others.
    var policies = Programs.policies

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "firsthand-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let answer = try Programs.run(
            "firsthand-review",
            [
                "steward", "init", "--folder", folder, "--reviewers", "ana,ben", "--publisher", "press",
                "--passphrase-fd", "0", "--small-machine",
            ], input: Array(String(repeating: Self.passphrase + "\n", count: 5).utf8))
        try #require(answer.status == 0, "\(answer.errors)")
    }

    deinit {
        stopIntake()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Where the vault stands in the folder.
    var vaultName = "vault.sqlite"
    var vault: String { "\(folder)/\(vaultName)" }
    /// More lines of `intake.yaml`.
    var settings = ""

    private func places(passphraseFd: Int) -> [String] {
        [
            "--vault", vault, "--keys", folder + "/keys", "--steward", folder + "/steward.pub", "--policies",
            policies, "--passphrase-fd", String(passphraseFd),
        ]
    }

    /// The whole of a reviewer's command.
    func reviewing(_ name: String, _ arguments: [String], passphraseFd: Int = 0) -> [String] {
        arguments + places(passphraseFd: passphraseFd)
            + ["--state", "\(folder)/state-\(name)", "--key", "\(folder)/secret/\(name).secret"]
    }

    /// A reviewer's command; `input` follows the passphrase on standard input.
    func review(_ name: String, _ arguments: [String], input: String = "") throws -> Programs.Answer {
        try Programs.run(
            "firsthand-review", reviewing(name, arguments), input: Array((Self.passphrase + "\n" + input).utf8))
    }

    /// A steward's command.
    func steward(_ arguments: [String]) throws -> Programs.Answer {
        try Programs.run(
            "firsthand-review", ["steward"] + arguments + ["--folder", folder, "--passphrase-fd", "0"],
            input: Array((Self.passphrase + "\n").utf8))
    }

    /// A new reviewer's, publisher's or backup key beside the others; its public file.
    func newKey(_ name: String, of program: String = "firsthand-review", backup: Bool = false) throws -> String {
        let answer = try Programs.run(
            program,
            ["keys", "new", name, "--to", folder + "/secret", "--passphrase-fd", "0", "--small-machine"]
                + (backup ? ["--backup"] : []),
            input: Array((Self.passphrase + "\n").utf8))
        try #require(answer.status == 0, "\(answer.errors)")
        return "\(folder)/secret/\(name).pub"
    }

    /// An export into a new folder of this name.
    func export(_ name: String, use: String = "website", _ more: [String] = []) throws -> Programs.Answer {
        try publish(["export", "--use", use, "--to", "\(folder)/\(name)"] + more)
    }

    /// A publisher's command; `input` follows the passphrase on standard input.
    func publish(
        _ arguments: [String], input: String = "", by name: String = "press"
    ) throws -> Programs.Answer {
        try Programs.run(
            "firsthand-publish", publishing(arguments, by: name), input: Array((Self.passphrase + "\n" + input).utf8))
    }

    /// The whole of a publisher's command.
    func publishing(_ arguments: [String], by name: String = "press") -> [String] {
        arguments + places(passphraseFd: 0)
            + ["--state", folder + "/state-press", "--key", "\(folder)/secret/\(name).secret"]
    }

    func verify(_ name: String) throws -> Programs.Answer {
        try Programs.run(
            "firsthand-publish",
            [
                "verify", "\(folder)/\(name)", "--keys", folder + "/keys", "--steward", folder + "/steward.pub",
                "--state",
                folder + "/state-press",
            ])
    }

    /// A reviewer's letter to a survivor.
    func letter(_ name: String, to id: String, _ words: String) throws -> Programs.Answer {
        try review(name, ["letter", id, "--text-fd", "0"], input: words)
    }

    /// A proposal made with edits, as `redact` reads them.
    func propose(_ name: String, _ id: String, title: String, edits: String) throws -> Programs.Answer {
        try review(name, ["redact", id, "--edits-fd", "0"], input: "title\t\(title)\n\(edits)\n")
    }

    /// A reviewer's yes to the manuscript that is proposed now.
    func approve(_ name: String, _ id: String) throws -> Programs.Answer {
        let manuscript = try cases(name).first { $0.id == id }?.manuscript ?? ""
        return try review(name, ["approve", id, "--confirm", manuscript])
    }

    /// From now on the organization works under a review policy that says something else.
    func changeReviewPolicy(_ old: String, to new: String) throws {
        let changed = folder + "/policies"
        try FileManager.default.copyItem(atPath: policies, toPath: changed)
        let review = try String(contentsOfFile: changed + "/review.yaml", encoding: .utf8)
        try review.replacing(old, with: new).write(toFile: changed + "/review.yaml", atomically: true, encoding: .utf8)
        policies = changed
    }

    /// Every sealed body that stands in the vault.
    func bodies() throws -> [Data] {
        let text = try Programs.run("/usr/bin/sqlite3", [vault, "SELECT hex(bytes) FROM bodies"]).text
        return text.split(separator: "\n").map { line in
            let digits = Array(line.utf8).map { $0 < 0x41 ? $0 - 0x30 : $0 - 0x37 }
            return Data(stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
        }
    }

    struct CaseLine: Decodable {
        let id: String
        let stage: String
        let approvals: Int
        let manuscript: String?
        let flaws: [String]
        let uses: [String]
        let letters: Int
    }

    /// What the inbox says.
    func cases(_ name: String = "ana") throws -> [CaseLine] {
        let answer = try review(name, ["inbox", "--json"])
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode([CaseLine].self, from: Data(answer.output))
    }
}
