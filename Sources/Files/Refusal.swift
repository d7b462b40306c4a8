/// The exit codes of all three programs, from `sysexits.h` where one fits.
public enum ExitStatus: Int32, Sendable {
    /// Bad arguments (as swift-argument-parser uses it).
    case usage = 64
    /// Data that is damaged, forged, or does not open.
    case badData = 65
    /// What was asked for is not there.
    case noInput = 66
    /// A keyring, a vault or a form key that cannot be used now.
    case unavailable = 69
    /// A file that cannot be made.
    case cannotCreate = 73
    /// Reading or writing failed.
    case inputOutput = 74
    /// Another run is at work; the same will do later.
    case busy = 75
    /// A wrong passphrase, a missing terminal, or something that the rules do not allow.
    case notPermitted = 77
    /// A policy or configuration file with an error.
    case configuration = 78
}

/// An error that can end a program: each says with which exit code, where it is declared.
public protocol ProgramError: Error {
    /// What a person is told.
    var refusal: Refusal { get }
}

/// Why a program stops: what happened and what to do next, for a person.
///
/// It carries no data of a story.
public struct Refusal: ProgramError, Equatable {
    public let status: ExitStatus
    /// What happened: lower case, no full stop.
    public let message: String
    /// What to do next, or nil.
    public let hint: String?

    public init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.status = status
        self.message = message
        self.hint = hint
    }

    public var refusal: Refusal { self }

    /// The lines that a program prints on standard error.
    public func lines(program: String) -> String {
        "\(program): \(message)\n" + (hint.map { "hint: \($0)\n" } ?? "")
    }
}
