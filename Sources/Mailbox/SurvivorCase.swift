public import Envelope
import Opening

/// A case as the holder of its code may see it: what was sealed to the letter key, by an author who may say it.
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

    /// Reads a case with the survivor's keys.
    ///
    /// - Parameters:
    ///   - statements: the statements that stand under the case in the vault, with their bodies where there are any.
    ///   - keyring: whose reviewers count; with nil nobody's words but the survivor's own do.
    ///   - widerDelay: the days before a wider consent takes effect.
    public init(
        _ statements: [(statement: Statement, body: Sealed?)], of survivor: borrowing Survivor, keyring: Keyring?,
        widerDelay: Int, today: Day
    ) {
        var reading = Reading()
        // Checking a signature is the dearest step. `Withdrawn` checks those of withdrawals again: it trusts no caller.
        let signed = statements.filter { $0.statement.header.caseID == survivor.caseID && $0.statement.isSigned }
        for (statement, body) in signed where Self.mayCount(statement, keyring) {
            reading.take(statement, body, survivor)
        }
        let graph = SeenGraph(reading.counting)
        // What is set aside is a link here as well, as in the ledger: a checkpoint had seen what came before it.
        let links = signed.map(\.statement).filter {
            $0.header.isBySurvivor || keyring?.reviewer(signing: $0.header.author) != nil
        }
        let seen = Self.seen(reading.consents.keys, by: reading.checkpoints, SeenGraph(links))
        let consents = ConsentHistory(
            Dictionary(uniqueKeysWithValues: reading.consents.map { ($0, (consent: $1.consent, seen: seen[$0])) }),
            widerDelay: widerDelay, today: today)
        let superseded = reading.texts.reduce(into: reading.setAside) { $0.formUnion(graph.ancestors(of: $1.digest)) }
        caseID = survivor.caseID
        received = reading.stories.min()
        withdrawn = Withdrawn(survivor.caseID, by: statements.map(\.statement), under: keyring)
        opened = (reading.notices.map(\.day) + reading.texts.map(\.day)).min()
        let news = reading.notices.filter { $0.stage != .setAside }
        // Of two on one day, the one whose author had seen the other; where neither had, the later in a story's life.
        let older = news.reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.digest)) }
        newest = news.filter { !older.contains($0.digest) }.max { ($0.day, $0.stage) < ($1.day, $1.stage) }
            .map { (stage: $0.stage, day: $0.day) }
        self.consents = consents
        newestConsents = consents.heads.compactMap { reading.consents[$0] }
        letters = reading.letters.map { (item: $0, depth: graph.ancestors(of: $0.digest).count) }
            .sorted { ($0.item.day, $0.depth, $0.item.digest) < ($1.item.day, $1.depth, $1.item.digest) }.map(\.item)
        lettersWritten = reading.lettersWritten
        texts = reading.texts.filter { !superseded.contains($0.digest) }.sorted { $0.digest < $1.digest }
        answers = reading.answers.mapValues { SignOff.standing(of: $0, in: graph) ?? .refused }
        letterGeneration = reading.letterGeneration
        frontier = graph.frontier
    }

    /// For each consent the day of the first checkpoint whose author had seen it.
    ///
    /// The list in a checkpoint is sealed to reviewers and publishers. Its header says the same to whoever has none of their
    /// keys: a desk lists what it had, and all of that comes before what the header names.
    private static func seen(
        _ consents: some Collection<Digest>, by checkpoints: [(digest: Digest, day: Day)], _ graph: SeenGraph
    ) -> [Digest: Day] {
        var seen: [Digest: Day] = [:]
        for checkpoint in checkpoints.sorted(by: { $0.day < $1.day }) where seen.count < consents.count {
            let before = graph.ancestors(of: checkpoint.digest)
            for consent in consents where seen[consent] == nil && before.contains(consent) {
                seen[consent] = checkpoint.day
            }
        }
        return seen
    }

    /// Whether the author of a signed statement may speak in this case: the survivor whose it is, or a reviewer whom the keyring lets count.
    private static func mayCount(_ statement: Statement, _ keyring: Keyring?) -> Bool {
        let author = statement.header.author
        if statement.header.isBySurvivor { return true }
        guard let keyring else { return false }
        if statement.header.kind == .withdrawn { return keyring.mayWithdraw(statement.digest, by: author) }
        return keyring.weight(of: statement.digest, by: author) == .counts
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

/// Collects what the statements of a case say to its survivor.
private struct Reading {
    var counting: [Statement] = []
    var stories: [Day] = []
    var notices: [(digest: Digest, stage: Notice.Stage, day: Day)] = []
    var setAside: Set<Digest> = []
    var consents: [Digest: (consent: Consent, day: Day)] = [:]
    var checkpoints: [(digest: Digest, day: Day)] = []
    var letters: [SurvivorCase.Item] = []
    var lettersWritten = 0
    var letterGeneration: UInt32 = 0
    var texts: [SurvivorCase.Item] = []
    var answers: [Digest: [(digest: Digest, answer: SignOff.Answer)]] = [:]

    mutating func take(_ statement: Statement, _ body: Sealed?, _ survivor: borrowing Survivor) {
        let header = statement.header
        counting.append(statement)
        switch header.kind {
        case .received where header.isBySurvivor: stories.append(header.day)
        case .closed where header.isBySurvivor: lettersWritten += 1
        case .sealed, .closed: read(statement, body, survivor)
        case .checkpoint where !header.isBySurvivor:
            checkpoints.append((digest: statement.digest, day: header.day))
        case .received, .withdrawn, .checkpoint: break
        }
    }

    private mutating func read(_ statement: Statement, _ body: Sealed?, _ survivor: borrowing Survivor) {
        let header = statement.header
        // What does not open was not sealed to this survivor, or is not what was signed: it says nothing here.
        guard let body, let opened = try? survivor.open(body), opened.digest == header.body,
            opened.kind.visible == header.kind
        else { return }
        if header.isBySurvivor { letterGeneration = max(letterGeneration, survivor.letterGeneration(of: body) ?? 0) }
        func item(_ consent: [Digest] = []) -> SurvivorCase.Item {
            SurvivorCase.Item(
                digest: statement.digest, day: header.day, body: header.body, sealed: body, consent: consent)
        }
        switch (opened.kind, header.isBySurvivor) {
        case (.letter, false): letters.append(item())
        case (.notice, false):
            guard let notice = Notice(opened.record()) else { return }
            notices.append((digest: statement.digest, stage: notice.stage, day: header.day))
            if let about = notice.about { setAside.insert(about) }
        case (.proposed, false):
            guard let consent = opened.digests("consent") else { return }
            texts.append(item(consent))
        case (.consent, true):
            guard let consent = Consent(opened.record()) else { return }
            consents[statement.digest] = (consent: consent, day: header.day)
        case (.signedOff, true):
            guard let answer = SignOff(opened.record()) else { return }
            answers[answer.proposal, default: []].append((digest: statement.digest, answer: answer.answer))
        default: break
        }
    }
}
