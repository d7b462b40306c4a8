import ArgumentParser
import Console
import Envelope
import Files
import Glibc
import Publication
import Unsealing
import Warnings

/// Lets a story go out in spite of a warning.
struct Override: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign why a story may go out in spite of a warning that the export named.",
        discussion: """
            The reason is signed and kept with the publisher's record. It holds for these
            words of the story only: another text is looked at anew.

            Example:
              firsthand-publish override 0f5be3b7d62a4c11 7c20b4d1 --use website
            """)

    @OptionGroup(title: "Places") var options: PublisherOptions
    @OptionGroup(title: "Places") var trust: TrustOptions
    @OptionGroup var disclosure: DisclosureOptions

    @Option(help: ArgumentHelp("The use of the export that named it.", valueName: "use"))
    var use: Use

    @Option(help: ArgumentHelp("Read the reason from this file descriptor.", valueName: "number"))
    var reasonFd: Int32?

    @Argument(help: ArgumentHelp("The story, as the export named it.", valueName: "story"))
    var story: String

    @Argument(help: ArgumentHelp("The warning, as the export named it.", valueName: "warning"))
    var warning: String

    func run() throws {
        var desk = try PublisherDesk.opening(options, trust)
        let selection = try Selection(use, .today, &desk, disclosure.check())
        let mine = selection.warned.first { $0.0 == story }?.1.filter { $0.name == warning } ?? []
        guard let found = mine.first, let manuscript = selection.manuscript(of: story) else {
            throw Refusal(
                .noInput, "no such warning stands against that story",
                hint: "give the same --use, --do-not-publish and --compare as to the export")
        }
        TerminalStream.error.line("\(found.sentence)")
        let reason = try reason()
        try desk.record(
            .overridden(
                PublicationRecord.Overridden(
                    id: story, manuscript: manuscript, warning: found.digest, reason: reason)))
        TerminalStream.error.line("Recorded. next: export again")
    }

    private func reason() throws -> String {
        if reasonFd == nil { TerminalStream.error.ask("Why may it go out? ") }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count <= 2048, unsafe read(reasonFd ?? 0, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
        let text = String(validating: line, as: UTF8.self)?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard let text, !text.isEmpty, line.count <= 2048 else {
            throw Refusal(.usage, "a reason is needed, of at most 2,048 bytes")
        }
        return text
    }
}
