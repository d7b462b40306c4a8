import Console
import Custody
import Envelope
import Files
import Ledger
import Mailbox
import Policies

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
        var file = try desk.file(survivor.caseID)
        try desk.signCheckpoint(of: &file)
        Transcribe.say(
            "Sealed as case \(survivor.caseID.short).", next: "transcribe --check \(survivor.caseID.short)")
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
