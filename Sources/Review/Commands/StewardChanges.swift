import ArgumentParser
import Console
import Envelope
import Files

/// What every change of the keyring asks for.
struct KeyringChangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the ceremony.", valueName: "folder"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            "How many days from today it is good for, 1 to 730; as before if not given.", valueName: "days"))
    var days: Int?

    @Flag(help: "Only show what would change; write and sign nothing, and ask for no passphrase.")
    var rehearse = false

    @Option(help: ArgumentHelp("Read the steward's passphrase from this file descriptor.", valueName: "number"))
    var passphraseFd: Int32?

    func validate() throws {
        guard days.map({ (1...730).contains($0) }) ?? true else { throw ValidationError("--days is 1 to 730.") }
    }

    /// Makes a change and signs it.
    func run(_ change: (inout KeyringChange) throws -> Void) throws {
        var next = try KeyringChange(folder: folder)
        try change(&next)
        try next.sign(days: days, rehearse: rehearse, descriptor: passphraseFd)
    }
}

extension Steward {
    /// Takes in reviewers and publishers.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a reviewer, a publisher or a backup key by its .pub file.",
            usage: """
                firsthand-review steward add <file>... --folder <folder>
                    [--follows <name> | --new-person] [--days <days>] [--rehearse]
                """,
            discussion: """
                Two reviewers must be two people. So when somebody has left, it asks whether
                the new key is theirs: a person who comes back is still the same one, and cannot
                be the second to approve a text. Without a terminal, say --follows or
                --new-person.

                Example:
                  firsthand-review steward add cleo.pub --folder ~/ceremony --rehearse
                  firsthand-review steward add ben-2.pub --follows ben --folder ~/ceremony
                """)

        @OptionGroup var options: KeyringChangeOptions

        @Argument(help: ArgumentHelp("Public key files.", valueName: "file"))
        var files: [String]

        @Option(help: ArgumentHelp("The name under which this person was there before.", valueName: "name"))
        var follows: String?

        @Flag(help: "Nobody among these was there before.")
        var newPerson = false

        func validate() throws {
            guard follows == nil || !newPerson && files.count == 1 else {
                throw ValidationError("--follows is for one file, and not together with --new-person.")
            }
        }

        func run() throws {
            try options.run { change in
                for file in files { try change.add(file, following: predecessor) }
            }
        }

        /// Whose key this was before, as the steward says: the program cannot tell one person from two.
        private func predecessor(of key: PublicKey, among departed: [String]) throws -> String? {
            guard follows == nil, !newPerson, !departed.isEmpty else { return follows }
            let names = departed.joined(separator: ", ")
            guard Terminal.isThere else {
                throw Refusal(
                    .usage, "some have left, and \(key.name) may be one of them under a new key: \(names)",
                    hint: "say --follows NAME, or --new-person")
            }
            StandardStream.error.write(
                "These left: \(names). Somebody who comes back is still one person: what they did counts once.\n")
            let answer = try Prompt.line("Which of them is \(key.name)? The name, or \"nobody\" if not there before: ")
                .trimmingPrefix(" ")
            guard answer != "nobody" else { return nil }
            guard departed.contains(String(answer)) else {
                throw Refusal(.usage, "nobody of that name left; nothing was changed", hint: "the names are: \(names)")
            }
            return String(answer)
        }
    }

    /// Lets somebody leave in good standing.
    struct Retire: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a reviewer, a publisher or a backup key leave: what was signed so far goes on counting.",
            usage: """
                firsthand-review steward retire <name> --folder <folder>
                    [--days <days>] [--rehearse] [--list <file>]
                """,
            discussion: """
                A reviewer leaves with a list of what they signed, which a desk makes:
                  firsthand-review keys leaving ben

                Example:
                  firsthand-review steward retire ben --list ben.leaving --folder ~/ceremony
                """)

        @OptionGroup var options: KeyringChangeOptions

        @Argument(help: ArgumentHelp("Who leaves.", valueName: "name"))
        var name: String

        @Option(help: ArgumentHelp("The leaving list of a reviewer.", valueName: "file"))
        var list: String?

        func run() throws { try options.run { try $0.retire(name, list: list) } }
    }

    /// Takes out a key that somebody else may have.
    struct Compromise: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take out a lost or stolen key, at once.",
            usage: """
                firsthand-review steward compromise <name> --folder <folder>
                    [--days <days>] [--rehearse] [--list <file>]
                """,
            discussion: """
                Without a list nothing that the key signed counts, and no story in which it
                spoke goes out. Make the list on another reviewer's desk when there is time,
                and do this again with it:
                  firsthand-review keys leaving ben --stolen 2026-11-20

                Example:
                  firsthand-review steward compromise ben --folder ~/ceremony
                """)

        @OptionGroup var options: KeyringChangeOptions

        @Argument(help: ArgumentHelp("Whose key it is.", valueName: "name"))
        var name: String

        @Option(help: ArgumentHelp("The leaving list of a reviewer, made by another one.", valueName: "file"))
        var list: String?

        func run() throws { try options.run { try $0.compromise(name, list: list) } }
    }

    /// Puts a new key in the place of another.
    struct Replace: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a person's new key in the place of one that was lost, or stolen.",
            usage: """
                firsthand-review steward replace <name> <file> --folder <folder>
                    [--days <days>] [--rehearse] [--stolen] [--list <file>]
                """,
            discussion: """
                Lost means that nobody has it: a broken disk, a forgotten passphrase. If
                somebody may have it, say --stolen. The keyring says that the new key follows
                the old one: the person stays one person. For somebody else, use add.

                Example:
                  firsthand-review steward replace ben ben-2.pub --stolen --folder ~/ceremony
                """)

        @OptionGroup var options: KeyringChangeOptions

        @Argument(help: ArgumentHelp("Whose key it is, by its old name.", valueName: "name"))
        var name: String

        @Argument(help: ArgumentHelp("The new public key file.", valueName: "file"))
        var file: String

        @Flag(help: "Somebody else may have the old key.")
        var stolen = false

        @Option(help: ArgumentHelp("The leaving list of a reviewer.", valueName: "file"))
        var list: String?

        func run() throws {
            try options.run { change in
                if stolen { try change.compromise(name, list: list) } else { try change.retire(name, list: list) }
                try change.add(file) { _, _ in name }
            }
        }
    }

    /// Changes every key.
    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put new keys in the place of all reviewers', and of all publishers' if there is one for them.",
            usage: """
                firsthand-review steward rotate <file>... --folder <folder>
                    [--days <days>] [--rehearse] --lists <folder>
                """,
            discussion: """
                Everyone makes a new key under a new name, and one desk lists what the old
                ones signed:
                  firsthand-review keys leaving --all --to lists

                Each new key follows the same person's old one. ana-2 follows ana, and ana-3
                ana-2; for any other name, say whose it is: ana=luz.pub

                Example:
                  firsthand-review steward rotate ana-2.pub ben=noor.pub --lists lists --folder ~/ceremony
                """)

        @OptionGroup var options: KeyringChangeOptions

        @Argument(help: ArgumentHelp("The new public key files, each as FILE or OLD-NAME=FILE.", valueName: "file"))
        var files: [String]

        @Option(help: ArgumentHelp("The folder with the leaving list of every active reviewer.", valueName: "folder"))
        var lists: String

        func run() throws {
            try options.run { change in
                let new = try files.map { argument in
                    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
                    let path = parts[parts.count - 1]
                    return (
                        old: parts.count == 2 ? parts[0] : nil, path: path,
                        key: try PublicKey(file: InputFile.text(path))
                    )
                }
                let roles = Set(new.map(\.key.role))
                guard roles.contains(.reviewer) else {
                    throw Refusal(.usage, "there is no new reviewer's key among these files")
                }
                for role in Role.allCases where roles.contains(role) {
                    for name in change.active(role) {
                        try change.retire(name, list: role == .reviewer ? "\(lists)/\(name).leaving" : nil)
                    }
                }
                for (old, path, _) in new {
                    try change.add(path) { key, departed in
                        guard let old = old ?? departed.first(where: { Self.isNext(key.name, after: $0) }) else {
                            throw Refusal(
                                .usage, "it is not said whose new key \(key.name) is",
                                hint: "say OLD-NAME=\(path); somebody new comes in with: firsthand-review steward add")
                        }
                        return old
                    }
                }
            }
        }

        /// Whether a name is the next of a person, as `keys new` names it: ana, ana-2, ana-3.
        private static func isNext(_ name: String, after old: String) -> Bool {
            func parts(_ name: String) -> (base: Substring, number: Int) {
                guard let hyphen = name.lastIndex(of: "-"), let number = Int(name[name.index(after: hyphen)...]) else {
                    return (name[...], 1)
                }
                return (name[..<hyphen], number)
            }
            return parts(name).base == parts(old).base && parts(name).number == parts(old).number + 1
        }
    }
}
