/// The fixed sizes that a sealed body can have, so that a length says almost nothing.
public enum SizeClass: UInt8, CaseIterable, Sendable {
    case fourKiB, sixteenKiB, sixtyFourKiB, halfMiB

    /// The bytes of the padded body.
    public var size: Int {
        switch self {
        case .fourKiB: 4 << 10
        case .sixteenKiB: 16 << 10
        case .sixtyFourKiB: 64 << 10
        case .halfMiB: 512 << 10
        }
    }

    /// The smallest class that holds `count` bytes and one of padding, and is no smaller than `least`.
    public init?(holding count: Int, least: SizeClass = .fourKiB) {
        guard let fit = Self.allCases.first(where: { count < $0.size && $0.rawValue >= least.rawValue }) else {
            return nil
        }
        self = fit
    }
}

/// What a sealed body is bound to: the first 86 bytes of FORMAT §4.
public struct SealedHeader: Sendable, Equatable {
    /// Whether a body was sealed by itself, or as one of the two of a submission, which share a box for each reviewer.
    public enum Share: UInt8, Sendable { case alone, story, consent }

    static let magic = Array("firsthand/sealed/v1\n".utf8)
    static let length = 86
    static let markLength = 16

    public let size: SizeClass
    public let caseID: CaseID
    public let keyring: Digest
    public let share: Share
    /// Random, and another for each body or submission: so a slot that is moved to another body of the case is no slot of it,
    /// and whoever opens it can tell that from a body that was changed.
    public let mark: [UInt8]

    public init(
        size: SizeClass, caseID: CaseID, keyring: Digest, share: Share = .alone, mark: [UInt8] = Self.newMark()
    ) {
        self.size = size
        self.caseID = caseID
        self.keyring = keyring
        self.share = share
        self.mark = mark
    }

    /// A mark for a new body or submission.
    public static func newMark() -> [UInt8] { randomBytes(markLength) }

    /// The 86 bytes.
    public var encoded: [UInt8] {
        Self.magic + [size.rawValue] + caseID.bytes + keyring.bytes + [share.rawValue] + mark
    }

    /// What stands inside a slot beside the data key.
    public var slotDigest: Digest { Hash.digest("firsthand/slot/v1", encoded) }

    /// What stands inside a slot beside the key of a submission: the same for both of its bodies.
    public var submissionDigest: Digest {
        Hash.digest("firsthand/submission-slot/v1", caseID.bytes + keyring.bytes + mark)
    }

    /// The data key of this body of a submission.
    ///
    /// The headers of the two differ, so their keys do; and from one of them nobody finds the other, or the submission's key:
    /// keyed BLAKE2b is a pseudorandom function (RFC 7693).
    public func dataKey(of submission: borrowing GuardedBytes) throws(GuardedMemoryError) -> GuardedBytes {
        try Hash.derive(submission, "firsthand/submission/v1", encoded)
    }
}

/// A sealed body: ciphertext, and the data key sealed once for each reader (FORMAT §4).
public struct Sealed: Sendable, Equatable {
    /// The data key in a sealed box for one reader.
    public struct Slot: Sendable, Equatable {
        public static let boxLength = 112
        public let reader: KeyID
        public let box: [UInt8]

        public init(reader: KeyID, box: [UInt8]) {
            self.reader = reader
            self.box = box
        }
    }

    /// The data key under the survivor's letter key.
    public struct LetterSlot: Sendable, Equatable {
        public let nonce: [UInt8]
        public let box: [UInt8]

        public init(nonce: [UInt8], box: [UInt8]) {
            self.nonce = nonce
            self.box = box
        }
    }

    /// The most slots that a sealed body has.
    public static let mostSlots = 64

    /// The most bytes that a sealed body has: all slots, a letter slot, the largest class.
    public static let maximumLength =
        SealedHeader.length + 1 + mostSlots * (KeyID.length + Slot.boxLength) + 1 + 72 + 24 + (512 << 10) + 17

    public let header: SealedHeader
    public let slots: [Slot]
    public let letterSlot: LetterSlot?
    public let streamHeader: [UInt8]
    public let message: [UInt8]

    /// Puts a sealed body together; slots are put in order.
    public init(header: SealedHeader, slots: [Slot], letterSlot: LetterSlot?, streamHeader: [UInt8], message: [UInt8]) {
        self.header = header
        self.slots = slots.sorted { $0.reader < $1.reader }
        self.letterSlot = letterSlot
        self.streamHeader = streamHeader
        self.message = message
    }

    /// Reads a sealed body strictly; opens nothing.
    ///
    /// - Throws: `FormatError(.sealed)` for any byte that is not as FORMAT §4 says.
    public init(_ bytes: [UInt8]) throws(FormatError) {
        var reader = ByteReader(bytes, code: .sealed)
        guard try reader.take(SealedHeader.magic.count) == SealedHeader.magic,
            let size = SizeClass(rawValue: try reader.byte())
        else { throw FormatError(.sealed) }
        let caseID = CaseID(unchecked: try reader.take(CaseID.length))
        let keyring = Digest(unchecked: try reader.take(Digest.length))
        guard let share = SealedHeader.Share(rawValue: try reader.byte()) else { throw FormatError(.sealed) }
        header = SealedHeader(
            size: size, caseID: caseID, keyring: keyring, share: share,
            mark: try reader.take(SealedHeader.markLength))
        let count = Int(try reader.byte())
        guard (1...Self.mostSlots).contains(count) else { throw FormatError(.sealed) }
        var slots: [Slot] = []
        for _ in 0..<count {
            let id = KeyID(unchecked: try reader.take(KeyID.length))
            if let last = slots.last, last.reader >= id { throw FormatError(.sealed) }
            slots.append(Slot(reader: id, box: try reader.take(Slot.boxLength)))
        }
        self.slots = slots
        switch try reader.byte() {
        case 0: letterSlot = nil
        case 1: letterSlot = LetterSlot(nonce: try reader.take(24), box: try reader.take(48))
        default: throw FormatError(.sealed)
        }
        streamHeader = try reader.take(24)
        message = try reader.take(size.size + 17)
        guard reader.isAtEnd else { throw FormatError(.sealed) }
    }

    /// Whether it is the same body, whoever can read it: readers are added by adding slots, and all else stays for ever.
    public func isSame(as other: Sealed) -> Bool {
        header == other.header && streamHeader == other.streamHeader && message == other.message
    }

    /// The same sealed body for other readers.
    public func with(slots: [Slot]) -> Sealed {
        Sealed(header: header, slots: slots, letterSlot: letterSlot, streamHeader: streamHeader, message: message)
    }

    /// The bytes, as they are stored.
    public var encoded: [UInt8] {
        var bytes = header.encoded
        bytes.reserveCapacity(bytes.count + slots.count * 128 + message.count + 128)
        bytes.append(UInt8(slots.count))
        for slot in slots { bytes += slot.reader.bytes + slot.box }
        bytes.append(letterSlot == nil ? 0 : 1)
        if let letterSlot { bytes += letterSlot.nonce + letterSlot.box }
        return bytes + streamHeader + message
    }
}

/// Takes bytes from the front; every shortage is the same error.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0
    private let code: FormatError.Code

    init(_ bytes: [UInt8], code: FormatError.Code) {
        self.bytes = bytes
        self.code = code
    }

    mutating func take(_ count: Int) throws(FormatError) -> [UInt8] {
        guard count <= bytes.count - position else { throw FormatError(code) }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    mutating func byte() throws(FormatError) -> UInt8 { try take(1)[0] }

    var isAtEnd: Bool { position == bytes.count }
}
