import Files
import Foundation
import Publication

/// WeasyPrint, where it is installed: it sets the zine's pages as an accessible PDF.
struct Typesetter: Sendable {
    private let program: String

    /// The program in the search path.
    ///
    /// - Throws: `ExportError.notTypeset`.
    static func found() throws -> Typesetter {
        guard let program = SearchPath.find("weasyprint") else { throw ExportError.notTypeset }
        return Typesetter(program: program)
    }

    /// Sets one page, the same bytes each time: no clock, no locale, no name of the program.
    func set(_ page: String, into pdf: String) throws {
        let words = ["--quiet", "--uncompressed-pdf", "--pdf-variant", "pdf/ua-1", page, pdf]
        let done = ChildProcess.run(program, words, environment: SearchPath.environment, isQuiet: true)
        guard done else { throw ExportError.notTypeset }
        try Self.removeName(from: pdf)
    }

    /// Writes blanks over the program's name, which it puts into each file twice.
    ///
    /// The length stays, so every offset in the file stays right; and the file is not compressed, so the name stands there
    /// as it is. A version that would write it in another way is refused.
    private static func removeName(from pdf: String) throws {
        var bytes = try Data(contentsOf: URL(filePath: pdf))
        let name = Data("WeasyPrint ".utf8)
        let version = Set("0123456789.".utf8)
        while let found = bytes.range(of: name) {
            let end = bytes[found.upperBound...].firstIndex { !version.contains($0) } ?? bytes.endIndex
            bytes.replaceSubrange(found.lowerBound..<end, with: Data(repeating: 0x20, count: end - found.lowerBound))
        }
        // In UTF-16, as PDF also allows.
        let wide = Data("WeasyPrint".utf8.flatMap { [0, $0] })
        guard bytes.range(of: wide) == nil, bytes.range(of: Data("WeasyPrint".utf8)) == nil else {
            throw ExportError.notTypeset
        }
        try AtomicFile.write(Array(bytes), to: pdf)
    }
}

/// Where programs that are not ours are found, and what they are told of this machine.
enum SearchPath {
    /// The first program of that name; nil if there is none.
    static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// No clock, no locale, no place in the world: what is made is the same on each machine.
    static var environment: [String: String] {
        [
            "SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin",
            "HOME": ProcessInfo.processInfo.environment["HOME"] ?? "/",
        ]
    }
}
