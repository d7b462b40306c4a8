import Envelope
import Glibc

/// One run at a time with one state folder, so that none writes over another's line.
enum StateLock {
    /// Takes `publications.lock` in the state folder, and keeps it until the program ends, however it ends.
    ///
    /// - Throws: `Refusal`, `.busy` while another run has it.
    static func take(_ folder: String) throws(Refusal) {
        try OutputFile.makeFolder(folder)
        let path = folder + "/publications.lock"
        let file = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw Refusal(.cannotCreate, "the file \(path) cannot be made", hint: "check its folder")
        }
        // Never closed here: the system does it when the program ends.
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK
                ? Refusal(
                    .busy, "another firsthand-publish is at work with \(folder)",
                    hint: "wait until it is done, then run the same again")
                : Refusal(.inputOutput, "the file \(path) cannot be locked", hint: "keep the state on a local disk")
        }
    }
}
