import Custody
import Envelope
import Files
import Ledger
import Policies

extension Desk {
    /// The most bytes of a letter: what the survivor's page shows in one piece.
    static var longestLetter: Int { 48 << 10 }

    /// Seals a letter to the survivor, who finds it when they come back.
    ///
    /// - Parameters:
    ///   - language: the story's, if not given.
    ///   - isPrinted: whether it goes by post; then this is the copy for the other reviewers.
    func write(_ text: String, language: String?, isPrinted: Bool = false, in file: inout CaseFile) throws {
        try update(&file)
        try Self.checkWay(isPrinted: isPrinted, of: file)
        guard let letterKey = try file.letterKey() else {
            throw Refusal(.noInput, "the story is not there any more, so no letter can reach its writer")
        }
        try Self.checkLetter(text)
        let letter = Letter(
            answers: file.newestLetter(bySurvivor: true), language: language ?? file.language, text: text)
        try sign(letter, in: &file, letterKey: letterKey)
    }

    /// A letter goes the way that its reader's story came: left on the website for one who wrote on paper, it would wait for
    /// nobody.
    static func checkWay(isPrinted: Bool, of file: borrowing CaseFile) throws(Refusal) {
        guard file.state.cameByMail == isPrinted else {
            throw isPrinted
                ? Refusal(
                    .usage, "this story did not come by post, and nobody knows where its writer is",
                    hint: "leave out --print: they find the letter when they come back")
                : Refusal(
                    .usage, "this story came by post: its writer sees no letter on the website",
                    hint: "print it: firsthand-review letter \(file.state.caseID.short) --print --to letter.html")
        }
    }

    /// Refuses a letter that says nothing, or in which a template's blank is left.
    static func checkLetter(_ text: String) throws(Refusal) {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(.usage, "the letter is empty", hint: "write something, and do it again")
        }
        guard !text.contains(LetterTemplates.blank) else {
            throw Refusal(
                .usage, "a line of ___ is left in the letter", hint: "put your own words there, or take it out")
        }
    }

    /// Tells the writer that a reviewer has read the story, the first time that one does.
    func noteOpened(_ file: inout CaseFile) throws {
        guard !file.state.isOpened, !file.state.isWithdrawn else { return }
        try tell(Notice(stage: .opened), in: &file)
    }
}
