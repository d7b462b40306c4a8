import ArgumentParser
import Files
import Publication
import Warnings

/// What each story is looked at beside, before it goes out.
struct DisclosureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A list of names and numbers that must not be published, one a line.", valueName: "file"))
    var doNotPublish: String?

    @Option(
        help: ArgumentHelp(
            "A text that others can search, such as a court record; may be given more than once.", valueName: "file"))
    var compare: [String] = []

    func check() throws -> DisclosureCheck {
        try DisclosureCheck(list: doNotPublish.map { try InputFile.text($0) } ?? "", texts: InputFile.texts(compare))
    }
}
