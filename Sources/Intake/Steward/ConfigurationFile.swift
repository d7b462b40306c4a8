import ArgumentParser
import Files
import Glibc
import Policies

/// The configuration that a command works with.
struct ConfigurationFile: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
    var config = "/etc/firsthand/intake.yaml"

    /// Loads it, and refuses to go on as root.
    ///
    /// A flaw in a program that runs as root gives away the whole machine; and what root writes, the service could not
    /// change afterwards.
    func load() throws -> IntakeConfiguration {
        let configuration = try IntakeConfiguration.load(config)
        guard geteuid() != 0 || configuration.allowsRoot else {
            throw Refusal(
                .notPermitted, "this does not run as root",
                hint: "run it as the account of the service: sudo -u firsthand firsthand-intake …; for a trial, write "
                    + "allow-root: yes into \(config)")
        }
        return configuration
    }
}
