import ArgumentParser
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
            in what came, then look here.

            Example:
              firsthand-review post
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    func run() throws {
        let desk = try options.open()
        var lines: [PostLine] = []
        for caseID in try desk.cases() {
            if let line = PostLine(try desk.file(caseID), desk.keyring, reader: desk.reviewer.publicKey.name) {
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

    /// Nil for a case that did not come by post, or was withdrawn.
    init?(_ file: borrowing CaseFile, _ keyring: Keyring, reader: String) {
        let state = file.state
        guard state.cameByMail, !state.isWithdrawn else { return nil }
        id = state.caseID.short
        let standing = Transcript.standing(file, keyring)
        let people = Set(standing.flatMap(\.people))
        typedBy = people.sorted()
        // The writer was sent nothing since their words came.
        let hasLetter = file.entries.contains { entry in
            if case .letter = entry.content { !entry.statement.header.isBySurvivor } else { false }
        }
        if state.awaitsTranscription {
            waitsFor = "a second person with the paper"
            let isMine = standing.allSatisfy { $0.people.contains(reader) }
            next = isMine ? "somebody else: transcribe --check \(id)" : "transcribe --check \(id)"
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
