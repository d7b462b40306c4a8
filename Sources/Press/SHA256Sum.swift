internal import CPress
public import Envelope

/// SHA-256, for `SHA256SUMS` and nothing else: within Firsthand a digest is BLAKE2b under a label.
public enum SHA256Sum {
    /// The sum of a file's contents, as `sha256sum` gives it.
    public static func of(_ contents: [UInt8]) -> Digest {
        var sum = [UInt8](repeating: 0, count: Digest.length)
        let result = unsafe fh_press_sha256(&sum, contents, contents.count)
        precondition(result == 0, "SHA-256: libsodium did not start")
        return Digest(unchecked: sum)
    }
}
