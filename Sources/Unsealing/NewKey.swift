public import Envelope
import Files

/// Makes a key for a person: asks for a passphrase, and writes the secret and the public file.
public struct NewKey: Sendable {
    private let role: Role
    private let name: String
    private let folder: String
    private let cost: KeyFileCost

    /// - Parameters:
    ///   - folder: where `NAME.secret` and `NAME.pub` are put; it is made if it is not there.
    ///   - cost: the work that each try of the passphrase takes.
    public init(role: Role, name: String, folder: String, cost: KeyFileCost) {
        self.role = role
        self.name = name
        self.folder = folder
        self.cost = cost
    }

    /// The two files that were made.
    public struct Files: Sendable {
        public let secretFile: String
        public let publicFile: String
        public let key: PublicKey

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

    /// Makes both files; refuses to write over one that is there.
    ///
    /// - Parameter descriptor: where the passphrase is read from; nil asks twice on the terminal.
    public func make(descriptor: Int32?) throws -> Files {
        guard PublicKey.isName(name) else {
            throw Refusal(.usage, "a name has 1 to 32 of the letters a-z, the digits 0-9 and -")
        }
        let passphrase = try PassphraseSource.forNewKey(named: "\(role.rawValue) \(name)", descriptor: descriptor)
        let secretFile = "\(folder)/\(name).secret"
        let publicFile = "\(folder)/\(name).pub"
        try Folder.make(folder)
        guard !InputFile.exists(publicFile) else {
            throw Refusal(.cannotCreate, "there is a file \(publicFile)", hint: "choose another name or folder")
        }
        let key = try KeyFile.create(role: role, name: name, at: secretFile, passphrase: passphrase, cost: cost)
        if role != .steward { try AtomicFile.write(key.publicKey.file, to: publicFile) }
        return Files(secretFile: secretFile, publicFile: publicFile, key: key.publicKey)
    }
}
