import ArgumentParser
import Console
import Envelope
import Files
import Mailbox
import Policies

extension Intake {
    /// Prints the form for people inside.
    struct Paper: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the form for people inside, each sheet with a code of its own.",
            usage: """
                firsthand-intake paper [--config <file>] [--language <code>]
                    [--count <number>] [--to <file>]
                """,
            discussion: """
                Writes HTML for a browser or weasyprint: US Letter, two pages a sheet. Print it
                on both sides, turned on the long edge, at its full size, black on white paper.

                A code is made under the form key, as on the web, and stands on its sheet only.
                Nothing is stored. Delete the file once it is printed: whoever reads it has the
                codes.

                The policy form.yaml must say where letters come in: mail-address.

                Example:
                  firsthand-intake paper --language es --count 20 --to sheets.html
                """)

        @OptionGroup var configuration: ConfigurationFile

        @Option(help: ArgumentHelp("The sheets' language; the first of form.yaml if not said.", valueName: "code"))
        var language: String?

        @Option(help: ArgumentHelp("How many sheets, from 1 to 1000.", valueName: "number"))
        var count = 1

        @Option(help: ArgumentHelp("A new file for the sheets; standard output if not said.", valueName: "file"))
        var to: String?

        func validate() throws {
            guard (1...1000).contains(count) else { throw ValidationError("--count must be from 1 to 1000") }
        }

        func run() throws {
            guard to != nil || !StandardStream.output.isTerminal else {
                throw Refusal(
                    .notPermitted, "the sheets hold codes, and a terminal would keep them",
                    hint: "name a new file: --to sheets.html")
            }
            let place = try configuration.load()
            let policies = try PolicySet.load(folder: place.policies)
            let languages = try Languages.load(folder: place.policies, codes: policies.form.languages)
            let codes = policies.form.languages.joined(separator: ", ")
            guard let spoken = language.map({ languages[$0] }) ?? languages.first else {
                throw Refusal(.usage, "there is no form in this language", hint: "the languages are: \(codes)")
            }
            guard let address = policies.form.mailAddress?[spoken.code] else {
                throw Refusal(
                    .configuration, "the policies do not say where letters come in, so nobody could send a sheet back",
                    hint: "set mail-address in \(place.policies)/form.yaml, for each of: \(codes)")
            }
            let pages = try Pages(language: spoken, among: languages, policies: policies)
            let keys = try FormKeys.load(path: place.formKey, month: Day.today.month)
            let words = try (0..<count).map { _ in try keys.paperCode().words(in: spoken.words) }
            let sheets = pages.paperForm(codes: words, address: address)
            try hand(over: sheets)
        }

        private func hand(over sheets: String) throws {
            guard let to else {
                guard StandardStream.output.writeAll(sheets) else {
                    throw Refusal(.inputOutput, "the sheets could not be written whole", hint: "throw away what came")
                }
                return
            }
            try AtomicFile.write(sheets, to: to, .new)
            StandardStream.error.write(
                """
                \(to): \(count) \(count == 1 ? "sheet" : "sheets"), each with its own code
                hint: print it on both sides, turned on the long edge; then delete the file, since it holds the codes

                """)
        }
    }
}
