public import Envelope
import Files

/// Where a program finds the keyring, the steward's pinned key, and its own record of what it saw.
public struct KeyringFolder: Sendable {
    let keys: String
    let steward: String
    let state: String

    /// - Parameters:
    ///   - keys: the folder that holds `keyring.txt`, `keyring.txt.minisig` and the leaving lists of those who left.
    ///   - steward: the pinned minisign public key file, outside `keys`.
    ///   - state: the folder where this program keeps `keyring.seen`.
    public init(keys: String, steward: String, state: String) {
        self.keys = keys
        self.steward = steward
        self.state = state
    }

    /// Loads, checks and remembers the keyring, with the leaving lists that it names.
    ///
    /// A leaving list that is missing, or is not the one that the keyring names, stops nobody from sealing. What was signed by
    /// the key that it is about cannot be weighed then (`Keyring.withoutLeavingList`).
    /// - Parameters:
    ///   - day: the day on which the keyring must be in force.
    ///   - known: a keyring that was loaded before, whose lists need not be read again; nil if there is none.
    /// - Throws: `KeyringError`, which names the one thing that is wrong.
    public func load(on day: Day = .today, known: Keyring? = nil) throws(KeyringError) -> Keyring {
        guard let pin = text(steward) else { throw .pinMissing }
        let key: MinisignPublicKey
        do { key = try MinisignPublicKey(file: pin) } catch { throw .pinMalformed }
        guard let bytes = try? InputFile.bytes(keys + "/keyring.txt") else { throw .missing }
        let seenPath = state + "/keyring.seen"
        var seen: KeyringSeen?
        if InputFile.exists(seenPath) {
            // A record that cannot be read must not count as none: that would let a roll-back through.
            guard let known = text(seenPath).flatMap({ KeyringSeen(line: $0) }) else { throw .stateUnwritable }
            seen = known
        }
        let keyring = try Keyring.verified(
            bytes: bytes, signature: text(keys + "/keyring.txt.minisig"), steward: key, seen: seen, on: day)
        let now = KeyringSeen(serial: keyring.serial, digest: keyring.digest)
        if now != seen {
            do {
                try Folder.make(state)
                try AtomicFile.write(now.line, to: seenPath)
            } catch { throw .stateUnwritable }
        }
        if let known, known.digest == keyring.digest, known.withoutLeavingList.isEmpty { return known }
        return keyring.with(lists: lists(of: keyring))
    }

    private func lists(of keyring: Keyring) -> [SignedLeavingList] {
        keyring.reviewers.filter { $0.standing.list != nil }.compactMap { member in
            text("\(keys)/\(member.key.name).leaving", limit: SignedLeavingList.longest).flatMap {
                try? SignedLeavingList($0)
            }
        }
    }

    private func text(_ path: String, limit: Int = .max) -> String? {
        (try? InputFile(path).bytes(limit: limit)).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
