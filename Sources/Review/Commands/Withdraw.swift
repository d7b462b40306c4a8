import ArgumentParser
import Console
import Envelope
import Files
import Ledger
import Mailbox
import Policies

/// Takes a story back: with a code that came by post, at once; without one, two reviewers, on any believable request.
struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ReviewAct.withdraw.command, abstract: ReviewAct.withdraw.abstract,
        usage: """
            firsthand-review withdraw <id> [--reason-fd <number>] [--code]
                [--code-fd <number>] [--confirm <id>] [<places>]
            """,
        discussion: """
            The first reviewer's withdrawal waits for a second one; hold the story
            meanwhile. With the second, everything of the story in this vault is destroyed
            at once, and a signed tombstone stays. It cannot be undone.

            Someone who sends their ten words by post asks nobody: with --code you type
            them, and the story is withdrawn by its own key, at once. It works for a story
            that this desk does not have, too: take the tombstone to the server with
            courier. With --code-fd the words are read from there.

            Example:
              firsthand-review withdraw 3f2a-91c0
              firsthand-review withdraw --code
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Argument(help: ArgumentHelp("The case, as the inbox shows it; not with a code.", valueName: "id"))
    var id: String?

    @OptionGroup var reason: ReasonOptions

    @OptionGroup var code: CodeOptions

    @Option(help: ArgumentHelp("The case again, to say that you mean it, where there is no terminal.", valueName: "id"))
    var confirm: String?

    func validate() throws { try code.check(with: id) }

    func run() throws {
        try code.requireTerminal()
        let desk = try options.open()
        guard let id else { return try withdrawByCode(desk) }
        let caseID = try desk.find(id)
        var file = try desk.file(caseID)
        try mean(caseID)
        guard try desk.withdraw(reason: reason.reason(ReviewAct.withdraw.prompt), in: &file) else {
            StandardStream.error.write("Signed. A second reviewer must do the same.\n")
            StandardStream.error.write("next: firsthand-review hold \(caseID.short)\n")
            return
        }
        try desk.settle(in: options.state)
        Self.report()
    }

    private func withdrawByCode(_ desk: borrowing Desk) throws {
        guard let holder = try code.read(on: desk, options.languages(desk.policies)) else {
            return StandardStream.error.write("Nothing was withdrawn.\n")
        }
        let caseID = holder.keys.caseID
        let isHere = try desk.cases().contains(caseID)
        if !isHere { StandardStream.error.write("This desk has no such story. It can be withdrawn all the same.\n") }
        try mean(caseID)
        let file = try desk.file(caseID)
        let isOwn = file.counted.contains { $0.statement.header.kind == .withdrawn && $0.statement.header.isBySurvivor }
        if !isOwn {
            try desk.keep([
                holder.keys.says(
                    Withdrawal(reason: ""), seen: file.state.frontier, day: desk.today, everyone: desk.toEveryone)
            ])
        }
        // Also when it was there already: an earlier try may have stopped here.
        try desk.destroy(caseID)
        try desk.settle(in: options.state)
        Self.report()
        StandardStream.error.write("next: firsthand-review courier out, so that the server and the others hear of it\n")
    }

    private func mean(_ caseID: CaseID) throws {
        let typed = try confirm ?? Prompt.line("This cannot be undone. To go on, type \(caseID.short): ")
        guard typed.trimmingPrefix(" ") == caseID.short else {
            throw Refusal(.notPermitted, "not withdrawn: the case was not named a second time")
        }
    }

    private static func report() {
        StandardStream.error.write(
            "Withdrawn. The story is destroyed in this vault. Backups and copies are not reached.\n")
        StandardStream.error.write("next: tell the publisher; the next export leaves it out\n")
    }
}
