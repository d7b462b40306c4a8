import Envelope
import Ledger

/// The letters of a case, and what the survivor answered to its texts.
struct Correspondence {
    struct Item {
        let day: Day
        let isBySurvivor: Bool
        let text: String
    }

    /// In the order of the days.
    let items: [Item]
    /// Letters of the survivor, and answers with words, that no later letter of a reviewer had seen.
    let unanswered: Int

    init(_ entries: [Entry]) {
        let said = entries.compactMap { entry in Self.text(entry.content).map { (entry, $0) } }
        items = said.sorted { ($0.0.statement.header.day, $0.0.digest) < ($1.0.statement.header.day, $1.0.digest) }
            .map {
                Item(
                    day: $0.0.statement.header.day, isBySurvivor: $0.0.statement.header.isBySurvivor, text: $0.1)
            }
        let graph = SeenGraph(entries.map(\.statement))
        let seen = said.filter { !$0.0.statement.header.isBySurvivor }
            .reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.0.digest)) }
        unanswered = said.filter { $0.0.statement.header.isBySurvivor && !seen.contains($0.0.digest) }.count
    }

    private static func text(_ content: Content) -> String? {
        switch content {
        case .letter(let letter): letter.text
        case .signedOff(let answer) where answer.answer != .agreed || !answer.words.isEmpty:
            "Their answer to the text: \(answer.answer.rawValue).\n\n\(answer.words)"
        default: nil
        }
    }
}
