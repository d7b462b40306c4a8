import ArgumentParser
import Console
import Envelope
import Files
import Ledger

/// A case that somebody's key opens.
struct KeyExposure: Encodable {
    let id: String
    let received: String
    let stage: String
    /// Sealed bodies with a slot for the key: what is there now, or what was there when slots were taken off.
    let bodies: Int
    /// Whether letters that are written now can be read with the key too: until the writer comes back once.
    let letters: Bool

    /// The cases that a key opens, or opened before its slots were taken off; ascending by id.
    static func items(_ name: String, _ key: PublicKey, _ desk: borrowing Desk, state: String) throws -> [KeyExposure] {
        var exposure = try Exposure(of: name, state: state)
        try exposure.add(key.id, on: desk)
        return try exposure.cases.sorted { $0.key < $1.key }.map { caseID, bodies in
            let file = try desk.file(caseID)
            let summary = Summary(file, policies: desk.policies)
            return KeyExposure(
                id: summary.id, received: summary.received, stage: summary.stage.rawValue, bodies: bodies,
                letters: key.role == .reviewer && file.lettersAreExposed)
        }
    }
}

extension Keys {
    /// Says which cases a key opens.
    struct ExposureCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exposure",
            abstract: "List the cases that a person's key opens: what a thief of it could read.",
            usage: "firsthand-review keys exposure <name> [--json] [<places>]",
            discussion: """
                Looks at the slots of the sealed bodies, at what this desk noted before it
                took slots off, and at what else was sealed in the same time. What was
                destroyed before that is not in it.

                Example:
                  firsthand-review keys exposure ben --json
                """)

        @OptionGroup(title: "Places") var options: DeskOptions

        @Argument(help: ArgumentHelp("Whose key.", valueName: "name"))
        var name: String

        @Flag(help: "Print JSON. It never holds a word of a story.")
        var json = false

        func run() throws {
            let desk = try options.open()
            guard let member = desk.keyring.all.first(where: { $0.key.name == name })
            else {
                throw Refusal(.noInput, "nobody called \(name) is in the keyring", hint: "firsthand-review keys list")
            }
            let items = try KeyExposure.items(name, member.key, desk, state: options.state)
            guard !json else { return try StandardStream.output.write(JSON.text(items)) }
            guard !items.isEmpty else { return StandardStream.output.write("The key of \(name) opens nothing here.\n") }
            StandardStream.output.write(
                Table.text(
                    ["CASE", "RECEIVED", "STAGE", "SEALED BODIES", "NEW LETTERS"],
                    items.map { [$0.id, $0.received, $0.stage, "\($0.bodies)", $0.letters ? "readable" : "closed"] }))
        }
    }
}
