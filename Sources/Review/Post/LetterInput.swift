import Custody
import Envelope
import Files
import Ledger
import Mailbox
import Policies

/// Where typed letters come from: the second screen, or a file descriptor.
struct LetterInput {
    /// Nil for the second screen.
    let descriptor: Int32?
    let languages: Languages

    /// The words of a letter to a case that is here, under the code of its sheet.
    ///
    /// - Parameter start: what is there to begin with.
    /// - Returns: nil if the reviewer left.
    /// - Throws: `Refusal` if the code is of another case.
    func read(
        _ title: String, _ work: Draft.Work, from start: String = "", on desk: borrowing Desk,
        in file: borrowing CaseFile
    ) throws -> (words: String, survivor: SheetHolder)? {
        let lines = try descriptor.map { try LetterLines(descriptor: $0, withCode: true, boxes: []) }
        guard let code = try SheetCode(languages).code(lines?.code) else {
            Transcribe.nothing()
            return nil
        }
        let holder = SheetHolder(try desk.survivor(of: code))
        guard holder.keys.caseID == file.state.caseID else {
            throw Refusal(
                .notPermitted, "this code is of another case", hint: "take the sheet that came with this letter")
        }
        if let lines { return (lines.text, holder) }
        return try desk.type(title, work, from: start, in: file).map { ($0, holder) }
    }

    /// The same letter, typed once more by somebody else; the case needs no code for that.
    func readAgain(on desk: borrowing Desk, in file: borrowing CaseFile) throws -> String? {
        if let descriptor { return try LetterLines(descriptor: descriptor, withCode: false, boxes: []).text }
        return try desk.type("The letter, once more", .entry, in: file)
    }
}

/// A survivor's keys that pass from step to step.
final class SheetHolder {
    let keys: Survivor

    init(_ keys: consuming Survivor) { self.keys = keys }
}
