/// In which order the pages of a booklet stand on sheets that are printed on both sides, folded once and stapled.
///
/// A sheet has four pages. Where the pages do not fill the sheets, empty ones come before the last: that one is the back cover.
public struct Imposition: Sendable, Equatable {
    /// One side of a sheet, as it lies before one; a page that is nil is empty.
    public struct Side: Sendable, Equatable {
        public let left: Int?
        public let right: Int?
    }

    /// A sheet, which is turned over its short edge.
    public struct Sheet: Sendable, Equatable {
        public let front: Side
        public let back: Side
    }

    /// From the outermost to the innermost.
    public let sheets: [Sheet]

    /// - Parameter pages: how many pages the booklet has, from 1.
    public init(pages: Int) {
        let empty = (4 - pages % 4) % 4
        let order = (1..<max(pages, 1)).map { Optional($0) } + [Int?](repeating: nil, count: empty) + [pages]
        let count = order.count
        sheets = (0..<count / 4).map { sheet in
            let (first, last) = (2 * sheet, count - 1 - 2 * sheet)
            return Sheet(
                front: Side(left: order[last], right: order[first]),
                back: Side(left: order[first + 1], right: order[last - 1]))
        }
    }
}
