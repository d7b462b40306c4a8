import Console
import Envelope
import Files
import Ledger
import Publication
import Warnings

/// The whole proof for one story, in plain words.
struct Explanation {
    let use: Use
    let day: Day

    /// Shows the proof of the case whose id starts with `text`, or of the story whose public id it is.
    func show(_ text: String, _ desk: inout PublisherDesk, _ check: DisclosureCheck) throws {
        let digits = text.lowercased().filter { $0 != "-" }
        var found = digits.utf8.count >= 4 ? try desk.reader.cases().filter { $0.hex.hasPrefix(digits) } : []
        if digits.utf8.count == 16 {
            try desk.forEachCase(Progress(label: "looking"), [], on: day) { _ in
            } each: {
                if $0.isHere, $0.id == digits, !found.contains($0.caseID) { found.append($0.caseID) }
            }
        }
        guard let caseID = found.first else {
            throw Refusal(.noInput, "there is no such case or story", hint: "firsthand-publish export names the cases")
        }
        guard found.count == 1 else { throw Refusal(.usage, "more than one case starts so", hint: "type more digits") }
        let subject = try desk.reader.read(caseID, seenBefore: desk.seen[caseID])
        let gate = desk.gate(use, on: day)
        let story = desk.publicID(caseID, subject).map { ", story \($0)" } ?? ""
        TerminalStream.output.line("case \(caseID.short)\(story), for \(use.rawValue), on \(day)")
        TerminalStream.output.line("")
        for line in gate.proof(subject) { show(line) }
        let isExported = try isUnwarned(gate.judge(subject), &desk, check)
        TerminalStream.output.line("")
        TerminalStream.output.line(
            isExported ? "Every condition holds: it is exported." : "Not every condition holds: it is left out.")
    }

    /// Whether a story that the gate lets through goes out also beside all others; says so.
    private func isUnwarned(
        _ verdict: Gate.Verdict, _ desk: inout PublisherDesk, _ check: DisclosureCheck
    ) throws -> Bool {
        guard case .export(let story) = verdict else { return false }
        let warnings = try Selection(use, day, &desk, check).warned.first { $0.0 == story.id }?.1 ?? []
        let line = ProofLine(
            .noWarning, against: warnings.map { .warned($0.line) },
            finding: "nothing in it was seen to point to a person, or somebody signed why it may")
        show(line)
        return line.holds
    }

    private func show(_ line: ProofLine) {
        TerminalStream.output.line("\(line.holds ? "  yes" : "   NO")  \(line.condition): \(line.finding)")
    }
}
