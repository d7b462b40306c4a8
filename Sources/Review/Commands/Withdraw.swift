import ArgumentParser
import Envelope
import Ledger
import Vault

/// Takes a story back on the request of someone who has no code: two reviewers, on any believable request.
struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Withdraw a story on request. Two reviewers must do it; then it is destroyed.",
        discussion: """
            The first reviewer's withdrawal waits for a second one; hold the story meanwhile. With the second, everything
            of the story in this vault is destroyed at once, and a signed tombstone stays. It cannot be undone.

            Example:
              firsthand-review withdraw 3f2a-91c0
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument
    @OptionGroup var reason: ReasonOptions

    @Option(help: ArgumentHelp("The case again, to say that you mean it, where there is no terminal.", valueName: "id"))
    var confirm: String?

    func run() throws {
        let desk = try options.open()
        let caseID = try desk.find(argument.id)
        let file = try desk.file(caseID)
        let typed = try confirm ?? Prompt.line("This cannot be undone. To go on, type \(caseID.short): ")
        guard typed.trimmingPrefix(" ") == caseID.short else {
            throw Refusal(.notPermitted, "not withdrawn: the case was not named a second time")
        }
        guard try desk.withdraw(reason: reason.reason("Who asked, and how? (sealed) "), in: file) else {
            StandardStream.error.write("Signed. A second reviewer must do the same.\n")
            StandardStream.error.write("next: firsthand-review hold \(caseID.short)\n")
            return
        }
        StandardStream.error.write(
            "Withdrawn. The story is destroyed in this vault. Backups and copies are not reached.\n")
        StandardStream.error.write("next: tell the publisher; the next export leaves it out\n")
    }
}
