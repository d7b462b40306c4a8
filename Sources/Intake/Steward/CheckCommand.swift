import ArgumentParser
import Console
import Files

extension Intake {
    /// Says what on this server is missing, exposed or soon to end.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what on this server is missing, exposed or soon to end, and what to do.",
            discussion: """
                Looks at the policies, the keyring, the files and who may read them, the
                backups, the disk, swap, the clock, the logs of what stands in front, and
                whether the service runs. It changes nothing and opens nothing. A timer runs
                it each day.

                Example:
                  sudo -u firsthand firsthand-intake check

                Exit codes: 0 all is well, 64 bad arguments, 69 somebody must see to it, 77
                run as root.
                """)

        @OptionGroup var configuration: ConfigurationFile

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let findings = try ServerCheck(configuration).findings()
            if json {
                StandardStream.output.write(try JSON.text(findings))
            } else if findings.isEmpty {
                TerminalStream.output.line("All is well.")
            } else {
                for finding in findings {
                    TerminalStream.output.line("\(finding.kind.rawValue): \(finding.what)")
                    TerminalStream.output.line("    \(finding.next)")
                }
            }
            guard findings.isEmpty else {
                let count = findings.count == 1 ? "one thing" : "\(findings.count) things"
                throw Refusal(.unavailable, "somebody must see to \(count)")
            }
        }
    }
}
