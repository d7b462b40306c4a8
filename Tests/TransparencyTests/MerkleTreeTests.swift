import Envelope
import Testing
import Transparency

/// The tree against known roots, and its proofs for every size that a log of months will have in our time.
struct MerkleTreeTests {
    /// The entries and roots that certificate transparency's own tests use.
    private static let known: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6F),
    ]
    private static let leaves = (0..<40).map { MerkleTree.leaf([UInt8($0)]) }

    @Test(arguments: [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ]) func `roots are those of RFC 6962`(size: Int, root: String) {
        #expect(MerkleTree.root(Self.known.prefix(size).map { MerkleTree.leaf($0) }).hex == root)
    }

    @Test func `a path leads from each entry to the root, and from no other place or entry`() {
        for size in 1...Self.leaves.count {
            let tree = Self.leaves.prefix(size)
            for index in 0..<size {
                let path = MerkleTree.inclusion(of: index, in: tree)
                func root(_ leaf: Digest, _ index: Int, _ size: Int, _ path: [Digest]) -> Digest? {
                    MerkleTree.root(from: leaf, at: index, of: size, by: path)
                }
                #expect(root(tree[index], index, size, path) == MerkleTree.root(tree))
                #expect(root(tree[index], index + 1, size, path) != MerkleTree.root(tree))
                #expect(root(MerkleTree.leaf([255]), index, size, path) != MerkleTree.root(tree))
                #expect(root(tree[index], index, size, path + [tree[0]]) != MerkleTree.root(tree))
                if !path.isEmpty {
                    #expect(root(tree[index], index, size, Array(path.dropLast())) != MerkleTree.root(tree))
                }
            }
        }
    }

    @Test func `a proof shows that a smaller tree is the beginning of a larger one, and of no other`() {
        for size in 1...Self.leaves.count {
            let tree = Self.leaves.prefix(size)
            let now = (size, MerkleTree.root(tree))
            for old in 1...size {
                let proof = MerkleTree.consistency(from: old, in: tree)
                let before = (old, MerkleTree.root(tree.prefix(old)))
                #expect(MerkleTree.isConsistent(before, now, by: proof))
                var changed = Array(tree.prefix(old))
                changed[old / 2] = MerkleTree.leaf([255])
                #expect(!MerkleTree.isConsistent((old, MerkleTree.root(changed)), now, by: proof))
                #expect(!MerkleTree.isConsistent(before, (size, MerkleTree.leaf([1, 2])), by: proof))
                #expect(!MerkleTree.isConsistent(before, now, by: proof + [tree[0]]))
                if !proof.isEmpty { #expect(!MerkleTree.isConsistent(before, now, by: Array(proof.dropLast()))) }
            }
        }
        let now = (5, MerkleTree.root(Self.leaves.prefix(5)))
        #expect(MerkleTree.isConsistent((0, MerkleTree.root([])), now, by: []))
        #expect(!MerkleTree.isConsistent((6, MerkleTree.root(Self.leaves.prefix(6))), now, by: []))
    }
}
