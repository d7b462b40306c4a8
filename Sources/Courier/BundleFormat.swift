import Envelope

/// What a bundle is made of, and how much of it there may be (FORMAT §9).
///
/// The limits are a reader's: a length is compared with them, and with what is left of the file, before memory is taken.
enum BundleFormat {
    static let magic = Array("firsthand/bundle/v1\n".utf8)
    /// What every version's magic starts with.
    static let family = Array("firsthand/bundle/v".utf8)

    /// A bundle fits on a stick whose file system takes no file of 4 GiB.
    static let maximumBytes = (1 << 32) - 1
    static let maximumCases = 1_000_000
    /// Statements of one case, and entries of its holdings.
    static let maximumStatements = 1 << 16
    /// A header that names two thousand seen statements.
    static let maximumHeader = 1 << 16

    /// One for each publisher.
    static let maximumReports = 64
    static let maximumReportHeader = 256

    /// What a frame holds.
    enum Tag: UInt8, CaseIterable {
        case opening = 1
        case statement = 2
        case draft = 3
        case holdings = 4
        case report = 5
        case end = 9

        /// The most bytes of such a frame's content.
        var limit: Int {
            switch self {
            case .opening: 1 + CaseID.length
            case .statement, .draft: maximumHeader + Signature.length + Sealed.maximumLength + 64
            case .holdings: maximumStatements * Holding.length
            case .report: maximumReportHeader + Signature.length + Sealed.maximumLength + 64
            case .end: Digest.length
            }
        }
    }

    /// The order of the cases: those with a withdrawal come first, so that they are taken in first.
    enum Group: UInt8 {
        case withdrawn = 0
        case others = 1
    }

    /// Tag and length, which come before a frame's content.
    static let headLength = 5

    static func frame(_ tag: Tag, _ content: [UInt8]) -> [UInt8] {
        [tag.rawValue] + UInt32(content.count).bigEndianBytes + content
    }

    /// The digest that stands for everything up to and including a frame, made from the one before it.
    static func chain(_ before: Digest?, _ bytes: [UInt8]) -> Digest {
        Hash.digest("firsthand/bundle/v1", (before?.bytes ?? []) + bytes)
    }
}
