import Envelope
import Foundation
import Testing

/// The built programs, beside the test bundle.
enum Programs {
    static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The policies that ship, with the answers and the mark of an invented organization.
    static let policies: String = {
        let (copy, demo) = (repository + "/.build/answered-system", repository + "/Tests/Demo")
        do {
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: repository + "/Policies", toPath: copy)
            try FileManager.default.copyItem(atPath: demo + "/emblem.svg", toPath: copy + "/emblem.svg")
            let form = try String(contentsOfFile: copy + "/form.yaml", encoding: .utf8)
            let answers = try String(contentsOfFile: demo + "/answers.yaml", encoding: .utf8)
            try (form.prefix(upTo: #require(form.firstRange(of: "\norganization:\n")).lowerBound) + "\n" + answers)
                .write(
                    toFile: copy + "/form.yaml", atomically: true, encoding: .utf8)
        } catch { Issue.record(error) }
        return copy
    }()

    /// What a compiler needs in order to read a room that touches files: the C module beneath swift-system.
    static let systemModule = [
        "-Xcc",
        "-fmodule-map-file=\(repository)/.build/checkouts/swift-system/Sources/CSystem/include/module.modulemap",
    ]

    /// What a program needs of this environment where it gets one of its own: that the keys of tests count.
    static let environment = ["FIRSTHAND_TEST_KEYS"].compactMap { name in
        ProcessInfo.processInfo.environment[name].map { "\(name)=\($0)" }
    }

    struct Answer {
        let status: Int32
        let output: [UInt8]
        let errors: String
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs a program to its end; everything it prints is kept.
    static func run(_ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String? = nil) throws
        -> Answer
    {
        let process = Process()
        process.executableURL = URL(filePath: program.hasPrefix("/") ? program : "\(Self.folder)/\(program)")
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Files and not pipes: a full pipe would stop both sides.
        let files = ["in", "out", "err"].map { scratch.appending(path: $0) }
        try Data(input).write(to: files[0])
        for file in files.dropFirst() { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus, output: Array(try Data(contentsOf: files[1])),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }
}
