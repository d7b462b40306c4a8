import ArgumentParser
import Console
import Envelope

extension Keys {
    /// Shows who is in the keyring.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who is in the keyring, and what the keys of those who left still count for.",
            usage: "firsthand-review keys list [--json] [<places>]",
            discussion: """
                Example:
                  firsthand-review keys list
                """)

        struct Line: Encodable {
            let name: String
            let role: String
            let standing: String
            /// The name of the key that the same person had before; a hyphen for a first one.
            let follows: String
            let key: String
            /// Whether what a key that left signed can be weighed here.
            let list: String
        }

        @OptionGroup var options: KeyringOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let keyring = try options.load()
            let missing = Set(keyring.withoutLeavingList.map(\.key.name))
            let lines = keyring.all.map { member in
                let isReviewers = member.key.role == .reviewer && member.standing != .active
                return Line(
                    name: member.key.name, role: member.key.role.rawValue, standing: member.standing.word,
                    follows: member.follows ?? "-", key: member.key.id.hex,
                    list: !isReviewers ? "-" : missing.contains(member.key.name) ? "missing" : "here")
            }
            guard !json else { return try StandardStream.output.write(JSON.text(lines)) }
            StandardStream.output.write("Keyring \(keyring.serial), good until \(keyring.until).\n")
            StandardStream.output.write(
                Table.text(
                    ["NAME", "ROLE", "STANDING", "FOLLOWS", "KEY ID", "LEAVING LIST"],
                    lines.map { [$0.name, $0.role, $0.standing, $0.follows, $0.key, $0.list] }))
        }
    }
}

extension Keyring.Standing {
    /// One word for it.
    fileprivate var word: String {
        switch self {
        case .active: "active"
        case .retired: "retired"
        case .compromised: "compromised"
        }
    }
}
