import Console
import Envelope
import Files
import FoundationEssentials
import Ledger
import Policies
import Press
import Publication
import Unsealing
import Vault

/// A publisher at work: what they can open, what they saw and did before, and what they sign.
struct PublisherDesk: ~Copyable {
    let keyring: Keyring
    let policies: PolicySet
    let earlier: Set<Digest>
    let reader: CaseReader
    let places: Places
    private(set) var seen: SeenStatements
    var log: PublicationLog
    private let idsByTag: [[UInt8]: String]
    /// Whether this run noted an export that is not at its place yet.
    var isAnnounced = false

    /// Where this publisher keeps what they saw and did.
    struct Places {
        let state: String
        var record: String { state + "/publications" }
        var pending: String { state + "/publications.pending" }

        /// One run at a time, so that none writes over another's line: until the program ends, however it ends.
        ///
        /// - Throws: `Refusal`, `.busy` while another run is at work.
        func lock() throws {
            try Folder.make(state)
            do { try FileLock.takeToEnd(state + "/publications.lock") } catch {
                guard error.code == .busy else { throw error }
                throw Refusal(
                    .busy, "another firsthand-publish is at work with \(state)",
                    hint: "wait until it is done, then run the same again")
            }
        }
    }

    /// Takes the state folder for this run, and settles what an earlier run left half done.
    ///
    /// - Parameter day: the day on which the keyring must be in force.
    static func opening(
        _ options: PublisherOptions, _ trust: TrustOptions, on day: Day = .today
    ) throws -> PublisherDesk {
        let keyring = try trust.keyring(on: day)
        let policies = try PolicySet.load(folder: options.policies)
        let earlier = try EarlierPolicies.consents(folder: options.policies)
        let vault = try VaultReader.open(path: options.vault)
        let passphrase = try PassphraseSource.read(
            descriptor: options.passphraseFd, prompt: TerminalText.line("Passphrase for \(options.key): "))
        let publisher = try PublisherKey.open(options.key, passphrase: passphrase)
        guard keyring.activePublishers.contains(publisher.publicKey) else {
            throw Refusal(
                .notPermitted, "this key is not an active publisher's in the keyring", hint: "ask the steward")
        }
        let places = Places(state: trust.state)
        try places.lock()
        let log = try Self.log(places.record, keyring)
        let seen = try SeenStatements(folder: trust.state)
        var desk = PublisherDesk(
            keyring: keyring, policies: policies, earlier: earlier,
            reader: CaseReader(vault: vault, publisher: publisher, keyring: keyring), places: places, seen: seen,
            log: log, idsByTag: log.idsByTag)
        try desk.settlePending()
        return desk
    }

    static func log(_ path: String, _ keyring: Keyring) throws -> PublicationLog {
        guard InputFile.exists(path) else { return PublicationLog() }
        // A record that cannot be read must not count as none: nobody would be told where copies are.
        guard
            let log = PublicationLog(try InputFile.text(path), publishers: Set(keyring.publishers.map(\.key.signing)))
        else {
            throw Refusal(
                .badData, "the record of what was published is damaged or not signed by a publisher",
                hint: "restore \(path) from a backup")
        }
        return log
    }

    /// The gate for a use on a day.
    func gate(_ use: Use, on day: Day) -> Gate {
        Gate(use: use, day: day, keyring: keyring, rules: policies.rules(earlier: earlier))
    }

    /// Every case, present or seen before and gone, and what to make of it.
    ///
    /// - Parameter each: is told the case, what it holds if it is there, its story's public id, and its tag.
    mutating func forEachCase(
        _ progress: Progress, _ each: (CaseID, Gate.Case?, _ id: String?, _ tag: [UInt8]) throws -> Void
    ) throws {
        let present = try reader.cases()
        for (count, caseID) in present.enumerated() {
            let subject = try reader.read(caseID, seenBefore: seen[caseID])
            try each(caseID, subject, publicID(caseID, subject), reader.tag(of: caseID))
            seen.add(subject.entries.map(\.digest), of: caseID)
            progress.show(count + 1, of: present.count)
        }
        for gone in seen.cases.subtracting(present).sorted() {
            try each(gone, nil, publicID(gone, nil), reader.tag(of: gone))
        }
        progress.end()
    }

    /// The public id of a case's story: by its consent, or, when that is destroyed, by this publisher's own record.
    func publicID(_ caseID: CaseID, _ subject: Gate.Case?) -> String? {
        subject.flatMap(Gate.publicID) ?? idsByTag[reader.tag(of: caseID)]
    }

    /// Where each story stands on a day, for each of these uses.
    mutating func standings(_ uses: Set<Use>, on day: Day) throws -> [Use: Standing] {
        var standings: [Use: Standing] = [:]
        let gates = uses.map { ($0, gate($0, on: day)) }
        try forEachCase(Progress(label: "checking")) { _, subject, id, _ in
            for (use, gate) in gates {
                standings[use, default: Standing()].add(subject.map(gate.judge) ?? .refuse([.rolledBack]), id: id)
            }
        }
        for use in uses where standings[use] == nil { standings[use] = Standing() }
        return standings
    }

    /// Keeps what was seen, so that a roll-back is noticed.
    func saveSeen() throws { try seen.save() }

    /// Signs a line of the record and keeps it.
    mutating func record(_ act: PublicationRecord.Act, on day: Day = .today) throws {
        log.add(act, by: reader.signingKey, on: day) { reader.sign($0) }
        try AtomicFile.write(log.text, to: places.record)
    }
}

/// What this publisher saw at earlier exports, so that a vault that was rolled back is noticed.
struct SeenStatements {
    private let path: String
    private var seen: [CaseID: Set<Digest>] = [:]

    /// Reads `statements.seen` in the state folder: a line for each statement, case and digest in hex.
    init(folder: String) throws {
        path = folder + "/statements.seen"
        guard InputFile.exists(path) else { return }
        for line in try InputFile.text(path).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let caseID = CaseID(hex: parts[0]), let digest = Digest(hex: parts[1]) else {
                throw Refusal(
                    .badData, "the record of statements seen is damaged", hint: "restore \(path) from a backup")
            }
            seen[caseID, default: []].insert(digest)
        }
    }

    subscript(caseID: CaseID) -> Set<Digest> { seen[caseID] ?? [] }

    /// The cases seen before.
    var cases: Set<CaseID> { Set(seen.keys) }

    /// Adds what is there now; nothing is ever taken out.
    mutating func add(_ digests: [Digest], of caseID: CaseID) { seen[caseID, default: []].formUnion(digests) }

    /// Writes the record whole.
    func save() throws {
        let lines = seen.sorted { $0.key < $1.key }.flatMap { caseID, digests in
            digests.sorted().map { "\(caseID.hex) \($0.hex)\n" }
        }
        try AtomicFile.write(lines.joined(), to: path)
    }
}
