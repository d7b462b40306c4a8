import Envelope
import Foundation
import Testing

/// A command that writes files, and which.
struct FileWriting: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Every file that it makes or replaces, in the folder of the organisation.
    ///
    /// A star stands for a name of hex digits.
    let files: [String]
    /// Files that are there while it runs only.
    var between: [String] = []
    /// The program, its arguments, and what follows the passphrase on its standard input.
    let command: @Sendable (Organisation) -> (program: String, arguments: [String], input: String)
    /// What must be there before.
    var before: @Sendable (Organisation) throws -> Void = { _ in }
    /// Whether it opens a vault for writing: then a limit on the size of files stops it before it writes its own.
    var opensVault = false
    /// What a whole new file refuses when the same is done again: nothing is overwritten.
    var refusesAgain: Set<Int32> = []
}

extension FileWriting {
    /// Every file that the three programs write, but the vault itself.
    static let all: [FileWriting] = [
        FileWriting(
            testDescription: "a reviewer's key", files: ["new/cleo.secret", "new/cleo.pub"],
            command: { ("firsthand-review", newKey($0), "") }, refusesAgain: [73, 77]),
        FileWriting(
            testDescription: "a publisher's key", files: ["new/cleo.secret", "new/cleo.pub"],
            command: { ("firsthand-publish", newKey($0), "") }, refusesAgain: [73, 77]),
        FileWriting(
            testDescription: "the first ceremony",
            files: ["secret/steward.secret", "steward.pub"].map { "second/" + $0 }
                + ["ana", "ben", "press"].flatMap {
                    ["second/secret/\($0).secret", "second/secret/\($0).pub", "second/keys/\($0).pub"]
                } + ["press.minisign.pub", "keyring.txt", "keyring.txt.minisig"].map { "second/keys/" + $0 },
            between: ["second/keys/keyring.txt.minisig.next"],
            command: {
                (
                    "firsthand-review",
                    [
                        "steward", "init", "--folder", $0.folder + "/second", "--reviewers", "ana,ben", "--publisher",
                        "press", "--passphrase-fd", "0", "--small-machine",
                    ], String(repeating: Organisation.passphrase + "\n", count: 4)
                )
            }, refusesAgain: [73, 77]),
        FileWriting(
            testDescription: "a keyring that a list comes into",
            files: ["keys/ben.leaving", "keys/keyring.txt", "keys/keyring.txt.minisig"],
            between: ["keys/keyring.txt.minisig.next"],
            command: {
                (
                    "firsthand-review",
                    [
                        "steward", "retire", "ben", "--list", $0.folder + "/ben.leaving", "--folder", $0.folder,
                        "--passphrase-fd", "0",
                    ], ""
                )
            },
            before: {
                try story($0)
                try done($0.review("ana", ["keys", "leaving", "ben", "--to", $0.folder]))
            }, refusesAgain: [77]),
        FileWriting(
            testDescription: "a new steward's folder",
            files: [
                "second/secret/steward.secret", "second/steward.pub", "second/keys/ana.pub", "second/keys/ben.pub",
                "second/keys/press.pub", "second/keys/press.minisign.pub", "second/keys/keyring.txt",
                "second/keys/keyring.txt.minisig",
            ], between: ["second/keys/keyring.txt.minisig.next"],
            command: {
                (
                    "firsthand-review",
                    [
                        "steward", "init", "--folder", $0.folder + "/second", "--from", $0.folder, "--passphrase-fd",
                        "0", "--small-machine",
                    ], Organisation.passphrase + "\n"
                )
            }, refusesAgain: [73, 77]),
        FileWriting(
            testDescription: "a leaving list, and the newest keyring seen",
            files: ["lists/ben.leaving", "state-ana/keyring.seen"],
            command: {
                ("firsthand-review", $0.reviewing("ana", ["keys", "leaving", "ben", "--to", $0.folder + "/lists"]), "")
            }, before: story, opensVault: true, refusesAgain: [73]),
        FileWriting(
            testDescription: "the desk's queue in outline", files: ["state-ana/queue-*"],
            command: { ("firsthand-review", $0.reviewing("ana", ["warnings", waiting($0)]), "") },
            before: {
                let book = try Casebook($0)
                let file = try book.file()
                try file.agree()
                try file.propose(Manuscript(title: "A title", text: "It was late.", language: "en", contentNotes: []))
                try file.store()
                try file.caseID.short.write(toFile: $0.folder + "/casebook-id", atomically: true, encoding: .utf8)
                try done($0.review("ana", ["warnings", waiting($0)]))
                try book.approved("Another")
            }, opensVault: true),
        FileWriting(
            testDescription: "what publishers told a desk", files: ["state-ana/reports-*"],
            command: { ("firsthand-review", $0.reviewing("ana", ["log", waiting($0)]), "") },
            before: {
                let file = try Casebook($0).approved("A title")
                try file.caseID.short.write(toFile: $0.folder + "/casebook-id", atomically: true, encoding: .utf8)
                try done($0.review("ana", ["log", waiting($0)]))
                try done($0.export("one"))
                try done($0.publish(["courier", "out", "--to", $0.folder + "/x.bundle"]))
            }, opensVault: true),
        FileWriting(
            testDescription: "a roll of the vault", files: ["state-ana/rolls/*.roll"],
            command: { ("firsthand-review", $0.reviewing("ana", ["audit"]), "") },
            before: {
                try story($0)
                try done($0.review("ana", ["inbox"]))
            }, opensVault: true),
        FileWriting(
            testDescription: "what a key that left could open", files: ["state-ana/exposure/ben"],
            command: { ("firsthand-review", $0.reviewing("ana", ["keys", "reseal"]), "") },
            before: {
                try story($0)
                try done($0.review("ana", ["keys", "leaving", "ben", "--to", $0.folder]))
                try done($0.steward(["retire", "ben", "--list", $0.folder + "/ben.leaving"]))
                try done($0.review("ana", ["inbox"]))
            }, opensVault: true),
        FileWriting(
            testDescription: "paper sheets, under a new month's form key", files: ["form.key", "sheets.html"],
            command: {
                (
                    "firsthand-intake",
                    ["paper", "--config", $0.folder + "/intake.yaml", "--to", $0.folder + "/sheets.html"], ""
                )
            },
            before: { organisation in
                try takeInLetters(organisation)
                try done(Programs.run("firsthand-intake", ["paper", "--config", organisation.folder + "/intake.yaml"]))
                let path = organisation.folder + "/form.key"
                let old = try String(contentsOfFile: path, encoding: .utf8)
                try FileManager.default.removeItem(atPath: path)
                let text = old.replacing(/\n[0-9]{4}-[0-9]{2}\x20/, with: "\n2026-01 ")
                _ = FileManager.default.createFile(
                    atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
            }, refusesAgain: [73]),
        FileWriting(
            testDescription: "a letter to print, for a letter without a sheet", files: ["answer.html"],
            command: {
                (
                    "firsthand-review",
                    $0.reviewing(
                        "ana", ["transcribe", "plain", "--text-fd", "0", "--to", $0.folder + "/answer.html"]),
                    "use-website yes\n\nIt was late, and Rosa held the door."
                )
            },
            before: {
                try takeInLetters($0)
                try Casebook($0).approved("A title")
                try done($0.review("ana", ["inbox"]))
            }, opensVault: true, refusesAgain: [73]),
        FileWriting(
            testDescription: "the server's bundle", files: ["out.bundle"],
            command: {
                (
                    "firsthand-intake",
                    ["bundle", "out", "--to", $0.folder + "/out.bundle", "--config", $0.folder + "/intake.yaml"], ""
                )
            },
            before: {
                try story($0)
                try done(Place(organisation: $0, name: "server").run(["bundle", "out", "--to", $0.folder + "/x"]))
            }, opensVault: true, refusesAgain: [73]),
        FileWriting(
            testDescription: "a desk's bundle", files: ["desk.bundle"],
            command: {
                ("firsthand-review", $0.reviewing("ana", ["courier", "out", "--to", $0.folder + "/desk.bundle"]), "")
            }, before: story, opensVault: true, refusesAgain: [73]),
        FileWriting(
            testDescription: "a publisher's bundle", files: ["press.bundle", "state-press/keyring.seen"],
            command: {
                ("firsthand-publish", $0.publishing(["courier", "out", "--to", $0.folder + "/press.bundle"]), "")
            }, before: story, opensVault: true, refusesAgain: [73]),
        FileWriting(
            testDescription: "what a partner has, and the day of the exchange",
            files: ["state-intake/exchange/ana.holdings", "state-intake/exchange/day"],
            command: {
                (
                    "firsthand-intake",
                    [
                        "bundle", "in", $0.folder + "/x.bundle", "--with", "ana", "--config",
                        $0.folder + "/intake.yaml",
                    ], ""
                )
            },
            before: {
                try story($0)
                let server = Place(organisation: $0, name: "server")
                try done(server.run(["bundle", "out", "--to", $0.folder + "/first.bundle"]))
                try done(server.take($0.folder + "/first.bundle", from: "ana"))
                try "2026-01-01\n".write(
                    toFile: $0.folder + "/state-intake/exchange/day", atomically: true, encoding: .utf8)
                try Casebook($0).approved("Another")
                try done(server.run(["bundle", "out", "--to", $0.folder + "/x.bundle"]))
            }, opensVault: true),
        FileWriting(
            testDescription: "an export, its record, and what was seen",
            files: [
                "state-press/publications", "state-press/statements.seen", "state-press/refusals-*",
                "second/SHA256SUMS", "second/SHA256SUMS.minisig", "second/manifest.json", "second/stories.csv",
            ], between: ["state-press/publications.pending"],
            command: {
                (
                    "firsthand-publish",
                    $0.publishing(["export", "--use", "website", "--format", "csv", "--to", $0.folder + "/second"]), ""
                )
            },
            before: {
                try story($0)
                try done($0.export("first", ["--format", "csv"]))
                try Casebook($0).approved("Another")
            }, refusesAgain: [73]),
    ]

    static func newKey(_ organisation: Organisation) -> [String] {
        ["keys", "new", "cleo", "--to", organisation.folder + "/new", "--passphrase-fd", "0", "--small-machine"]
    }

    /// The case whose text waits for approval.
    @Sendable static func waiting(_ organisation: Organisation) -> String {
        (try? String(contentsOfFile: organisation.folder + "/casebook-id", encoding: .utf8)) ?? ""
    }

    @Sendable static func story(_ organisation: Organisation) throws {
        try organisation.configureIntake()
        try Casebook(organisation).approved("A title")
    }

    static func takeInLetters(_ organisation: Organisation) throws {
        let policies = organisation.folder + "/policies"
        try FileManager.default.copyItem(atPath: Programs.policies, toPath: policies)
        let form = try String(contentsOfFile: policies + "/form.yaml", encoding: .utf8)
        try (form + "\nmail-address:\n  en: [Example Letters, A town]\n  es: [Cartas, Un pueblo]\n").write(
            toFile: policies + "/form.yaml", atomically: true, encoding: .utf8)
        organisation.policies = policies
        try organisation.configureIntake()
    }

    static func done(_ answer: Programs.Answer) throws { try #require(answer.status == 0, "\(answer.errors)") }
}
