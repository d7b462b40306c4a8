import Console
import Custody
import Envelope
import Files
import Sealing
import Unsealing

/// The first keys ceremony: steward, reviewers, publisher, signed keyring (Keys/README.md).
struct Ceremony {
    let folder: String
    let descriptor: Int32?
    let days: Int
    let cost: KeyFileCost

    func run(reviewers: String?, publisher: String?) throws {
        guard !InputFile.exists(folder + "/keys/keyring.txt") else {
            throw Refusal(.cannotCreate, "there is a keyring in \(folder)", hint: "choose an empty folder")
        }
        for name in ["", "/keys", "/secret"] { try Folder.make(folder + name) }

        say("Step 1 of 4. The steward's key. It signs the list of who may open, sign and")
        say("             publish, and opens nothing.")
        _ = try NewKey(role: .steward, name: "steward", folder: folder + "/secret", cost: cost, descriptor: descriptor)

        say("Step 2 of 4. The reviewers, at least two. Best: each makes a key alone with")
        say("             firsthand-review keys new NAME, and brings the .pub file.")
        say("             The secret file of a key made here is in the folder secret.")
        let reading = try members(.reviewer, list: reviewers, least: 2)

        say("Step 3 of 4. The publisher, who opens approved texts only.")
        let publishing = try members(.publisher, list: publisher, least: 1)

        say("Step 4 of 4. The signed list.")
        let keyring = Keyring(
            serial: 1, from: .today, until: .today + days,
            reviewers: reading.map { Keyring.Member(key: $0, standing: .active) },
            publishers: publishing.map { Keyring.Member(key: $0, standing: .active) })
        // A key that cannot be sealed to is found now, and not by a survivor.
        _ = try Sealer(keyring: keyring.digest, readers: reading + publishing)
        let passphrase = try stewardPassphrase()
        let steward = try StewardKey.open(folder + "/secret/steward.secret", passphrase: passphrase)
        try AtomicFile.write(
            steward.minisignKey.file(comment: "Firsthand steward's public key"), to: folder + "/steward.pub")
        try Self.sign(keyring, with: steward, folder: folder)
        explain(keyring, steward.minisignKey)
    }

    /// Asked for again rather than kept: the steward signs knowingly, after seeing who is in the list.
    private func stewardPassphrase() throws -> GuardedBytes {
        try PassphraseSource.read(descriptor: descriptor, prompt: "Passphrase of the steward, to sign the list: ")
    }

    private func members(_ role: Role, list: String?, least: Int) throws -> [PublicKey] {
        var keys: [PublicKey] = []
        if let list {
            for item in list.split(separator: ",") { keys.append(try member(role, String(item))) }
        } else {
            while true {
                let more = keys.count < least ? "" : ", or nothing to go on"
                let answer = try Prompt.line(
                    "  \(role.rawValue) \(keys.count + 1): a name, or the path of a .pub file\(more): ")
                if answer.isEmpty, keys.count >= least { break }
                if !answer.isEmpty { keys.append(try member(role, answer)) }
            }
        }
        guard keys.count >= least else {
            throw Refusal(.usage, "at least \(least) \(role.rawValue)\(least == 1 ? " is" : "s are") needed")
        }
        return keys
    }

    private func member(_ role: Role, _ answer: String) throws -> PublicKey {
        let key: PublicKey
        if answer.hasSuffix(".pub") {
            key = try PublicKey(file: InputFile.text(answer))
            guard key.role == role else { throw Refusal(.usage, "\(answer) is not a \(role.rawValue)'s key") }
        } else {
            key = try NewKey(
                role: role, name: answer, folder: folder + "/secret", cost: cost, descriptor: descriptor
            ).key
        }
        try AtomicFile.write(key.file, to: "\(folder)/keys/\(key.name).pub")
        if role == .publisher {
            let minisign = MinisignPublicKey(signing: key.signing)
            try AtomicFile.write(
                minisign.file(comment: "Firsthand publisher \(key.name)"), to: "\(folder)/keys/\(key.name).minisign.pub"
            )
        }
        say("  \(role.rawValue) \(key.name): \(key.id)")
        return key
    }

    static func sign(_ keyring: Keyring, with steward: borrowing StewardKey, folder: String) throws {
        // The signature last: a keyring without one is refused, so half a change is never taken for a whole one. It is
        // there beforehand under another name, so that the next change finds it where this one is stopped in between.
        let signature = try steward.sign(keyring)
        try AtomicFile.write(signature.file, to: nextSignature(folder))
        try AtomicFile.write(keyring.text, to: folder + "/keys/keyring.txt")
        try AtomicFile.write(signature.file, to: folder + "/keys/keyring.txt.minisig")
        try AtomicFile.remove(nextSignature(folder))
    }

    static func nextSignature(_ folder: String) -> String { folder + "/keys/keyring.txt.minisig.next" }

    private func explain(_ keyring: Keyring, _ key: MinisignPublicKey) {
        say(
            """
            Done. Keyring \(keyring.serial), good until \(keyring.until), in \(folder):

              keys         public: copy it to the intake, to each desk, to the publisher
              steward.pub  the steward's public key: copy it by hand to each machine,
                           and compare this line there:
              \(key.line)
              secret       secret: move each file to its owner's machine, then delete
                           it here; keep steward.secret offline

            Check the signature with a program that is not ours:
              cd \(folder)
              minisign -V -p steward.pub -m keys/keyring.txt
            """)
    }

    private func say(_ text: String) { StandardStream.error.write(text + "\n") }
}

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
        _ = try NewKey(role: .steward, name: "steward", folder: folder + "/secret", cost: cost, descriptor: descriptor)
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
