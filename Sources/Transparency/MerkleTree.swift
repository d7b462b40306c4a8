public import Envelope

/// The hash tree of a transparency log: its root, and short proofs about it.
///
/// Source: RFC 6962 section 2.1; how proofs are checked, RFC 9162 sections 2.1.3.2 and 2.1.4.2.
public enum MerkleTree {
    /// The hash of an entry.
    ///
    /// A leaf and a node begin with another byte, so that no node can be shown as an entry.
    public static func leaf(_ entry: [UInt8]) -> Digest { SHA256Sum.of([0] + entry) }

    private static func node(_ left: Digest, _ right: Digest) -> Digest {
        SHA256Sum.of([1] + left.bytes + right.bytes)
    }

    /// The root over the hashes of all entries, in their order.
    public static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        guard leaves.count > 1 else { return leaves.first ?? SHA256Sum.of([]) }
        let (left, right) = parted(leaves)
        return node(root(left), root(right))
    }

    /// The same of an array.
    public static func root(_ leaves: [Digest]) -> Digest { root(leaves[...]) }

    /// What leads from the entry at `index` to the root, the nearest first.
    public static func inclusion(of index: Int, in leaves: ArraySlice<Digest>) -> [Digest] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = parted(leaves)
        return index < left.count
            ? inclusion(of: index, in: left) + [root(right)]
            : inclusion(of: index - left.count, in: right) + [root(left)]
    }

    /// What shows that the tree of the first `size` entries is the beginning of this one.
    ///
    /// - Precondition: `size` is from 1 to the number of entries.
    public static func consistency(from size: Int, in leaves: ArraySlice<Digest>) -> [Digest] {
        consistency(from: size, in: leaves, isOldRoot: true)
    }

    private static func consistency(
        from size: Int, in leaves: ArraySlice<Digest>, isOldRoot: Bool
    ) -> [Digest] {
        guard size < leaves.count else { return isOldRoot ? [] : [root(leaves)] }
        let (left, right) = parted(leaves)
        return size <= left.count
            ? consistency(from: size, in: left, isOldRoot: isOldRoot) + [root(right)]
            : consistency(from: size - left.count, in: right, isOldRoot: false) + [root(left)]
    }

    /// The left part has the largest power of two below the number of all.
    private static func parted(_ leaves: ArraySlice<Digest>) -> (ArraySlice<Digest>, ArraySlice<Digest>) {
        var count = 1
        while count * 2 < leaves.count { count *= 2 }
        return (leaves.prefix(count), leaves.dropFirst(count))
    }

    /// The root of the tree of `size` entries that a path from one entry leads to; nil if it is not a path in such a tree.
    public static func root(from leaf: Digest, at index: Int, of size: Int, by path: [Digest]) -> Digest? {
        guard (0..<size).contains(index) else { return nil }
        var (place, last, hash) = (index, size - 1, leaf)
        for step in path {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                hash = node(step, hash)
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = node(hash, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 ? hash : nil
    }

    /// Whether a proof shows that the old tree is the beginning of the new one.
    public static func isConsistent(
        _ old: (size: Int, root: Digest), _ new: (size: Int, root: Digest), by proof: [Digest]
    ) -> Bool {
        guard old.size >= 0, old.size < new.size else {
            return old.size == new.size && old.root == new.root && proof.isEmpty
        }
        guard old.size > 0 else { return proof.isEmpty && old.root == SHA256Sum.of([]) }
        let path = (old.size & (old.size - 1) == 0 ? [old.root] : []) + proof
        guard let first = path.first else { return false }
        var (place, last) = (old.size - 1, new.size - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var (before, now) = (first, first)
        for step in path.dropFirst() {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                (before, now) = (node(step, before), node(step, now))
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                now = node(now, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return before == old.root && now == new.root && last == 0
    }
}
