import Console
import Custody
import Envelope
import Files
import Ledger
import Opening
import Policies
import Sealing
import Unsealing
import Vault

/// A case with its bodies opened: the state, and the words for as long as they are looked at.
struct CaseFile: ~Copyable {
    let state: CaseState
    let entries: [Entry]
    /// The day on which it was read.
    let today: Day
    private let sealed: [Digest: Sealed]
    let keyring: Keyring

    init(
        rows: [StoredStatement], caseID: CaseID, reviewer: borrowing ReviewerKey, keyring: Keyring, policies: PolicySet,
        today: Day
    ) throws {
        var entries: [Entry] = []
        var sealed: [Digest: Sealed] = [:]
        var broken: [Digest] = []
        for row in rows {
            switch row {
            case .sound(let statement, let body):
                sealed[statement.digest] = body
                entries.append(Entry(statement: statement, content: Self.content(statement, body, reviewer)))
            case .flawed(let digest, _):
                broken.append(digest)
            }
        }
        self.today = today
        self.entries = entries
        self.sealed = sealed
        self.keyring = keyring
        state = CaseState(
            caseID: caseID, entries: entries, brokenRows: broken, keyring: keyring, rules: policies.rules(),
            on: today)
    }

    /// What a statement says, as far as this reviewer can open it.
    static func content(_ statement: Statement, _ body: Sealed?, _ reviewer: borrowing ReviewerKey) -> Content {
        guard let body else { return .destroyed }
        guard body.slots.contains(where: { $0.reader == reviewer.publicKey.id }) else { return .unopened }
        guard let opened = try? reviewer.open(body, of: statement.header.caseID) else {
            // A carrier can put junk into a reader's slot, which says nothing of the body: it counts as no slot. The ledger
            // still names what this reviewer must weigh and cannot open (`Flaw.hiddenBody`).
            return reviewer.opensSlot(of: body) ? .broken : .unopened
        }
        return Content(opened, header: statement.header)
    }

    /// A statement's sealed body, for the desk's own use.
    func body(of digest: Digest) throws -> Sealed {
        guard let body = sealed[digest] else { throw OpeningError() }
        return body
    }

    /// The statements that hold words of the story or of letters.
    var words: Set<Digest> { Set(entries.filter(\.content.isWords).map(\.digest)) }

    /// The answers of the first story, for its language and content notes.
    var answers: StoryAnswers? {
        entries.compactMap { entry -> StoryAnswers? in
            if case .story(let answers) = entry.content, answers.part == .story { answers } else { nil }
        }.first
    }

    /// The language of the story; English where nothing says it.
    var language: String { answers?.language ?? "en" }

    /// The newest letter of one side that counts; nil if there is none.
    func newestLetter(bySurvivor: Bool) -> Digest? {
        entries.filter { entry in
            if case .letter = entry.content { entry.statement.header.isBySurvivor == bySurvivor } else { false }
        }.max { ($0.statement.header.day, $0.digest) < ($1.statement.header.day, $1.digest) }?.digest
    }

    /// The day of the first story; nil if there is none.
    var received: Day? { entries.filter { state.stories.contains($0.digest) }.map(\.statement.header.day).min() }

    /// The words of the story and of each addition, first the story.
    ///
    /// They become strings here because a person is about to read them; strings cannot be wiped (SECURITY.md).
    func text(_ reviewer: borrowing ReviewerKey) throws -> String { try parts(reviewer).text }

    /// The same, part for part.
    func parts(_ reviewer: borrowing ReviewerKey) throws -> StoryParts {
        var stories: [StoryParts.Part] = []
        var additions: [StoryParts.Part] = []
        for entry in entries where state.stories.contains(entry.digest) {
            guard case .story(let answers) = entry.content else { continue }
            let opened = try reviewer.open(body(of: entry.digest), of: state.caseID)
            let part = StoryParts.Part(
                statement: entry.digest, text: String(decoding: opened.field("text") ?? [], as: UTF8.self))
            if answers.part == .addition { additions.append(part) } else { stories.append(part) }
        }
        guard !(stories + additions).isEmpty else {
            throw Refusal(.noInput, "the words of this story are not there any more")
        }
        return StoryParts(parts: stories + additions)
    }

    /// The newest of the survivor's letter keys: of a story, or of a statement that told one since; nil if none is there.
    func letterKey(_ reviewer: borrowing ReviewerKey) throws -> LetterKey? {
        guard let newest = newestLetterKey else { return nil }
        let opened = try reviewer.open(body(of: newest.statement), of: state.caseID)
        guard let field = opened.field("letter-key") else { return nil }
        return LetterKey(try GuardedBytes(copying: Array(field.prefix(LetterKeyField.keyLength))))
    }

    /// Whether somebody who left knows the newest letter key, and so could read what is written under it.
    var lettersAreExposed: Bool { newestLetterKey.map { $0.generation < keyring.letterGeneration } ?? false }

    /// What to say before words are sealed to the writer under a letter key that somebody who left may have; nil if nobody
    /// does.
    ///
    /// - Parameter what: what would be sealed: this letter, this text.
    func exposure(of what: String) -> String? {
        guard lettersAreExposed else { return nil }
        let until = state.cameByMail ? "sends their code again" : "comes back"
        return "until the writer \(until), somebody who left could read \(what) in a copy of the vault"
    }

    /// Says so at the terminal, in a plain command.
    func warnOfExposure(_ what: String) {
        guard let exposure = exposure(of: what) else { return }
        StandardStream.error.write("warning: \(exposure);\n  let it say only what they may know\n")
    }

    private var newestLetterKey: (statement: Digest, generation: UInt32)? {
        let counted = Set(state.counted)
        let known = entries.compactMap { entry -> (statement: Digest, generation: UInt32)? in
            guard counted.contains(entry.digest) else { return nil }
            return switch entry.content {
            case .story(let answers): (entry.digest, answers.letterGeneration)
            // A generation that no keyring knows yet was not told by our intake.
            case .letterKey(let generation) where generation <= keyring.letterGeneration: (entry.digest, generation)
            default: nil
            }
        }
        return known.max { ($0.generation, $0.statement) < ($1.generation, $1.statement) }
    }
}
