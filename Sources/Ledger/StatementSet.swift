public import Envelope

/// The statements of a case that count, and what is wrong with the others.
///
/// What counts is decided here, for desks, publishers and the survivor's page alike. A statement counts if its author signed
/// it for this case, may say it, and need not say it again.
public struct StatementSet: Sendable {
    /// Ascending by digest.
    public private(set) var counting: [Entry] = []
    /// By a key that left, and of no weight: its leaving list does not name it, or asks for it to be said again.
    private(set) var setAside: [Entry] = []
    /// Nothing undoes it.
    public let withdrawn: Withdrawn
    private(set) var flaws: [Flaw] = []
    /// Which statements had seen which.
    ///
    /// What does not count is a link in it: a text is newer than those before it, whoever spoke in between.
    public let graph: SeenGraph
    private let keyring: Keyring?
    private let activePeople: Set<Person>
    private var listed: [Digest: Day] = [:]

    /// - Parameters:
    ///   - caseID: the case; a statement of another one is a flaw.
    ///   - entries: all that is at hand of the case, in any order; one of several copies is weighed.
    ///   - keyring: whose keys count; nil where no keyring does, and then only the survivor's words count.
    public init(caseID: CaseID, entries: [Entry], keyring: Keyring?) {
        self.keyring = keyring
        activePeople = keyring?.activePeople ?? []
        var withdrawals: [Statement] = []
        var links: [Statement] = []
        for copy in Self.distinct(entries) {
            let (entry, header) = (copy.entry, copy.entry.statement.header)
            let isOfCase = header.caseID == caseID && copy.isSigned
            let weight = isOfCase ? keyring?.weight(of: entry.digest, by: header.author) : nil
            if isOfCase, header.isBySurvivor || weight != nil { links.append(entry.statement) }
            // Kept in the clear header, so that it holds when its body is gone.
            if isOfCase, header.kind == .withdrawn { withdrawals.append(entry.statement) }
            // What a key that left says now weighs nothing, not even as damage: else its thief could stop any story.
            if weight == .doesNotCount {
                setAside.append(entry)
            } else if let flaw = Self.flaw(of: copy, caseID: caseID, weight: weight) {
                flaws.append(flaw)
            } else if entry.content.saysYes, keyring?.mustSayAgain(header.author, in: caseID) == true {
                setAside.append(entry)
            } else {
                counting.append(entry)
            }
        }
        withdrawn = Withdrawn(signed: withdrawals, under: keyring)
        graph = SeenGraph(links)
        flaws += missing
        listed = firstListed
    }

    /// A statement, and whether its author signed it: to check that is the dearest step, so it is done once.
    private typealias Copy = (entry: Entry, isSigned: Bool)

    /// Each statement once, ascending by digest: of two copies the one that says more.
    ///
    /// Any total order would do.
    private static func distinct(_ entries: [Entry]) -> [Copy] {
        var copies: [Digest: Copy] = [:]
        for entry in entries {
            guard let other = copies[entry.digest] else {
                copies[entry.digest] = (entry, entry.statement.isSigned)
                continue
            }
            let isSigned = entry.statement == other.entry.statement ? other.isSigned : entry.statement.isSigned
            // A good signature wins over a bad one, so that a bad copy cannot displace a statement.
            let isBetter =
                isSigned == other.isSigned ? rank(entry.content) < rank(other.entry.content) : isSigned
            if isBetter { copies[entry.digest] = (entry, isSigned) }
        }
        return copies.values.sorted { $0.entry.digest < $1.entry.digest }
    }

    private static func rank(_ content: Content) -> Int {
        switch content {
        case .broken: 3
        case .destroyed: 2
        case .unopened: 1
        default: 0
        }
    }

