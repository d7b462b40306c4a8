import Envelope
import Files
import Vault

/// What a command says of a backup: numbers, a day, and the starts of digests.
struct BackupReport: Encodable {
    let backup: String
    /// The new vault, where one was made.
    let vault: String?
    let day: String
    let cases: Int
    let statements: Int
    /// Withdrawals that it knows of.
    let withdrawals: Int
    /// Statements that are not what they say they are.
    let flawed: [String]
    /// Sealed bodies that belong to nothing.
    let stray: Int

    init(_ check: DumpCheck, backup: String, vault: String?) {
        self.backup = backup
        self.vault = vault
        day = check.head.map { "\($0.day)" } ?? ""
        cases = check.cases.count
        statements = check.statements
        withdrawals = check.withdrawals
        flawed = check.flawed.map { String($0.hex.prefix(8)) }
        stray = check.stray
    }

    var lines: String {
        var lines = [
            "A whole backup of \(day): \(statements) statement\(statements == 1 ? "" : "s") of \(cases) "
                + "case\(cases == 1 ? "" : "s"), with \(withdrawals) withdrawal\(withdrawals == 1 ? "" : "s")."
        ]
        lines += flawed.map { "warning: statement \($0) was changed in the server's vault" }
        if stray > 0 { lines.append("warning: \(stray) sealed texts belong to no statement") }
        if let vault {
            lines.append("Written: \(vault). On the server: firsthand-intake restore FILE. Then destroy this copy.")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    func refuseFlaws() throws(Refusal) {
        guard flawed.isEmpty, stray == 0 else {
            throw Refusal(
                .badData, "the backup is whole, and something in it was changed before it was made",
                hint: "look at the server's vault; a desk's bundle can tell what is right")
        }
    }
}
