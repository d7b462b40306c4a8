import FoundationEssentials

/// Where a program finds the keyring, the steward's pinned key, and its own record of what it saw.
public struct KeyringFolder: Sendable {
    let keys: String
    let steward: String
    let state: String

    /// - Parameters:
    ///   - keys: the folder that holds `keyring.txt` and `keyring.txt.minisig`.
    ///   - steward: the pinned minisign public key file, outside `keys`.
    ///   - state: the folder where this program keeps `keyring.seen`.
    public init(keys: String, steward: String, state: String) {
        self.keys = keys
        self.steward = steward
        self.state = state
    }

    /// Loads, checks and remembers the keyring.
    ///
    /// - Throws: `KeyringError`, which names the one thing that is wrong.
    public func load(on day: Day = .today) throws(KeyringError) -> Keyring {
        guard let pin = text(steward) else { throw .pinMissing }
        let key: MinisignPublicKey
        do { key = try MinisignPublicKey(file: pin) } catch { throw .pinMalformed }
        guard let bytes = FileManager.default.contents(atPath: keys + "/keyring.txt") else { throw .missing }
        let seenPath = state + "/keyring.seen"
        var seen: KeyringSeen?
        if FileManager.default.fileExists(atPath: seenPath) {
            // A record that cannot be read must not count as none: that would let a roll-back through.
            guard let known = text(seenPath).flatMap({ KeyringSeen(line: $0) }) else { throw .stateUnwritable }
            seen = known
        }
        let keyring = try Keyring.verified(
            bytes: Array(bytes), signature: text(keys + "/keyring.txt.minisig"), steward: key, seen: seen, on: day)
        let now = KeyringSeen(serial: keyring.serial, digest: keyring.digest)
        if now != seen {
            do {
                try FileManager.default.createDirectory(
                    atPath: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                try Data(now.line.utf8).write(to: URL(filePath: seenPath), options: .atomic)
            } catch { throw .stateUnwritable }
        }
        return keyring
    }

    private func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
