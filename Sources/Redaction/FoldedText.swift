/// A text as keys that set case, accents and spacing aside, each knowing where in the text it came from.
struct FoldedText {
    /// What is compared.
    private(set) var keys: [UInt32] = []
    /// For each key, the scalars of the text that it stands for.
    private(set) var origins: [Range<Int>] = []
    /// Whether some word is broken by a hyphen at a line's end.
    private(set) var hasBrokenWords = false

    /// Folds scalars in one pass.
    ///
    /// - Parameter joiningBrokenWords: take "Ty-" at a line's end and "rell" on the next line as "Tyrell".
    init(_ scalars: some Sequence<Unicode.Scalar>, joiningBrokenWords: Bool = false) {
        var fold = LetterFold()
        var sawLineEnd = false
        for (offset, scalar) in scalars.enumerated() {
            let origin = offset..<(offset + 1)
            let folded = fold.keys(of: scalar)
            if folded == [LetterFold.blank] {
                let isLineEnd = scalar == "\n" || scalar == "\r" || scalar == "\u{2028}"
                if keys.last == LetterFold.blank {
                    origins[origins.count - 1] = origins[origins.count - 1].lowerBound..<origin.upperBound
                    sawLineEnd = sawLineEnd || isLineEnd
                } else {
                    append(LetterFold.blank, origin)
                    sawLineEnd = isLineEnd
                }
                continue
            }
            if sawLineEnd, !folded.isEmpty {
                sawLineEnd = false
                if endsInBrokenWord {
                    hasBrokenWords = true
                    if joiningBrokenWords { joinBrokenWord() }
                }
            }
            for key in folded { append(key, origin) }
        }
    }

    /// Folds a whole string.
    init(_ text: String) { self.init(text.unicodeScalars) }

    private mutating func append(_ key: UInt32, _ origin: Range<Int>) {
        keys.append(key)
        origins.append(origin)
    }

    private var endsInBrokenWord: Bool {
        keys.count > 2 && keys[keys.count - 2] == LetterFold.hyphen && WordClass(keys[keys.count - 3]) != .none
    }

    /// Takes off the hyphen and the blank after it.
    private mutating func joinBrokenWord() {
        keys.removeLast(2)
        origins.removeLast(2)
    }

    /// The keys without the ends that `isEdge` names.
    func trimmed(where isEdge: (UInt32) -> Bool) -> [UInt32] {
        guard let first = keys.firstIndex(where: { !isEdge($0) }), let last = keys.lastIndex(where: { !isEdge($0) })
        else { return [] }
        return Array(keys[first...last])
    }
}
