internal import CPublication
import Envelope

/// SHA-256, for `SHA256SUMS` and nothing else: within Firsthand a digest is BLAKE2b under a label.
///
/// It takes a file in pieces, so that a long one need not be held.
struct SHA256Sum: Sendable {
    private var state = [UInt64](repeating: 0, count: Int(FH_PUBLICATION_SHA256_WORDS))

    /// The sum of nothing yet.
    init() {
        let result = unsafe fh_publication_sha256_init(&state)
        precondition(result == 0, "SHA-256: libsodium did not start")
    }

    /// Takes the next bytes.
    mutating func add(_ bytes: [UInt8]) {
        let result = unsafe fh_publication_sha256_update(&state, bytes, bytes.count)
        precondition(result == 0, "SHA-256: cannot go on")
    }

    /// The sum, as `sha256sum` gives it.
    consuming func finish() -> Digest {
        var sum = [UInt8](repeating: 0, count: Digest.length)
        let result = unsafe fh_publication_sha256_final(&state, &sum)
        precondition(result == 0, "SHA-256: cannot end")
        return Digest(unchecked: sum)
    }

    /// The sum of a whole file's contents.
    static func of(_ contents: [UInt8]) -> Digest {
        var sum = SHA256Sum()
        sum.add(contents)
        return sum.finish()
    }
}
