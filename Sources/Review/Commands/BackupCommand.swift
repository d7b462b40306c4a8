import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Opening
import Unsealing
import Vault

/// Backups, at the desk that has their key.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Check a server's backup, or open it into a new vault. It takes the backup key.",
        subcommands: [Verify.self, Open.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a backup, look at all that is in it, and keep nothing.",
            usage: """
                firsthand-review backup verify <file> [--key <file>]
                    [--passphrase-fd <number>] [--json]
                """,
            discussion: """
                Every piece, every row, every digest and signature. No story is read: they
                are sealed once more, to the reviewers.

                Example:
                  firsthand-review backup verify newest.backup --key safe.secret

                Exit codes: 64 bad arguments, 65 it does not open, or what is in it was
                changed, 66 no file there, 77 a wrong passphrase.
                """)

        @OptionGroup var backup: BackupOptions

        func run() throws {
            let check = try backup.open { _ in }
            let report = BackupReport(check, backup: backup.file, vault: nil)
            try TerminalStream.report(report, lines: report.lines, asJSON: backup.json)
            try report.refuseFlaws()
        }
    }

    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a backup into a new vault, whole or not at all.",
            usage: """
                firsthand-review backup open <file> --to <file> [--key <file>]
                    [--passphrase-fd <number>] [--keys <folder>] [--steward <file>]
                    [--state <folder>] [--json]
                """,
            discussion: """
                The new vault is marked as brought back from a backup: a server does not serve
                it before a desk has told which stories were taken back since. Carry it to the
                server, and put it in its place there: firsthand-intake restore FILE. Then
                destroy your copy.

                Example:
                  firsthand-review backup open newest.backup --to restored.sqlite

                Exit codes: 64 bad arguments, 65 it does not open, 66 no file there, 69 the
                keyring cannot be used, 73 the new file is there or cannot be made, 74 it
                cannot be written, 77 a wrong passphrase.
                """)

        @OptionGroup var backup: BackupOptions

        @OptionGroup var trust: KeyringOptions

        @Option(help: ArgumentHelp("The new vault.", valueName: "file"))
        var to: String

        func run() throws {
            let keyring = try trust.load()
            var check = DumpCheck()
            try RestoredVault.make(to, under: keyring) { vault in
                check = try backup.open { try vault.take($0) }
            }
            let report = BackupReport(check, backup: backup.file, vault: to)
            try TerminalStream.report(report, lines: report.lines, asJSON: backup.json)
        }
    }
}

/// Which backup, and with which key.
struct BackupOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The secret file of the backup key.", valueName: "file"))
    var key = StandardPlaces.configuration + "/safe.secret"

    @Option(help: ArgumentHelp("Read the passphrase from this file descriptor.", valueName: "number"))
    var passphraseFd: Int32?

    @Flag(help: "Print JSON. It never holds a word of a story.")
    var json = false

    /// Opens the backup, hands on all that it says, and says how sound that is.
    ///
    /// Nothing that was handed on counts if this throws.
    func open(each take: (DumpReader.Entry) throws -> Void) throws -> DumpCheck {
        let source = OpenInput(try InputFile(file, plain: true))
        let passphrase = try PassphraseSource.read(descriptor: passphraseFd, prompt: "Passphrase for \(key): ")
        let key = try BackupKey.open(key, passphrase: passphrase)
        let progress = Progress(label: "opening")
        defer { progress.end() }
        var (check, dump) = (DumpCheck(), DumpReader())
        var done = 0
        do {
            var reader = try BackupReader(size: source.size) { try source.read($0) }
            try key.open(&reader) { piece in
                try dump.add(piece) { entry in
                    check.take(entry)
                    try take(entry)
                }
                done += piece.count
                progress.show(min(done, source.size), of: source.size)
            }
            try dump.end()
        } catch {
            // A wrong key, a changed byte and a missing end look the same: whoever sends backups learns nothing from it.
            guard error is OpeningError || error is FormatError else { throw error }
            throw Refusal(
                .badData, "this backup does not open",
                hint: "check the key, and on the server: firsthand-intake backup --verify FILE; then take another one")
        }
        return check
    }

    /// A file that closures read.
    private final class OpenInput {
        private let file: InputFile
        var size: Int { file.size }

        init(_ file: consuming InputFile) { self.file = file }

        func read(_ count: Int) throws(FileError) -> [UInt8] { try file.read(count) }
    }
}
