import Console
import Custody
import Envelope
import Files
import Ledger
import Policies

/// A second pair of eyes on what was typed: shown page by page, to compare it with the paper.
struct Comparison {
    /// The code of the typed text, where there is no terminal.
    let confirm: String?

    func run(_ desk: borrowing Desk, _ languages: Languages, case id: String) throws {
        let file = try desk.file(desk.find(id))
        let caseID = file.state.caseID
        let standing = try desk.standing(file)
        let waiting = standing.filter { !$0.isSaid(by: desk.me) }
        guard !waiting.isEmpty else {
            if file.state.awaitsTranscription { throw Refusal.sameTypist(caseID) }
            return Transcribe.report(desk, caseID, "You have compared all of it already.")
        }
        let rivals = standing.filter { $0.answers.part == .story }
        for transcript in waiting where transcript.answers.part == .addition || rivals.count == 1 {
            try compare(transcript, in: desk, languages, caseID)
        }
        if rivals.count > 1 {
            // One sheet that was typed at two desks: only one of them can be what it says.
            let chosen = try choose(among: rivals, in: desk, languages, caseID)
            try desk.agree(to: chosen, in: desk.file(caseID), besides: rivals)
        }
        try desk.destroyReplaced(in: desk.file(caseID))
        Transcribe.report(desk, caseID, "Signed.")
    }

    private func compare(
        _ transcript: Transcript, in desk: borrowing Desk, _ languages: Languages, _ caseID: CaseID
    ) throws {
        let file = try desk.file(caseID)
        let code = transcript.code(in: caseID)
        guard try isConfirmed(code, shown: { try show(transcript, in: desk, file, languages) }) else {
            throw Refusal(
                .notPermitted,
                "not signed: \(confirm == nil ? "the code of the typed text was not typed" : "that is the code of another text")",
                hint: "if it is not what the paper says: firsthand-review transcribe --correct \(caseID.short)")
        }
        try desk.agree(to: transcript, in: file)
    }

    private func choose(
        among rivals: [Transcript], in desk: borrowing Desk, _ languages: Languages, _ caseID: CaseID
    ) throws -> Transcript {
        let file = try desk.file(caseID)
        var typed = confirm
        if typed == nil {
            for rival in rivals { try show(rival, in: desk, file, languages) }
            let words = try rivals.map { try desk.words(of: $0, in: file) }
            let places = TwoEntries(words[0], words[1]).places.map(String.init).joined(separator: ", ")
            StandardStream.error.write(
                "The sheet was typed \(rivals.count) times. The first two differ in paragraph \(places.isEmpty ? "none" : places).\n"
            )
            typed = try Prompt.line("Which says what the paper says? Type its code: ")
        }
        guard let code = typed.flatMap({ CheckCode(typed: $0) }),
            let chosen = rivals.first(where: { $0.code(in: caseID) == code })
        else { throw Refusal(.notPermitted, "not signed: no typed text of this case has that code") }
        return chosen
    }

    private func isConfirmed(_ code: CheckCode, shown: () throws -> Bool) throws -> Bool {
        if let confirm { return CheckCode(typed: confirm) == code }
        guard try shown() else { throw Refusal(.notPermitted, "not signed: it was not read to its end") }
        let typed = try Prompt.line("If it is what the paper says, in every word and box, type \(code): ")
        return CheckCode(typed: typed) == code
    }

    @discardableResult
    private func show(
        _ transcript: Transcript, in desk: borrowing Desk, _ file: borrowing CaseFile, _ languages: Languages
    ) throws -> Bool {
        let language = languages[transcript.answers.language] ?? languages.first
        let boxes = transcript.consent.map {
            BoxesText(language, desk.policies).text($0, transcript.answers, typed: transcript.day)
        }
        let words = try desk.words(of: transcript, in: file)
        return try Pager.show(
            title:
                "Compare with the paper: \(transcript.code(in: file.state.caseID)), typed by \(transcript.people.map(\.name).joined(separator: ", "))",
            text: [words, boxes].compactMap { $0 }.joined(separator: "\n\n* * *\n\n"))
    }
}
