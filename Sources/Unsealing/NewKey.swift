public import Envelope
import Files

/// A person's new key: the secret and the public file that were made of it.
public struct NewKey: Sendable {
    let secretFile: String
    public let publicFile: String
    public let key: PublicKey

    /// Asks for a passphrase, and makes both files; refuses to write over one that is there.
    ///
    /// - Parameters:
    ///   - role: what the key is for.
    ///   - name: 1 to 32 of the letters a-z, the digits and the hyphen; a working name, not a legal one.
    ///   - folder: where `NAME.secret` and `NAME.pub` are put; it is made if it is not there.
    ///   - cost: the work that each try of the passphrase takes.
    ///   - descriptor: where the passphrase is read from; nil asks twice on the terminal.
    public init(role: Role, name: String, folder: String, cost: KeyFileCost, descriptor: Int32?) throws {
        guard PublicKey.isName(name) else {
            throw Refusal(.usage, "a name has 1 to 32 of the letters a-z, the digits 0-9 and -")
        }
        let passphrase = try PassphraseSource.forNewKey(named: "\(role.rawValue) \(name)", descriptor: descriptor)
        secretFile = "\(folder)/\(name).secret"
        publicFile = "\(folder)/\(name).pub"
        try Folder.make(folder)
        guard !InputFile.exists(publicFile) else {
            throw Refusal(.cannotCreate, "there is a file \(publicFile)", hint: "choose another name or folder")
        }
        let secret = try KeyFile.create(role: role, name: name, at: secretFile, passphrase: passphrase, cost: cost)
        if role != .steward { try AtomicFile.write(secret.publicKey.file, to: publicFile) }
        key = secret.publicKey
    }

    /// What its owner does with them, in lines.
    public var advice: String {
        """
        \(key.role == .backup
            ? "The secret key is \(secretFile). Keep it away from the server."
            : "Your secret key is \(secretFile). It never leaves this machine.")
        next: give \(publicFile) to the steward, in person

        """
    }
}
