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
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let program = folders.map { "\($0)/weasyprint" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let program else { throw ExportError.notTypeset }
        return Typesetter(program: program)
    }

    /// Sets one page, the same bytes each time: no clock, no locale, no name of the program.
    func set(_ page: String, into pdf: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["--quiet", "--uncompressed-pdf", "--pdf-variant", "pdf/ua-1", page, pdf]
        let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
        process.environment = [
            "SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": home, "PATH": "/usr/bin:/bin",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ExportError.notTypeset }
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
