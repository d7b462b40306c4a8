public import ArgumentParser
import Console
import Custody
public import Envelope
import Files
import Ledger

extension Keys {
    /// Lists what of a key that leaves goes on counting.
    struct Leaving: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what a reviewer who leaves has signed, so that it goes on counting; for the steward.",
            discussion: """
                Makes NAME.leaving, signed by you: digests and case ids, no words. Nothing of
                that key counts but what it names. The person signs nothing more from here on.

                With --stolen only what was there before that day is listed: what says stop,
                and what another reviewer had seen by then. Whatever the key approved must be
                approved once more; --stands makes an exception.

                Example:
                  firsthand-review keys leaving ben
                  firsthand-review keys leaving ben --stolen 2026-11-20 --rehearse
                """)

        @OptionGroup(title: "Places") var options: DeskOptions

        @Argument(help: ArgumentHelp("Who leaves.", valueName: "name"))
        var name: String?

        @Flag(help: "Make a list for every active reviewer, to change all keys.")
        var all = false

        @Option(help: ArgumentHelp("The first UTC day on which somebody else may have had the key.", valueName: "day"))
        var stolen: Day?

        @Option(help: ArgumentHelp("A case whose approvals stand all the same; may be repeated.", valueName: "id"))
        var stands: [String] = []

        @Option(help: ArgumentHelp("The folder to put the list in.", valueName: "folder"))
        var to = "."

        @Flag(help: "Only show what would be listed, and what the key could open; write nothing.")
        var rehearse = false

        func validate() throws {
            guard (name != nil) != all else { throw ValidationError("Name a reviewer, or say --all.") }
            guard !all || stolen == nil else { throw ValidationError("--stolen is for one key.") }
        }

        func run() throws {
            let desk = try options.open()
            let members = desk.keyring.reviewers.filter {
                if let name { $0.key.name == name } else { $0.standing == .active }
            }
            guard !members.isEmpty else {
                throw Refusal(
                    .noInput, "no reviewer of this name is in the keyring", hint: "firsthand-review keys list")
            }
            guard stolen == nil || members.allSatisfy({ desk.keyring.person(signing: $0.key.signing) != desk.me })
            else {
                throw Refusal(
                    .notPermitted, "the list of a stolen key is made by another reviewer than the one whose it was",
                    hint: "do this on another desk")
            }
            var standing: Set<CaseID> = []
            for id in stands { standing.insert(try desk.find(id)) }
            for member in members {
                let review = try LeavingReview(of: member.key, stolen: stolen, stands: standing, on: desk)
                try report(review, desk)
                guard !rehearse else { continue }
                try Folder.make(to)
                let path = "\(to)/\(member.key.name).leaving"
                try AtomicFile.write(review.signed(by: desk).text, to: path, .new)
                StandardStream.output.write("\(path)\n")
                let act = stolen == nil ? "retire" : "compromise"
                StandardStream.error.write(
                    "next: on the steward's machine:\n"
                        + "  firsthand-review steward \(act) \(member.key.name) --list \(path) --folder FOLDER\n")
            }
            if rehearse { StandardStream.output.write("This was a rehearsal: nothing was written.\n") }
        }

        private func report(_ review: LeavingReview, _ desk: borrowing Desk) throws {
            let name = review.key.name
            say("\(review.listed.count) statements that \(name) signed go on counting.")
            for item in review.leftOut {
                say("will not count: case \(item.caseID.short), \(item.day): \(item.what)")
            }
            for caseID in review.again.sorted() { say("must be approved again: case \(caseID.short)") }
            guard stolen != nil, rehearse else { return }
            for item in try KeyExposure.items(name, review.key, desk, state: options.state) {
                say("could be opened with the key: case \(item.id), received \(item.received), \(item.stage)")
            }
        }

        private func say(_ text: String) { StandardStream.output.write(text + "\n") }
    }
}

extension Day: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
