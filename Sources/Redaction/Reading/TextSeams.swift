/// The places where a long text was cut, to be read once more across the cut: a name or a number may stand on both sides.
struct TextSeams {
    /// The end of one piece and the beginning of the next.
    struct Seam {
        /// Where the cut is, and where the first of these code points is, in the whole text.
        let place: Int
        let start: Int
        let scalars: [UInt32]
    }

    // More than any suggestion needs on one side.
    private static let reach = 512

    private var last: [UInt32] = []

    /// The cut before a piece; nil before the first.
    mutating func next(_ window: TextWindows.Window) -> Seam? {
        defer { last = Array(window.scalars.suffix(Self.reach)) }
        guard window.start > 0 else { return nil }
        // From a blank on, so that no word is read in half.
        let blank = last.firstIndex(of: 0x20).map { last.count < Self.reach ? 0 : $0 } ?? 0
        return Seam(
            place: window.start, start: window.start - last.count + blank,
            scalars: Array(last[blank...]) + Array(window.scalars.prefix(Self.reach)))
    }
}
