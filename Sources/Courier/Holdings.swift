import Envelope
public import Vault

/// What a vault has of a statement's body, in eight bytes (FORMAT §9.3).
struct BodyMark: FixedBytes {
    static let length = 8
    let bytes: [UInt8]
    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// It was destroyed, or there never is one.
    static let none = BodyMark(unchecked: [UInt8](repeating: 0, count: length))
    /// It was never there, and may come.
    static let awaited = BodyMark(unchecked: [UInt8](repeating: 0xFF, count: length))

    /// Of a sealed body, slots and all.
    init(_ body: Sealed) {
        self.init(unchecked: Array(Hash.digest("firsthand/bundle-body/v1", body.encoded).bytes.prefix(Self.length)))
    }
}

/// A statement that a vault has, and what it has of its body.
struct Holding: Equatable {
    static let length = Digest.length + BodyMark.length
    let digest: Digest
    let mark: BodyMark

    var bytes: [UInt8] { digest.bytes + mark.bytes }

    /// Reads a list, strictly ascending by digest; nil for any other bytes.
    static func list(_ bytes: [UInt8]) -> [Holding]? {
        guard bytes.count.isMultiple(of: length) else { return nil }
        let list = stride(from: 0, to: bytes.count, by: length).map { start in
            let middle = start + Digest.length
            return Holding(
                digest: Digest(unchecked: Array(bytes[start..<middle])),
                mark: BodyMark(unchecked: Array(bytes[middle..<(start + length)])))
        }
        guard zip(list, list.dropFirst()).allSatisfy({ $0.digest < $1.digest }) else { return nil }
        return list
    }
}

/// What the maker of a bundle said its vault has, and so need not be sent there again.
///
/// It proves nothing. A false one delays what it leaves out until the next true one, and brings nothing in.
public struct Holdings: Sendable, Equatable {
    private static let magic = Array("firsthand/holdings/v1\n".utf8)
    private var lists: [CaseID: [UInt8]] = [:]

    /// Nothing: everything is sent.
    public init() {}

    /// Reads a record of ours; nil if it is not whole.
    public init?(_ file: [UInt8]) {
        guard file.starts(with: Self.magic) else { return nil }
        var rest = file[Self.magic.count...]
        while !rest.isEmpty {
            let head = CaseID.length + 4
            guard rest.count >= head, let caseID = CaseID(rest.prefix(CaseID.length)),
                let count = UInt32(bigEndian: Array(rest.dropFirst(CaseID.length).prefix(4))),
                rest.count - head >= Int(count)
            else { return nil }
            rest = rest.dropFirst(head)
            let bytes = Array(rest.prefix(Int(count)))
            guard lists[caseID] == nil, Holding.list(bytes) != nil else { return nil }
            lists[caseID] = bytes
            rest = rest.dropFirst(Int(count))
        }
    }

    /// The record as it is kept.
    public var file: [UInt8] {
        lists.sorted { $0.key < $1.key }.reduce(into: Self.magic) { file, item in
            file += item.key.bytes + UInt32(item.value.count).bigEndianBytes + item.value
        }
    }

    /// How many cases it names.
    public var count: Int { lists.count }

    /// Whether a statement is named here that `newer` does not name: then `newer` is in truth older, or something was lost.
    func isAhead(of newer: Holdings) -> Bool {
        lists.keys.contains { caseID in !Set(marks(of: caseID).keys).isSubset(of: newer.marks(of: caseID).keys) }
    }

    /// How many statements it names that a vault does not have.
    public func count(missingIn vault: VaultUpkeep) throws(VaultError) -> Int {
        var count = 0
        for caseID in lists.keys.sorted() {
            count += Set(marks(of: caseID).keys).subtracting(try vault.digests(of: caseID)).count
        }
        return count
    }

    mutating func add(_ bytes: [UInt8], of caseID: CaseID) { lists[caseID] = bytes }

    func marks(of caseID: CaseID) -> [Digest: BodyMark] {
        let list = lists[caseID].flatMap { Holding.list($0) } ?? []
        return Dictionary(list.map { ($0.digest, $0.mark) }, uniquingKeysWith: { first, _ in first })
    }
}
