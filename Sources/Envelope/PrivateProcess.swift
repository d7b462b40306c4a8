internal import CEnvelope
import Glibc

/// What a process that holds words or keys keeps to itself.
public enum PrivateProcess {
    /// Forbids core dumps and reading by other processes of the account, and makes new files their owner's alone.
    ///
    /// Called first by every program.
    /// - Throws: `Refusal` if the system does not allow it; the program must not go on.
    public static func begin() throws(Refusal) {
        let result = fh_envelope_keep_private()
        guard result == 0 else {
            throw Refusal(
                .unavailable, "the system does not let this program forbid core dumps", hint: "check its limits")
        }
        _ = umask(0o077)
    }
}
