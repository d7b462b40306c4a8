/// What a person can ask of the pager.
enum PagerKey: Equatable {
    case next, previous, first, last, quit
}

/// Makes keys of bytes as a terminal sends them; a key's bytes may come in pieces.
struct KeyDecoder {
    private var pending: [UInt8] = []

    /// The keys that these bytes complete; others are passed over.
    mutating func keys(_ bytes: [UInt8]) -> [PagerKey] {
        bytes.compactMap { key($0) }
    }

    private mutating func key(_ byte: UInt8) -> PagerKey? {
        switch pending.count {
        case 0 where byte == 0x1B:
            pending = [byte]
            return nil
        case 0: return Self.plain(byte)
        case 1 where byte == 0x5B || byte == 0x4F:
            pending.append(byte)
            return nil
        case 1:
            pending = []
            return byte == 0x1B ? key(byte) : Self.plain(byte)
        default:
            pending.append(byte)
            guard (0x40...0x7E).contains(byte) || pending.count > 16 else { return nil }
            defer { pending = [] }
            return Self.sequence(pending.dropFirst(2))
        }
    }

    private static func plain(_ byte: UInt8) -> PagerKey? {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "j"): .next
        case UInt8(ascii: "b"), UInt8(ascii: "k"): .previous
        case UInt8(ascii: "g"): .first
        case UInt8(ascii: "G"): .last
        case UInt8(ascii: "q"), UInt8(ascii: "Q"): .quit
        default: nil
        }
    }

    private static func sequence(_ bytes: ArraySlice<UInt8>) -> PagerKey? {
        switch String(decoding: bytes, as: UTF8.self) {
        case "B", "6~": .next
        case "A", "5~": .previous
        case "H", "1~", "7~": .first
        case "F", "4~", "8~": .last
        default: nil
        }
    }
}
