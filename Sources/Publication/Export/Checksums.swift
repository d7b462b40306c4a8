internal import Envelope

/// `SHA256SUMS`: the digest of every other file, as `sha256sum` writes it and checks it.
struct Checksums: Equatable {
    static let path = "SHA256SUMS"
    static let signaturePath = "SHA256SUMS.minisig"

    private(set) var digests: [String: Digest] = [:]

    init() {}

    /// Reads the file strictly: nil for anything that would not be written back the same.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let path = String(Substring(line.dropFirst(66)))
            guard let digest = Digest(hex: Substring(line.prefix(64))), ExportFile.isPath(path), add(path, digest)
            else { return nil }
        }
        guard Array(self.text.utf8) == bytes else { return nil }
    }

    /// Adds a file; false if its path is there already or belongs to the sums themselves.
    mutating func add(_ path: String, _ digest: Digest) -> Bool {
        guard path != Self.path, path != Self.signaturePath else { return false }
        return digests.updateValue(digest, forKey: path) == nil
    }

    /// The paths, ascending by bytes.
    var paths: [String] { digests.keys.sorted { $0.utf8Precedes($1) } }

    /// The file's text: one line a file, ascending by path.
    var text: String {
        digests.sorted { $0.key.utf8Precedes($1.key) }.reduce(into: "") { $0 += "\($1.value.hex)  \($1.key)\n" }
    }
}

/// The names that files of an export can have.
enum ExportFile {
    /// Whether `path` is one that an export may hold: plain names, no way out of the folder.
    static func isPath(_ path: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return (1...200).contains(path.utf8.count)
            && names.allSatisfy { name in
                !name.isEmpty && !name.hasPrefix(".")
                    && name.utf8.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                            || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
                    }
            }
    }
}
