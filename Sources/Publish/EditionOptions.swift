public import ArgumentParser
import Envelope
public import Publication

/// What an export is made of.
struct EditionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("website, social, print, campaign, press, court or network.", valueName: "use"))
    var use: Use

    @Option(
        help: ArgumentHelp(
            "Where it goes, such as a site or a printing: a place keeps its own record of what must be taken back. "
                + "The use's name if left out.", valueName: "name"))
    var place: String?

    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "site, markdown, wordpress, json-feed, atom, epub, zine, pdf, csv or json; may be given more than once. "
                + "All but pdf if left out.", valueName: "format"))
    var formats: [Format] = []

    @Option(help: ArgumentHelp("What the site, the feeds and the book are called.", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("Where the site will stand, for the feeds: https://…", valueName: "address"))
    var address: String?

    func export(
        day: Day, isRehearsal: Bool, _ selection: Selection, _ log: PublicationLog
    ) throws -> PublicationExport {
        let graves = log.tombstones(
            use: use, place: place ?? use.rawValue, standing: selection.standing, month: day.month)
        return try PublicationExport(
            use: use, place: place, day: day, isRehearsal: isRehearsal,
            formats: formats.isEmpty ? Format.usual : formats,
            tombstones: graves, title: title, language: selection.language, address: address)
    }
}

extension Format: ExpressibleByArgument {}
