internal import CUnseal
public import Envelope
import Files

/// A person's secret key on disk, under a passphrase (FORMAT §2).
public enum KeyFile {
    /// The least number of bytes in a new passphrase.
    static let leastPassphrase = 12

    /// Makes a new key and its file, mode 0600, durable when this returns.
    ///
    /// - Parameters:
    ///   - name: `[a-z0-9-]`, 1 to 32 bytes; a working name, not a legal one.
    ///   - cost: what each guess of the passphrase costs; readers take it from the file.
    /// - Throws: `KeyFileError`; no file is left behind then, and one that was there is not touched.
    static func create(
        role: Role, name: String, at path: String, passphrase: borrowing GuardedBytes, cost: KeyFileCost = .moderate
    ) throws(KeyFileError) -> KeyMaterial {
        guard PublicKey.isName(name) else { throw .badName }
        guard passphrase.count >= leastPassphrase else { throw .weakPassphrase }
        let seed: GuardedBytes
        do { seed = try GuardedBytes.random(count: KeyMaterial.seedLength) } catch { throw .noMemory }
        let key = try KeyMaterial(role: role, name: name, seed: seed)
        var file = KeyFileText(publicKey: key.publicKey, parameters: cost.parameters)
        file.box = try seal(seed, in: file, passphrase: passphrase)
        do { try AtomicFile.write(file.encoded, to: path, .new) } catch {
            throw error.code == .exists ? .exists : .unwritable
        }
        return key
    }

    /// Opens a key file of one role.
    ///
    /// - Throws: `KeyFileError`. A file that others can read is refused before it is read.
    static func open(
        _ path: String, passphrase: borrowing GuardedBytes, role: Role
    ) throws(KeyFileError) -> KeyMaterial {
        let file = try KeyFileText(Self.read(path))
        // Refused early for a clear answer; the role also stands under the box, so a changed one does not open.
        guard file.publicKey.role == role else { throw .wrongRole }
        let seed = try unseal(file, passphrase: passphrase)
        let key = try KeyMaterial(role: role, name: file.publicKey.name, seed: seed)
        guard key.publicKey == file.publicKey else { throw .malformed }
        return key
    }

    /// The public half, read with no passphrase and therefore vouched for by nobody: to show, never to trust.
    ///
    /// - Throws: `KeyFileError`.
    public static func publicKey(_ path: String) throws(KeyFileError) -> PublicKey {
        try KeyFileText(Self.read(path)).publicKey
    }

    /// A key file has about 400 bytes; what is far longer is something else.
    static let limit = 1024

    /// Reads a file that only its owner, who asks, can read or write.
    private static func read(_ path: String) throws(KeyFileError) -> String {
        let found: (bytes: [UInt8], isGuarded: Bool)
        do throws(FileError) {
            let file = try InputFile(path, plain: true, followsLink: false)
            let isGuarded = file.isPrivate && file.isOwn
            found = (isGuarded ? try file.bytes(limit: limit) : [], isGuarded)
        } catch {
            switch error.code {
            case .notAFile: throw .notAFile
            case .tooLong: throw .malformed
            default: throw .missing
            }
        }
        guard found.isGuarded else { throw .exposed }
        guard let text = String(validating: found.bytes, as: UTF8.self) else { throw .malformed }
        return text
    }

    static func seal(
        _ seed: borrowing GuardedBytes, in file: KeyFileText, passphrase: borrowing GuardedBytes
    ) throws(KeyFileError) -> [UInt8] {
        let key = try stretch(passphrase, file)
        let ad = file.authenticated
        var box = [UInt8](repeating: 0, count: KeyMaterial.seedLength + 16)
        let result = seed.withBytes { seed in
            key.withBytes { key in
                unsafe seed.withUnsafeBufferPointer { seed in
                    unsafe key.withUnsafeBufferPointer { key in
                        unsafe fh_unseal_aead_seal(
                            &box, seed.baseAddress, seed.count, ad, ad.count, file.nonce, key.baseAddress)
                    }
                }
            }
        }
        guard result == 0 else { throw .noMemory }
        return box
    }

    private static func unseal(
        _ file: KeyFileText, passphrase: borrowing GuardedBytes
    ) throws(KeyFileError) -> GuardedBytes {
        let key = try stretch(passphrase, file)
        let ad = file.authenticated
        var seed: GuardedBytes
        do { seed = try GuardedBytes(count: KeyMaterial.seedLength) } catch { throw .noMemory }
        let result = seed.withMutableBytes { seed in
            key.withBytes { key in
                unsafe seed.withUnsafeMutableBufferPointer { seed in
                    unsafe key.withUnsafeBufferPointer { key in
                        unsafe fh_unseal_aead_open(
                            seed.baseAddress, file.box, file.box.count, ad, ad.count, file.nonce, key.baseAddress)
                    }
                }
            }
        }
        guard result == 0 else { throw .wrongPassphrase }
        return seed
    }

    private static func stretch(
        _ passphrase: borrowing GuardedBytes, _ file: KeyFileText
    ) throws(KeyFileError) -> GuardedBytes {
        var key: GuardedBytes
        do { key = try GuardedBytes(count: 32) } catch { throw .noMemory }
        let result = key.withMutableBytes { key in
            passphrase.withBytes { passphrase in
                unsafe key.withUnsafeMutableBufferPointer { key in
                    unsafe passphrase.withUnsafeBufferPointer { passphrase in
                        unsafe fh_unseal_password_key(
                            key.baseAddress, passphrase.baseAddress, passphrase.count, file.salt,
                            UInt64(file.parameters.opslimit), file.parameters.memlimit)
                    }
                }
            }
        }
        guard result == 0 else { throw .noMemory }
        return key
    }
}
