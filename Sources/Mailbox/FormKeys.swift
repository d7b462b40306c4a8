public import Envelope
public import Files

/// Why there are no form keys.
///
/// The intake must not start, or must stop taking stories.
public enum FormKeyError: ProgramError, Equatable, CustomStringConvertible {
    case unreadable, exposed, malformed, unwritable, noMemory

    public var refusal: Refusal { Refusal(.unavailable, "\(self)") }

    public var description: String {
        switch self {
        case .unreadable: "the form key file cannot be read; check its path and owner"
        case .exposed: "the form key file can be read by others; run chmod 600 on it, and make a new one if it was read"
        case .malformed:
            "the form key file is not one; move it away, and a new one is made (forms sent out before will ask again)"
        case .unwritable: "the form key file cannot be written; check its folder"
        case .noMemory: "no guarded memory left for the form keys"
        }
    }
}

/// The keys that bind a form's token to its nonce and give the receipt code: this month's and last month's.
///
/// Each is named for the month in which it was made, and they stand in the order in which they were made. A clock that was
/// ahead may have left a key for a month still to come; the next month has its own key all the same.
/// They stand in a file of their own, outside the vault and its backups, shared by all intake processes.
public struct FormKeys: Sendable {
    static let firstLine = "FIRSTHAND-FORM-KEY-1"
    let keys: [FormKey]

    init(keys: [FormKey]) { self.keys = keys }

    /// Loads the keys from `path`; adds this month's if it is not there, and drops all but the last two made.
    ///
    /// Several processes may do it at once: a lock file serializes them.
    ///
    /// - Parameters:
    ///   - path: the file of the keys; it is made if it is not there.
    ///   - month: this month, as `YYYY-MM`.
    public static func load(path: String, month: String) throws(FormKeyError) -> FormKeys {
        let lock: FileLock
        do { lock = try FileLock(path + ".lock") } catch { throw .unwritable }
        let keys = try lock.during { () throws(FormKeyError) in try kept(path, month) }
        var made: [FormKey] = []
        do { for entry in keys { made.append(try FormKey(entry.key)) } } catch { throw .noMemory }
        return FormKeys(keys: made)
    }

    private static func kept(_ path: String, _ month: String) throws(FormKeyError) -> [(month: String, key: [UInt8])] {
        var keys: [(month: String, key: [UInt8])] = []
        if InputFile.exists(path) { keys = try read(path) }
        if !keys.contains(where: { $0.month == month }) {
            keys.append((month: month, key: randomBytes(32)))
            // Out of order, a clock was wrong: one key more stays, so that no form that is out is forgotten for that.
            keys = keys.suffix(3)
            let isInOrder = zip(keys, keys.dropFirst()).allSatisfy { $0.month.utf8Precedes($1.month) }
            if isInOrder { keys = keys.suffix(2) }
            try write(keys, path)
        }
        return keys
    }

    private static func read(_ path: String) throws(FormKeyError) -> [(month: String, key: [UInt8])] {
        let found: (bytes: [UInt8], isPrivate: Bool)
        do throws(FileError) {
            let file = try InputFile(path)
            found = (try file.bytes(), file.isPrivate)
        } catch { throw .unreadable }
        guard found.isPrivate else { throw .exposed }
        guard let text = String(validating: found.bytes, as: UTF8.self) else { throw .malformed }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first.map(String.init) == firstLine, lines.last == "", (3...5).contains(lines.count) else {
            throw .malformed
        }
        var keys: [(month: String, key: [UInt8])] = []
        for line in lines.dropFirst().dropLast() {
            let parts = line.split(separator: " ")
            guard parts.count == 2, Day("\(parts[0])-01") != nil, let key = [UInt8](base64: parts[1]), key.count == 32,
                !keys.contains(where: { $0.month == parts[0] })
            else { throw .malformed }
            keys.append((month: String(parts[0]), key: key))
        }
        return keys
    }

    private static func write(_ keys: [(month: String, key: [UInt8])], _ path: String) throws(FormKeyError) {
        let text = ([firstLine] + keys.map { "\($0.month) \($0.key.base64)" }).joined(separator: "\n") + "\n"
        // Other processes see the old keys or the new ones, never half a file; and no key that is dropped is left beside it.
        do { try AtomicFile.write(text, to: path, .replacing(mode: 0o600)) } catch { throw .unwritable }
    }

    /// A fresh form's nonce and token, under the newest key.
    public func newForm() -> FormToken {
        let nonce = randomBytes(18)
        return FormToken(nonce: nonce.base64URL, token: (keys.last?.token(nonce) ?? []).base64URL)
    }

    /// The code of a form on paper: that of a fresh form, whose nonce and token nobody needs again.
    public func paperCode() throws(GuardedMemoryError) -> ReceiptCode {
        let nonce = randomBytes(18)
        guard let key = keys.last else { throw GuardedMemoryError() }
        return try key.receipt(nonce, key.token(nonce))
    }

    /// The form that these hidden fields belong to; nil if no key of the last two months made them.
    public func verify(nonce: String, token: String) -> VerifiedForm? {
        guard let nonce = [UInt8](base64URL: nonce), nonce.count == 18, let token = [UInt8](base64URL: token) else {
            return nil
        }
        for key in keys where constantTimeEqual(key.token(nonce), token) {
            return VerifiedForm(key: key, nonce: nonce, token: token)
        }
        return nil
    }
}

/// One month's key, in guarded memory, shared by the requests that need it.
final class FormKey: Sendable {
    private let bytes: GuardedBytes

    init(_ bytes: [UInt8]) throws(GuardedMemoryError) { self.bytes = try GuardedBytes(copying: bytes) }

    func token(_ nonce: [UInt8]) -> [UInt8] { Array(Hash.keyed(bytes, "firsthand/token/v1", nonce).prefix(24)) }

    /// What visit tokens are made under.
    func visitKey() throws(GuardedMemoryError) -> GuardedBytes { try Hash.derive(bytes, "firsthand/visit/v1") }

    func receipt(_ nonce: [UInt8], _ token: [UInt8]) throws(GuardedMemoryError) -> ReceiptCode {
        try ReceiptCode(leading: Hash.derive(bytes, "firsthand/receipt/v1", nonce + token))
    }
}

/// A form's two hidden fields.
public struct FormToken: Sendable {
    public let nonce: String
    public let token: String
}

/// A form that this service sent out, in this month or the last.
public struct VerifiedForm: Sendable {
    let key: FormKey
    let nonce: [UInt8]
    let token: [UInt8]

    /// The form's receipt code: the same for every arrival of the same form.
    public func receiptCode() throws(GuardedMemoryError) -> ReceiptCode { try key.receipt(nonce, token) }
}
