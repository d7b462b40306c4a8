public import Envelope

/// The statements of a case that count, and what is wrong with the others.
struct StatementSet {
    private(set) var counting: [Entry] = []
    /// By a key that left, and of no weight: its leaving list does not name it, or asks for it to be said again.
    private(set) var setAside: [Entry] = []
    /// Nothing undoes these.
    private(set) var withdrawals: [Entry] = []
    private(set) var flaws: [Flaw] = []
    private let keyring: Keyring
    private var listed: [Digest: Day] = [:]

    init(caseID: CaseID, entries: [Entry], keyring: Keyring) {
        self.keyring = keyring
        let distinct = Dictionary(entries.map { ($0.digest, $0) }, uniquingKeysWith: Self.preferred)
        let ordered = distinct.values.sorted { $0.digest < $1.digest }
        for entry in ordered {
            let header = entry.statement.header
            let isOfCase = header.caseID == caseID && entry.statement.isSigned
            let weight = isOfCase ? keyring.weight(of: entry.digest, by: header.author) : nil
            // Kept in the clear header, so that it holds when its body is gone.
            if isOfCase, header.kind == .withdrawn,
                header.isBySurvivor || keyring.mayWithdraw(entry.digest, by: header.author)
            {
                withdrawals.append(entry)
            }
            // What a key that left says now weighs nothing, not even as damage: else its thief could stop any story.
            if weight == .doesNotCount {
                setAside.append(entry)
            } else if let flaw = Self.flaw(of: entry, caseID: caseID, keyring: keyring) {
                flaws.append(flaw)
            } else if entry.content.saysYes, keyring.mustSayAgain(header.author, in: caseID) {
                setAside.append(entry)
            } else {
                counting.append(entry)
            }
        }
        flaws += missing
        listed = firstListed
    }

    /// One statement in two copies, one of them opened: the one that says more.
    ///
    /// Any total order would do.
    private static func preferred(_ left: Entry, _ right: Entry) -> Entry {
        // A good signature wins over a bad one, so that a bad copy cannot displace a statement.
        if left.statement.isSigned != right.statement.isSigned { return left.statement.isSigned ? left : right }
        return rank(left.content) <= rank(right.content) ? left : right
    }

    private static func rank(_ content: Content) -> Int {
        switch content {
        case .broken: 3
        case .destroyed: 2
        case .unopened: 1
        default: 0
        }
    }

    private static func flaw(of entry: Entry, caseID: CaseID, keyring: Keyring) -> Flaw? {
        let header = entry.statement.header
        guard header.caseID == caseID else { return .wrongCase(entry.digest) }
        guard entry.statement.isSigned else { return .forged(entry.digest) }
        let isReviewer = keyring.reviewer(signing: header.author) != nil
        guard header.isBySurvivor || isReviewer else { return .unknownAuthor(entry.digest) }
        if !header.isBySurvivor, keyring.weight(of: entry.digest, by: header.author) == .unknown {
            return .unweighable(entry.digest)
        }
        if entry.content == .broken { return .brokenBody(entry.digest) }
        let speaker: Content.Speakers = header.isBySurvivor ? .survivor : .reviewer
        let allowed = entry.content.speakers ?? [.survivor, .reviewer]
        guard allowed.contains(speaker) else { return .wrongAuthor(entry.digest) }
        return nil
    }

    private var missing: [Flaw] {
        let present = Set(counting.map(\.digest)).union(setAside.map(\.digest)).union(flaws.map(\.statement))
        var named = Set(counting.flatMap(\.statement.header.seen))
        for case .checkpoint(let checkpoint) in counting.map(\.content) { named.formUnion(checkpoint.statements) }
        return named.subtracting(present).sorted().map { .missing($0) }
    }

    /// Statements whose body is not there to be weighed.
    ///
    /// Without this, whoever can write to the file could void a hold by taking its body out, or a publisher's slot off it.
    var unweighed: [Flaw] {
        counting.compactMap { entry in
            switch (entry.content, entry.statement.header.kind) {
            case (.destroyed, .received), (.destroyed, .sealed), (.destroyed, .checkpoint): .destroyedBody(entry.digest)
            case (.unopened, .sealed), (.unopened, .checkpoint): .hiddenBody(entry.digest)
            default: nil
            }
        }
    }

    func all(_ matches: (Content) -> Bool) -> [Entry] { counting.filter { matches($0.content) } }

    var checkpoints: [Entry] { all { if case .checkpoint = $0 { true } else { false } } }

    /// For each statement the day of the first checkpoint that counts and lists it.
    private var firstListed: [Digest: Day] {
        counting.reduce(into: [:]) { listed, entry in
            guard case .checkpoint(let checkpoint) = entry.content else { return }
            let day = entry.statement.header.day
            for digest in checkpoint.statements { listed[digest] = min(listed[digest] ?? day, day) }
        }
    }

    /// The day on which a statement was signed: what it says itself, unless a checkpoint had it before.
    ///
    /// Else a yes that is dated ahead would be one to a consent that is wider by then.
    func signingDay(_ entry: Entry) -> Day {
        let day = entry.statement.header.day
        return min(day, listed[entry.digest] ?? day)
    }

    /// The consents that count, each with the day of the first checkpoint that counts and lists it.
    var consents: [Digest: ConsentHistory.Seen] {
        var consents: [Digest: ConsentHistory.Seen] = [:]
        for entry in counting {
            guard case .consent(let consent) = entry.content else { continue }
            consents[entry.digest] = (consent: consent, seen: listed[entry.digest])
        }
        return consents
    }

    func isActive(_ person: Person) -> Bool { keyring.activePeople.contains(person) }

    func isActive(_ entry: Entry) -> Bool {
        keyring.reviewer(signing: entry.statement.header.author)?.standing == .active
    }

    /// The reviewer who said it, through all their keys; nil for the survivor's statements.
    func person(_ entry: Entry) -> Person? { keyring.person(signing: entry.statement.header.author) }

    /// The name of the key that signed it.
    func keyName(_ entry: Entry) -> String {
        keyring.reviewer(signing: entry.statement.header.author)?.key.name ?? "the survivor"
    }

    /// The different reviewers who said these.
    func people(_ entries: some Sequence<Entry>) -> Set<Person> { Set(entries.compactMap(person)) }

    /// Which statements had seen which.
    ///
    /// What is set aside is a link in it: a text is newer than those before it, whoever spoke in between.
    var graph: SeenGraph { SeenGraph((counting + setAside).map(\.statement)) }

    /// The statements that count and that no other such names.
    var frontier: [Digest] { SeenGraph(counting.map(\.statement)).frontier }
}

extension Keyring {
    /// Those of a case's statements that count: each signed by somebody who may say it, and not to be said again.
    public func counted(_ entries: [Entry], of caseID: CaseID) -> Set<Digest> {
        Set(StatementSet(caseID: caseID, entries: entries, keyring: self).counting.map(\.digest))
    }
}
