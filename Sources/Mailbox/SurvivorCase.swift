public import Envelope
public import Ledger
import Opening

/// A case as the holder of its code may see it: what was sealed to the letter key, by an author entitled to say it.
///
/// Everything that the intake shows of a case comes from here. It opens no story.
public struct SurvivorCase: Sendable {
    /// A letter of the reviewers, or a text that waits for an answer.
    public struct Item: Sendable {
        /// The statement's digest.
        public let digest: Digest
        public let day: Day
        /// The digest of the body, which fixes a manuscript.
        public let body: Digest
        public let sealed: Sealed
        /// The consent statements that a text was made under.
        public let consent: [Digest]
    }

    public let caseID: CaseID
    /// The day the first words came; nil if there is no such case.
    public let received: Day?
    /// Whether it is withdrawn, by the survivor or by two reviewers.
    public let withdrawn: Withdrawn
    /// The day from which the story was read: a reviewer said so, or made a text of it.
    public let opened: Day?
    /// The newest news of the story, and its day.
    public let newest: (stage: Notice.Stage, day: Day)?
    public let consents: ConsentHistory
    /// The consent statements in force, which a new one takes the place of.
    public let newestConsents: [(consent: Consent, day: Day)]
    /// Letters from reviewers that are still there, oldest first.
    public let letters: [Item]
    /// How many letters the survivor wrote.
    public let lettersWritten: Int
    /// The texts that are put forward now.
    public let texts: [Item]
    /// What the survivor answered to each text.
    public let answers: [Digest: SignOff.Answer]
    /// The newest generation of letter keys under which this survivor spoke.
    public let letterGeneration: UInt32
    /// What a new statement says it has seen.
    public let frontier: [Digest]
    /// Where the words are or were, by use; empty if they were never shared, if the story was withdrawn, and for a code that
    /// came on paper.
    public let places: [Place]
    /// What was done with the story, oldest first; empty as `places` is.
    public let history: [Act]

    /// Reads a case with the survivor's keys.
    ///
    /// - Parameters:
    ///   - statements: the statements that stand under the case in the vault, with their bodies where there are any.
    ///   - survivor: the keys of whoever wrote the story.
    ///   - keyring: whose reviewers count; with nil only what the survivor signed counts.
    ///   - widerDelay: the days before a wider consent takes effect.
    ///   - today: the day on which consent is asked about.
    public init(
        _ statements: [(statement: Statement, body: Sealed?)], of survivor: borrowing Survivor, keyring: Keyring?,
        widerDelay: Int, today: Day
    ) {
        var words = SealedWords()
        let set = StatementSet(
            caseID: survivor.caseID,
            entries: statements.map { statement, body in
                // What nobody signed who may speak is not looked into.
                let author = statement.header.author
                let isKnown = statement.header.isBySurvivor || keyring?.reviewer(signing: author) != nil
                return Entry(
                    statement: statement, content: isKnown ? words.open(statement, body, with: survivor) : .unopened)
            }, keyring: keyring)
        let all = set.consents
        let days = Dictionary(uniqueKeysWithValues: set.counting.map { ($0.digest, $0.statement.header.day) })
        let consents = ConsentHistory(all, widerDelay: widerDelay, today: today)
        caseID = survivor.caseID
        withdrawn = set.withdrawn
        self.consents = consents
        newestConsents = consents.heads.compactMap { head in
            all[head].flatMap { seen in days[head].map { (consent: seen.consent, day: $0) } }
        }
        let own = set.counting.map(\.statement).filter(\.header.isBySurvivor)
        received = own.filter { $0.header.kind == .received }.map(\.header.day).min()
        lettersWritten = own.count(where: \.header.isSurvivorsLetter)
        letterGeneration = words.generations.filter { days[$0.key] != nil }.values.max() ?? 0
        let notices = set.counting.compactMap { entry in
            if case .notice(let notice) = entry.content { (entry: entry, notice: notice) } else { nil }
        }
        newest = Self.newest(notices, in: set.graph)
        let proposed = words.texts.filter { days[$0.digest] != nil }
        opened = (notices.map(\.entry.statement.header.day) + proposed.map(\.day)).min()
        let older = proposed.reduce(into: Set(notices.compactMap(\.notice.about))) {
            $0.formUnion(set.graph.ancestors(of: $1.digest))
        }
        texts = proposed.filter { !older.contains($0.digest) }.sorted { $0.digest < $1.digest }
        letters = words.letters.filter { days[$0.digest] != nil }
            .map { (item: $0, depth: set.graph.ancestors(of: $0.digest).count) }
            .sorted { ($0.item.day, $0.depth, $0.item.digest) < ($1.item.day, $1.depth, $1.item.digest) }.map(\.item)
        var answers: [Digest: [(digest: Digest, answer: SignOff.Answer)]] = [:]
        for case (let digest, .signedOff(let said)) in set.counting.map({ ($0.digest, $0.content) }) {
            answers[said.proposal, default: []].append((digest: digest, answer: said.answer))
        }
        self.answers = answers.mapValues { SignOff.standing(of: $0, in: set.graph) ?? .refused }
        frontier = set.frontier
        // A code that came on paper was seen by others, and what is gone leaves nothing.
        let isTold = withdrawn == .no && !consents.cameByMail
        places = isTold ? Self.places(notices, in: set.graph) : []
        history = isTold ? Self.history(set, notices: notices, texts: proposed, letters: letters, opened: opened) : []
    }

