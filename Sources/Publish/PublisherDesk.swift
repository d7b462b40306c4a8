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
///
/// Several cores may open cases at once with what one desk holds.
struct PublisherDesk: ~Copyable, Sendable {
    let keyring: Keyring
    let policies: PolicySet
    let earlier: Set<Digest>
    let reader: CaseReader
    let places: Places
    private(set) var seen: SeenStatements
    private var refusals: RefusalCache
    var log: PublicationLog
    private let idsByTag: [[UInt8]: String]
    /// Whether this run noted an export that is not at its place yet.
    var isAnnounced = false

    /// Where this publisher keeps what they saw and did.
    struct Places: Sendable {
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
        let refusals = RefusalCache(
            in: trust.state, publisher, context: Self.context(keyring, policies.rules(earlier: earlier)))
        var desk = PublisherDesk(
            keyring: keyring, policies: policies, earlier: earlier,
            reader: CaseReader(vault: vault, publisher: publisher, keyring: keyring), places: places, seen: seen,
            refusals: refusals, log: log, idsByTag: log.idsByTag)
        try desk.settlePending()
        return desk
    }

    /// All that a judgment depends on beside the case and the day.
    private static func context(_ keyring: Keyring, _ rules: Rules) -> Digest {
        // A leaving list may come after the keyring that names it.
        let missing = keyring.withoutLeavingList.map(\.key.name).joined(separator: "\n")
        let policies = rules.consentPolicies.sorted().flatMap(\.bytes)
        return Hash.digest(
            "firsthand/refusals-context/v1",
            keyring.digest.bytes + rules.review.digest.bytes + UInt32(rules.widerConsentDelayDays).bigEndianBytes
                + UInt32(policies.count).bigEndianBytes + policies + Array(missing.utf8))
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

    /// What there is to know of a case.
    struct Found<Sighting: Sendable>: Sendable {
        let caseID: CaseID
        /// False for one that was seen before and is gone.
        var isHere = true
        /// The public id of its story; nil if nobody ever saw one.
        let id: String?
        let consentEnd: Day?
        /// What the gate says, for each use that was asked for.
        let verdicts: [Use: Gate.Verdict]
        /// What was seen in a story that may go out, and what the publisher's own record calls its case.
        var seen: (sighting: Sighting, tag: [UInt8])?
    }

    /// Every case, present or seen before and gone, and what the gate says of it: read on all cores, in their order.
    ///
    /// Of what nothing may go out that is known from the run before, if not a byte of the case is another one since.
    /// - Parameters:
    ///   - uses: what is asked of the gate.
    ///   - look: looks at a story that may go out for one of them.
    ///   - each: is told what was found.
    mutating func forEachCase<Sighting: Sendable>(
        _ progress: Progress, _ uses: Set<Use>, on day: Day, look: @Sendable (ApprovedStory) -> Sighting,
        each: (Found<Sighting>) throws -> Void
    ) throws {
        let present = try reader.cases()
        for start in stride(from: 0, to: present.count, by: AllCores.batch) {
            let cases = present[start..<min(start + AllCores.batch, present.count)]
            for result in read(cases, uses, on: day, look) {
                let (found, judged) = try result.get()
                try each(found)
                guard let judged else { continue }
                let caseID = found.caseID
                seen.add(judged.digests, of: caseID)
                // A rehearsal of another day says nothing of the days until then.
                if day == .today { refusals.take(judged, of: caseID, seen: seen.count(of: caseID), on: day) }
            }
            progress.show(cases.endIndex, of: present.count)
        }
        let gone = Dictionary(uniqueKeysWithValues: uses.map { ($0, Gate.Verdict.refuse([.rolledBack])) })
        let here = Set(present)
        for caseID in seen.cases.subtracting(here).sorted() {
            try each(
                Found(caseID: caseID, isHere: false, id: publicID(caseID, nil), consentEnd: nil, verdicts: gone))
        }
        refusals.keepOnly(here)
        progress.end()
    }

    private typealias Reading<Sighting: Sendable> = (found: Found<Sighting>, judged: RefusalCache.Judged?)

    private func read<Sighting: Sendable>(
        _ cases: ArraySlice<CaseID>, _ uses: Set<Use>, on day: Day, _ look: @Sendable (ApprovedStory) -> Sighting
    ) -> [Result<Reading<Sighting>, any Error>] {
        // It is asked of every use, so that the next run need not open the case whatever it asks.
        let gate = gate(.website, on: day)
        return AllCores.map(cases) { caseID in
            Result {
                let rows = try reader.rows(of: caseID)
                let imprint = rows.imprint
                if let found: Found<Sighting> = known(caseID, imprint, uses, on: day) { return (found, nil) }
                let subject = reader.read(caseID, rows, seenBefore: seen[caseID])
                let judgement = gate.judgement(of: subject, for: Use.allCases)
                let verdicts = judgement.verdicts.filter { uses.contains($0.key) }
                let stories = verdicts.values.compactMap { if case .export(let story) = $0 { story } else { nil } }
                let found = Found(
                    caseID: caseID, id: publicID(caseID, subject), consentEnd: judgement.consentEnd,
                    verdicts: verdicts, seen: stories.first.map { (look($0), reader.tag(of: caseID)) })
                return (
                    found,
                    RefusalCache.Judged(
                        judgement: judgement, id: Gate.publicID(subject), digests: subject.entries.map(\.digest),
                        imprint: imprint)
                )
            }
        }
    }

    /// What is known of a case, if that answers all that is asked.
    private func known<Sighting>(
        _ caseID: CaseID, _ imprint: Digest, _ uses: Set<Use>, on day: Day
    ) -> Found<Sighting>? {
        guard let known = refusals.known(caseID, imprint, seen: seen.count(of: caseID), on: day) else { return nil }
        var verdicts: [Use: Gate.Verdict] = [:]
        for use in uses {
            guard let reasons = known.refusal(use) else { return nil }
            verdicts[use] = .refuse(reasons)
        }
        return Found(
            caseID: caseID, id: known.id ?? publicID(caseID, nil), consentEnd: known.consentEnd, verdicts: verdicts)
    }

    /// What the gate says of stories that were selected: read again, so that no text had to be kept.
    func judged(_ stories: ArraySlice<Selection.Chosen>, by gate: Gate) -> [Result<Gate.Verdict, any Error>] {
        AllCores.map(stories) { story in
            Result { gate.judge(try reader.read(story.caseID, seenBefore: seen[story.caseID])) }
        }
    }

    /// The public id of a case's story: by its consent, or, when that is destroyed, by this publisher's own record.
    func publicID(_ caseID: CaseID, _ subject: Gate.Case?) -> String? {
        subject.flatMap(Gate.publicID) ?? (idsByTag.isEmpty ? nil : idsByTag[reader.tag(of: caseID)])
    }

    /// Where each story stands on a day, for each of these uses.
    mutating func standings(_ uses: Set<Use>, on day: Day) throws -> [Use: Standing] {
        var standings: [Use: Standing] = [:]
        try forEachCase(Progress(label: "checking"), uses, on: day) { _ in
        } each: { found in
            for (use, verdict) in found.verdicts { standings[use, default: Standing()].add(verdict, id: found.id) }
        }
        for use in uses where standings[use] == nil { standings[use] = Standing() }
        return standings
    }

    /// Keeps what was seen, so that a roll-back is noticed.
    mutating func saveSeen() throws {
        try seen.save()
        // It only makes the next run faster.
        try? reader.keep(refusals)
    }

    /// Signs a line of the record and keeps it.
    mutating func record(_ act: PublicationRecord.Act, on day: Day = .today) throws {
        log.add(act, by: reader.signingKey, on: day) { reader.sign($0) }
        try AtomicFile.write(log.text, to: places.record)
    }
}