    private static func flaw(of copy: Copy, caseID: CaseID, weight: Weight?) -> Flaw? {
        let (entry, header) = (copy.entry, copy.entry.statement.header)
        guard header.caseID == caseID else { return .wrongCase(entry.digest) }
        guard copy.isSigned else { return .forged(entry.digest) }
        guard header.isBySurvivor || weight != nil else { return .unknownAuthor(entry.digest) }
        if !header.isBySurvivor, weight == .unknown { return .unweighable(entry.digest) }
        if entry.content == .broken { return .brokenBody(entry.digest) }
        let speaker: Content.Speakers = header.isBySurvivor ? .survivor : .reviewer
        let allowed = entry.content.speakers ?? [.survivor, .reviewer]
        guard header.isByItsSpeaker, allowed.contains(speaker) else { return .wrongAuthor(entry.digest) }
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
        var listed: [Digest: Day] = [:]
        var unopened: [Statement] = []
        for entry in counting where entry.statement.header.kind == .checkpoint {
            let day = entry.statement.header.day
            if entry.content == .unopened { unopened.append(entry.statement) }
            guard case .checkpoint(let checkpoint) = entry.content else { continue }
            for digest in checkpoint.statements { listed[digest] = min(listed[digest] ?? day, day) }
        }
        // The list is sealed to reviewers and publishers. To the survivor, who cannot open it, its header says the same of
        // their consents: a desk lists what it had, and all of that comes before what the header names. A reviewer or
        // publisher who cannot open it is told so (`unweighed`), and nothing goes out.
        var waiting = Set(counting.filter { if case .consent = $0.content { true } else { false } }.map(\.digest))
        for checkpoint in unopened.sorted(by: { $0.header.day < $1.header.day }) where !waiting.isEmpty {
            let day = checkpoint.header.day
            for digest in graph.ancestors(of: checkpoint.digest) where waiting.remove(digest) != nil {
                listed[digest] = min(listed[digest] ?? day, day)
            }
        }
        return listed
    }

    /// The day on which a statement was signed: what it says itself, unless a checkpoint had it before.
    ///
    /// Else a yes that is dated ahead would be one to a consent that is wider by then.
    func signingDay(_ entry: Entry) -> Day {
        let day = entry.statement.header.day
        return min(day, listed[entry.digest] ?? day)
    }

    /// The consents that count, each with the day of the first checkpoint that counts and lists it.
    public var consents: [Digest: ConsentHistory.Seen] {
        var consents: [Digest: ConsentHistory.Seen] = [:]
        for entry in counting {
            guard case .consent(let consent) = entry.content else { continue }
            consents[entry.digest] = (consent: consent, seen: listed[entry.digest])
        }
        return consents
    }

    func isActive(_ person: Person) -> Bool { activePeople.contains(person) }

    func isActive(_ entry: Entry) -> Bool {
        keyring?.reviewer(signing: entry.statement.header.author)?.standing == .active
    }

    /// The reviewer who said it, through all their keys; nil for the survivor's statements.
    func person(_ entry: Entry) -> Person? { keyring?.person(signing: entry.statement.header.author) }

    /// The name of the key that signed it.
    func keyName(_ entry: Entry) -> String {
        keyring?.reviewer(signing: entry.statement.header.author)?.key.name ?? "the survivor"
    }

    /// The different reviewers who said these.
    func people(_ entries: some Sequence<Entry>) -> Set<Person> { Set(entries.compactMap(person)) }

    /// The statements that count and that no other such names: what a new one says it has seen.
    public var frontier: [Digest] { SeenGraph(counting.map(\.statement)).frontier }
}

/// Which statements of a case had seen which (FORMAT §6.1).
public struct SeenGraph: Sendable {
    private let seen: [Digest: [Digest]]

    /// The graph of these statements; what they name and is not among them is part of it too.
    public init(_ statements: some Sequence<Statement>) {
        seen = Dictionary(statements.map { ($0.digest, $0.header.seen) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every statement that this one's author had seen, directly or through others.
    public func ancestors(of digest: Digest) -> Set<Digest> {
        var found: Set<Digest> = []
        var open = seen[digest] ?? []
        while let next = open.popLast() {
            if found.insert(next).inserted { open += seen[next] ?? [] }
        }
        return found
    }

    /// The statements that no other names, ascending: what a new statement says it has seen.
    public var frontier: [Digest] {
        let named = Set(seen.values.joined())
        return seen.keys.filter { !named.contains($0) }.sorted()
    }
}

extension SignOff {
    /// The answer that stands: of those that no later one had seen, the one that stops more.
    ///
    /// - Parameter answers: every answer to one text.
    public static func standing(of answers: [(digest: Digest, answer: Answer)], in graph: SeenGraph) -> Answer? {
        let earlier = answers.reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.digest)) }
        let last = Set(answers.filter { !earlier.contains($0.digest) }.map(\.answer))
        return [Answer.refused, .changes, .agreed].first { last.contains($0) }
    }
}
