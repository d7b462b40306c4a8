import ArgumentParser
import Envelope

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
            abstract: "Take in a reviewer or a publisher by the .pub file that they made.",
            usage: """
                firsthand-review steward add <file>... --folder <folder>
                    [--days <days>] [--rehearse] [<places>]
                """,
            discussion: """
                Example:
                  firsthand-review steward add cleo.pub --folder ~/ceremony --rehearse
                """)

        @OptionGroup var options: KeyringChangeOptions

        @Argument(help: ArgumentHelp("Public key files.", valueName: "file"))
        var files: [String]

        func run() throws { try options.run { change in for file in files { try change.add(file) } } }
    }

    /// Lets somebody leave in good standing.
    struct Retire: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a reviewer or a publisher leave: what they signed so far goes on counting.",
            usage: """
                firsthand-review steward retire <name> --folder <folder>
                    [--days <days>] [--rehearse] [--list <file>] [<places>]
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
                    [--days <days>] [--rehearse] [--list <file>] [<places>]
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
                    [--days <days>] [--rehearse] [--stolen] [--list <file>] [<places>]
                """,
            discussion: """
                Lost means that nobody has it: a broken disk, a forgotten passphrase. If
                somebody may have it, say --stolen.

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
                try change.add(file)
            }
        }
    }

    /// Changes every key.
    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put new keys in the place of all reviewers', and of all publishers' if there is one for them.",
            usage: """
                firsthand-review steward rotate <file>... --folder <folder>
                    [--days <days>] [--rehearse] --lists <folder> [<places>]
                """,
            discussion: """
                Everyone makes a new key under a new name, and one desk lists what the old
                ones signed:
                  firsthand-review keys leaving --all --to lists

                Example:
                  firsthand-review steward rotate ana-2.pub ben-2.pub press-2.pub --lists lists --folder ~/ceremony
                """)

        @OptionGroup var options: KeyringChangeOptions

        @Argument(help: ArgumentHelp("The new public key files.", valueName: "file"))
        var files: [String]

        @Option(help: ArgumentHelp("The folder with the leaving list of every active reviewer.", valueName: "folder"))
        var lists: String

        func run() throws {
            try options.run { change in
                let before = (reviewers: change.active(.reviewer), publishers: change.active(.publisher))
                var roles: Set<Role> = []
                for file in files { roles.insert(try change.add(file)) }
                guard roles.contains(.reviewer) else {
                    throw Refusal(.usage, "there is no new reviewer's key among these files")
                }
                for name in before.reviewers { try change.retire(name, list: "\(lists)/\(name).leaving") }
                if roles.contains(.publisher) {
                    for name in before.publishers { try change.retire(name, list: nil) }
                }
            }
        }
    }
}
