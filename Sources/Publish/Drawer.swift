import Files
import Publication

/// librsvg's `rsvg-convert`, where it is installed: it makes a picture of a drawing.
struct Drawer: Sendable {
    private let program: String

    /// The program in the search path.
    ///
    /// - Throws: `ExportError.notDrawn`.
    static func found() throws -> Drawer {
        guard let program = SearchPath.find("rsvg-convert") else { throw ExportError.notDrawn }
        return Drawer(program: program)
    }

    /// Makes one picture, the same bytes each time on one machine: what it shows depends on the fonts that are there.
    func draw(_ drawing: String, into picture: String) throws {
        let words = ["--format", "png", "--output", picture, drawing]
        let done = ChildProcess.run(program, words, environment: SearchPath.environment, isQuiet: true)
        guard done else { throw ExportError.notDrawn }
    }
}
