import ArgumentParser
import Console
import Custody
import Envelope
import Files
import Policies
import Sealing
import Unsealing
import Vault

/// Whom to trust.
struct KeyringOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder with keyring.txt and keyring.txt.minisig.", valueName: "folder"))
    var keys = StandardPlaces.configuration + "/keys"

    @Option(
        help: ArgumentHelp(
            "The steward's pinned public key, which is never read from the keys folder.", valueName: "file"))
    var steward = StandardPlaces.configuration + "/steward.pub"

    @Option(
        help: ArgumentHelp("The folder where this desk keeps the newest keyring that it has seen.", valueName: "folder")
    )
    var state = StandardPlaces.state

    /// The keyring in force, with a warning if it cannot weigh what everybody signed.
    func load() throws -> Keyring {
        let keyring = try KeyringFolder(keys: keys, steward: steward, state: state).load()
        if let warning = keyring.leavingWarning { StandardStream.error.write("warning: \(warning)\n") }
        return keyring
    }
}

/// Where things are; the same options on every command.
struct DeskOptions: ParsableArguments {
    @OptionGroup var trust: KeyringOptions

    @Option(help: ArgumentHelp("The vault's file.", valueName: "file"))
    var vault = StandardPlaces.state + "/vault.sqlite"

    @Option(help: ArgumentHelp("The folder with the policies.", valueName: "folder"))
    var policies = StandardPlaces.configuration + "/policies"

    @Option(help: ArgumentHelp("Your secret key file.", valueName: "file"))
    var key = StandardPlaces.configuration + "/reviewer.secret"

    @Option(
        help: ArgumentHelp(
            "Read the passphrase from this file descriptor, up to the first line end.", valueName: "number"))
    var passphraseFd: Int32?

    @Option(
        help: ArgumentHelp(
            "Today's UTC date, YYYY-MM-DD, to say that the clock is right though nothing was signed near that day.",
            valueName: "day"))
    var today: Day?

    /// Where this desk keeps what it has seen and noted.
    var state: String { trust.state }

    /// Opens the desk: keyring, policies, vault, then the reviewer's key.
    ///
    /// - Parameters:
    ///   - vault: the vault, where it is open already.
    ///   - sealsOnly: whether a key that is not active will do, since nothing is signed.
    func open(on vault: VaultArchive? = nil, sealsOnly: Bool = false) throws -> Desk {
        guard today == nil || today == .today else {
            throw Refusal(
                .usage, "this machine says that today is \(Day.today), and --today says another day",
                hint: "set the clock: timedatectl set-time YYYY-MM-DD")
        }
        let keyring = try trust.load()
        let policies = try PolicySet.load(folder: policies)
        let vault = try vault ?? VaultArchive.open(path: self.vault)
        let passphrase = try PassphraseSource.read(descriptor: passphraseFd, prompt: "Passphrase for \(key): ")
        let reviewer = try ReviewerKey.open(key, passphrase: passphrase)
        let desk = try Desk.opening(
            keyring: keyring, policies: policies, vault: vault, reviewer: reviewer, sealsOnly: sealsOnly, said: today)
        if !sealsOnly { tellWhereStoriesAre(desk) }
        return desk
    }

    /// Tells the writers whose day has come where their stories are, before anything else is done at the desk.
    func tellWhereStoriesAre(_ desk: borrowing Desk) {
        // It keeps nobody from their work: what fails now is done when the desk is opened next, and a clock that is wrong is
        // named by the first act.
        guard let told = try? desk.tellWhereStoriesAre(in: state), told > 0 else { return }
        StandardStream.error.write(
            "note: signed for \(told) \(told == 1 ? "writer" : "writers"): where the story is out, or was taken back\n")
    }
}

/// A case, named by the start of its id.
struct CaseArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The case, as the inbox shows it.", valueName: "id"))
    var id: String
}

extension DeskOptions {
    /// The words of the pages and of codes, in the languages of the form.
    func languages(_ policies: PolicySet) throws -> Languages {
        try Languages.load(folder: self.policies, codes: policies.form.languages)
    }

    /// The letters that a reviewer starts from.
    func letterTemplates(_ policies: PolicySet) throws -> LetterTemplates {
        try LetterTemplates.load(
            folder: self.policies, codes: policies.form.languages, retention: policies.retention)
    }
}
