import Foundation
import Testing

/// `firsthand-intake setup`, below a folder that stands for an image of a server.
@Suite struct SetupTests {
    private let organisation: Organisation
    private let image: String
    private let arguments: [String]

    init() throws {
        organisation = try Organisation()
        image = organisation.folder + "/image"
        let policies = Programs.repository + "/Policies"
        for folder in ["/usr/share/firsthand", "/etc/firsthand", "/etc/tor", "/etc/caddy"] {
            try FileManager.default.createDirectory(atPath: image + folder, withIntermediateDirectories: true)
        }
        for place in ["/usr/share/firsthand/policies", "/etc/firsthand/policies"] {
            try FileManager.default.copyItem(atPath: policies, toPath: image + place)
        }
        try FileManager.default.removeItem(atPath: image + "/etc/firsthand/policies/form.yaml")
        for example in ["firsthand.torrc", "Caddyfile"] {
            try FileManager.default.copyItem(
                atPath: Programs.repository + "/Deployment/\(example)",
                toPath: image + "/usr/share/firsthand/\(example)")
        }
        try "SocksPort 0".write(toFile: image + "/etc/tor/torrc", atomically: true, encoding: .utf8)
        let pin = try String(contentsOfFile: organisation.folder + "/steward.pub", encoding: .utf8)
            .split(separator: "\n")[1]
        arguments = [
            "--onion", "--lawyer-asked", "2026-11-02", "--backups", "30", "--keys", organisation.folder + "/keys",
            "--pin",
            String(pin),
        ]
    }

    private static let words = [
        "--name", #"en=The "Heron" \ Circle"#, "--name", "es=Círculo: Garza", "--about", "en=We listen.", "--about",
        "es=Escuchamos.", "--contact", "en=Call 555-0100.", "--contact", "es=Llame al 555-0100.", "--reporting",
        "en=No reader has to report.", "--reporting", "es=Nadie tiene que informar.",
    ]

    private func setUp(_ arguments: [String]) throws -> Programs.Answer {
        try Programs.run("firsthand-intake", ["setup", "--root", image] + arguments)
    }

    private func file(_ path: String) throws -> String { try String(contentsOfFile: image + path, encoding: .utf8) }

