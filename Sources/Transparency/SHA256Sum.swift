internal import CTransparency
public import Envelope

/// SHA-256, where another format asks for it: `SHA256SUMS`, and the trees of transparency logs.
///
/// Everywhere else in Firsthand a digest is BLAKE2b under a label. It takes a file in pieces, so that a long one need not be
/// held.
public struct SHA256Sum: Sendable {
    private var state = [UInt64](repeating: 0, count: Int(FH_TRANSPARENCY_SHA256_WORDS))

    /// The sum of nothing yet.
    public init() {
        let result = unsafe fh_transparency_sha256_init(&state)
        precondition(result == 0, "SHA-256: libsodium did not start")
    }

    /// Takes the next bytes.
    public mutating func add(_ bytes: [UInt8]) {
        let result = unsafe fh_transparency_sha256_update(&state, bytes, bytes.count)
        precondition(result == 0, "SHA-256: cannot go on")
    }

    /// The sum, as `sha256sum` gives it.
    public consuming func finish() -> Digest {
        var sum = [UInt8](repeating: 0, count: Digest.length)
        let result = unsafe fh_transparency_sha256_final(&state, &sum)
        precondition(result == 0, "SHA-256: cannot end")
        return Digest(unchecked: sum)
    }

    /// The sum of a whole file's contents.
    public static func of(_ contents: [UInt8]) -> Digest {
        var sum = SHA256Sum()
        sum.add(contents)
        return sum.finish()
    }
}
