import Custody
import Envelope
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
        let mine = desk.reviewer.publicKey.name
        let waiting = standing.filter { !$0.isSaid(by: mine) }
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
        let boxes = transcript.consent.map { BoxesText(language, desk.policies).text($0, transcript.answers) }
        let words = try desk.words(of: transcript, in: file)
        return try Pager.show(
            title:
                "Compare with the paper: \(transcript.code(in: file.state.caseID)), typed by \(transcript.people.joined(separator: ", "))",
            text: [words, boxes].compactMap { $0 }.joined(separator: "\n\n* * *\n\n"))
    }
}

extension Desk {
    /// Refuses a case that is here already.
    func requireNew(_ caseID: CaseID) throws {
        guard try cases().contains(caseID) else { return }
        let state = try file(caseID).state
        guard !state.isWithdrawn else {
            throw Refusal(
                .notPermitted, "the story of this code was taken back; it stays destroyed",
                hint: "if the writer sent it anew, they need a new sheet")
        }
        throw Refusal(
            .notPermitted, "this sheet was typed already: case \(caseID.short)",
            hint: "firsthand-review transcribe --check \(caseID.short) compares it; --add has more pages")
    }

    /// The typed stories of a case that came by post.
    func standing(_ file: borrowing CaseFile) throws -> [Transcript] {
        guard !file.state.isWithdrawn else { throw Refusal(.notPermitted, "this story was withdrawn") }
        guard file.state.cameByMail else { throw Refusal(.usage, "this story did not come by post") }
        let standing = Transcript.standing(file, keyring)
        guard !standing.isEmpty else { throw Refusal(.noInput, "the words of this story are not there any more") }
        return standing
    }

    /// The one typed story, or the one with this code.
    func oneOf(_ standing: [Transcript], in file: borrowing CaseFile, confirm: String?) throws -> Transcript {
        if standing.count == 1 { return standing[0] }
        let caseID = file.state.caseID
        let codes = standing.map { "\($0.code(in: caseID)) (\($0.people.joined(separator: ", ")))" }
        let typed = try confirm ?? Prompt.line("Which one? \(codes.joined(separator: ", ")): ")
        guard let code = CheckCode(typed: typed), let one = standing.first(where: { $0.code(in: caseID) == code })
        else { throw Refusal(.noInput, "no typed text of this case has that code") }
        return one
    }

    /// Signs that a typed story says what the paper says, with all that others said it takes the place of.
    ///
    /// - Parameter besides: others that were typed from the same sheet.
    func agree(to transcript: Transcript, in file: borrowing CaseFile, besides: [Transcript] = []) throws {
        let others = Set(besides.map(\.story)).subtracting([transcript.story])
        try sign(
            Transcription(story: transcript.story, replaces: Array(transcript.replaces.union(others))), in: file)
        try signCheckpoint(of: file.state.caseID)
    }
}

extension Refusal {
    static func sameTypist(_ caseID: CaseID) -> Refusal {
        Refusal(
            .notPermitted, "you said of this story already that it is what the paper says",
            hint: "somebody else does it now: firsthand-review transcribe --check \(caseID.short)")
    }
}

/// Two entries of the same letter.
struct TwoEntries {
    /// The numbers of the paragraphs in which they differ, from 1.
    let places: [Int]

    init(_ first: String, _ second: String) {
        let lines = [first, second].map { text in
            text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").joined(separator: " ") }
                .filter { !$0.isEmpty }
        }
        places = (0..<max(lines[0].count, lines[1].count)).filter { index in
            guard index < lines[0].count, index < lines[1].count else { return true }
            return lines[0][index] != lines[1][index]
        }.map { $0 + 1 }
    }
}
