import ArgumentParser
import Console
import Custody
import Envelope
import Ledger

/// Lists the cases that came by post, and what each waits for.
struct Post: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the cases that came by post: what is to be compared, answered, or awaited.",
        usage: "firsthand-review post [--json] [<places>]",
        discussion: """
            A letter that nobody has typed yet is in no list: it lies in your drawer. Type
            in what came, then look here. What somebody began to type stands first.

            Example:
              firsthand-review post
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    func run() throws {
        let desk = try options.open()
        var lines: [PostLine] = []
        for caseID in try desk.begunCases() {
            for work in [Draft.Work.sheet, .plain] {
                lines += try desk.drafts(of: caseID, work).map {
                    PostLine(begunBy: $0.author, work, reader: desk.me)
                }
            }
        }
        for caseID in try desk.cases() {
            if let line = PostLine(try desk.file(caseID), desk.keyring, reader: desk.me) {
                lines.append(line)
            }
        }
        guard !json else { return try StandardStream.output.write(JSON.text(lines)) }
        guard !lines.isEmpty else { return StandardStream.output.write("No story came by post yet.\n") }
        StandardStream.output.write(
            Table.text(
                ["CASE", "TYPED BY", "WAITS FOR", "NEXT"],
                lines.map { [$0.id, $0.typedBy.joined(separator: ", "), $0.waitsFor, $0.next] }))
    }
}

/// A case that came by post, in a few words.
struct PostLine: Encodable {
    let id: String
    /// The reviewers who said that it is what the paper says.
    let typedBy: [String]
    let waitsFor: String
    let next: String

    /// A letter that somebody began to type, and which is no case yet.
    init(begunBy author: Person, _ work: Draft.Work, reader: Person) {
        id = "-"
        typedBy = [author.name]
        waitsFor = "the rest of its words"
        let command = work == .plain ? "transcribe plain --to FILE" : "transcribe, with the same sheet"
        next = author == reader ? command : "\(author) goes on"
    }

    /// Nil for a case that did not come by post, or was withdrawn.
    init?(_ file: borrowing CaseFile, _ keyring: Keyring, reader: Person) {
        let state = file.state
        guard state.cameByMail, !state.isWithdrawn else { return nil }
        id = state.caseID.short
        let standing = Transcript.standing(file)
        let people = Set(standing.flatMap(\.people))
        typedBy = people.sorted().map(\.name)
        // The writer was sent nothing since their words came.
        let hasLetter = file.counted.contains { entry in
            if case .letter = entry.content { !entry.statement.header.isBySurvivor } else { false }
        }
        if state.awaitsTranscription {
            waitsFor = "a second person with the paper"
            let isMine = Transcript.awaits(reader, in: file)
            next = isMine ? "transcribe check \(id)" : "somebody else: transcribe check \(id)"
        } else if Correspondence(file.counted).unanswered > 0 {
            waitsFor = "an answer to their letter"
            next = "letters \(id), then letter \(id) --print --to FILE"
        } else if let candidate = state.candidate, state.terms?.showFirst == true, candidate.signOff == nil {
            let read = Slips(file, keyring).recorded(candidate)
            waitsFor = read.isEmpty ? "the slip of the printed text" : "a second person with the slip"
            next = read[reader] == nil ? "proof \(id), then slip \(id)" : "somebody else: slip \(id)"
        } else {
            waitsFor = hasLetter ? "nothing by post" : "an answer"
            next = hasLetter ? "" : "letter \(id) --template received --print --to FILE"
        }
    }
}
