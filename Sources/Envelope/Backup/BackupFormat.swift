/// How a backup's file is laid out (FORMAT §10).
///
/// In the clear stand the name of the format, the data key sealed to each backup key, and a digest of the whole: nothing of
/// what is inside, of when it was made, or of whose keys open it.
public enum BackupFormat {
    static let magic = Array("firsthand/backup/v1\n".utf8)
    /// The bytes of each piece before it is encrypted.
    public static let pieceLength = 64 << 10
    /// What the encryption of a piece adds to it.
    public static let overhead = 17
    /// The least number of pieces: 16 MiB.
    static let leastPieces = 256

    /// How many pieces a backup has that needs so many.
    ///
    /// It is rounded up to an eighth of a power of two, so that the sizes of one day and the next differ seldom.
    public static func pieces(holding count: Int) -> Int {
        let count = max(count, leastPieces)
        let step = (1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)) / 8
        return (count + step - 1) / step * step
    }

    static func firstLink(_ head: [UInt8]) -> Digest { Hash.digest("firsthand/backup-file/v1", head) }

    /// The digest of all that was written so far: it tells a damaged file from a whole one, and needs no key.
    public static func link(_ before: Digest, _ piece: [UInt8]) -> Digest {
        Hash.digest("firsthand/backup-file/v1", before.bytes + piece)
    }
}

/// What stands before the pieces of a backup.
public struct BackupHead: Sendable, Equatable {
    /// The data key and 32 bytes that bind it to this backup, in a sealed box.
    public static let slotLength = 112
    public static let streamHeaderLength = 24
    /// The most bytes that a head has.
    static let maximumLength =
        BackupFormat.magic.count + streamHeaderLength + 1 + Sealed.mostSlots * slotLength

    public let streamHeader: [UInt8]
    /// One for each backup key, in no order that says whose it is.
    public let slots: [[UInt8]]

    public init(streamHeader: [UInt8], slots: [[UInt8]]) {
        self.streamHeader = streamHeader
        self.slots = slots
    }

    init(_ read: (Int) throws -> [UInt8]) throws {
        let fixed = try read(BackupFormat.magic.count + Self.streamHeaderLength + 1)
        guard fixed.starts(with: BackupFormat.magic), let count = fixed.last.map(Int.init),
            (1...Sealed.mostSlots).contains(count)
        else { throw FormatError(.backup) }
        let boxes = try read(count * Self.slotLength)
        guard boxes.count == count * Self.slotLength,
            fixed.count == BackupFormat.magic.count + Self.streamHeaderLength + 1
        else { throw FormatError(.backup) }
        streamHeader = Array(fixed.dropFirst(BackupFormat.magic.count).dropLast())
        slots = (0..<count).map { Array(boxes[($0 * Self.slotLength)..<(($0 + 1) * Self.slotLength)]) }
    }

    /// The bytes as they are written.
    public var encoded: [UInt8] {
        BackupFormat.magic + streamHeader + [UInt8(slots.count)] + slots.flatMap(\.self)
    }

    /// What stands inside a slot beside the data key: a sealed box has no associated data, and a slot that is moved to
    /// another backup is none of it.
    public static func slotDigest(_ streamHeader: [UInt8]) -> Digest {
        Hash.digest("firsthand/backup-slot/v1", BackupFormat.magic + streamHeader)
    }

    /// What every piece is bound to: this head, slots and all.
    public var binding: [UInt8] { Hash.digest("firsthand/backup/v1", encoded).bytes }

    /// The digest with which the chain over the pieces begins.
    public var firstLink: Digest { BackupFormat.firstLink(encoded) }
}

/// Reads a backup piece by piece, and sees without any key whether it is whole and as it was written.
///
/// It proves nothing against somebody who changes it on purpose: they can make the digest fit. Only the backup key tells.
public struct BackupReader {
    public let head: BackupHead
    private let read: (Int) throws -> [UInt8]
    private var left: Int
    private var link: Digest

    /// Reads the head.
    ///
    /// - Parameters:
    ///   - size: the bytes of the whole file.
    ///   - read: the next bytes; fewer than asked for at the end.
    /// - Throws: `FormatError(.backup)`, or what reading throws.
    public init(size: Int, read: @escaping (Int) throws -> [UInt8]) throws {
        self.read = read
        head = try BackupHead(read)
        link = head.firstLink
        let piece = BackupFormat.pieceLength + BackupFormat.overhead
        let body = size - head.encoded.count - Digest.length
        left = body / piece
        guard body > 0, body.isMultiple(of: piece), BackupFormat.pieces(holding: left) == left else {
            throw FormatError(.backup)
        }
    }

    /// The next piece as it was encrypted, and whether it is the last; nil after that one.
    ///
    /// The digest of the whole is compared before the last is given.
    /// - Throws: `FormatError(.backup)`, or what reading throws.
    public mutating func next() throws -> (piece: [UInt8], isLast: Bool)? {
        guard left > 0 else { return nil }
        left -= 1
        let piece = try read(BackupFormat.pieceLength + BackupFormat.overhead)
        guard piece.count == BackupFormat.pieceLength + BackupFormat.overhead else { throw FormatError(.backup) }
        link = BackupFormat.link(link, piece)
        guard left == 0 else { return (piece, false) }
        guard try read(Digest.length + 1) == link.bytes else { throw FormatError(.backup) }
        return (piece, true)
    }

    /// Reads to the end.
    public mutating func check() throws { while try next() != nil {} }
}
