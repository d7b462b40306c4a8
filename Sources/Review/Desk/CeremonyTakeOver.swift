import Console
import Custody
import Envelope
import Files
import Unsealing

extension Ceremony {
    /// A new steward for the same people: their keys, their standing and their leaving lists, under a new steward's key.
    ///
    /// The serial goes on, so that every machine takes the new keyring for the newer one once its pin is changed.
    /// - Parameter place: a folder with `keys` and the `steward.pub` that they were checked against so far.
    func takeOver(from place: String) throws {
        guard !InputFile.exists(folder + "/keys/keyring.txt") else {
            throw Refusal(.cannotCreate, "there is a keyring in \(folder)", hint: "choose an empty folder")
        }
        let old = try KeyringChange.signedKeyring(in: place).keyring
        let new = Keyring(serial: old.serial + 1, from: .today, until: .today + days, members: old.all)
        try new.checkBeforeSigning()
        StandardStream.output.write("These people go on; compare each id with its owner, aloud:\n")
        for member in new.all where member.standing == .active {
            StandardStream.output.write("  \(member.key.role.rawValue) \(member.key.name): \(member.key.id)\n")
        }
        var files = new.all.flatMap {
            ["\($0.key.name).pub", "\($0.key.name).minisign.pub", "\($0.key.name).leaving"]
        }
        files = files.filter { InputFile.exists("\(place)/keys/\($0)") }
        for name in ["", "/keys", "/secret"] { try Folder.make(folder + name) }
        _ = try NewKey(role: .steward, name: "steward", folder: folder + "/secret", cost: cost).make(
            descriptor: descriptor)
        let passphrase = try PassphraseSource.read(
            descriptor: descriptor, prompt: "Passphrase of the steward, to sign the list: ")
        let steward = try StewardKey.open(folder + "/secret/steward.secret", passphrase: passphrase)
        for file in files {
            try AtomicFile.write(InputFile.text("\(place)/keys/\(file)"), to: "\(folder)/keys/\(file)")
        }
        try AtomicFile.write(
            steward.minisignKey.file(comment: "Firsthand steward's public key"), to: folder + "/steward.pub")
        try Self.sign(new, with: steward, folder: folder)
        StandardStream.error.write(
            "Signed keyring \(new.serial), good until \(new.until).\n"
                + "next: on every machine, by hand: steward.pub in the place of the old one, and the folder keys\n")
    }
}
