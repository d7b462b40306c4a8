import Envelope
import Foundation
import Testing

/// A folder that is gone when the test is over.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/firsthand-keys-" + randomBytes(8).hex
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(_ name: String) throws -> String {
        let data = try #require(FileManager.default.contents(atPath: "\(path)/\(name)"))
        return String(decoding: data, as: UTF8.self)
    }

    /// Writes a file as a key file must be: for its owner only.
    func write(_ bytes: [UInt8], _ name: String, mode: Int = 0o600) {
        let made = FileManager.default.createFile(
            atPath: "\(path)/\(name)", contents: Data(bytes), attributes: [.posixPermissions: mode])
        precondition(made, "scratch: cannot write")
    }

    func write(_ text: String, _ name: String) { write(Array(text.utf8), name) }

    func mode(_ name: String) throws -> Int {
        try #require(
            FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int)
    }

    /// Runs `minisign` in this folder and answers whether it was content.
    func minisign(_ arguments: String...) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["minisign"] + arguments
        process.currentDirectoryURL = URL(filePath: path)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        // 127 is env's answer when there is no such program: that is a missing tool, not a bad signature.
        try #require(
            process.terminationStatus != 127, "these tests need the minisign program (apt-get install minisign)")
        return process.terminationStatus == 0
    }
}
