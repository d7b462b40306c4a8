import Console
import Custody
import Envelope
import Files
import Ledger
import Mailbox
import Policies
import Sealing
import Testimony

/// A letter that came by post, and becomes a story: under the code of its sheet, or under a fresh one.
struct NewLetter {
    let options: DeskOptions
    let input: LetterInput
    /// The language of the sheet.
    let language: Language
    /// A new file for the answer that carries the code, where there was no sheet; else nil.
    let answer: String?

    func run(_ desk: borrowing Desk) throws {
        let isPlain = answer != nil
        let lines = try input.descriptor.map {
            try LetterLines(descriptor: $0, withCode: !isPlain, boxes: SheetBoxes.names(desk.policies))
        }
        // Looked up before anything is typed: a sheet that was typed already makes no second story.
        guard let code = try isPlain ? ReceiptCode.fresh() : SheetCode(input.languages).code(lines?.code) else {
            return Transcribe.nothing()
        }
        let survivor = try desk.survivor(of: code)
        try desk.requireNew(survivor.caseID)
        let work: Draft.Work = isPlain ? .plain : .sheet
        // On plain paper every code is fresh: what was begun stands where it was begun.
        let begun =
            try isPlain
            ? desk.begunCases().first { try desk.draft(of: $0, .plain) != nil } ?? survivor.caseID : survivor.caseID
        guard let given = try given(lines, work, begun, desk) else { return }
        let letter = try TypedLetter(given.text, boxes: given.boxes, policies: desk.policies)
        if let answer {
            // The code exists nowhere else: first the paper that carries it, then the story.
            let page = try PrintDesk(options, input.languages, desk.policies).firstAnswer(
                code.words(in: language.words), language)
            try AtomicFile.write(page, to: answer, .new)
            do { _ = try desk.takeIn(letter, of: survivor, language: language.code) } catch {
                try? AtomicFile.remove(answer)
                throw error
            }
            StandardStream.error.write(
                PrintDesk.warning(answer, holds: "the code of this writer, and nothing else has it"))
        } else {
            _ = try desk.takeIn(letter, of: survivor, language: language.code)
        }
        try desk.destroyDraft(of: begun, work)
        Transcribe.say(
            "Sealed as case \(survivor.caseID.short).", next: "transcribe check \(survivor.caseID.short)")
    }

    /// The words and the boxes; nil if the reviewer left.
    private func given(
        _ lines: LetterLines?, _ work: Draft.Work, _ caseID: CaseID, _ desk: borrowing Desk
    ) throws -> (text: String, boxes: SheetBoxes)? {
        if let lines { return (lines.text, lines.boxes) }
        guard let text = try desk.type("The letter", work, in: desk.file(caseID)) else { return nil }
        guard let boxes = try SheetSession(language: language, policies: desk.policies).marks() else {
            desk.sayKept()
            return nil
        }
        return (text, boxes)
    }
}

/// What is typed for a case that came by post and is here already: more pages, a correction, a letter to the team, or the same
/// words once more.
struct LaterLetter {
    let input: LetterInput
    /// The language that was said; nil for the story's.
    let language: String?

    /// More of the story.
    func add(_ desk: borrowing Desk, case id: String) throws {
        var file = try desk.file(desk.find(id))
        let known = try desk.standing(file)
        guard let (words, survivor) = try input.read("The letter", .pages, on: desk, in: file) else { return }
        for earlier in known where try file.words(of: earlier.story) == words {
            throw Refusal(.notPermitted, "these words are in the case already", hint: "nothing was added")
        }
        let language = language ?? known.first?.answers.language ?? input.languages.first.code
        try desk.takeIn(
            words, StoryAnswers(channel: .mail, language: language, part: .addition), replaces: [], of: survivor.keys,
            in: &file)
        try desk.destroyDraft(of: file.state.caseID, .pages)
        Transcribe.say(
            "Sealed, as more of case \(file.state.caseID.short).",
            next: "transcribe check \(file.state.caseID.short)")
    }

    /// What is wrong in the words that were typed, put right.
    func correct(_ desk: borrowing Desk, case id: String) throws {
        var file = try desk.file(desk.find(id))
        let stories = try desk.standing(file)
        let old = try desk.oneOf(stories, in: file)
        let before = try file.words(of: old.story)
        guard let (words, survivor) = try input.read("The letter", .correction, from: before, on: desk, in: file)
        else { return }
        guard words != before else {
            throw Refusal(.notPermitted, "nothing was changed", hint: "transcribe check \(file.state.caseID.short)")
        }
        // Two that were typed from the same sheet: the corrected one takes the place of both.
        let replaced = old.answers.part == .story ? stories.filter { $0.answers.part == .story } : [old]
        try desk.takeIn(words, old.answers, replaces: replaced.map(\.story), of: survivor.keys, in: &file)
        try desk.destroyDraft(of: file.state.caseID, .correction)
        if !file.state.candidates.isEmpty {
            StandardStream.error.write(
                "warning: a text is proposed that was made of the earlier words; propose again\n")
        }
        Transcribe.say(
            "Sealed in the place of what was typed before.", next: "transcribe check \(file.state.caseID.short)")
    }

    /// A letter to the team, which is no part of the story.
    func answer(_ desk: borrowing Desk, case id: String) throws {
        var file = try desk.file(desk.find(id))
        // Also where the words of the story are gone, or came over the web: whoever writes is heard.
        guard !file.state.isWithdrawn else { throw Desk.refusal(file.state.withdrawn) }
        guard let (words, survivor) = try input.read("Their letter", .answer, on: desk, in: file) else { return }
        try desk.takeIn(letter: words, language: language, of: survivor.keys, in: &file)
        try desk.destroyDraft(of: file.state.caseID, .answer)
        StandardStream.error.write("Sealed for the reviewers, as a letter of case \(file.state.caseID.short).\n")
        StandardStream.error.write(
            "next: firsthand-review letters \(file.state.caseID.short) shows it; "
                + "letter \(file.state.caseID.short) --print answers it\n")
    }

    /// The same letter, typed by somebody else.
    func again(_ desk: borrowing Desk, case id: String) throws {
        var file = try desk.file(desk.find(id))
        let first = try desk.oneOf(desk.standing(file), in: file)
        guard !first.people.contains(desk.me) else { throw Refusal.sameTypist(file.state.caseID) }
        guard let typed = try input.readAgain(on: desk, in: file) else { return }
        let places = TwoEntries(try file.words(of: first.story), typed).places
        guard places.isEmpty else {
            throw Refusal(
                .badData,
                "the two entries differ in paragraph \(places.map(String.init).joined(separator: ", "))",
                hint:
                    "look at the paper there; firsthand-review transcribe correct \(file.state.caseID.short), or transcribe check"
            )
        }
        try desk.agree(to: first, in: &file)
        try desk.destroyDraft(of: file.state.caseID, .entry)
        Transcribe.report(file, "Both entries are the same, letter by letter. Signed.")
    }
}
