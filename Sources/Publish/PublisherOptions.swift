public import ArgumentParser
import Console
import Envelope
import Files
import Policies
public import Publication
import Warnings

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

/// What an export is made of.
struct EditionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("\(Use.allCases.map(\.rawValue).listed("or")).", valueName: "use"))
    var use: Use

    @Option(
        help: ArgumentHelp(
            "Where it goes, such as a site or a printing: a place keeps its own record of what must be taken back. "
                + "The use's name if left out.", valueName: "name"))
    var place: String?

    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "\(Format.allCases.map(\.rawValue).listed("or")); may be given more than once. If left out: \(Format.usual.map(\.rawValue).listed("and")).",
            valueName: "format"))
    var formats: [Format] = []

    @Option(help: ArgumentHelp("What the site, the feeds and the book are called.", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("Where the site will stand, for the feeds: https://…", valueName: "address"))
    var address: String?

    @Flag(
        help: ArgumentHelp(
            "Say on each page of the site, and at the end of the zine, where stories are taken in: the web-address of "
                + "form.yaml, and in the zine its mail-address too."))
    var invite = false

    @Option(
        help: ArgumentHelp(
            "A look of your own for the site: a folder with style.css and pages, as Documentation/Theme shows.",
            valueName: "folder"))
    var theme: String?

    @Option(
        help: ArgumentHelp(
            "Which stories share a theme, what is asked for, and what a reader can do, as Documentation/Campaigns shows.",
            valueName: "file"))
    var campaigns: String?

    @Option(help: ArgumentHelp("The page of the zine: half-letter or a5.", valueName: "size"))
    var paper = Printing.Paper.halfLetter

    @Flag(help: "Set the zine in letters of 16 points, for people who see less.")
    var largeType = false

    @Flag(
        help: "Put the stories of the zine under the themes of --campaigns, each under its first, and not by language.")
    var byTheme = false

    func validate() throws {
        guard !byTheme || campaigns != nil else { throw ValidationError("name a file with --campaigns for --by-theme") }
    }

    func export(
        day: Day, isRehearsal: Bool, _ selection: Selection, _ log: PublicationLog, _ policies: PolicySet,
        _ notes: [String: [String: String]], _ pages: CampaignPages
    ) throws -> PublicationExport {
        let graves = log.tombstones(
            use: use, place: place ?? use.rawValue, standing: selection.standing, month: day.month)
        return try PublicationExport(
            use: use, place: place, day: day, isRehearsal: isRehearsal,
            formats: formats.isEmpty ? Format.usual : formats,
            tombstones: graves, title: title, language: selection.language, address: address,
            surroundings: Surroundings(policies, notes, naming: invite),
            printing: Printing(paper: paper, isLarge: largeType, isByTheme: byTheme),
            theme: theme.map { try Theme.load($0) } ?? .shipped,
            campaigns: campaigns.map { try Campaign.load($0, languages: policies.form.languages) } ?? [],
            formerCampaigns: pages.names(use, place ?? use.rawValue))
    }
}

extension Surroundings {
    /// What the policies say of who publishes, of where to turn, and, if it is to be named, of where stories are taken in.
    fileprivate init(_ policies: PolicySet, _ notes: [String: [String: String]], naming isNamed: Bool) {
        self.init(
            organization: policies.form.organization?.name ?? [:], address: isNamed ? policies.form.webAddress : nil,
            letters: isNamed ? policies.form.mailAddress ?? [:] : [:],
            countries: policies.help.countries.map { country in
                Country(
                    name: country.name, emergency: country.emergency,
                    services: country.services.map {
                        Service(
                            name: $0.name, what: $0.what, call: $0.call, text: $0.text?.number,
                            keyword: $0.text?.keyword ?? [:], chat: $0.chat)
                    })
            },
            mark: policies.emblem.map { emblem in
                Mark(
                    viewBox: emblem.viewBox,
                    shapes: emblem.shapes.map { ($0.name.rawValue, $0.attributes.map { ($0.name, $0.value) }) })
            }, notes: NoteWords(notes))
    }
}

extension Format: ExpressibleByArgument {}
extension Printing.Paper: ExpressibleByArgument {}

/// What each story is looked at beside, before it goes out.
struct DisclosureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A list of names and numbers that must not be published, one a line.", valueName: "file"))
    var doNotPublish: String?

    @Option(
        help: ArgumentHelp(
            "A text that others can search, such as a court record, or a folder of them; may be given more than once.",
            valueName: "file"))
    var compare: [String] = []

    func check() throws -> DisclosureCheck {
        try DisclosureCheck(
            list: doNotPublish.map { try InputFile.text($0) } ?? "",
            texts: InputFile.texts(compare, limit: DisclosureCheck.mostText))
    }
}
