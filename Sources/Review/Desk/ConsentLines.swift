import Envelope
import Ledger

extension CaseView {
    /// What the first pane of a case says: who may be in danger, what they agreed to, and how the text stands.
    static func consentLines(_ file: borrowing CaseFile) -> [Said] {
        let state = file.state
        var lines = state.safetyMarks.map { Said(words: "! We are worried about them: \($0)", meaning: .alert) }
        lines += state.flaws.map {
            Said(words: "! Statement \($0.statement.hex.prefix(8)) \($0.sentence).", meaning: .alert)
        }
        if state.awaitsTranscription {
            lines.append(
                Said(
                    words: "! It came by post, and a second person has to compare it with the paper:\n"
                        + "  firsthand-review transcribe check \(state.caseID.short)", meaning: .care))
        }
        lines += state.terms.map(termLines) ?? [Said(words: "There is no consent that counts.", meaning: .care)]
        if let coming = state.coming {
            let uses = coming.terms.uses.sorted().map(\.rawValue).joined(separator: ", ")
            let end = coming.from.map { "until \($0)" } ?? "(its days begin with the next checkpoint)"
            lines.append(Said(words: "A wider yes waits \(end): \(uses)", meaning: .calm))
        }
        lines += [
            Said(words: ""),
            fact("Came", "\(state.cameByMail ? "by post" : "on the web"), form in \(file.answers?.language ?? "-")"),
        ]
        if let answers = file.answers {
            lines.append(
                fact(
                    "A case is open", answers.openCase.rawValue,
                    [.yes, .unsure].contains(answers.openCase) ? .care : .plain))
            lines.append(
                fact(
                    "Under 18", answers.underEighteen.rawValue,
                    [.yes, .unsure].contains(answers.underEighteen) ? .care : .plain))
        }
        for hold in state.holds {
            let who = hold.releasers.isEmpty ? "" : " (can be released by \(names(hold.releasers)))"
            lines.append(fact("On hold", "\(hold.reason)\(who)", .care))
        }
        lines += state.claimants.isEmpty ? [] : [Said(words: ""), fact("In the hands of", names(state.claimants))]
        lines += state.recused.isEmpty ? [] : [fact("Stepped aside", names(state.recused))]
        lines += state.candidate.map { textLines($0, isShownFirst: state.terms?.showFirst == true) } ?? []
        return lines
    }

    /// A label, and what stands beside it in a column of its own.
    private static func fact(_ label: String, _ words: String, _ meaning: Meaning = .plain) -> Said {
        Said(words: label + String(repeating: " ", count: max(1, 18 - label.count)) + words, meaning: meaning)
    }

    private static func names(_ people: [Person]) -> String { people.map(\.name).joined(separator: ", ") }

    private static func textLines(_ candidate: CaseState.Candidate, isShownFirst: Bool) -> [Said] {
        let approvers = candidate.approvers.isEmpty ? "nobody yet" : names(candidate.approvers)
        var lines = [Said(words: ""), fact("Text by", candidate.author.name), fact("Approved by", approvers)]
        lines += candidate.setAside.sorted { $0.key < $1.key }.map {
            fact("Does not count", "\($0.key): \($0.value)", .care)
        }
        if isShownFirst {
            let meaning: Meaning = candidate.signOff.map { $0 == .agreed ? .good : .care } ?? .plain
            lines.append(fact("Their answer", candidate.signOff?.rawValue ?? "none yet", meaning))
        }
        return lines
    }

    private static func termLines(_ terms: Terms) -> [Said] {
        let uses = terms.uses.sorted().map(\.rawValue).joined(separator: ", ")
        return [
            fact(
                "May be used for", uses.isEmpty ? "nothing: only reviewers read it" : uses,
                uses.isEmpty ? .care : .plain),
            fact("Until", terms.until.map { "\($0)" } ?? "they say stop"),
            fact("Name with it", terms.credit.isEmpty ? "none" : terms.credit),
            fact("The text may be", Self.words(terms.edits), terms.edits == .asIs ? .care : .plain),
            fact("Wants to see it", terms.showFirst ? "yes, before it is published" : "no"),
        ]
    }

    private static func words(_ edits: Consent.Edits) -> String {
        switch edits {
        case .asIs: "left as it is: nothing taken out"
        case .names: "changed so that names and places are out"
        case .shorten: "changed so that names and places are out, and shortened"
        }
    }
}
