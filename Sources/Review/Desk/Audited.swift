import Console
import Custody
import Envelope
import Files
import Ledger

/// What a look at all of a vault found: every statement that is there, and what is not as its signatures say.
struct Audited {
    let lines: Set<Roll.Line>
    let cases: Int
    let flaws: [String]

    /// What an earlier list has and this vault has not any more, in words.
    func missing(from roll: Roll) -> [String] {
        Set(roll.lines).subtracting(lines).sorted().map { "\($0.caseID.short) \($0.statement.hex.prefix(8))" }
    }

    /// Signs a list of what is there, and keeps it.
    func roll(of desk: borrowing Desk, kept folder: RollFolder) throws -> Roll {
        let roll = Roll(lines, day: desk.today, by: desk.reviewer)
        try folder.keep(roll)
        return roll
    }

    /// Names what is wrong.
    ///
    /// - Throws: `Refusal` if anything is.
    static func refuse(flaws: [String], missing: [String]) throws {
        for flaw in flaws { StandardStream.error.write("damaged: \(flaw)\n") }
        for line in missing { StandardStream.error.write("missing: case \(line)\n") }
        guard flaws.isEmpty, missing.isEmpty else {
            throw Refusal(
                .badData, "this vault is not as it was, or not as its signatures say",
                hint: "publish nothing; compare with another copy, and see SECURITY.md")
        }
    }
}

extension Desk {
    /// Opens and checks all of every case.
    func audited() throws -> Audited {
        var lines: Set<Roll.Line> = []
        var flaws: [String] = []
        let cases = try cases()
        let progress = Progress(label: "Verifying")
        for (index, caseID) in cases.enumerated() {
            let file = try file(caseID)
            for entry in file.entries { lines.insert(Roll.Line(caseID: caseID, statement: entry.digest)) }
            flaws += file.state.flaws.map { "\(caseID.short): statement \($0.statement.hex.prefix(8)) \($0.sentence)" }
            progress.show(index + 1, of: cases.count)
        }
        progress.end()
        return Audited(lines: lines, cases: cases.count, flaws: flaws)
    }
}
