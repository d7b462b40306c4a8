public import Envelope

/// The role of a key, as a type: each is declared in the room that says what the role may do.
public protocol KeyRole {
    /// The role as it stands in a key file.
    static var role: Role { get }
}

/// A person's secret key for one role, in guarded memory (FORMAT §2).
///
/// No key of another role fits where one of this role is asked for. Here it shows its public half and nothing else: what
/// opens and signs stands in the room that owns the role, as an extension for that role alone.
/// `~Copyable`: it exists once, and is wiped when let go.
public struct SecretKey<Holder: KeyRole>: ~Copyable, Sendable {
    @_spi(KeyMaterial) public let material: KeyMaterial

    private init(_ material: consuming KeyMaterial) { self.material = material }

    /// Makes a key and its file, mode 0600, durable when this returns.
    ///
    /// - Parameters:
    ///   - name: `[a-z0-9-]`, 1 to 32 bytes; a working name, not a legal one.
    ///   - path: where the key file goes; nothing may stand there.
    ///   - passphrase: what opens the key file later; at least 12 bytes.
    ///   - cost: what each guess of the passphrase costs; readers take it from the file.
    /// - Throws: `KeyFileError`; no file is left behind then, and one that was there is not touched.
    public static func create(
        name: String, at path: String, passphrase: borrowing GuardedBytes, cost: KeyFileCost = .moderate
    ) throws(KeyFileError) -> SecretKey {
        SecretKey(try KeyFile.create(role: Holder.role, name: name, at: path, passphrase: passphrase, cost: cost))
    }

    /// Opens a key file of this role.
    ///
    /// - Throws: `KeyFileError`, `.wrongRole` for the key of any other role. A file that others can read is refused before
    ///   it is read.
    public static func open(_ path: String, passphrase: borrowing GuardedBytes) throws(KeyFileError) -> SecretKey {
        SecretKey(try KeyFile.open(path, passphrase: passphrase, role: Holder.role))
    }

    /// The public half, with role and name.
    public var publicKey: PublicKey { material.publicKey }

    /// What signatures of this key are checked with.
    public var signingKey: SigningKey { publicKey.signing }

    /// The public half as minisign knows it.
    public var minisignKey: MinisignPublicKey { material.minisignKey }
}
