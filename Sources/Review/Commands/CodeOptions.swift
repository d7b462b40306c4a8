import ArgumentParser
import Files
import Ledger
import Mailbox
import Policies

/// The ten words of a case, where a writer sent them by post: typed on the second screen, or read from a file descriptor.
struct CodeOptions: ParsableArguments {
    @Flag(help: "Find the case by the code that its writer sent.")
    var code = false

    @Option(help: ArgumentHelp("Read the ten words from this file descriptor.", valueName: "number"))
    var codeFd: Int32?

    /// Whether a code is given in the place of a case.
    var isGiven: Bool { code || codeFd != nil }

    /// - Throws: `ValidationError` unless a case is named, or a code is to come.
    func check(with id: String?) throws {
        guard (id == nil) == isGiven else { throw ValidationError("name a case, or use --code without one") }
    }

    /// Refuses to ask where there is no terminal.
    func requireTerminal() throws { if code, codeFd == nil { try Terminal.require() } }

    /// The writer's keys; nil if the reviewer left.
    func read(on desk: borrowing Desk, _ languages: Languages) throws -> SheetHolder? {
        try Self.read(codeFd, on: desk, languages)?.holder
    }

    /// The writer's keys, and the lines that follow the words on a descriptor; nil if the reviewer left.
    static func read(
        _ descriptor: Int32?, on desk: borrowing Desk, _ languages: Languages
    ) throws -> (holder: SheetHolder, lines: [String])? {
        let given = try descriptor.map { try Prompt.bytes(descriptor: $0, limit: 1 << 16) }
        let lines = given?.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        guard let code = try SheetCode(languages).code(lines.map { Array($0[0]) }) else { return nil }
        let rest = lines.flatMap { $0.count > 1 ? String(validating: $0[1], as: UTF8.self) : "" } ?? ""
        return (
            SheetHolder(try desk.survivor(of: code)), rest.split(whereSeparator: \.isNewline).map(String.init)
        )
    }

    /// The case of a code.
    ///
    /// - Throws: `Refusal` if this desk does not have it.
    static func file(of holder: SheetHolder, on desk: borrowing Desk) throws -> CaseFile {
        let caseID = holder.keys.caseID
        guard try desk.cases().contains(caseID) else {
            throw Refusal(
                .noInput, "this desk has no story with that code",
                hint: "firsthand-review courier in brings what the server has; withdraw --code works without it")
        }
        let file = try desk.file(caseID)
        guard !file.state.isWithdrawn else { throw Desk.refusal(file.state.withdrawn) }
        return file
    }
}
