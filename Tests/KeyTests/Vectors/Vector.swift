import Envelope
import Foundation
import Testing

/// One file of Tests/Vectors: header lines, an empty line, and the bytes in question.
struct Vector: Sendable, CustomTestStringConvertible {
    let folder: String
    let name: String
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    init(_ folder: String, _ name: String, _ fields: [(String, String)], body: [UInt8] = []) {
        self.folder = folder
        self.name = name
        self.fields = fields.map { (name: $0.0, value: $0.1) }
        self.body = body
    }

    var testDescription: String { "\(folder)/\(name)" }

    /// What a reader must make of it.
    var expect: String { self["expect"] ?? "" }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// A field that this kind of vector must have.
    func need(_ name: String) throws -> String {
        try #require(self[name], "\(testDescription) has no \(name)")
    }

    /// Text formats stand as they are; others in base64.
    private static func isText(_ folder: String) -> Bool {
        ["keyring", "keyfile", "leaving", "request", "proof"].contains(folder)
    }

    init(folder: String, name: String, file: [UInt8]) throws {
        let end = try #require(file.firstRange(of: [0x0A, 0x0A]), "\(folder)/\(name) has no empty line")
        let head = String(decoding: file[..<end.lowerBound], as: UTF8.self)
        let rest = Array(file[end.upperBound...])
        var fields: [(String, String)] = []
        for line in head.split(separator: "\n") {
            let colon = try #require(line.firstIndex(of: ":"), "\(folder)/\(name): a line without a colon")
            fields.append((String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " })))
        }
        let text = String(decoding: rest, as: UTF8.self).filter { $0 != "\n" }
        let body = Self.isText(folder) ? rest : try #require([UInt8](base64: text), "\(folder)/\(name) is not base64")
        self.init(folder, name, fields, body: body)
    }

    var file: [UInt8] {
        let head = fields.map { $0.value.isEmpty ? "\($0.name):\n" : "\($0.name): \($0.value)\n" }.joined() + "\n"
        if Self.isText(folder) { return Array(head.utf8) + body }
        let digits = Array(body.base64)
        let lines = stride(from: 0, to: digits.count, by: 76).map {
            String(digits[$0..<min($0 + 76, digits.count)]) + "\n"
        }
        return Array((head + lines.joined()).utf8)
    }
}

/// The vectors on disk.
///
/// With FIRSTHAND_WRITE_VECTORS=1 they are written anew before they are read.
enum VectorFolder {
    static let path =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Vectors"
    static let isWriting = ProcessInfo.processInfo.environment["FIRSTHAND_WRITE_VECTORS"] == "1"

    /// Every vector as it would be written now; only what is random in it differs from the files.
    static let made = Result {
        let keys = try VectorKeys.shared.get()
        let all = try SealedVectors.make(keys) + StatementVectors.make(keys) + BodyVectors.make() + RecordVectors.make()
        return try all + KeyringVectors.make(keys) + LeavingVectors.make(keys) + ReceiptVectors.make()
            + KeyFileVectors.make() + BundleVectors.make(keys) + WitnessVectors.make(keys)
    }

    private static let written: Result<Void, any Error> = Result {
        guard isWriting else { return }
        let vectors = try made.get()
        for folder in Set(vectors.map(\.folder)) {
            try? FileManager.default.removeItem(atPath: "\(path)/\(folder)")
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        for vector in vectors {
            try Data(vector.file).write(to: URL(filePath: "\(path)/\(vector.folder)/\(vector.name).txt"))
        }
    }

    static func names(_ folder: String) throws -> [String] {
        try written.get()
        return try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")
            .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }

    static func read(_ folder: String) throws -> [Vector] {
        try names(folder).map { name in
            let data = try #require(FileManager.default.contents(atPath: "\(path)/\(folder)/\(name).txt"))
            return try Vector(folder: folder, name: name, file: Array(data))
        }
    }
}