    typealias Told = (entry: Entry, notice: Notice)

    /// Of the news that no other had seen, the latest; of two on one day, the later in a story's life.
    private static func newest(
        _ notices: [Told], in graph: SeenGraph
    ) -> (stage: Notice.Stage, day: Day)? {
        let news = notices.filter { $0.notice.stage != .setAside }
        let older = news.reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.entry.digest)) }
        return news.filter { !older.contains($0.entry.digest) }
            .map { (stage: $0.notice.stage, day: $0.entry.statement.header.day) }
            .max { ($0.day, $0.stage) < ($1.day, $1.stage) }
    }
}

extension Notice.Stage: Comparable {
    /// The order in which these come about in the life of a story.
    public static func < (left: Notice.Stage, right: Notice.Stage) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .opened: 0
        case .declined: 1
        case .setAside: 2
        case .approved: 3
        case .published: 4
        case .retracted: 5
        }
    }
}

/// Opens what was sealed to a survivor.
///
/// Letters and texts stay sealed: a page opens each where it is shown.
private struct SealedWords {
    var letters: [SurvivorCase.Item] = []
    var texts: [SurvivorCase.Item] = []
    /// The generation of letter keys under which the survivor spoke, by statement.
    var generations: [Digest: UInt32] = [:]

    mutating func open(_ statement: Statement, _ body: Sealed?, with survivor: borrowing Survivor) -> Content {
        let header = statement.header
        // What does not open was not sealed to this survivor, or is not what was signed: it says nothing here.
        guard header.kind == .sealed || header.kind == .closed, let body, let opened = try? survivor.open(body),
            opened.digest == header.body, opened.kind.visible == header.kind
        else { return .unopened }
        if header.isBySurvivor { generations[statement.digest] = survivor.letterGeneration(of: body) }
        func item(_ consent: [Digest] = []) -> SurvivorCase.Item {
            SurvivorCase.Item(
                digest: statement.digest, day: header.day, body: header.body, sealed: body, consent: consent)
        }
        switch opened.kind {
        case .letter:
            if !header.isBySurvivor { letters.append(item()) }
        case .proposed:
            if !header.isBySurvivor, let consent = opened.digests("consent") { texts.append(item(consent)) }
        default: return Content(opened, header: header)
        }
        return .unopened
    }
}
