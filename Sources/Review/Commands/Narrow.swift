import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Ledger
import Mailbox
import Policies
import Sealing

/// Takes back a part of what a survivor agreed to, with the code that they sent by post.
struct Narrow: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take back a part of what a survivor agreed to, with the code that they sent by post.",
        usage: "firsthand-review narrow [--code-fd <number>] [--confirm <id>] [<places>]",
        discussion: """
            You type their ten words, and choose what they take back: a use, the name, how
            long, how far the text may be changed, or that they see it first. It is signed
            by their own key and holds at once. It can only get less: a code that stood on
            paper never says yes to more, so it cannot be undone by post.

            With --code-fd the words are read from there, then one line for each thing
            that they take back: use-press no, show-first yes, credit no, term one-year,
            edits as-is.

            To take the whole story back: withdraw --code.

            Example:
              firsthand-review narrow
              firsthand-review narrow --code-fd 4 --confirm 3f2a-91c0 4< letter.txt
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Option(help: ArgumentHelp("Read the ten words and the lines from this file descriptor.", valueName: "number"))
    var codeFd: Int32?

    @Option(help: ArgumentHelp("The case, to say that you mean it, where there is no terminal.", valueName: "id"))
    var confirm: String?

    func run() throws {
        if codeFd == nil { try Terminal.require() }
        let desk = try options.open()
        let languages = try options.languages(desk.policies)
        guard let (holder, lines) = try CodeOptions.read(codeFd, on: desk, languages) else { return Self.nothing() }
        var file = try CodeOptions.file(of: holder, on: desk)
        guard let terms = file.state.terms, !terms.uses.isEmpty else {
            throw Refusal(.notPermitted, "the survivor agreed to no use: there is nothing to take back")
        }
        guard let asked = try codeFd == nil ? Self.ask(terms, desk) : Self.read(lines, desk.policies.consent) else {
            return Self.nothing()
        }
        let consent = asked.consent(
            from: terms, on: desk.today, desk.policies.consent, replaces: file.state.consentHeads,
            channel: file.state.cameByMail ? .mail : .web)
        guard let consent else {
            throw Refusal(.usage, "that is what holds already", hint: "name something that they allow now")
        }
        let id = file.state.caseID.short
        StandardStream.error.write(Self.said(Terms(consent)))
        let typed = try confirm ?? Prompt.line("By post it cannot be undone. To sign it with their key, type \(id): ")
        guard Prompt.isSame(typed, id) else {
            throw Refusal(.notPermitted, "not signed: the case was not named a second time")
        }
        try desk.keep(
            [
                holder.keys.says(
                    consent, seen: file.state.frontier, day: desk.today, everyone: desk.toEveryone)
            ] + desk.freshLetterKey(of: holder.keys, in: file), in: &file)
        try desk.signCheckpoint(of: &file)
        StandardStream.error.write("Signed with their key: it holds for case \(id) from now on.\n")
        StandardStream.error.write("next: firsthand-review courier out, so that the server and the others hear of it\n")
    }

    /// Asks on the second screen; nil if the reviewer left.
    private static func ask(_ terms: Terms, _ desk: borrowing Desk) throws -> Narrowing? {
        let offers = Narrowing.offers(terms, on: desk.today, desk.policies.consent)
        var note = "Type the numbers of what they ask for, such as 1 3. .quit leaves."
        while true {
            let typed = try Prompt.screenLine(
                status: "What do they take back?", note: note, help: "",
                below: offers.enumerated().map { "  \($0.offset + 1)  \($0.element.words)" }.joined(separator: "\n"))
            if typed == ".quit" { return nil }
            let numbers = typed.split { " ,".contains($0) }.map { Int($0) ?? 0 }
            guard !numbers.isEmpty, numbers.allSatisfy({ (1...offers.count).contains($0) }) else {
                note = "Type numbers that stand here. .quit leaves."
                continue
            }
            return try read(numbers.map { offers[$0 - 1].line }, desk.policies.consent)
        }
    }

    private static func read(_ lines: [String], _ policy: ConsentPolicy) throws -> Narrowing {
        var asked = Narrowing()
        for line in lines {
            guard asked.take(line, policy) else {
                throw Refusal(
                    .usage, "a line says nothing that can be taken back",
                    hint: "the lines are such as: use-press no; a code on paper never says yes to more")
            }
        }
        return asked
    }

    /// What is left, for the reviewer.
    private static func said(_ terms: Terms) -> String {
        let uses = terms.uses.sorted().map(\.rawValue).joined(separator: ", ")
        return """
            After this it may be used for: \(uses.isEmpty ? "nothing; only reviewers read it" : uses)
            until: \(terms.until.map { "\($0)" } ?? "they say stop"); name with it: \(terms.credit.isEmpty ? "none" : "theirs")
            changes: \(terms.edits.rawValue); they see it first: \(terms.showFirst ? "yes" : "no")

            """
    }

    private static func nothing() { StandardStream.error.write("Nothing was signed.\n") }
}
