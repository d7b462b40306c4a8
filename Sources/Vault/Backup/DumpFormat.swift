public import Envelope
import FoundationEssentials
import GRDB

/// What is inside a backup: the rows of a vault, one frame each (FORMAT §10.2).
enum DumpFormat {
    /// What begins a frame; 0 begins the padding.
    enum Tag {
        static let padding: UInt8 = 0
        static let head: UInt8 = 1
        static let tombstone: UInt8 = 2
        static let end: UInt8 = 3
    }

    /// The most bytes of a frame's content: the longest body, or a header that has seen 65,536 statements.
    static let longest = 4 << 20

    /// A table, by the number that begins the frames of its rows.
    enum Table: UInt8, CaseIterable {
        case bodies = 16
        case statements, retryTags, deadlines, keptCodes, drafts, awaited, passes, reports, restored

        var name: String {
            switch self {
            case .bodies: "bodies"
            case .statements: "statements"
            case .retryTags: "retry_tags"
            case .deadlines: "deadlines"
            case .keptCodes: "kept_codes"
            case .drafts: "drafts"
            case .awaited: "awaited"
            case .passes: "passes"
            case .reports: "reports"
            case .restored: "restored"
            }
        }
    }

    static func frame(_ tag: UInt8, _ content: [UInt8]) throws(VaultError) -> [UInt8] {
        guard content.count <= longest else { throw .unreadable }
        return [tag] + UInt32(content.count).bigEndianBytes + content
    }

    static func head(day: Day, keyring: Digest, schema: String) -> [UInt8] {
        Record([
            "day": day.number.bigEndianBytes, "keyring": keyring.bytes, "schema": Array(schema.utf8),
            "version": Array("1".utf8),
        ]).encoded
    }

    /// A row: each column that is not NULL, an integer in eight bytes, the highest first; `_` in a name is `-`.
    ///
    /// The margin of a body is zeros, and left out.
    static func row(_ row: Row) throws(VaultError) -> [UInt8] {
        var fields: [String: [UInt8]] = [:]
        for (column, value) in row where column != "margin" {
            let name = column.replacing("_", with: "-")
            switch value.storage {
            case .null: break
            case .int64(let number):
                fields[name] = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
            case .string(let text): fields[name] = Array(text.utf8)
            case .blob(let data): fields[name] = Array(data)
            case .double: throw .unreadable
            }
        }
        return Record(fields).encoded
    }
}

/// What a backup says of itself, inside.
public struct DumpHead: Sendable, Equatable {
    /// The day on which it was made, by the server's clock.
    public let day: Day
    /// The keyring in force then.
    public let keyring: Digest
    /// The last change of the tables that the vault had seen.
    let schema: String

    init(_ bytes: [UInt8]) throws(FormatError) {
        let record = try Record(bytes, names: ["day", "keyring", "schema", "version"], code: .backup)
        guard record["version"] == Array("1".utf8), let day = UInt32(bigEndian: record["day"] ?? []),
            let keyring = Digest(record["keyring"] ?? [])
        else { throw FormatError(.backup) }
        self.day = Day(number: day)
        self.keyring = keyring
        schema = String(decoding: record["schema"] ?? [], as: UTF8.self)
    }
}

/// A row of a backup.
public struct DumpRow: Sendable {
    let table: DumpFormat.Table
    /// The columns that are there, in ascending order of name.
    let fields: [(name: String, value: [UInt8])]

    init(_ table: DumpFormat.Table, _ content: [UInt8]) throws(FormatError) {
        self.table = table
        let layout: RecordLayout
        do { layout = try RecordLayout(content.span) } catch { throw FormatError(.backup) }
        fields = layout.ranges.map { ($0.name, Array(content[$0.range])) }
    }

    subscript(name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    /// A column that holds an integer.
    func integer(_ name: String) -> Int64? { self[name].flatMap(Self.integer) }

    static func integer(_ bytes: [UInt8]) -> Int64? {
        guard bytes.count == 8 else { return nil }
        return Int64(bitPattern: bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
    }
}
