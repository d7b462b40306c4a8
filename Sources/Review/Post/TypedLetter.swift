import Console
import Envelope
import Files
import Ledger
import Policies
import Testimony
import Vault

/// A letter on paper as it was typed: the words, and what was marked.
struct TypedLetter: ~Copyable {
    let words: Testimony
    let consent: ConsentChoices
    let answers: FormAnswers
}

extension TypedLetter {
    /// - Throws: `Refusal` for words that are none, or too many, and for boxes that the policy does not have.
    init(_ text: String, boxes: SheetBoxes, policies: PolicySet) throws(Refusal) {
        guard let choices = boxes.choices(policies) else {
            throw Refusal(
                .usage, "something marked is not on the sheet, or the name is too long",
                hint: "the values are those of the policies, such as: term one-year")
        }
        self.init(
            words: try Self.words(text, limit: policies.form.storyLimit), consent: choices.consent,
            answers: choices.answers)
    }

    /// The words of a letter in guarded memory.
    static func words(_ text: String, limit: Int) throws(Refusal) -> Testimony {
        do throws(TestimonyError) {
            var builder = try TestimonyBuilder(limit: limit)
            for byte in text.utf8 { try builder.append(byte) }
            return try builder.finish()
        } catch {
            switch error {
            case .empty: throw Refusal(.usage, "there are no words in it", hint: "type the letter, and do it again")
            case .tooLong:
                throw Refusal(
                    .usage, "the letter has more than \(limit) letters, which is the most of a story",
                    hint: "type a part, and the rest with --add")
            case .invalidUTF8: throw Refusal(.usage, "the letter is not UTF-8 text")
            case .noMemory: throw Refusal(.unavailable, GuardedMemoryError().description)
            }
        }
    }
}

/// A letter as it comes on a file descriptor: what is asked for of the code, the boxes, an empty line, and the words.
struct LetterLines {
    /// The first line, where a code is asked for; empty else.
    let code: [UInt8]
    let boxes: SheetBoxes
    let text: String

    /// - Throws: `Refusal` for a line before the words that is none of the sheet's.
    init(descriptor: Int32, withCode: Bool, boxes names: Set<String>) throws {
        let bytes = try Prompt.bytes(descriptor: descriptor, limit: 1 << 20)
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        code = withCode ? lines.popFirst().map { Array($0) } ?? [] : []
        var boxes = SheetBoxes()
        while let line = lines.popFirst() {
            if line.allSatisfy({ $0 == 0x0D }) { break }
            guard let said = String(validating: line, as: UTF8.self), boxes.take(said, among: names) else {
                throw Refusal(
                    .usage, "a line before the words is no box of the sheet",
                    hint: "boxes stand one a line, such as: use-print yes; then an empty line, then the words")
            }
        }
        self.boxes = boxes
        let rest = lines.joined(separator: [0x0A])
        guard let text = String(validating: Array(rest), as: UTF8.self) else {
            throw Refusal(.usage, "the letter is not UTF-8 text")
        }
        self.text = String(text.reversed().drop { $0.isNewline }.reversed())
    }
}

extension Desk {
    /// Words that are typed on the second screen, kept after each line in a draft that is sealed to the active reviewers.
    ///
    /// Whoever is cut off, or leaves for today, finds them again with the same command. The draft goes when the words are
    /// sealed (`destroyDraft`), or when the reviewer leaves for good.
    /// - Parameter start: what is there to begin with, where nothing was typed before.
    /// - Returns: nil if the reviewer left, which is said.
    func type(
        _ title: String, _ work: Draft.Work, from start: String = "", in file: borrowing CaseFile
    ) throws -> String? {
        let caseID = file.state.caseID
        var words: String?
        // What is put right is put right in these words, and in no others.
        if let kept = try draft(of: caseID, work), work != .correction || kept.draft.stories == file.state.stories {
            words = String(validating: kept.draft.content, as: UTF8.self)
        }
        var session = TypingSession(title: title, text: words ?? start, isTakenUp: words != nil)
        switch try session.run(keeping: { try save(Array($0.utf8), work, of: file) }) {
        case .done(let text): return text
        case .later: sayKept()
        case .left:
            try destroyDraft(of: caseID, work)
            StandardStream.error.write("Nothing was sealed, and nothing is kept.\n")
        }
        return nil
    }

    /// Says that what was typed is there for another time.
    func sayKept() {
        StandardStream.error.write(
            "Not sent. What you typed is kept here for \(policies.retention.draftsDays) days, sealed.\n")
        StandardStream.error.write("next: the same command goes on with it\n")
    }
}

/// Two entries of the same letter.
struct TwoEntries {
    /// The numbers of the paragraphs in which they differ, from 1.
    let places: [Int]

    init(_ first: String, _ second: String) {
        let lines = [first, second].map { text in
            text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").joined(separator: " ") }
                .filter { !$0.isEmpty }
        }
        places = (0..<max(lines[0].count, lines[1].count)).filter { index in
            guard index < lines[0].count, index < lines[1].count else { return true }
            return lines[0][index] != lines[1][index]
        }.map { $0 + 1 }
    }
}
