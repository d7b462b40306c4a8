internal import CRedactionData

/// A linear-chain conditional random field: weights by hashed feature, and the weights of one label after another.
///
/// Source: J. Lafferty, A. McCallum and F. Pereira, "Conditional random fields", ICML 2001.
@safe struct Model: @unchecked Sendable {
    /// The labels; 0 is "identifies nobody".
    static let labelCount = 16

    // Constant data of the program, never written: sharing it between threads is safe.
    private let bytes: UnsafeRawBufferPointer
    private let entries: Int
    /// The weight of a label (second) after a label (first).
    let transitions: [Float]

    private static let magic: [UInt8] = Array("FHCRF001".utf8)
    private static let transitionsAt = 16
    private static let bucketsAt = transitionsAt + labelCount * labelCount * 4
    private static let entriesAt = bucketsAt + 65_537 * 4

    /// The model that the program carries; nil when it was built without one.
    static let standard: Model? = unsafe Model(UnsafeRawBufferPointer(start: fh_model(), count: fh_model_size()))

    private init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > Self.entriesAt, unsafe bytes.prefix(8).elementsEqual(Self.magic) else { return nil }
        unsafe (self.bytes = bytes)
        entries = Int(unsafe bytes.load(fromByteOffset: 8, as: UInt32.self))
        transitions = (0..<(Self.labelCount * Self.labelCount)).map {
            unsafe bytes.load(fromByteOffset: Self.transitionsAt + $0 * 4, as: Float.self)
        }
    }

    // A model from a file's bytes, for measuring one that the program does not carry. They stay in memory for good.
    init?(copying file: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(file.count, 1), alignment: 8)
        unsafe memory.copyBytes(from: file)
        unsafe self.init(UnsafeRawBufferPointer(memory))
    }

    /// Adds the weights of a feature to a token's scores.
    @inline(__always) func add(_ feature: UInt64, to scores: inout [Float], at row: Int) {
        let bucket = Self.bucketsAt + Int(feature >> 48) * 4
        let first = Int(unsafe bytes.load(fromByteOffset: bucket, as: UInt32.self))
        let last = Int(unsafe bytes.load(fromByteOffset: bucket + 4, as: UInt32.self))
        let rest = UInt32(truncatingIfNeeded: feature >> 16)
        for entry in first..<last {
            let offset = Self.entriesAt + entry * 8
            guard unsafe bytes.load(fromByteOffset: offset, as: UInt32.self) == rest else { continue }
            let place = unsafe bytes.load(fromByteOffset: offset + 4, as: UInt32.self)
            var weight = Self.entriesAt + entries * 8 + Int(place >> 5) * 2
            for _ in 0..<Int(place & 31) {
                let packed = unsafe bytes.load(fromByteOffset: weight, as: UInt16.self)
                // Four bits of label, twelve of weight in steps of 1/128.
                scores[row + Int(packed & 15)] += Float(Int16(bitPattern: packed) >> 4) / 128
                weight += 2
            }
            return
        }
    }
}

/// The labels of the model, by number, and the types they stand for.
enum ModelLabel {
    static let types: [IdentifierType?] = [
        nil, .person, .location, .facility, .organization, .date, .age, .family, .occupation, .nationality, .event,
        .idNumber,
        .address, .vehicle, .other, .quantity,
    ]

    /// The label that a type is trained as.
    static func number(of type: IdentifierType) -> Int {
        switch type {
        case .person: 1
        case .location: 2
        case .facility: 3
        case .organization: 4
        case .date, .time: 5
        case .age: 6
        case .family: 7
        case .occupation: 8
        case .nationality: 9
        case .event: 10
        case .email, .phone, .url, .handle, .idNumber, .caseNumber, .socialSecurity, .card, .account, .ipAddress: 11
        case .address: 12
        case .vehicle: 13
        case .other: 14
        case .money, .quantity: 15
        }
    }
}
