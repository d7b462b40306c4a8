import ArgumentParser
import Console
import Envelope

extension Keys {
    /// Seals old stories to new people, and shuts out those who left.
    struct Reseal: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Seal what is here to everyone who is active now, and take off the slots of those who left.",
            usage: "firsthand-review keys reseal [--rehearse] [<places>]",
            discussion: """
                Only the keys of the sealed bodies are sealed anew; the bodies stay as they
                are. It can be stopped and begun again at any time. A key that was active
                before will do, after all keys were changed. What a key that left could open
                is noted first (keys exposure shows it). A body that nobody active can open
                keeps its slots. A copy of the vault that somebody made before still opens
                with the old key.

                Example:
                  firsthand-review keys reseal --rehearse
                """)

        @OptionGroup(title: "Places") var options: DeskOptions

        @Flag(help: "Only count what would change; write nothing.")
        var rehearse = false

        func run() throws {
            let desk = try options.open(sealsOnly: true)
            if !rehearse { try Exposure.note(on: desk, state: options.state) }
            var resealing = Resealing()
            try resealing.run(on: desk, rehearse: rehearse)
            let would = rehearse ? "would be " : ""
            StandardStream.output.write(
                "\(Self.count(resealing.added)) \(would)sealed to somebody new; "
                    + "\(Self.count(resealing.closed)) \(would)closed to somebody who left.\n")
            for (caseID, count) in resealing.unopened.sorted(by: { $0.key < $1.key }) {
                StandardStream.error.write(
                    "warning: case \(caseID.short): \(Self.count(count)) do not open for you; "
                        + "another reviewer must do this too\n")
            }
            if rehearse { StandardStream.output.write("This was a rehearsal: nothing was written.\n") }
        }

        private static func count(_ bodies: Int) -> String { "\(bodies) sealed \(bodies == 1 ? "body" : "bodies")" }
    }
}
