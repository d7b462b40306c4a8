public import Envelope
import Files
import FoundationEssentials

/// The withdrawals of a vault in a small file beside it, which no backup takes the place of (FORMAT §11).
///
/// A vault that is brought back from a backup knows nothing of who took a story back since. Where the disk still lives, this
/// file does. It is written whole, in the order of its digests, so that it tells no order of arrival.
struct TombstoneFile: Sendable {
    private static let magic = Array("firsthand/withdrawn/v1\n".utf8)
    /// How long another program of ours is waited for.
    private static let patience = Duration.seconds(2)

    private let vault: String
    private var path: String { vault + "-withdrawn" }

    init(besides vault: String) { self.vault = vault }

    /// Every tombstone that is in it; none where there is no file.
    ///
    /// - Throws: `VaultError.tombstones` if it is not whole.
    func statements() throws(VaultError) -> [Statement] {
        var statements: [Statement] = []
        for (digest, record) in try entries() {
            guard let statement = try? Statement(record: record), statement.digest.bytes == digest else {
                throw .tombstones
            }
            statements.append(statement)
        }
        return statements
    }

    /// Adds tombstones; they are on the disk when this returns.
    ///
    /// - Throws: `VaultError.tombstones` if it is not whole, or cannot be written.
    func add(_ statements: [Statement]) throws(VaultError) {
        guard !statements.isEmpty else { return }
        do {
            // Programs that write it at once would each lose what the other wrote.
            let lock = try FileLock(folder: Folder.holding(vault), within: Self.patience)
            try lock.during { () throws in
                var entries = try Dictionary(entries().map { (Data($0.digest), $0.record) }) { first, _ in first }
                let before = entries.count
                for statement in statements { entries[Data(statement.digest.bytes)] = statement.record }
                guard entries.count > before else { return }
                try AtomicFile.write(Self.encoded(entries), to: path, .replacing(mode: 0o600))
            }
        } catch { throw .tombstones }
    }

    private static func encoded(_ entries: [Data: [UInt8]]) -> [UInt8] {
        var bytes = magic
        for (digest, record) in entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            bytes += digest
            bytes += UInt32(record.count).bigEndianBytes
            bytes += record
        }
        return bytes + Hash.digest("firsthand/withdrawn/v1", bytes).bytes
    }

    private func entries() throws(VaultError) -> [(digest: [UInt8], record: [UInt8])] {
        guard InputFile.exists(path) else { return [] }
        let bytes: [UInt8]
        // A link, a folder or a pipe in its place is not read.
        do { bytes = try InputFile(path, plain: true, followsLink: false).bytes(limit: 1 << 28) } catch {
            throw .tombstones
        }
        let end = bytes.count - Digest.length
        guard end >= Self.magic.count, bytes.starts(with: Self.magic),
            Hash.digest("firsthand/withdrawn/v1", Array(bytes[..<end])).bytes == Array(bytes[end...])
        else { throw .tombstones }
        var entries: [(digest: [UInt8], record: [UInt8])] = []
        var place = Self.magic.count
        while place < end {
            let head = place + Digest.length + 4
            guard head <= end,
                let count = UInt32(bigEndian: Array(bytes[(head - 4)..<head])), Int(count) <= end - head
            else { throw .tombstones }
            entries.append((Array(bytes[place..<(head - 4)]), Array(bytes[head..<(head + Int(count))])))
            place = head + Int(count)
        }
        return entries
    }
}

extension VaultStore {
    /// Keeps a tombstone beside the vault too, or leaves it to the upkeep: the story is taken back all the same.
    func keepBeside(_ tombstone: Statement) {
        do throws(VaultError) { try tombstones.add([tombstone]) } catch {
            // The disk may be full: room is kept for this.
            if room.release(), (try? tombstones.add([tombstone])) != nil { return }
            room.owesTombstones = true
        }
    }
}

extension VaultUpkeep {
    /// Whether a withdrawal may be missing in the file beside the vault.
    public var owesTombstones: Bool { store.room.owesTombstones }

    /// Takes in the withdrawals that stand in the file beside the vault, and puts those of the vault into it.
    ///
    /// To be done before anything of a vault is shown: it may have been brought back from a backup.
    /// - Parameter keyring: whose reviewers' withdrawals are taken in; with nil only survivors' are.
    /// - Returns: how many the vault did not know.
    /// - Throws: `VaultError`; `.tombstones` if the file is damaged or cannot be written, after all else was done.
    @discardableResult
    public func shareTombstones(under keyring: Keyring?) throws(VaultError) -> Int {
        store.room.owesTombstones = true
        let beside: [Statement]
        do throws(VaultError) { beside = try store.tombstones.statements() } catch { throw error }
        let known = try store.read { try Set(Tombstones.all($0).map(\.digest)) }
        let new = beside.filter { !known.contains($0.digest) }
        var taken = 0
        if !new.isEmpty {
            try store.transaction { taken = try Tombstones.merge(new, under: keyring, $0) }
            try emptyLog()
        }
        try store.tombstones.add(store.read { try Tombstones.all($0) })
        store.room.owesTombstones = false
        return taken
    }

    /// How many withdrawals the vault has that the file beside it does not; nil if the file is damaged.
    public func tombstonesMissing() throws(VaultError) -> Int? {
        guard let beside = try? store.tombstones.statements() else { return nil }
        return try store.read { try Set(Tombstones.all($0).map(\.digest)) }.subtracting(beside.map(\.digest)).count
    }
}
