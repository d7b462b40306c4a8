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

/// A case that is open at a desk: what its statements say, how it stands, and the words of its story.
///
/// It is what was opened, by the digest of its statement: each act takes an open case (`inout`) and leaves the next one in its
/// place. A body is opened once, however long the case stays open: `Desk.update` opens only what came since, and lets go of what
/// is not in the vault any more. The words lie in guarded memory. The file cannot be copied, so they are wiped with it.
struct CaseFile: ~Copyable {
    /// A body that stays open: a story, or a letter key.
    final class OpenBody {
        let body: OpenedBody
        init(_ body: consuming OpenedBody) { self.body = body }
    }

    /// What stood in a row, and what it says.
    struct Opened {
        let sealed: Sealed?
        let entry: Entry
        let open: OpenBody?
    }

    let state: CaseState
    /// Everything that stands in the case, whatever it is worth.
    let entries: [Entry]
    /// What counts of it.
    var counted: [Entry] { state.counting }
    /// The day on which it was read.
    let today: Day
    let keyring: Keyring
    let opened: [Digest: Opened]
    /// The unfinished work on it that was opened.
    let drafts: OpenDrafts

    /// Opens a case as the vault holds it.
    ///
    /// - Parameter known: what is open already; it counts for the very row that it was opened from, and for no other.
    init(
        _ caseID: CaseID, _ rows: [StoredStatement], at desk: borrowing Desk, known: [Digest: Opened] = [:],
        drafts: OpenDrafts = OpenDrafts()
    ) {
        var opened: [Digest: Opened] = [:]
        var entries: [Entry] = []
        var broken: [Digest] = []
        for row in rows {
            guard case .sound(let statement, let body) = row else {
                broken.append(row.digest)
                continue
            }
            let item: Opened
            if let known = known[row.digest], known.entry.statement == statement, known.sealed == body {
                item = known
            } else {
                let (content, open) = Self.open(statement, body, desk.reviewer)
                item = Opened(sealed: body, entry: Entry(statement: statement, content: content), open: open)
            }
            opened[row.digest] = item
            entries.append(item.entry)
        }
        self.opened = opened
        self.drafts = drafts
        self.entries = entries
        today = desk.today
        keyring = desk.keyring
        state = CaseState(
            caseID: caseID, entries: entries, brokenRows: broken, keyring: keyring, rules: desk.policies.rules(),
            on: today)
    }

    /// What a statement says, as far as this reviewer can open it; and its body, if that is to stay open.
    static func open(
        _ statement: Statement, _ body: Sealed?, _ reviewer: borrowing ReviewerKey
    ) -> (content: Content, open: OpenBody?) {
        guard let body else { return (.destroyed, nil) }
        guard body.slots.contains(where: { $0.reader == reviewer.publicKey.id }) else { return (.unopened, nil) }
        guard let opened = try? reviewer.open(body, of: statement.header.caseID) else {
            // A carrier can put junk into a reader's slot, which says nothing of the body: it counts as no slot. The ledger
            // still names what this reviewer must weigh and cannot open (`Flaw.hiddenBody`).
            return (reviewer.opensSlot(of: body) ? .broken : .unopened, nil)
        }
        let content = Content(opened, header: statement.header)
        switch content {
        case .story, .letterKey: return (content, OpenBody(opened))
        default: return (content, nil)
        }
    }

    /// A statement's sealed body, for the desk's own use.
    func body(of digest: Digest) throws -> Sealed {
        guard let body = opened[digest]?.sealed else { throw OpeningError() }
        return body
    }

    /// The statements that hold words of the story or of letters.
    var words: Set<Digest> { Set(entries.filter(\.content.isWords).map(\.digest)) }

    /// The answers of the first story, for its language and content notes.
    var answers: StoryAnswers? {
        counted.compactMap { entry -> StoryAnswers? in
            if case .story(let answers) = entry.content, answers.part == .story { answers } else { nil }
        }.first
    }

    /// The language of the story; English where nothing says it.
    var language: String { answers?.language ?? "en" }

    /// The newest letter of one side that counts; nil if there is none.
    func newestLetter(bySurvivor: Bool) -> Digest? {
        counted.filter { entry in
            if case .letter = entry.content { entry.statement.header.isBySurvivor == bySurvivor } else { false }
        }.max { ($0.statement.header.day, $0.digest) < ($1.statement.header.day, $1.digest) }?.digest
    }

    /// The day of the first story; nil if there is none.
    var received: Day? { entries.filter { state.stories.contains($0.digest) }.map(\.statement.header.day).min() }
}

extension CaseFile {
    /// The words of a story or of an addition.
    ///
    /// They become a string here because a person is about to read them; strings cannot be wiped (SECURITY.md).
    func words(of story: Digest) throws -> String {
        guard let open = opened[story]?.open else { throw OpeningError() }
        return String(decoding: open.body.field("text") ?? [], as: UTF8.self)
    }

    /// The words of the story and of each addition, first the story.
    func parts() throws -> StoryParts {
        var stories: [StoryParts.Part] = []
        var additions: [StoryParts.Part] = []
        for entry in entries where state.stories.contains(entry.digest) {
            guard case .story(let answers) = entry.content else { continue }
            let part = StoryParts.Part(statement: entry.digest, text: try words(of: entry.digest))
            if answers.part == .addition { additions.append(part) } else { stories.append(part) }
        }
        guard !(stories + additions).isEmpty else {
            throw Refusal(.noInput, "the words of this story are not there any more")
        }
        return StoryParts(parts: stories + additions)
    }

    /// The newest of the survivor's letter keys: of a story, or of a statement that told one since; nil if none is there.
    func letterKey() throws -> LetterKey? {
        guard let field = newestLetterKey.flatMap({ opened[$0.statement]?.open })?.body.field("letter-key") else {
            return nil
        }
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
        let known = counted.compactMap { entry -> (statement: Digest, generation: UInt32)? in
            switch entry.content {
            case .story(let answers): (entry.digest, answers.letterGeneration)
            // A generation that no keyring knows yet was not told by our intake.
            case .letterKey(let generation) where generation <= keyring.letterGeneration: (entry.digest, generation)
            default: nil
            }
        }
        return known.max { ($0.generation, $0.statement) < ($1.generation, $1.statement) }
    }
}
