import Envelope
import Opening
import Foundation
import Testing

@_spi(KeyMaterial) @testable import Unsealing

/// The keys of the vectors, in Tests/Vectors/keys: test keys that protect nothing.
final class VectorKeys: Sendable {
    static let passphrase = "these test keys protect nothing"
    static let shared = Result { try VectorKeys() }

    let ana, ben, cleo, dora, press, steward: KeyMaterial

    private init() throws {
        ana = try Self.key("ana", .reviewer)
        ben = try Self.key("ben", .reviewer)
        cleo = try Self.key("cleo", .reviewer)
        dora = try Self.key("dora", .reviewer)
        press = try Self.key("press", .publisher)
        steward = try Self.key("steward", .steward)
    }

    var readers: [PublicKey] { [ana.publicKey, ben.publicKey, cleo.publicKey] }

    /// Opens one of the keys, or makes it when vectors are written and it is not there.
    private static func key(_ name: String, _ role: Role) throws -> KeyMaterial {
        let path = "\(VectorFolder.path)/keys/\(name).key"
        let passphrase = try KeyFileTests.passphrase(Self.passphrase)
        if VectorFolder.isWriting, !FileManager.default.fileExists(atPath: path) {
            let key = try KeyFile.create(role: role, name: name, at: path, passphrase: passphrase, cost: .interactive)
            let publicFile = role == .steward ? key.minisignKey.file(comment: "a test steward") : key.publicKey.file
            try Data(publicFile.utf8).write(to: URL(filePath: "\(VectorFolder.path)/keys/\(name).pub"))
            return key
        }
        // A checkout gives files to everybody to read, which a key file must refuse: so a copy is opened.
        let scratch = try Scratch()
        let bytes = try #require(FileManager.default.contents(atPath: path), "there is no test key \(name)")
        scratch.write(Array(bytes), "key")
        return try KeyFile.open(scratch.path + "/key", passphrase: passphrase, role: role)
    }

    /// What the key of that name finds in `sealed`; nil if it does not open.
    func digest(of sealed: Sealed, in caseID: CaseID, with name: String) throws -> Digest? {
        guard let body = try open(sealed, of: caseID, with: name) else { return nil }
        return body.digest
    }

    /// Opens `sealed` with the key of that name; nil if it does not open.
    func open(_ sealed: Sealed, of caseID: CaseID, with name: String) throws -> OpenedBody? {
        do {
            switch name {
            case "ana": return try ana.open(sealed, of: caseID)
            case "ben": return try ben.open(sealed, of: caseID)
            case "cleo": return try cleo.open(sealed, of: caseID)
            case "dora": return try dora.open(sealed, of: caseID)
            case "press": return try press.open(sealed, of: caseID)
            default: throw FormatError(.publicKey)
            }
        } catch is OpeningError { return nil }
    }
}
