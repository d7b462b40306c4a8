import ArgumentParser
import Files

/// Texts that others can search, beside which a text is looked at before it is approved.
struct ComparedFiles: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A text that others can search, such as a court record; may be given more than once.", valueName: "file"))
    var compare: [String] = []

    /// The texts, each with the name of its file.
    func texts() throws -> [(name: String, text: String)] { try InputFile.texts(compare) }
}
