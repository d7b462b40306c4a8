/// A ZIP archive of stored files, written front to back.
///
/// Nothing is compressed and nothing is dated: every time is 1980-01-01, the first that the format has, and there are
/// no extra fields and no comments, and one system of origin and one set of permissions for all. So the same files give
/// the same bytes everywhere.
///
/// Source: PKWARE APPNOTE 6.3.10, §4.3. Without ZIP64: at most 65,535 files and 4 GiB.
final class ZipWriter {
    private static let day: UInt16 = 0x21
    // What most tools say, also on other systems: an origin that is left open is one that stands out.
    private static let system: UInt16 = 3 << 8
    private static let permissions: UInt32 = 0o100644 << 16
    private static let utf8Names: UInt16 = 0x0800
    private let stream: ExportStream
    private var directory: [UInt8] = []
    private var count = 0

    init(_ stream: ExportStream) { self.stream = stream }

    /// Adds a file whole.
    func add(_ path: String, _ text: String) throws(ExportError) {
        let bytes = Array(text.utf8)
        let name = Array(path.utf8)
        guard count < 65_000, stream.count + bytes.count < Int(UInt32.max) - directory.count - 65_536 else {
            throw .tooMany
        }
        let shared =
            Self.two(20) + Self.two(Self.utf8Names) + Self.two(0) + Self.two(0) + Self.two(Self.day)
            + Self.four(CRC32.of(bytes)) + Self.four(bytes.count) + Self.four(bytes.count) + Self.two(name.count)
            + Self.two(0)
        directory +=
            [0x50, 0x4B, 1, 2] + Self.two(Self.system | 20) + shared + Self.two(0) + Self.two(0) + Self.two(0)
            + Self.four(Self.permissions)
            + Self.four(stream.count) + name
        try stream.write([0x50, 0x4B, 3, 4] + shared + name)
        try stream.write(bytes)
        count += 1
    }

    /// Writes the directory and ends the file.
    func close() throws(ExportError) {
        let start = stream.count
        try stream.write(directory)
        try stream.write(
            [0x50, 0x4B, 5, 6] + Self.two(0) + Self.two(0) + Self.two(count) + Self.two(count)
                + Self.four(directory.count) + Self.four(start) + Self.two(0))
        try stream.close()
    }

    private static func two(_ value: some BinaryInteger) -> [UInt8] {
        let value = UInt16(truncatingIfNeeded: value)
        return [UInt8(value & 255), UInt8(value >> 8)]
    }

    private static func four(_ value: some BinaryInteger) -> [UInt8] {
        let value = UInt32(truncatingIfNeeded: value)
        return two(value & 0xFFFF) + two(value >> 16)
    }
}

/// The checksum of ZIP: CRC-32 as in ISO 3309, by table.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 255)] }
    }
}
