import Files
import FoundationEssentials
import Publication

/// MuPDF's `mutool`, where it is installed: it puts the pages of a PDF side by side on sheets, as text, not as pictures.
struct Imposer: Sendable {
    private let program: String

    /// The program in the search path.
    ///
    /// - Throws: `ExportError.notImposed`.
    static func found() throws -> Imposer {
        guard let program = SearchPath.find("mutool") else { throw ExportError.notImposed }
        return Imposer(program: program)
    }

    /// Makes the sheets of one booklet, the same bytes each time.
    func impose(_ pdf: String, into sheets: String) throws {
        // Beside the result, in the folder that is the export's alone until it is whole.
        let (script, count) = ("\(sheets).js", "\(sheets).count")
        defer { for file in [script, count] { try? FileManager.default.removeItem(atPath: file) } }
        try AtomicFile.write(ImpositionScript.counting, to: script)
        try run(script, [pdf, count])
        guard let pages = Int(try InputFile.text(count)), pages > 0 else { throw ExportError.notImposed }
        try AtomicFile.write(ImpositionScript.imposing, to: script)
        try run(script, [pdf, sheets] + ImpositionScript.sides(Imposition(pages: pages)))
    }

    private func run(_ script: String, _ words: [String]) throws {
        let done = ChildProcess.run(
            program, ["run", script] + words, environment: SearchPath.environment, isQuiet: true)
        guard done else { throw ExportError.notImposed }
    }
}
