import ArgumentParser
import Envelope
import Ledger

/// Shows every signed act of a case.
struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what was signed in a case, by whom and on which day, and check all of it.",
        discussion: """
            Exits with 65 if anything in the vault is not as its signatures say, and names it.

            Example:
              firsthand-review log 3f2a-91c0
            """)

    struct Line: Encodable {
        let statement: String
        let day: String
        let by: String
        let kind: String
    }

    struct Report: Encodable {
        let summary: Summary
        let statements: [Line]
    }

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    func run() throws {
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        let summary = Summary(file, policies: desk.policies)
        let keyring = desk.keyring
        let lines = Self.ordered(file.entries).map { entry in
            Line(
                statement: String(entry.digest.hex.prefix(8)), day: entry.statement.header.day.description,
                by: Self.author(entry, keyring), kind: entry.content.word)
        }
        if json {
            try StandardStream.output.write(JSON.text(Report(summary: summary, statements: lines)))
        } else {
            StandardStream.output.write(
                Table.text(["STATEMENT", "DAY", "BY", "WHAT"], lines.map { [$0.statement, $0.day, $0.by, $0.kind] }))
            StandardStream.output.write("\nCase \(summary.id): \(summary.stage.rawValue), ")
            StandardStream.output.write("\(summary.approvals) of \(summary.approvalsNeeded) approvals")
            StandardStream.output.write(summary.manuscript.map { " of manuscript \($0)\n" } ?? "\n")
        }
        guard summary.flaws.isEmpty else {
            throw Refusal(
                .badData,
                "this case is not as its signatures say:\n  statement "
                    + summary.flaws.joined(separator: "\n  statement "),
                hint: "do not publish it; compare with another copy of the vault, and see SECURITY.md")
        }
    }

    /// Each statement after those that its author had seen.
    private static func ordered(_ entries: [Entry]) -> [Entry] {
        var left = entries.sorted { ($0.statement.header.day, $0.digest) < ($1.statement.header.day, $1.digest) }
        var placed: Set<Digest> = []
        var result: [Entry] = []
        let all = Set(left.map(\.digest))
        while !left.isEmpty {
            let index = left.firstIndex { Set($0.statement.header.seen).intersection(all).isSubset(of: placed) } ?? 0
            let entry = left.remove(at: index)
            placed.insert(entry.digest)
            result.append(entry)
        }
        return result
    }

    private static func author(_ entry: Entry, _ keyring: Keyring) -> String {
        if entry.statement.header.isBySurvivor { return "the survivor" }
        return keyring.reviewer(signing: entry.statement.header.author)?.key.name ?? "unknown key"
    }
}

extension Content {
    /// What happened, in a word or two.
    var word: String {
        switch self {
        case .story(let answers): answers.part == .story ? "sent a story" : "added to the story"
        case .consent: "set what it may be used for"
        case .proposed: "proposed a text"
        case .approved: "approved the text"
        case .declined(let decline): decline.proposal == nil ? "declined the story" : "declined the text"
        case .held: "put a hold"
        case .released: "released a hold"
        case .signedOff(let signOff): "answered the text: \(signOff.answer.rawValue)"
        case .withdrawn: "withdrew the story"
        case .checkpoint: "checkpoint"
        case .letter: "wrote a letter"
        case .notice(let notice): "told the writer: \(notice.stage.rawValue)"
        case .retracted: "took back what was published"
        case .claimed(let claim): claim.isTaken ? "took the case" : "gave the case back"
        case .recused: "stepped aside"
        case .safety(let mark): mark.isWorried ? "is worried about them" : "is not worried any more"
        case .transcribed: "compared it with the paper"
        case .slip(let slip): "recorded a slip: \(slip.answer.rawValue)"
        case .draft: "a draft, in the wrong place"
        case .unopened: "sealed to others"
        case .destroyed: "destroyed"
        case .broken: "cannot be opened: changed or swapped"
        }
    }
}
