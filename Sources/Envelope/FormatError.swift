/// What was read is not what FORMAT.md says it is.
///
/// Closed codes and no data: what could not be read may be a story.
public struct FormatError: Error, Equatable, CustomStringConvertible {
    /// What was malformed.
    public enum Code: String, Sendable {
        case record, header, statement, sealed, body, publicKey, keyring, minisign, date, roll, leaving
    }

    /// What was malformed.
    public let code: Code

    /// Names what was malformed.
    public init(_ code: Code) { self.code = code }

    public var description: String { "not a valid \(code.rawValue) (Documentation/FORMAT.md)" }
}
