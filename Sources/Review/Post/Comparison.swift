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
        var file = try desk.file(desk.find(id))
        let caseID = file.state.caseID
        let standing = try desk.standing(file)
        let waiting = standing.filter { !$0.isSaid(by: desk.me) }
        guard !waiting.isEmpty else {
            if file.state.awaitsTranscription { throw Refusal.sameTypist(caseID) }
            return Transcribe.report(file, "You have compared all of it already.")
        }
        let rivals = standing.filter { $0.answers.part == .story }
        for transcript in waiting where transcript.answers.part == .addition || rivals.count == 1 {
            try compare(transcript, in: &file, desk, languages)
        }
        if rivals.count > 1 {
            // One sheet that was typed at two desks: only one of them can be what it says.
            let chosen = try choose(among: rivals, in: file, desk, languages)
            try desk.agree(to: chosen, in: &file, besides: rivals)
        }
        try desk.destroyReplaced(in: file)
        Transcribe.report(file, "Signed.")
    }

    private func compare(
        _ transcript: Transcript, in file: inout CaseFile, _ desk: borrowing Desk, _ languages: Languages
    ) throws {
        let caseID = file.state.caseID
        let code = transcript.code(in: caseID)
        guard try isConfirmed(code, shown: { try show(transcript, in: file, desk, languages) }) else {
            throw Refusal(
                .notPermitted,
                "not signed: \(confirm == nil ? "the code of the typed text was not typed" : "that is the code of another text")",
                hint: "if it is not what the paper says: firsthand-review transcribe correct \(caseID.short)")
        }
        try desk.agree(to: transcript, in: &file)
    }

    private func choose(
        among rivals: [Transcript], in file: borrowing CaseFile, _ desk: borrowing Desk, _ languages: Languages
    ) throws -> Transcript {
        let caseID = file.state.caseID
        var typed = confirm
        if typed == nil {
            for rival in rivals { try show(rival, in: file, desk, languages) }
            let words = try rivals.map { try file.words(of: $0.story) }
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
        _ transcript: Transcript, in file: borrowing CaseFile, _ desk: borrowing Desk, _ languages: Languages
    ) throws -> Bool {
        let language = languages[transcript.answers.language] ?? languages.first
        let boxes = transcript.consent.map {
            BoxesText(language, desk.policies).text($0, transcript.answers, typed: transcript.day)
        }
        let words = try file.words(of: transcript.story)
        return try Pager.show(
            title:
                "Compare with the paper: \(transcript.code(in: file.state.caseID)), typed by \(transcript.people.map(\.name).joined(separator: ", "))",
            text: [words, boxes].compactMap { $0 }.joined(separator: "\n\n* * *\n\n"))
    }
}
