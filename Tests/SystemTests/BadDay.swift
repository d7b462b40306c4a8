import Custody
import Envelope
import Files
import Foundation
import Testing
import Unsealing

/// An organization as the pages of `Documentation/BadDays` see it: a desk in the home of each person, the steward's folder, a
/// server's folders below an image, and a stick.
///
/// The commands are read out of the page and run as they stand there. Only what a machine cannot have is put in: where the
/// passphrase and the words come from, and where the folders of the server are.
final class BadDay {
    /// Which page, by the name of its file.
    let page: String
    let organisation: Organisation
    let story: String
    /// The name of its page, once it is published.
    var published = ""
    private let stick: String
    private let image: String
    private let log: String

    static let folder = Programs.repository + "/Documentation/BadDays"

    init(_ page: String) throws {
        self.page = page
        organisation = try Organisation()
        let folder = organisation.folder
        if page == "server-dead" { try organisation.promiseBackups() }
        (stick, image, log) = (folder + "/stick", folder + "/image", folder + "/called")
        let book = try Casebook(organisation)
        let file = try book.file()
        try file.tell("It was late, and Rosa held the door.")
        try file.publish(Manuscript(title: "The door", text: "The marigold words.", language: "en"))
        try file.checkpoint()
        try file.store()
        story = file.caseID.short
        let other = try book.file()
        try other.tell("It was early, and the dog barked.")
        try other.store()
        for place in [stick, folder + "/bin", image + "/var/lib/firsthand", image + "/etc/tor"] {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        }
        try setUpServer()
        if page == "keyring-expired" { try expire() }
        for name in ["ana", "ben", "press"] + (page == "server-dead" ? ["safe"] : []) { try setUpDesk(name) }
        try FileManager.default.createDirectory(atPath: home("steward"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: home("steward") + "/ceremony", withDestinationPath: folder)
        // What the system has and a test must not touch: that it was called is noted.
        for name in ["systemctl", "journalctl", "apt"] {
            let stub = "\(folder)/bin/\(name)"
            try "#!/bin/sh\necho \"\(name) $*\" >>'\(log)'\n".write(toFile: stub, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: stub)
        }
        try "".write(toFile: log, atomically: true, encoding: .utf8)
    }

    /// Where the server's vault lies.
    private var vaultFolder: String { image + "/var/lib/firsthand" }

    /// The words of each story that the server has.
    func storiesThere() throws -> [String] { try Opened(organisation, at: vaultFolder + "/vault.sqlite").texts() }

    /// Writes a backup onto the stick, as its newest; afterwards two reviewers take the story back, and the server hears of it.
    func takeBackAfterBackup() throws {
        func done(_ command: String, as who: String) throws {
            let answer = try run(command, as: who)
            try #require(answer.status == 0, "\(command)\n\(answer.errors)")
        }
        try done("firsthand-intake backup --to /media/stick", as: "server")
        try done("mv /media/stick/*.backup /media/stick/newest.backup", as: "server")
        for name in ["ana", "ben"] {
            try done("firsthand-review withdraw 3f2a-91c0 --confirm 3f2a-91c0 --reason-fd 0", as: name)
            try done("firsthand-review courier out --to /media/stick/\(name).bundle", as: name)
            try done("firsthand-intake bundle in /media/stick/\(name).bundle --with \(name)", as: "server")
        }
    }

    func home(_ name: String) -> String { "\(organisation.folder)/home-\(name)" }

    /// What was asked of the system.
    func called() throws -> String { try String(contentsOfFile: log, encoding: .utf8) }

    /// The server, by its own command; the front is not put in.
    private func setUpServer() throws {
        let etc = image + "/etc/firsthand"
        for place in ["/usr/share/firsthand", "/etc/firsthand"] {
            try FileManager.default.createDirectory(atPath: image + place, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: Programs.repository + "/Policies", toPath: image + place + "/policies")
        }
        try FileManager.default.removeItem(atPath: etc + "/policies/form.yaml")
        try FileManager.default.copyItem(
            atPath: Programs.repository + "/Deployment/firsthand.torrc",
            toPath: image + "/usr/share/firsthand/firsthand.torrc")
        try "SocksPort 0".write(toFile: image + "/etc/tor/torrc", atomically: true, encoding: .utf8)
        let pin = try String(contentsOfFile: organisation.folder + "/steward.pub", encoding: .utf8)
            .split(separator: "\n")[1]
        var arguments = [
            "setup", "--root", image, "--onion", "--lawyer-asked", "2026-11-02", "--backups", "30", "--keys",
            organisation.folder + "/keys", "--pin", String(pin),
        ]
        for question in ["name", "about", "contact", "reporting"] {
            arguments += ["--\(question)", "en=We listen.", "--\(question)", "es=Escuchamos."]
        }
        let answer = try Programs.run("firsthand-intake", arguments)
        try #require(answer.status == 0, "\(answer.errors)")
        let place = organisation.folder + "/server.yaml"
        try """
        listen: "unix:form.sock"
        health: health.sock
        vault: \(image)/var/lib/firsthand/vault.sqlite
        keys: \(etc)/keys
        steward: \(etc)/steward.pub
        state: state-intake
        form-key: form.key
        policies: \(etc)/policies
        allow-root: yes
        allow-swap: yes
        """.write(toFile: place, atomically: true, encoding: .utf8)
        try copyVault(to: image + "/var/lib/firsthand/vault.sqlite")
    }

    /// The keyring by which the server seals.
    func served() throws -> String {
        try String(contentsOfFile: image + "/etc/firsthand/keys/keyring.txt", encoding: .utf8)
    }

    private func setUpDesk(_ name: String) throws {
        let (own, state) = ("\(home(name))/.config/firsthand", "\(home(name))/.local/state/firsthand")
        for folder in [own, state] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        for file in ["keys", "steward.pub"] {
            try FileManager.default.copyItem(atPath: "\(organisation.folder)/\(file)", toPath: "\(own)/\(file)")
        }
        try FileManager.default.copyItem(atPath: Programs.policies, toPath: own + "/policies")
        // The backup key has a desk of its own, which opens no story.
        let key = ["press": "publisher", "safe": "safe"][name] ?? "reviewer"
        try FileManager.default.copyItem(
            atPath: "\(organisation.folder)/secret/\(name).secret", toPath: "\(own)/\(key).secret")
        try copyVault(to: state + "/vault.sqlite")
    }

    private func copyVault(to path: String) throws {
        let answer = try Programs.run("/usr/bin/sqlite3", [organisation.vault, ".backup '\(path)'"])
        try #require(answer.status == 0, "\(answer.errors)")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private func expire() throws {
        let path = organisation.folder + "/keys/keyring.txt"
        let old = try Keyring(unchecked: String(contentsOfFile: path, encoding: .utf8))
        let lapsed = Keyring(
            serial: old.serial + 1, from: .today + -30, until: .today, reviewers: old.reviewers,
            publishers: old.publishers)
        let passphrase = try GuardedBytes(copying: Array(Organisation.passphrase.utf8))
        let steward = try StewardKey.open(organisation.folder + "/secret/steward.secret", passphrase: passphrase)
        try AtomicFile.write(lapsed.text, to: path)
        try AtomicFile.write(steward.sign(lapsed).file, to: path + ".minisig")
        let server = image + "/etc/firsthand/keys"
        try FileManager.default.removeItem(atPath: server)
        try FileManager.default.copyItem(atPath: organisation.folder + "/keys", toPath: server)
    }
}

extension BadDay {
    /// The commands of a page in their order, each with whose machine it is for.
    static func commands(of page: String) throws -> [(who: String, command: String)] {
        var found: [(who: String, command: String)] = []
        var who: String?
        for line in try String(contentsOfFile: "\(folder)/\(page).md", encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("```") {
                who = who == nil ? String(line.dropFirst(3)) : nil
            } else if let who {
                found.append((who, String(line)))
            }
        }
        return found
    }

