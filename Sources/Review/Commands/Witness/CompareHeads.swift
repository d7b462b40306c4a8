import ArgumentParser
import Console
import Files
import Transparency

/// Holds two heads of one log against each other.
struct CompareHeads: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two heads of one log, and name who signed both if they cannot both be true.",
        usage: "firsthand-review witness compare <file> <file> [--witnesses <file>]",
        discussion: """
            Each file is a head, a file for a witness, or a proof beside an export. It
            needs no key and no vault: anybody who has two such files can do it. Whether a
            larger head goes on from a smaller one is told where one of the files is for a
            witness who signed the smaller one.

            Exits with 65 if the log tells two histories.

            Example:
              firsthand-review witness compare site-2026-11.tlog-proof for-west
            """)

    @OptionGroup var list: WitnessListOptions

    @Argument(help: ArgumentHelp("The two files.", valueName: "file"))
    var files: [String]

    func validate() throws {
        guard files.count == 2 else { throw ValidationError("two files are compared") }
    }

    func run() throws {
        let policy = try list.load()
        let read = try files.map { try Self.read(InputFile.text($0)) }
        let request = read.compactMap(\.request).max { $0.signed.head.size < $1.signed.head.size }
        switch try HeadComparison.compare(read[0].signed, read[1].signed, by: request, policy) {
        case .same: TerminalStream.output.line("Both say the same.")
        case .goesOn: TerminalStream.output.line("The larger head goes on from the smaller one.")
        case .unknown(let smaller):
            TerminalStream.output.line(
                "Both are signed. Whether the larger one goes on from the smaller one is not shown.")
            TerminalStream.error.line(
                "next: ask for a file made with: firsthand-review witness head --since \(smaller)")
        }
    }

    private static func read(_ text: String) throws(WitnessFlaw) -> (signed: SignedHead, request: HeadRequest?) {
        if let request = HeadRequest(text) { return (request.signed, request) }
        guard let signed = LogProof(text)?.signed ?? SignedHead(text) else { throw .malformed("head of a log") }
        return (signed, nil)
    }
}
