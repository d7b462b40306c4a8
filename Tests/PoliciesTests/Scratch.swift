import FoundationEssentials

@testable import Policies

/// A folder of its own for one test, removed when the test lets go of it.
final class ScratchFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/policies-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// With the policies that ship.
    convenience init(copyOfShipped: Void) throws {
        try self.init()
        for name in try FileManager.default.contentsOfDirectory(atPath: shippedPolicies) where name.hasSuffix(".yaml") {
            try FileManager.default.copyItem(atPath: "\(shippedPolicies)/\(name)", toPath: "\(path)/\(name)")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        let folder = "\(path)/\(name)".split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
}

/// The `Policies` folder of the source.
let shippedPolicies = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 } + "/Policies"

/// A shipped policy file with one text in it replaced.
func shipped(_ name: String, _ old: String = "", _ new: String = "") throws -> [UInt8] {
    let data = try Data(contentsOf: URL(filePath: "\(shippedPolicies)/\(name)"))
    let text = String(decoding: data, as: UTF8.self)
    guard !old.isEmpty else { return Array(text.utf8) }
    let parts = text.split(separator: old, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw NotOnce(text: old) }
    return Array(parts.joined(separator: new).utf8)
}

/// A test wants to replace a text that does not stand in the file exactly once.
struct NotOnce: Error { let text: String }
