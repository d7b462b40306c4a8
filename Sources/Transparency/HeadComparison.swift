/// Two heads of one log, side by side.
public struct HeadComparison {
    /// What can be said of them.
    public enum Outcome: Equatable, Sendable {
        /// They say the same.
        case same
        /// The second goes on from the first.
        case goesOn
        /// Nothing shows whether the larger goes on from the smaller.
        case unknown(smaller: Int)
    }

    /// Compares two heads, or a head with a request that shows how it goes on.
    ///
    /// - Throws: `WitnessFlaw`, `.split` or `.doesNotGoOn` with the witnesses who signed both if they cannot both be true.
    public static func compare(
        _ one: SignedHead, _ other: SignedHead, by request: HeadRequest? = nil, _ policy: WitnessPolicy
    ) throws(WitnessFlaw) -> Outcome {
        guard one.head.origin == other.head.origin else { throw .unknownLog(other.head.origin) }
        let first = try policy.sightings(of: one).map(\.witness)
        let second = try policy.sightings(of: other).map(\.witness)
        let both = first.filter(second.contains)
        let (small, large) = one.head.size <= other.head.size ? (one.head, other.head) : (other.head, one.head)
        guard small.size < large.size else {
            guard small.root == large.root else { throw .split(small.size, both: both) }
            return .same
        }
        guard let request, request.signed.head == large, request.old == small.size else {
            return .unknown(smaller: small.size)
        }
        guard MerkleTree.isConsistent((small.size, small.root), (large.size, large.root), by: request.proof) else {
            throw .doesNotGoOn(small.size, large.size, both: both)
        }
        return .goesOn
    }
}
