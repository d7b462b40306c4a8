public import Files

/// What is wrong with an export, and in which file.
public struct ExportFault: ProgramError, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: String, Sendable {
        /// The folder, or a file in it, cannot be read.
        case unreadable
        /// A file that is listed is not there.
        case missing
        /// A file is there that is not listed.
        case extra
        /// A link, a device, or anything else that is neither a file nor a folder.
        case notPlain
        /// A file's bytes are not those that were signed.
        case changed
        /// A file is not in its form.
        case malformed
        /// The signature is not by the publisher's key, or not over these bytes.
        case badSignature
        /// The manifest and the list of files do not say the same.
        case contradicts
    }

    /// What is wrong.
    public let code: Code
    /// The file, from the export's folder; for a name that Firsthand would never write, what can be shown of it.
    public let path: String

    init(_ code: Code, _ path: String) {
        self.code = code
        self.path = path.isEmpty ? "the folder" : ExportFile.isPath(path) ? path : Self.printable(path)
    }

    /// What the program's exit says.
    public var status: ExitStatus { code == .unreadable ? .noInput : .badData }

    public var refusal: Refusal { Refusal(status, "\(self)") }

    public var description: String {
        switch code {
        case .unreadable: "\(path) cannot be read; check that it is there and that you may read it"
        case .missing: "\(path) is missing; get the whole export again"
        case .extra: "\(path) is not part of the export; remove it, or get the whole export again"
        case .notPlain: "\(path) is not a plain file; get the whole export again"
        case .changed: "\(path) is not as it was signed; do not use this export, and get it again"
        case .malformed: "\(path) is not as Documentation/FORMAT.md §7 says; do not use this export"
        case .badSignature: "\(path) is not this publisher's signature; do not use this export, and ask the publisher"
        case .contradicts: "\(path) does not fit the list of files; do not use this export, and ask the publisher"
        }
    }

    // Somebody else chose this name: it may hold escape sequences.
    private static func printable(_ name: String) -> String {
        let shown = name.unicodeScalars.prefix(100).map { (0x20...0x7E).contains($0.value) ? String($0) : "?" }
        return "\"\(shown.joined())\""
    }
}
