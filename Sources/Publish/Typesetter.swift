import Envelope
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
        process.arguments = ["--quiet", "--pdf-variant", "pdf/ua-1", page, pdf]
        let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
        process.environment = ["SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": home, "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ExportError.notTypeset }
    }
}
