import ArgumentParser
import Console
import Envelope
import Files
import Glibc
import Policies
import Sandbox

extension Intake {
    /// Makes a server ready: asks, writes the configuration, and starts the service.
    struct Setup: ConfiningCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make this server ready: ask a few questions, write the configuration, start the service.",
            usage: """
                firsthand-intake setup
                firsthand-intake setup --keys <folder> --pin <line> --onion
                    --name <code=text> … --about <code=text> … --contact <code=text> …
                    --reporting <code=text> … --lawyer-asked <day> --backups <days>
                    --backup-folder <folder>
                """,
            discussion: """
                Run it as root, on the server. What a flag does not answer is asked on the
                terminal; what was answered before is offered again. It writes
                /etc/firsthand, says what each choice means there, and makes the folders and
                the form key. It never touches a story. To change an answer, run it again.

                Words are given for each language of the pages: --name en="Heron Circle".

                No backup is made before --backup-folder names a folder: on another disk than
                the vault's, or a mount. A timer then writes one each day.

                The pin is the second line of steward.pub, typed from the paper of the key
                ceremony. It is checked against the keyring before anything is written.

                Example:
                  firsthand-intake setup --onion --keys /media/stick/keys

                Exit codes: 64 an answer is missing or bad arguments, 65 the pin is not the
                key that signed the keyring, 66 a file is missing, 73 a file cannot be made,
                77 not run as root, 78 a policy cannot hold the answer.
                """)

        @Option(help: ArgumentHelp("The languages of the pages, such as en,es.", valueName: "codes"))
        var languages: String?

        @Option(help: ArgumentHelp("The name of the organization.", valueName: "code=text"))
        var name: [String] = []

        @Option(help: ArgumentHelp("A few sentences about it.", valueName: "code=text"))
        var about: [String] = []

        @Option(help: ArgumentHelp("A way to reach it without the site.", valueName: "code=text"))
        var contact: [String] = []

        @Option(help: ArgumentHelp("Whether readers must by law report what they read.", valueName: "code=text"))
        var reporting: [String] = []

        @Option(help: ArgumentHelp("The day on which you asked a lawyer about that.", valueName: "day"))
        var lawyerAsked: String?

        @Option(help: ArgumentHelp("For how many days backups are kept, or none.", valueName: "days"))
        var backups: String?

        @Option(help: ArgumentHelp("Where backups go each day, or none.", valueName: "folder"))
        var backupFolder: String?

        @Flag(inversion: .prefixedNo, help: "Serve the pages as an onion service.")
        var onion: Bool?

        @Option(help: ArgumentHelp("Serve the pages under this name, over TLS.", valueName: "name"))
        var domain: String?

        @Option(help: ArgumentHelp("The server that speaks TLS in front: caddy or nginx.", valueName: "front"))
        var front: Front = .caddy

        @Option(help: ArgumentHelp("The folder keys from the key ceremony.", valueName: "folder"))
        var keys: String?

        @Option(help: ArgumentHelp("The second line of steward.pub, from paper.", valueName: "line"))
        var pin: String?

        @Option(help: ArgumentHelp("Write below this folder, and start nothing: for images.", valueName: "folder"))
        var root = ""

        enum Front: String, ExpressibleByArgument, CaseIterable { case caddy, nginx }

        /// It starts the services by `systemctl`, which speaks with systemd through a socket of the machine.
        func confine() throws { try Confinement.goOffline(needing: [.programs, .localSockets]) }

        func run() throws {
            guard geteuid() == 0 || !root.isEmpty else {
                throw Refusal(.notPermitted, "setting up a server takes root", hint: "sudo firsthand-intake setup")
            }
            let server = Server(root: root)
            let pin = pin ?? server.pin
            var questions = Questions()
            let file = try server.formPolicy()
            let old = SetupAnswers(try FormPolicy(Array(file.text.utf8), name: file.name))
            var answers = try self.answers(old, &questions)
            let (isOnion, domain) = try addresses(server, old, &questions)
            let ceremony = ceremony(server, pin, &questions)
            try questions.endIfMissing()

            // Everything is checked before anything is written.
            try server.require(onion: isOnion, front: domain == nil ? nil : front.rawValue)
            if let backupFolder { try server.requireBackups(in: backupFolder, days: answers.backups) }
            answers.webAddress = domain.map { "https://\($0)/" } ?? server.onionAddress
            let policy = server.path(Server.formPolicyPath)
            var form = try answers.written(into: file.text, file: policy)
            _ = try FormPolicy(Array(form.utf8), name: policy).answeredOrganization()
            let keyring = try ceremony.map { try self.keyring($0.folder, pin: $0.pin, server) }

            try server.write(form: form, keyring: keyring)
            try server.prepare()
            if let backupFolder { try server.offerBackups(in: backupFolder) }
            if isOnion { try server.offerOnion() }
            let address = isOnion ? try server.startOnion() : nil
            if let domain {
                try server.offer(domain, onion: address, through: front.rawValue)
            } else if let address {
                answers.webAddress = address
                form = try answers.written(into: form, file: policy)
                try server.write(form: form)
            }
            try server.startIntake()
            server.sayWhatIsNext(onion: isOnion, domain: domain, front: front.rawValue)
        }

        private func answers(_ old: SetupAnswers, _ questions: inout Questions) throws -> SetupAnswers {
            var answers = old
            answers.languages =
                questions.line(
                    "The languages of the pages", flag: "--languages", given: languages,
                    old: old.languages.joined(separator: ",")
                ).list
            let asked: [(WritableKeyPath<SetupAnswers, [String: String]>, [String], String, Int, String)] = [
                (\.name, name, "--name", Organization.Longest.name, "The name of your organization"),
                (
                    \.about, about, "--about", Organization.Longest.about,
                    "A few sentences about it: who you are, and what you do with stories"
                ),
                (
                    \.contact, contact, "--contact", Organization.Longest.contact,
                    "A way to reach you without this site: an address, a telephone number"
                ),
                (
                    \.reporting, reporting, "--reporting", Organization.Longest.reporting,
                    "Must your readers by law report what they read? In your own words"
                ),
            ]
            for (answer, given, flag, maximum, question) in asked {
                let given = try Self.words(given, flag: flag, languages: answers.languages)
                var words: [String: String] = [:]
                for code in answers.languages {
                    words[code] = questions.line(
                        "\(question) (\(code))", flag: "\(flag) \(code)=…", given: given[code],
                        old: old[keyPath: answer][code],
                        must: "be 1 to \(maximum) characters"
                    ) { Organization.isLine($0, maximum: maximum) }
                }
                answers[keyPath: answer] = words
            }
            answers.lawyerAsked = questions.line(
                "The day on which you asked a lawyer about that, such as \(Day.today)", flag: "--lawyer-asked",
                given: lawyerAsked, old: old.lawyerAsked, must: "be a day such as \(Day.today)"
            ) { Day($0) != nil }
            answers.backups = questions.line(
                "For how many days backups are kept, from 1 to 90; none if you make none", flag: "--backups",
                given: backups,
                old: old.backups, must: "be a number from 1 to 90, or none", where: Organization.isBackups)
            return answers
        }

        private func addresses(
            _ server: Server, _ old: SetupAnswers, _ questions: inout Questions
        ) throws -> (isOnion: Bool, domain: String?) {
            let known = old.webAddress.flatMap { $0.hasPrefix("https://") ? String($0.dropFirst(8)) : nil }
            let knownDomain = known.map { String($0.prefix { $0 != "/" }) }
            var isOnion = onion
            var named = domain
            if onion == nil, domain == nil, server.hasOnion || knownDomain != nil {
                (isOnion, named) = (server.hasOnion, knownDomain)
            } else if onion == nil, domain == nil {
                let answer = questions.line(
                    "Where people reach the pages: onion, a domain name, or both with a comma between",
                    flag: "--onion or --domain", given: nil, old: nil,
                    must: "be onion, a name such as stories.example.org, or both"
                ) { $0.list.allSatisfy { $0 == "onion" || Self.isDomain($0) } }
                let parts = answer.list
                isOnion = parts.contains("onion")
                named = parts.first { $0 != "onion" }
            }
            if let named {
                guard Self.isDomain(named) else {
                    throw ValidationError("a domain is a name such as stories.example.org")
                }
            }
            guard isOnion == true || named != nil || questions.isMissing else {
                throw ValidationError("the pages need an address: --onion, --domain, or both")
            }
            return (isOnion ?? server.hasOnion, named)
        }

        private static func isDomain(_ text: String) -> Bool {
            text.wholeMatch(of: /[a-z0-9-]+(\.[a-z0-9-]+)+/) != nil && !text.hasSuffix(".onion")
        }

        /// Where the keyring is and what the paper says; nil where both stand on the server and neither flag is given.
        private func ceremony(
            _ server: Server, _ pin: String?, _ questions: inout Questions
        ) -> (folder: String, pin: String)? {
            if keys == nil, self.pin == nil, server.hasKeyring { return nil }
            let folder = questions.line(
                "The folder keys from the key ceremony", flag: "--keys", given: keys,
                old: server.hasKeyring ? server.path(Server.keysPath) : nil, must: "hold keyring.txt"
            ) { InputFile.exists("\($0)/keyring.txt") }
            let line = questions.line(
                "The second line of steward.pub, from your paper", flag: "--pin", given: pin, old: nil,
                must: "be the 56 letters, digits and signs of that line"
            ) { (try? Self.steward($0)) != nil }
            return (folder, line)
        }

        /// The keyring, checked against the pin from paper: a folder must not vouch for itself.
        private func keyring(_ folder: String, pin: String, _ server: Server) throws -> Server.Keyring {
            guard let steward = try? Self.steward(pin) else {
                throw Refusal(
                    .badData, "this is not the second line of a steward.pub: it has 56 letters, digits and signs",
                    hint: "compare it with the paper, letter by letter; nothing was written")
            }
            do {
                _ = try Keyring.verified(
                    bytes: InputFile.bytes("\(folder)/keyring.txt"),
                    signature: InputFile.text("\(folder)/keyring.txt.minisig"), steward: steward,
                    seen: server.keyringSeen, on: .today)
            } catch let error as KeyringError {
                throw Refusal(
                    .badData, "\(error)",
                    hint: "compare the line with the paper, and the folder with the steward's; nothing was written")
            }
            return Server.Keyring(folder: folder, pin: Self.file(pin))
        }

        private static func file(_ pin: String) -> String { "untrusted comment: the steward's public key\n\(pin)\n" }

        private static func steward(_ pin: String) throws -> MinisignPublicKey {
            try MinisignPublicKey(file: file(pin))
        }

        /// What `--name en=TEXT` and its like say, by language.
        private static func words(_ given: [String], flag: String, languages: [String]) throws -> [String: String] {
            var words: [String: String] = [:]
            for text in given {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2, languages.contains(parts[0]) else {
                    throw ValidationError(
                        "\(flag) takes a language and its words, such as \(flag) \(languages.first ?? "en")=\"…\"")
                }
                words[parts[0]] = parts[1]
            }
            return words
        }
    }
}

