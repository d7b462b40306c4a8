/// How the zine is printed: on which paper, how large its letters are, and in which order its stories stand.
public struct Printing: Sendable, Equatable {
    /// The size of a page; a sheet is two of them side by side.
    public enum Paper: String, Sendable, CaseIterable {
        /// Half of a letter sheet.
        case halfLetter = "half-letter"
        /// Half of an A4 sheet.
        case a5
    }

    public let paper: Paper
    /// Whether the letters are of 16 points, for people who see less.
    public let isLarge: Bool

    /// Whether stories stand under their themes, each under its first, and not by language.
    public let isByTheme: Bool

    public init(paper: Paper = .halfLetter, isLarge: Bool = false, isByTheme: Bool = false) {
        (self.paper, self.isLarge, self.isByTheme) = (paper, isLarge, isByTheme)
    }

    /// The page, as a style sheet names it.
    var size: String { paper == .a5 ? "148mm 210mm" : "5.5in 8.5in" }
}

/// An organization's mark, as plain shapes that somebody looked through.
public struct Mark: Sendable {
    let viewBox: String
    let shapes: [(name: String, attributes: [(name: String, value: String)])]

    /// - Parameters:
    ///   - viewBox: the four numbers of the drawing's frame.
    ///   - shapes: SVG elements without content, and what each says of itself: nothing that fetches, links or runs.
    public init(viewBox: String, shapes: [(name: String, attributes: [(name: String, value: String)])]) {
        (self.viewBox, self.shapes) = (viewBox, shapes)
    }
}
