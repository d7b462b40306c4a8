import ArgumentParser
import Console
import Envelope
import Policies

/// Where things are; the same options on every command that reads the vault.
struct PublisherOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The vault's file.", valueName: "file"))
    var vault = StandardPlaces.state + "/vault.sqlite"

    @Option(help: ArgumentHelp("The folder with the policies.", valueName: "folder"))
    var policies = StandardPlaces.configuration + "/policies"

    @Option(help: ArgumentHelp("Your secret key file.", valueName: "file"))
    var key = StandardPlaces.configuration + "/publisher.secret"

    @Option(
        help: ArgumentHelp(
            "Read the passphrase from this file descriptor, up to the first line end.", valueName: "number"))
    var passphraseFd: Int32?
}

/// Whom to trust.
struct TrustOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder with keyring.txt and keyring.txt.minisig.", valueName: "folder"))
    var keys = StandardPlaces.configuration + "/keys"

    @Option(
        help: ArgumentHelp(
            "The steward's pinned public key, which is never read from the keys folder.", valueName: "file"))
    var steward = StandardPlaces.configuration + "/steward.pub"

    @Option(help: ArgumentHelp("The folder where this publisher keeps what it has seen.", valueName: "folder"))
    var state = StandardPlaces.state

    func keyring(on day: Day = .today) throws -> Keyring {
        let keyring = try KeyringFolder(keys: keys, steward: steward, state: state).load(on: day)
        if let warning = keyring.leavingWarning { TerminalStream.error.line("warning: \(warning)") }
        return keyring
    }
}
