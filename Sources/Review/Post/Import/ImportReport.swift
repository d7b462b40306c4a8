import Console
import Envelope

/// What came of each row of an import, without a word of it.
struct ImportReport: Encodable {
    enum Result: String, Encodable {
        /// Not looked at: the run was stopped before.
        case left
        case sealed
        /// Would be sealed.
        case new
        /// In the vault already.
        case here
        /// In the vault, and taken back.
        case withdrawn
        /// The same words as a row before.
        case same
        case broken
    }

    struct Row: Encodable {
        let place: String
        let number: Int
        var result: Result
        /// The case, as the inbox shows it.
        var id: String?
        /// The place of the row with the same words.
        var sameAs: String?
        var why: String?
        /// Whether an answer about consent was not mapped, so that it says yes to nothing.
        let hasOtherAnswer: Bool
    }

    private(set) var rows: [Row]
    /// The columns or files that were not taken in.
    let leftOut: [String]

    init(_ rows: [SourceRow], leftOut: [String]) {
        self.rows = rows.map {
            Row(place: $0.place, number: $0.number, result: .left, hasOtherAnswer: $0.hasOtherAnswer)
        }
        self.leftOut = leftOut
    }

    mutating func set(_ result: Result, _ row: Int, _ caseID: CaseID? = nil, sameAs: Int? = nil, flaw: RowFlaw? = nil) {
        rows[row].result = result
        rows[row].id = caseID?.short
        rows[row].sameAs = sameAs.map { rows[$0].place }
        rows[row].why = flaw?.said
    }

    func count(_ result: Result) -> Int { rows.count { $0.result == result } }

    /// A line for each row, and the totals.
    var table: String {
        Table.text(["ROW", "CASE", "WHAT"], rows.map { [TerminalText.line($0.place), $0.id ?? "-", Self.said($0)] })
    }

    var totals: String {
        let kinds: [(Result, String)] = [
            (.sealed, "sealed"), (.new, "would be sealed"), (.here, "here already"), (.same, "the same as another row"),
            (.withdrawn, "taken back, and left so"), (.broken, "broken"), (.left, "not looked at"),
        ]
        let parts = kinds.filter { count($0.0) > 0 }.map { "\(count($0.0)) \($0.1)" }
        return
            "\(rows.count) \(rows.count == 1 ? "row" : "rows"): \(parts.isEmpty ? "nothing" : parts.joined(separator: ", ")).\n"
    }

    private static func said(_ row: Row) -> String {
        let said =
            switch row.result {
            case .left: "not looked at: the run was stopped"
            case .sealed: "sealed"
            case .new: "would be sealed"
            case .here: "here already"
            case .withdrawn: "taken back by its writer or two of you: it stays gone"
            case .same: "the same words as \(row.sameAs.map(TerminalText.line) ?? "another row"): one story"
            case .broken: "broken: \(row.why ?? "")"
            }
        return row.hasOtherAnswer && [.sealed, .new].contains(row.result)
            ? said + "; its answer about consent is none that --use names: readers only" : said
    }
}
