import Console
import Custody
import Envelope
import Files
import Unsealing

/// The next keyring as it takes shape: who comes, who leaves, and the files that go with it.
///
/// Nothing is written before `sign`.
struct KeyringChange {
    private let folder: String
    private let old: Keyring
    private let steward: MinisignPublicKey
    private var members: [Keyring.Member]
    private var files: [(name: String, text: String)] = []
    private var obsolete: [String] = []
    private var lines: [String] = []

    /// Starts from the keyring in the folder of the ceremony.
    ///
    /// - Throws: `Refusal` if this folder's steward did not sign it: to change a forged list would make it true.
    init(folder: String) throws {
        self.folder = folder
        let found = try Self.signedKeyring(in: folder)
        (old, steward, members) = (found.keyring, found.steward, found.keyring.all)
        guard let unfinished = found.unfinished else { return }
        // The steward has signed it: what is missing is its signature's name.
        try AtomicFile.write(unfinished, to: folder + "/keys/keyring.txt.minisig")
        try AtomicFile.remove(Ceremony.nextSignature(folder))
        say("note: the change before was stopped at its very end; keyring \(old.serial) stands now", .error)
    }

    /// The keyring in the folder `keys` of a folder, if the steward whose `steward.pub` stands beside it signed it.
    ///
    /// - Returns: beside it the text of its signature, where a change was stopped before that had its name.
    static func signedKeyring(
        in folder: String
    ) throws -> (keyring: Keyring, steward: MinisignPublicKey, unfinished: String?) {
        let steward = try MinisignPublicKey(file: InputFile.text(folder + "/steward.pub"))
        let keyring = try Keyring(unchecked: InputFile.text(folder + "/keys/keyring.txt"))
        func signature(_ file: String) -> String? {
            guard let text = try? InputFile.text(file), let signature = try? MinisignSignature(file: text),
                signature.isGood(over: Array(keyring.text.utf8), by: steward)
            else { return nil }
            return text
        }
        if signature(folder + "/keys/keyring.txt.minisig") != nil { return (keyring, steward, nil) }
        guard let next = signature(Ceremony.nextSignature(folder)) else {
            throw Refusal(.badData, "the keyring in \(folder) is not signed by the steward whose key is beside it")
        }
        return (keyring, steward, next)
    }

    /// The names of those who are active in a role.
    func active(_ role: Role) -> [String] {
        old.members(role).filter { $0.standing == .active }.map(\.key.name)
    }

    /// Takes in the owner of a public key file.
    ///
    /// - Parameter predecessor: the name of the key that the same person had before, of those who left this role and whom
    ///   nobody follows yet; nil for somebody who was not there before.
    mutating func add(
        _ path: String, following predecessor: (_ key: PublicKey, _ departed: [String]) throws -> String?
    ) throws {
        let key = try PublicKey(file: InputFile.text(path))
        guard !members.contains(where: { $0.key.name == key.name }) else {
            throw Refusal(
                .notPermitted, "the name \(key.name) stands in the keyring already, and a name is used once for ever",
                hint: "make the key under another name: firsthand-review keys new \(key.name)-2")
        }
        guard !members.contains(where: { $0.key.encryption == key.encryption || $0.key.signing == key.signing }) else {
            throw Refusal(
                .notPermitted, "the key in \(path) stands in the keyring already under another name",
                hint: "make a new key")
        }
        let name = try predecessor(key, keyring(until: old.until).predecessors(key.role).map(\.key.name))
        if let name { try check(key, follows: name) }
        members.append(Keyring.Member(key: key, standing: .active, follows: name))
        files.append((name: "\(key.name).pub", text: key.file))
        if key.role == .publisher {
            let minisign = MinisignPublicKey(signing: key.signing)
            files.append(
                (name: "\(key.name).minisign.pub", text: minisign.file(comment: "Firsthand publisher \(key.name)")))
        }
        let whose = name.map { " and is the same person as \($0)" } ?? ""
        lines.append(
            "\(key.role.rawValue) \(key.name) joins\(whose); key id \(key.id), compare it with its owner, aloud")
    }

    /// Refuses a key that would make two of one person, or one of two.
    private func check(_ key: PublicKey, follows name: String) throws {
        let before = try member(name)
        guard before.key.role == key.role else {
            throw Refusal(.usage, "\(name) has another role than \(key.name)", hint: "look at keys/keyring.txt")
        }
        guard before.standing != .active else {
            throw Refusal(
                .notPermitted, "\(name) is active, and a person has one key at a time",
                hint: "to put the new key in its place: firsthand-review steward replace \(name) FILE")
        }
        if let next = members.first(where: { $0.follows == name }) {
            throw Refusal(
                .notPermitted, "\(next.key.name) follows \(name) already",
                hint: "name the newest key of this person")
        }
    }

    /// Lets somebody leave in good standing.
    ///
    /// - Parameter list: the path of a reviewer's leaving list.
    mutating func retire(_ name: String, list path: String?) throws {
        let member = try member(name)
        guard member.standing == .active else {
            throw Refusal(.notPermitted, "\(name) is not active any more", hint: "compromise is for a stolen key")
        }
        let list = try path.map { try leavingList($0, of: member, isStolen: false) }
        guard member.key.role != .reviewer || list != nil else {
            throw Refusal(
                .usage, "a reviewer leaves with a list of what they signed that goes on counting",
                hint: "on a desk: firsthand-review keys leaving \(name), then --list \(name).leaving here")
        }
        set(member, .retired(list: list?.digest))
        lines.append(
            "\(member.key.role.rawValue) \(name) leaves; "
                + (list.map(Self.described)
                    ?? (member.key.role == .publisher ? "old exports stay good" : "it opens earlier backups")))
    }