    /// Every file below `/etc` and `/var`, with its text; the form key's are left out, since they are no text.
    private func all() throws -> [String: String] {
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: image) where path.hasPrefix("etc") {
            files[path] = try? String(contentsOfFile: "\(image)/\(path)", encoding: .utf8)
        }
        return files
    }

    /// Starts the intake on what was written: the paths are turned to the image.
    private func serve() throws -> (intake: Process, configuration: String) {
        let moved = try file("/etc/firsthand/intake.yaml").replacing("/etc/", with: "\(image)/etc/")
            .replacing("/var/", with: "\(image)/var/").replacing("/run/firsthand", with: organisation.folder)
        let configuration = organisation.folder + "/moved.yaml"
        try (moved + "allow-root: yes\n").write(toFile: configuration, atomically: true, encoding: .utf8)
        let intake = Process()
        intake.executableURL = URL(filePath: Programs.folder + "/firsthand-intake")
        intake.arguments = ["serve", "--config", configuration]
        try intake.run()
        return (intake, configuration)
    }

    /// The first page in a language, as soon as it says `words`.
    private func page(_ language: String, with words: String) throws -> String {
        var page = ""
        for _ in 0..<2_400 where !page.contains(words) {
            usleep(50_000)
            page = try organisation.curl([
                "--unix-socket", organisation.folder + "/form.sock", "http://form/\(language)/",
            ]).text
        }
        return page
    }

    @Test func `a server is set up by flags alone, and the intake serves on what was written`() throws {
        let answer = try setUp(arguments + Self.words)
        #expect(answer.status == 0, "\(answer.errors)")
        let form = try file("/etc/firsthand/policies/form.yaml")
        #expect(form.contains(#"    en: "The \"Heron\" \\ Circle""#))
        #expect(form.contains("# The languages of the pages"))
        #expect(try file("/etc/tor/torrc") == "SocksPort 0\n%include /etc/tor/firsthand.torrc\n")
        let (intake, configuration) = try serve()
        defer {
            intake.terminate()
            intake.waitUntilExit()
        }
        let page = try page("en", with: "Heron")
        #expect(page.contains("The &quot;Heron&quot; \\ Circle"))
        // As public as the form; the health check is the account's alone.
        for (socket, mode) in [("form.sock", 0o666), ("health.sock", 0o700)] {
            let found = try FileManager.default.attributesOfItem(atPath: "\(organisation.folder)/\(socket)")
            #expect(found[.posixPermissions] as? Int == mode, "\(socket)")
        }
        let check = try Programs.run("firsthand-intake", ["check", "--json", "--config", configuration])
        #expect(check.status == 69)
        #expect(check.text.contains("the intake may run as root"))
        #expect(check.text.contains("nobody wrote down when the help lines were last called"))
        #expect(!check.text.contains("the intake does not run"))
        #expect(!check.text.contains("look into"))
    }

    @Test func `an organization that works in one language serves on the policies that come with the programs`() throws
    {
        let words = stride(from: 0, to: Self.words.count, by: 2).map { Array(Self.words[$0...$0 + 1]) }
        let english = words.filter { $0[1].hasPrefix("en=") }.flatMap { $0 }
        let answer = try setUp(arguments + ["--languages", "en"] + english)
        #expect(answer.status == 0, "\(answer.errors)")
        let (intake, _) = try serve()
        defer {
            intake.terminate()
            intake.waitUntilExit()
        }
        let page = try page("en", with: "Heron")
        #expect(page.contains("Heron") && !page.contains("hreflang=\"es\""))
    }

    @Test func `again is harmless: nothing changes, and one flag changes one answer`() throws {
        #expect(try setUp(arguments + Self.words).status == 0)
        let key = try Data(contentsOf: URL(filePath: image + "/var/lib/firsthand/form.key"))
        let before = try all()
        let again = try setUp([])
        #expect(again.status == 0, "\(again.errors)")
        #expect(try all() == before)
        let changed = try setUp(["--name", "es=Círculo Nuevo"])
        #expect(changed.status == 0, "\(changed.errors)")
        #expect(try all().filter { before[$0.key] != $0.value }.keys.sorted() == ["etc/firsthand/policies/form.yaml"])
        #expect(try file("/etc/firsthand/policies/form.yaml").contains("es: \"Círculo Nuevo\""))
        #expect(try Data(contentsOf: URL(filePath: image + "/var/lib/firsthand/form.key")) == key)
    }

    @Test func `a folder for backups is named for the timer and the service, or refused before anything is written`()
        throws
    {
        #expect(try setUp(arguments + Self.words).status == 0)
        let before = try all()
        let missing = try setUp(["--backup-folder", "/mnt/backups"])
        #expect(missing.status == 66 && missing.errors.contains("/mnt/backups is missing"), "\(missing.errors)")
        try FileManager.default.createDirectory(atPath: image + "/mnt/backups", withIntermediateDirectories: true)
        for wrong in ["backups", "/mnt/../etc %h", "/mnt/back ups", "/home/x"] {
            #expect(try setUp(["--backup-folder", wrong]).status == 64, "\(wrong)")
        }
        #expect(try setUp(["--backup-folder", "/mnt/backups", "--backups", "none"]).status == 64)
        #expect(try all() == before)
        for _ in 0..<2 {
            let answer = try setUp(["--backup-folder", "/mnt/backups"])
            #expect(answer.status == 0, "\(answer.errors)")
        }
        #expect(try file("/etc/firsthand/intake.yaml").components(separatedBy: "\nbackup: /mnt/backups\n").count == 2)
        let unit = "/etc/systemd/system/firsthand-intake-backup.service.d/folder.conf"
        #expect(try file(unit) == "[Service]\nReadWritePaths=/mnt/backups\n")
        let mode = try FileManager.default.attributesOfItem(atPath: image + "/mnt/backups")[.posixPermissions]
        #expect(mode as? Int == 0o700)
        #expect(try setUp(["--backup-folder", "none"]).status == 0)
        #expect(try !file("/etc/firsthand/intake.yaml").contains("\nbackup:"))
        #expect(!FileManager.default.fileExists(atPath: image + unit))
    }

    @Test func `without a terminal each missing answer is named by its flag, and nothing is written`() throws {
        let before = try all()
        let answer = try setUp([])
        #expect(answer.status == 64)
        for flag in [
            "--name en=", "--contact es=", "--lawyer-asked", "--backups", "--onion or --domain", "--keys", "--pin",
        ] {
            #expect(answer.errors.contains(flag))
        }
        #expect(try all() == before)
    }

    @Test(arguments: [
        ("--backups", "400", "backups must be"), ("--lawyer-asked", "soon", "lawyer-asked must be"),
        ("--pin", "RWQ", "not the second line"), ("--keys", "/nowhere", "cannot be read"),
        ("--name", "xx=Name", "takes a language"),
    ]) func `a wrong answer is refused before anything is written`(flag: String, value: String, says: String) throws {
        var arguments = arguments + Self.words
        if let place = arguments.firstIndex(of: flag) {
            arguments[place + 1] = value
        } else {
            arguments += [flag, value]
        }
        let before = try all()
        let answer = try setUp(arguments)
        #expect(answer.status != 0)
        #expect(answer.errors.contains(says), "\(answer.errors)")
        #expect(try all() == before)
        #expect(!FileManager.default.fileExists(atPath: image + "/var"))
    }

    @Test func `a keyring that another steward signed is not taken, whatever stands in its folder`() throws {
        let other = try Organisation()
        var arguments = arguments + Self.words
        arguments[try #require(arguments.firstIndex(of: "--keys")) + 1] = other.folder + "/keys"
        let answer = try setUp(arguments)
        #expect(answer.status == 65)
        #expect(answer.errors.contains("not the pinned steward's"))
        #expect(!FileManager.default.fileExists(atPath: image + "/etc/firsthand/keys"))
    }

    @Test func `a domain puts the front's configuration beside, and its address on paper`() throws {
        let answer = try setUp(arguments + Self.words + ["--domain", "stories.heron.example"])
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try file("/etc/firsthand-front/Caddyfile").contains("stories.heron.example"))
        #expect(try !file("/etc/firsthand-front/Caddyfile").contains("stories.example.org"))
        #expect(try file("/etc/firsthand/policies/form.yaml").contains("web-address: https://stories.heron.example/\n"))
    }
}
