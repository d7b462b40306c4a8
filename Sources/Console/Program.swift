public import ArgumentParser
internal import CEnvelope
public import Envelope
public import Files
import Foundation
import Sandbox

/// A command that needs something from the system that other commands do not need, and says what.
public protocol ConfiningCommand: ParsableCommand {
    /// Gives up for good what it does not need (`Confinement`).
    ///
    /// It comes before any other thread, and before anything but the arguments is read.
    func confine() throws
}

/// The root command of a program.
///
/// All three begin and end in the same way: what they print when they fail, and the code that they exit with, is decided here.
public protocol Program: ParsableCommand {}

extension Program {
    public static func main() {
        do {
            try keepPrivate()
            let command = try parseAsRoot()
            if let own = command as? any ConfiningCommand { try own.confine() } else { try Confinement.goOffline() }
            guard let serving = command as? any AsyncParsableCommand else {
                var command = command
                return try command.run()
            }
            Task {
                var serving = serving
                do { try await serving.run() } catch { end(error) }
                Foundation.exit(0)
            }
        } catch { end(error) }
        dispatchMain()
    }

    /// Forbids core dumps and reading by other processes of the account, and makes new files their owner's alone.
    ///
    /// Comes first: a program that the system does not allow this must not go on to words or keys.
    private static func keepPrivate() throws(Refusal) {
        guard fh_envelope_keep_private() == 0 else {
            throw Refusal(
                .unavailable, "the system does not let this program forbid core dumps", hint: "check its limits")
        }
        _ = umask(0o077)
    }

    private static func end(_ error: any Error) -> Never {
        if let error = error as? any ProgramError {
            let refusal = error.refusal
            TerminalStream.error.lines(refusal.lines(program: configuration.commandName ?? ""))
            Foundation.exit(refusal.status.rawValue)
        }
        // Help and completions go out as they are; what says what is wrong repeats the arguments.
        guard !exitCode(for: error).isSuccess else { exit(withError: error) }
        if exitCode(for: error) == .validationFailure,
            let word = Misspelling(Array(CommandLine.arguments.dropFirst()), of: Self.self)
        {
            TerminalStream.error.lines(word.lines)
            Foundation.exit(exitCode(for: error).rawValue)
        }
        TerminalStream.error.lines(fullMessage(for: error) + "\n")
        Foundation.exit(exitCode(for: error).rawValue)
    }
}

// The errors of rooms that read and write no file, and so cannot name an exit code themselves.

extension KeyringError: ProgramError { public var refusal: Refusal { Refusal(.unavailable, "\(self)") } }

extension GuardedMemoryError: ProgramError { public var refusal: Refusal { Refusal(.unavailable, "\(self)") } }

extension FormatError: ProgramError { public var refusal: Refusal { Refusal(.badData, "\(self)") } }
