@testable import Envelope

/// Records (FORMAT §1.1), whatever they hold.
enum RecordVectors {
    static let folder = "record"

    static func make() -> [Vector] {
        let long = String(repeating: "n", count: 32)
        func field(_ name: String, _ value: [UInt8], length: UInt32? = nil) -> [UInt8] {
            let count = length ?? UInt32(value.count)
            return [UInt8(name.utf8.count)] + Array(name.utf8) + count.bigEndianBytes + value
        }
        let reads = [
            ("good", "two fields", field("a", [1]) + field("b-2", [])),
            ("good-longest-name", "a name of 32 bytes", field(long, [1])),
            ("good-prefix-names", "a name that another starts with comes first", field("a", []) + field("a-", [])),
        ]
        let malformed = [
            ("fields-out-of-order", "b before a", field("b", []) + field("a", [])),
            ("field-twice", "a twice", field("a", []) + field("a", [])),
            ("name-upper-case", "a name outside the alphabet", field("A", [])),
            ("name-underscore", "a name outside the alphabet", field("a_b", [])),
            ("name-empty", "a name of no bytes", field("", [])),
            ("name-too-long", "a name of 33 bytes", field(long + "n", [])),
            ("length-past-end", "a value longer than what is left", field("a", [1], length: 2)),
            ("length-huge", "a length of 2^32 - 1", field("a", [1], length: .max)),
            ("cut-in-length", "three of four bytes of a length", Array(field("a", []).dropLast())),
            ("trailing-byte", "one byte more", field("a", [1]) + [7]),
        ]
        return reads.map { Vector(folder, $0, [("expect", "reads"), ("comment", $1)], body: $2) }
            + malformed.map { Vector(folder, $0, [("expect", "malformed"), ("comment", $1)], body: $2) }
    }
}
