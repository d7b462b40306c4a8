import Envelope
import Ledger

/// The letters of a case, and what the survivor answered to its texts.
struct Correspondence {
    struct Item {
        let day: Day
        let isBySurvivor: Bool
        let text: String

        /// Who wrote it, and when.
        var heading: String { "\(isBySurvivor ? "The survivor" : "A reviewer"), \(day):" }
    }

    /// In the order of the days.
    let items: [Item]
    /// Letters of the survivor, and answers with words, that no later letter of a reviewer had seen.
    let unanswered: Int
    /// Those of them that are more than a no to a text, or the words with it.
    let unansweredLetters: Int

    init(_ entries: [Entry]) {
        let answers = Self.answers(entries)
        // An answer whose words are there is told with them, once.
        let told = Set(entries.compactMap { Self.answered($0, answers) })
        let said = entries.compactMap { entry in
            told.contains(entry.digest) ? nil : Self.text(entry, answers).map { (entry, $0) }
        }
        items = said.sorted { ($0.0.statement.header.day, $0.0.digest) < ($1.0.statement.header.day, $1.0.digest) }
            .map { entry, text in
                // What a reviewer wrote down from a slip are the survivor's words.
                let isOfSlip = if case .slipWords = entry.content { true } else { false }
                return Item(
                    day: entry.statement.header.day, isBySurvivor: isOfSlip || entry.statement.header.isBySurvivor,
                    text: text)
            }
        let graph = SeenGraph(entries.map(\.statement))
        let seen = said.filter { entry, _ in
            // Writing down a slip answers no letter.
            if case .letter = entry.content { !entry.statement.header.isBySurvivor } else { false }
        }
        .reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.0.digest)) }
        let open = said.map(\.0).filter { $0.statement.header.isBySurvivor && !seen.contains($0.digest) }
        unanswered = open.count
        unansweredLetters = open.count { entry in
            guard case .letter = entry.content else { return false }
            return Self.answered(entry, answers).map { answers[$0]?.answer == .agreed } ?? true
        }
    }

    /// Letters as they are read, one after the other.
    static func text(_ items: [Item]) -> String {
        items.map { "\($0.heading)\n\n\($0.text)" }.joined(separator: "\n\n* * *\n\n")
    }

    /// What the survivor wrote with their answers to a text that were no yes; each once, in the order of the days.
    static func asked(of proposal: Digest, _ entries: [Entry]) -> [String] {
        let slips = Set(
            entries.filter { entry in
                if case .slip(let slip) = entry.content { slip.proposal == proposal } else { false }
            }.map(\.digest))
        let answers = answers(entries).filter { $0.value.proposal == proposal && $0.value.answer != .agreed }
        let words = entries.compactMap { entry -> (day: Day, words: String)? in
            switch entry.content {
            case .slipWords(let said) where slips.contains(said.slip): (entry.statement.header.day, said.words)
            case .letter(let letter) where answered(entry, answers) != nil: (entry.statement.header.day, letter.text)
            default: nil
            }
        }
        return words.sorted { ($0.day, $0.words) < ($1.day, $1.words) }.map(\.words)
            .reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
    }

    /// The survivor's answers to texts, by their statements.
    private static func answers(_ entries: [Entry]) -> [Digest: SignOff] {
        let answers = entries.compactMap { entry -> (Digest, SignOff)? in
            guard case .signedOff(let answer) = entry.content, entry.statement.header.isBySurvivor else { return nil }
            return (entry.digest, answer)
        }
        return Dictionary(answers, uniquingKeysWith: { first, _ in first })
    }

    /// The answer whose words a letter holds; nil for what is no such letter of the survivor's.
    private static func answered(_ entry: Entry, _ answers: [Digest: SignOff]) -> Digest? {
        guard case .letter(let letter) = entry.content, entry.statement.header.isBySurvivor,
            let digest = letter.answers, answers[digest] != nil
        else { return nil }
        return digest
    }

    private static func text(_ entry: Entry, _ answers: [Digest: SignOff]) -> String? {
        switch entry.content {
        case .letter(let letter):
            if let answer = answered(entry, answers).flatMap({ answers[$0] }) {
                "Their answer to the text: \(answer.answer.rawValue).\n\n\(letter.text)"
            } else {
                letter.text
            }
        case .signedOff(let answer) where answer.answer != .agreed:
            "Their answer to the text: \(answer.answer.rawValue)."
        case .slipWords(let slip): "On the slip that came back:\n\n\(slip.words)"
        default: nil
        }
    }
}