    /// Takes a lost or stolen key out.
    ///
    /// - Parameter list: the path of the leaving list; nil if it is not made yet.
    mutating func compromise(_ name: String, list path: String?) throws {
        let member = try member(name)
        let list = try path.map { try leavingList($0, of: member, isStolen: true) }
        set(member, .compromised(list: list?.digest))
        let role = member.key.role
        guard role == .reviewer else {
            if role == .publisher { obsolete.append("\(name).minisign.pub") }
            lines.append(
                role == .publisher
                    ? "publisher \(name) is out; no export of theirs is good any more"
                    : "backup key \(name) is out; whoever has it opens earlier backups")
            return
        }
        lines.append(
            "reviewer \(name) is out; "
                + (list.map(Self.described)
                    ?? "nothing that they signed counts, and no story in which they spoke can go out, until a list follows")
        )
        if list == nil { lines.append("  the list: on a desk, firsthand-review keys leaving \(name) --stolen DAY") }
    }

    private func member(_ name: String) throws -> Keyring.Member {
        guard let member = members.first(where: { $0.key.name == name }) else {
            throw Refusal(.noInput, "nobody called \(name) is in the keyring", hint: "look at keys/keyring.txt")
        }
        return member
    }

    private mutating func set(_ member: Keyring.Member, _ standing: Keyring.Standing) {
        members = members.map {
            $0.key == member.key ? Keyring.Member(key: $0.key, standing: standing, follows: $0.follows) : $0
        }
    }

    /// The next keyring.
    private func keyring(until: Day) -> Keyring {
        Keyring(serial: old.serial + 1, from: .today, until: until, members: members)
    }

    /// A leaving list that may be signed for: of this key, and by an active reviewer.
    private mutating func leavingList(
        _ path: String, of member: Keyring.Member, isStolen: Bool
    ) throws -> SignedLeavingList {
        let name = member.key.name
        let list = try SignedLeavingList(InputFile.text(path))
        guard member.key.role == .reviewer, list.list.key == member.key.bytes else {
            throw Refusal(.badData, "\(path) is not about the key of \(name)")
        }
        guard let maker = old.activeReviewers.first(where: { $0.name == list.maker }), list.isSigned(by: maker.signing)
        else {
            throw Refusal(
                .badData, "\(path) is not signed by an active reviewer of the keyring",
                hint: "make it on a reviewer's desk: firsthand-review keys leaving \(name)")
        }
        // A thief can make a list too, of whatever they sign tomorrow; and whoever says that their key was stolen does not
        // choose alone what of it counts, under a newer key either.
        let isOwn = old.person(signing: maker.signing) == old.person(signing: member.key.signing)
        guard !isStolen || !isOwn else {
            throw Refusal(
                .notPermitted, "\(path) is signed by the person whose key was stolen",
                hint: "another reviewer makes it: firsthand-review keys leaving \(name) --stolen DAY")
        }
        files.append((name: "\(name).leaving", text: list.text))
        return list
    }

    private static func described(_ list: SignedLeavingList) -> String {
        let again = list.list.again.count
        return "\(list.list.statements.count) signed statements go on counting"
            + (again == 0 ? "" : ", \(again) cases must be approved again")
            + " (listed by \(list.maker) on \(list.list.day))"
    }

    /// Shows what changes, and signs it unless it is a rehearsal.
    ///
    /// - Parameters:
    ///   - days: how many days from today it is good for; nil leaves the last day as it is.
    ///   - descriptor: where the steward's passphrase is read from; nil asks on the terminal.
    func sign(days: Int?, rehearse: Bool, descriptor: Int32?) throws {
        let until = days.map { Day.today + $0 } ?? old.until
        guard until > .today else {
            throw Refusal(.usage, "this keyring has ended", hint: "say how long the new one is good: --days 365")
        }
        let new = keyring(until: until)
        try new.checkBeforeSigning()
        show(new)
        guard !rehearse else { return say("This was a rehearsal: nothing was written, and nothing was signed.") }
        let passphrase = try PassphraseSource.read(descriptor: descriptor, prompt: "Passphrase of the steward: ")
        let key = try StewardKey.open(folder + "/secret/steward.secret", passphrase: passphrase)
        guard key.minisignKey == steward else {
            throw Refusal(.badData, "steward.secret and steward.pub in this folder are not one key")
        }
        for file in files { try AtomicFile.write(file.text, to: "\(folder)/keys/\(file.name)") }
        try Ceremony.sign(new, with: key, folder: folder)
        for name in obsolete { try AtomicFile.remove("\(folder)/keys/\(name)") }
        StandardStream.error.write("Signed keyring \(new.serial), good until \(new.until).\n")
        StandardStream.error.write(
            "next: copy the folder \(folder)/keys to the intake, each desk and the publisher; then, on one desk:\n"
                + "  firsthand-review keys reseal\n")
    }

    private func show(_ new: Keyring) {
        say("Keyring \(old.serial) becomes keyring \(new.serial), good until \(new.until).")
        for line in lines { say("  \(line)") }
        say(
            "Active then: reviewers \(Self.names(new.activeReviewers)); publishers \(Self.names(new.activePublishers))."
        )
        if !new.backups.isEmpty { say("Backups are sealed to: \(Self.names(new.activeBackups)).") }
        if new.activePeople.count < 2 {
            say("note: with one reviewer nothing can be approved; add another soon")
        }
        if new.activePublishers.isEmpty { say("note: without a publisher nothing can be exported") }
    }

    private static func names(_ keys: [PublicKey]) -> String {
        keys.isEmpty ? "none" : keys.map(\.name).joined(separator: ", ")
    }

    private func say(_ text: String, _ stream: StandardStream = .output) { stream.write(text + "\n") }
}
