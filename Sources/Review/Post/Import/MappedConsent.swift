import ArgumentParser
import Files
import Ledger
import Envelope

/// What people were asked about consent elsewhere: a column, and which of its answers say yes to which use.
///
/// An answer counts when it is, word for word, one that a person mapped. Any other says yes to nothing.
struct MappedConsent {
    let column: String
    private let uses: [String: Set<Use>]

    /// - Throws: `Refusal` for a use that the policy does not have.
    init(column: String, _ mapped: [UseAnswer], allowed: [Use]) throws(Refusal) {
        self.column = column
        var uses: [String: Set<Use>] = [:]
        for item in mapped {
            guard let use = allowed.first(where: { $0.rawValue == item.use }) else {
                throw Refusal(
                    .usage, "there is no such use in consent.yaml",
                    hint: "the uses are: \(allowed.map(\.rawValue).joined(separator: ", "))")
            }
            uses[Self.folded(item.answer), default: []].insert(use)
        }
        self.uses = uses
    }

    /// What an answer says yes to, and whether it is one that was not mapped.
    func uses(of answer: String?) -> (uses: Set<Use>, isOther: Bool) {
        guard let answer else { return ([], true) }
        let found = uses[answer] ?? []
        return (found, found.isEmpty && !answer.isEmpty)
    }

    /// A name or an answer with single blanks: tables wrap long ones.
    static func folded(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// A use and an answer that says yes to it, as they are given to the program: `website=Yes, you may`.
struct UseAnswer: ExpressibleByArgument {
    let use: String
    let answer: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, !MappedConsent.folded(parts[1]).isEmpty else { return nil }
        (use, answer) = (parts[0], parts[1])
    }
}
