import Envelope

/// Eight signs that name one text of one case on paper: on the printed proof, and on the slip that comes back (FORMAT §6.7).
///
/// No two of them could be mistaken for each other: neither 0 and O, nor 1, I and L, nor 5 and S, nor U and V. The last sign
/// is a check: one wrong sign, or two that changed places, and it does not fit.
struct CheckCode: Equatable, CustomStringConvertible {
    static let alphabet = Array("23456789ABCDEFGHJKMNPQRTVWXYZ")
    private static let length = 7
    private let signs: [Int]

    /// The code of a text.
    ///
    /// - Parameter body: the body digest of the proposal, or of the story that was typed.
    init(of body: Digest, in caseID: CaseID) {
        let digest = Hash.digest("firsthand/check-code/v1", caseID.bytes + body.bytes).bytes
        // 29 signs: the remainder of 64 bits is as good as even.
        var number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var signs: [Int] = []
        for _ in 0..<Self.length {
            signs.append(Int(number % UInt64(Self.alphabet.count)))
            number /= UInt64(Self.alphabet.count)
        }
        self.signs = signs
    }

    /// Reads a code as a person types it: in any case, with or without the hyphen.
    ///
    /// - Returns: nil if a sign is none of ours, one is too many or too few, or the check does not fit.
    init?(typed: String) {
        let typed = typed.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        let signs = typed.compactMap { Self.alphabet.firstIndex(of: $0) }
        guard typed.count == Self.length + 1, signs.count == typed.count else { return nil }
        self.signs = Array(signs.dropLast())
        guard check == signs.last else { return nil }
    }

    /// 29 is a prime, and the factors differ: one changed sign changes the sum, and so do two that change places.
    private var check: Int {
        signs.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element } % Self.alphabet.count
    }

    var description: String {
        let all = (signs + [check]).map { Self.alphabet[$0] }
        return String(all.prefix(4)) + "-" + String(all.dropFirst(4))
    }
}
