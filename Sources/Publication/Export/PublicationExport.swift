public import Envelope

/// Approved stories on their way out, for one use.
public struct PublicationExport: Sendable {
    /// What the stories were agreed to be used for.
    public let use: Use
    /// The UTC day of the export.
    public let day: Day
    /// The stories in order of their ids, so that the order tells nothing.
    public let stories: [ApprovedStory]

    /// Puts stories together.
    ///
    /// - Throws: `ExportError.storyTwice` if two stories have one id.
    public init(use: Use, day: Day, stories: [ApprovedStory]) throws(ExportError) {
        guard Set(stories.map(\.id)).count == stories.count else { throw .storyTwice }
        self.use = use
        self.day = day
        self.stories = stories.sorted { $0.id.utf8Precedes($1.id) }
    }

    /// What the signature says of the export beside its bytes: it names no one.
    public var trustedComment: String { "firsthand export for \(use.rawValue), \(day), stories: \(stories.count)" }
}

/// One file of an export.
public struct ExportFile: Sendable, Equatable {
    /// Where it stands in the export's folder: ASCII, with `/` between names.
    public let path: String
    /// All of it.
    public let bytes: [UInt8]

    /// A file of text in UTF-8.
    init(path: String, text: String) {
        self.path = path
        self.bytes = Array(text.utf8)
    }

    /// Whether `path` is one that an export may hold: plain names, no way out of the folder.
    static func isPath(_ path: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return (1...200).contains(path.utf8.count)
            && names.allSatisfy { name in
                !name.isEmpty && !name.hasPrefix(".")
                    && name.utf8.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                            || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
                    }
            }
    }
}

/// Why an export was not made; nothing of it is left behind.
public enum ExportError: Error, Equatable, Sendable, CustomStringConvertible {
    case storyTwice, badTemplate, badFile, folderInUse, cannotCreate, cannotWrite

    /// What the program's exit says.
    public var status: ExitStatus {
        switch self {
        case .storyTwice, .badTemplate, .badFile: .badData
        case .folderInUse, .cannotCreate: .cannotCreate
        case .cannotWrite: .inputOutput
        }
    }

    public var description: String {
        switch self {
        case .storyTwice: "two stories have the same public id; nothing was exported, please report this as a fault"
        case .badTemplate: "a page template cannot be read; nothing was exported, please report this as a fault"
        case .badFile: "a file's name is not one that an export may hold; nothing was exported, please report this"
        case .folderInUse: "the folder is there and holds something; name a new folder with --to"
        case .cannotCreate: "the folder cannot be made; check that its parent folder is there and yours to write in"
        case .cannotWrite: "a file cannot be written; check for free space and try again"
        }
    }
}
