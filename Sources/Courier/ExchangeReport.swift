import Envelope

/// What a command says of an exchange: numbers and the starts of ids, never a word of a story.
public struct ExchangeReport: Encodable, Sendable {
    /// The bundle's file.
    let bundle: String
    /// Cases that something came for, or is sent for.
    let cases: Int
    let statements: Int
    let drafts: Int
    /// Publishers' reports; only of what came.
    let reports: Int?
    /// Bodies that can be read by more than before; only of what came.
    let resealed: Int?
    /// Bodies that somebody who left could read before; only of what came.
    let closed: Int?
    /// New bodies that do not open for whoever took them in and has a key.
    public var unopened: Int?
    /// The bundle's size; only of what is sent.
    let bytes: Int?
    /// Statements that did not fit; only of what is sent.
    let left: Int?
    /// Withdrawn stories that were destroyed here; only of what came.
    let destroyed: [String]?
    /// Whether the bundle is older than one that came before; only of what came.
    let isOlder: Bool?
    /// Rows of the vault that were left out, because they were changed.
    let damaged: [String]?
    /// Statements that the maker has and did not send, where this vault was brought back from a backup.
    var missing: Int?
    /// Whether this vault, which was brought back from a backup, can be served since now.
    var isBack: Bool?
}

extension ExchangeReport {
    /// Of a bundle that was written.
    public init(_ sent: Sent, bundle: String) {
        self.init(
            bundle: bundle, cases: sent.cases, statements: sent.statements, drafts: sent.drafts, reports: nil,
            resealed: nil, closed: nil,
            bytes: sent.bytes, left: sent.left, destroyed: nil, isOlder: nil,
            damaged: sent.flawed.map { "\($0.caseID.short) \($0.statement.hex.prefix(8))" })
    }

    /// Of a bundle that was taken in.
    public init(_ arrived: Arrived, bundle: String, isOlder: Bool) {
        self.init(
            bundle: bundle, cases: arrived.cases.count, statements: arrived.statements, drafts: arrived.drafts,
            reports: arrived.reports, resealed: arrived.resealed, closed: arrived.closed, bytes: nil, left: nil,
            destroyed: arrived.destroyed.sorted().map(\.short), isOlder: isOlder, damaged: nil,
            missing: arrived.missing > 0 ? arrived.missing : nil, isBack: arrived.isBack ? true : nil)
    }

    /// Lines for a person.
    public var lines: String { (bytes == nil ? arrival : dispatch).map { $0 + "\n" }.joined() }

    private var arrival: [String] {
        var lines = (destroyed ?? []).map { "Withdrawn: case \($0) is destroyed here." }
        if isOlder == true {
            lines.append("note: this bundle is older than one that came before; ask for a new one")
        }
        if let missing {
            lines.append(
                "note: \(count(missing, "statement")) of theirs did not come along, since they believe that this vault has "
                    + "them; give them a bundle of it first, then take theirs in again")
        }
        if isBack == true {
            lines.append(
                "This vault can be served again. Take in a bundle of every other desk too: each may know of a withdrawal."
            )
        }
        if let closed, closed > 0 {
            lines.append("Closed to those who left: \(count(closed, "sealed text")).")
        }
        if let reports, reports > 0 {
            lines.append("Taken in: what \(count(reports, "publisher")) told the desks.")
        }
        let bodies = resealed ?? 0
        guard statements + drafts + bodies > 0 || cases > 0 else {
            return (reports ?? 0) > 0 ? lines : lines + ["Nothing new: all of it was here."]
        }
        lines.append(
            "Taken in: \(count(statements, "statement")) in \(count(cases, "case"))"
                + (drafts > 0 ? ", \(count(drafts, "draft"))" : "")
                + (bodies > 0
                    ? "; \(count(bodies, "sealed text")) \(bodies == 1 ? "opens" : "open") for more people" : "") + ".")
        if let unopened, unopened > 0 {
            lines.append(
                "note: \(count(unopened, "sealed text")) of these \(unopened == 1 ? "does" : "do") not open for you yet; "
                    + "ask another reviewer to run firsthand-review keys reseal and to hand you a bundle directly")
        }
        return lines
    }

    private var dispatch: [String] {
        let size = ((bytes ?? 0) + (1 << 20) - 1) >> 20
        var lines = [
            "Written: \(count(statements, "statement")) of \(count(cases, "case"))"
                + (drafts > 0 ? ", \(count(drafts, "draft"))" : "") + ", \(size) MiB."
        ]
        lines += (damaged ?? []).map { "warning: case and statement \($0): changed in this vault; left out" }
        if let left, left > 0 {
            lines.append(
                "note: \(count(left, "statement")) did not fit. Carry this, take in their answer, and write again.")
        }
        return lines
    }

    private func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }
}