    /// What a command is given that a person would type.
    private static let typed: [(command: String, more: String)] = [
        ("firsthand-review keys list", ""), ("firsthand-review keys new", " --passphrase-fd 0 --small-machine"),
        ("firsthand-review steward init", " --passphrase-fd 0 --small-machine"),
        ("firsthand-review letter", " --passphrase-fd 0 --text-fd 0"),
        ("firsthand-review retract", " --passphrase-fd 0 --reason-fd 0"),
        ("firsthand-review", " --passphrase-fd 0"), ("firsthand-publish", " --passphrase-fd 0"),
        ("firsthand-intake setup", " --root IMAGE"), ("firsthand-intake", " --config CONFIG"),
    ]

    /// Plays the page: every command, in its order, on the machine it is for.
    ///
    /// - Returns: what they said.
    @discardableResult
    func play() throws -> String {
        var said = ""
        for (who, command) in try Self.commands(of: page) {
            let answer = try run(command, as: who)
            // What the check finds on this machine is not the page's.
            let isCheck = command.hasSuffix("firsthand-intake check")
            #expect(answer.status == 0 || isCheck && answer.status == 69, "\(page): \(command)\n\(answer.errors)")
            said += answer.text + answer.errors
        }
        return said
    }

    /// Runs one command at somebody's machine.
    func run(_ command: String, as who: String) throws -> Programs.Answer {
        var line = command.replacing(/^sudo (-u firsthand )?/, with: "")
        let newPin = try? String(contentsOfFile: home("steward") + "/ceremony-2/steward.pub", encoding: .utf8)
        line = line.replacing("THE LINE FROM YOUR PAPER", with: newPin?.split(separator: "\n").dropFirst().first ?? "")
        // There is no such account here.
        line = line.replacing("-o firsthand ", with: "")
        let more = Self.typed.first { line.hasPrefix($0.command) }?.more ?? ""
        line += more.replacing("IMAGE", with: image).replacing("CONFIG", with: organisation.folder + "/server.yaml")
        for (name, path) in [
            ("3f2a-91c0", story), ("0f5be3b7d62a4c11", published), ("/media/stick", stick),
            (" /etc/firsthand", " \(image)/etc/firsthand"),
            (" /var/lib/firsthand", " \(vaultFolder)"),
        ] { line = line.replacing(name, with: path) }
        // A new steward's passphrase is asked for twice; words follow the passphrase.
        let words = line.contains("steward init") ? Organisation.passphrase : "It must not be there."
        return try Programs.run(
            "/usr/bin/env",
            [
                "-i", "HOME=\(home(who))", "PATH=\(organisation.folder)/bin:\(Programs.folder):/usr/bin:/bin",
            ] + Programs.environment + ["/bin/bash", "-c", line],
            input: Array("\(Organisation.passphrase)\n\(words)\n".utf8), in: organisation.folder)
    }
}
