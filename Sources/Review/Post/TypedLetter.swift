import Envelope
import Files
import Policies
import Testimony

/// A letter on paper as it was typed: the words, and what was marked.
struct TypedLetter: ~Copyable {
    let words: Testimony
    let consent: ConsentChoices
    let answers: FormAnswers

    /// - Throws: `Refusal` for words that are none, or too many, and for boxes that the policy does not have.
    init(_ text: String, boxes: SheetBoxes, policies: PolicySet) throws(Refusal) {
        guard let choices = boxes.choices(policies) else {
            throw Refusal(
                .usage, "something marked is not on the sheet, or the name is too long",
                hint: "the values are those of the policies, such as: term one-year")
        }
        words = try Self.words(text, limit: policies.form.storyLimit)
        (consent, answers) = (choices.consent, choices.answers)
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