/// The questions of `setup`: on a terminal they are asked; elsewhere each needs its flag.
private struct Questions {
    private let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    private var missing: [String] = []
    private var hasBegun = false

    var isMissing: Bool { !missing.isEmpty }

    /// What the flag says; else what the person types, where Enter keeps what was there.
    mutating func line(
        _ question: String, flag: String, given: String?, old: String?, must: String = "be there",
        where isValid: (String) -> Bool = { _ in true }
    ) -> String {
        if let given { return given.trimmed }
        guard isTerminal else {
            if old == nil { missing.append(flag) }
            return old ?? ""
        }
        if !hasBegun {
            hasBegun = true
            TerminalStream.error.line(
                "Enter alone keeps what stands in brackets. Nothing is written before the last answer.")
        }
        while true {
            TerminalStream.error.line("")
            if let old, !old.isEmpty {
                TerminalStream.error.line("\(question) [\(old)]")
            } else {
                TerminalStream.error.line(question)
            }
            TerminalStream.error.ask("> ")
            guard let typed = readLine() else {
                missing.append(flag)
                return ""
            }
            let answer = typed.trimmed.isEmpty ? old ?? "" : typed.trimmed
            if !answer.isEmpty, isValid(answer) { return answer }
            TerminalStream.error.line("This must \(must).")
        }
    }

    /// - Throws: when an answer is missing, with the flag of each.
    func endIfMissing() throws {
        guard isMissing else { return }
        throw Refusal(
            .usage, "not all is answered: nothing was written",
            hint: "run it on a terminal, or give: \(missing.joined(separator: ", "))")
    }
}

extension String {
    /// What stands between commas.
    fileprivate var list: [String] { split(separator: ",").map { String($0).trimmed } }

    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
