public import Files

/// Why an export was not made; nothing of it is left behind.
public enum ExportError: ProgramError, Equatable, CustomStringConvertible {
    case storyTwice, tooMany, badTemplate, badFile, badPlace, badAddress, folderInUse, cannotCreate, cannotWrite
    case notTypeset, notImposed, notDrawn, changedMeanwhile

    /// What the program's exit says.
    public var status: ExitStatus {
        switch self {
        case .storyTwice, .badTemplate, .badFile, .changedMeanwhile: .badData
        case .badPlace, .badAddress, .tooMany: .usage
        case .folderInUse, .cannotCreate: .cannotCreate
        case .cannotWrite: .inputOutput
        case .notTypeset, .notImposed, .notDrawn: .unavailable
        }
    }

    public var refusal: Refusal { Refusal(status, "\(self)") }

    public var description: String {
        switch self {
        case .storyTwice: "two stories have the same public id; nothing was exported, please report this as a fault"
        case .tooMany: "an EPUB holds at most 60,000 stories; name other formats with --format"
        case .badTemplate: "a page template cannot be read; nothing was exported, please report this as a fault"
        case .badFile: "a file's name is not one that an export may hold; nothing was exported, please report this"
        case .badPlace: "a place is named with 1 to 64 letters, digits, points, dashes or underscores"
        case .badAddress: "an address starts with https:// and holds no blanks, quotation marks or questions"
        case .folderInUse: "the folder is there and holds something; name a new folder with --to"
        case .cannotCreate: "the folder cannot be made; check that its parent folder is there and yours to write in"
        case .cannotWrite: "a file cannot be written; check for free space and try again"
        case .notTypeset: "WeasyPrint made no PDF; install it (pip install weasyprint), or leave out --format pdf"
        case .notImposed: "mutool made no sheets; install it (apt install mupdf-tools), or leave out --format booklet"
        case .notDrawn:
            "rsvg-convert made no picture; install it (apt install librsvg2-bin), or leave out --format cards"
        case .changedMeanwhile: "a story changed while it was exported; nothing was exported, run the same again"
        }
    }
}
