/// Programs that are not ours, for the formats that need one; each makes the file at the second path from the file at the first.
public struct OutsidePrograms: Sendable {
    public typealias Maker = @Sendable (_ source: String, _ made: String) throws -> Void

    /// Nothing is asked for that needs one.
    public static let none = OutsidePrograms()

    /// Makes a PDF of a page.
    let typeset: Maker?
    /// Makes the sheets of a booklet of a PDF.
    let impose: Maker?
    /// Makes a picture in PNG of a drawing in SVG.
    let draw: Maker?

    public init(typeset: Maker? = nil, impose: Maker? = nil, draw: Maker? = nil) {
        (self.typeset, self.impose, self.draw) = (typeset, impose, draw)
    }
}
