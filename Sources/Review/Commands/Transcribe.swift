import ArgumentParser
import Custody
import Envelope
import Ledger
import Mailbox
import Policies
import Unsealing
import Vault

/// Takes in a letter on paper as the intake takes in a form.
struct Transcribe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Type in a letter that came by post; a second reviewer compares it with the paper.",
        discussion: """
            The ten words of the sheet are the key of the case: what you type is sealed
            and signed under it as on the web, and marked as mail where only reviewers
            can see it. Type the words and the boxes as they stand there, with their
            mistakes. Never type what stands on the envelope: no name, no number.

            The case is held until two reviewers have said that it is what the paper says.
            Whoever typed it is one. Keep the sheet locked away until then: to correct
            something, its code is needed. The second one:

              --check CASE    shows what was typed, to compare it with the paper
              --again CASE    has you type it all once more, and names where they differ
              --correct CASE  changes what is wrong; both then look at it once more

            Who wrote on plain paper has no code. With --no-sheet a fresh one is made, and
            stands in the answer that is written to the file of --to: print it, mail it,
            delete the file. The code is kept nowhere else. Nothing is marked then but
            what the letter says itself.

            With --text-fd all of it is read from there: the ten words, one box a line
            with its name and value, an empty line, the letter. With --check and --again
            only the letter, with --correct and --add the ten words, an empty line, the
            letter.

            Example:
              firsthand-review transcribe --language es
              firsthand-review transcribe --check 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: DeskOptions

    @Option(help: ArgumentHelp("Compare this case with its paper.", valueName: "case"))
    var check: String?

    @Option(help: ArgumentHelp("Type the letter of this case a second time, and compare.", valueName: "case"))
    var again: String?

    @Option(help: ArgumentHelp("Correct what was typed in this case.", valueName: "case"))
    var correct: String?

    @Option(help: ArgumentHelp("Type more pages of the writer of this case.", valueName: "case"))
    var add: String?

    @Flag(help: "There is no sheet: make a code, and write the answer that carries it.")
    var noSheet = false

    @Option(help: ArgumentHelp("With --no-sheet: a new file for the answer to print.", valueName: "file"))
    var to: String?

    @Option(help: ArgumentHelp("The sheet's language; the first of form.yaml if not said.", valueName: "code"))
    var language: String?

    @Option(help: ArgumentHelp("Read it from this file descriptor.", valueName: "number"))
    var textFd: Int32?

    @Option(
        help: ArgumentHelp(
            "With --check: the code of the typed text that you compared, where there is no terminal.",
            valueName: "code"))
    var confirm: String?

    func validate() throws {
        let ways = [check, again, correct, add].compactMap { $0 }.count + (noSheet ? 1 : 0)
        guard ways <= 1 else {
            throw ValidationError("--check, --again, --correct, --add and --no-sheet go one at a time")
        }
        guard noSheet == (to != nil) else { throw ValidationError("--no-sheet and --to go together") }
        guard confirm == nil || check != nil else { throw ValidationError("--confirm goes with --check") }
    }

    func run() throws {
        if textFd == nil, confirm == nil { try Terminal.require() }
        let desk = try options.open()
        let languages = try options.languages(desk.policies)
        if let check { return try Comparison(confirm: confirm).run(desk, languages, case: check) }
        if let again { return try secondEntry(desk, case: again) }
        if let correct { return try correction(desk, languages, case: correct) }
        if let add { return try addition(desk, languages, case: add) }
        try letter(desk, languages)
    }

    private func letter(_ desk: borrowing Desk, _ languages: Languages) throws {
        guard let spoken = language.map({ languages[$0] }) ?? languages.first else {
            throw Refusal(
                .usage, "there is no sheet in this language",
                hint: "the languages are: \(languages.all.map(\.code).joined(separator: ", "))")
        }
        let sheet = SheetCode(languages)
        let lines = try textFd.map {
            try LetterLines(descriptor: $0, withCode: !noSheet, boxes: SheetBoxes.names(desk.policies))
        }
        // Looked up before anything is typed: a sheet that was typed already makes no second story.
        let code: ReceiptCode
        if noSheet {
            code = try ReceiptCode.fresh()
        } else if let lines {
            code = try sheet.read(lines.code)
        } else {
            guard let typed = try sheet.ask() else { return Self.nothing() }
            code = typed
        }
        let survivor = try code.survivor()
        try desk.requireNew(survivor.caseID)
        var given = lines.map { (text: $0.text, boxes: $0.boxes) }
        if given == nil { given = try SheetSession(language: spoken, policies: desk.policies).run() }
        guard let given else { return Self.nothing() }
        let letter = try TypedLetter(given.text, boxes: given.boxes, policies: desk.policies)
        if let to {
            // The code exists nowhere else: first the paper that carries it, then the story.
            let page = try PrintDesk(options, languages, desk.policies).firstAnswer(
                code.words(in: spoken.words), spoken)
            try OutputFile.writePrivate(page, to: to)
            do { _ = try desk.takeIn(letter, of: survivor, language: spoken.code) } catch {
                try? OutputFile.remove(to)
                throw error
            }
            StandardStream.error.write(PrintDesk.warning(to, holds: "the code of this writer, and nothing else has it"))
        } else {
            _ = try desk.takeIn(letter, of: survivor, language: spoken.code)
        }
        try desk.signCheckpoint(of: survivor.caseID)
        Self.say("Sealed as case \(survivor.caseID.short).", next: "transcribe --check \(survivor.caseID.short)")
    }

    private func addition(_ desk: borrowing Desk, _ languages: Languages, case id: String) throws {
        let file = try desk.file(desk.find(id))
        let known = try desk.standing(file)
        guard let (words, survivor) = try typed(desk, languages, file, from: "") else { return Self.nothing() }
        for earlier in known where try desk.words(of: earlier, in: file) == words {
            throw Refusal(.notPermitted, "these words are in the case already", hint: "nothing was added")
        }
        let language = language ?? known.first?.answers.language ?? languages.first.code
        try desk.takeIn(
            words, StoryAnswers(channel: .mail, language: language, part: .addition), replaces: [], of: survivor.keys,
            in: file)
        Self.say(
            "Sealed, as more of case \(file.state.caseID.short).", next: "transcribe --check \(file.state.caseID.short)"
        )
    }

    private func correction(_ desk: borrowing Desk, _ languages: Languages, case id: String) throws {
        let file = try desk.file(desk.find(id))
        let stories = try desk.standing(file)
        let old = try desk.oneOf(stories, in: file, confirm: nil)
        let before = try desk.words(of: old, in: file)
        guard let (words, survivor) = try typed(desk, languages, file, from: before) else { return Self.nothing() }
        guard words != before else {
            throw Refusal(.notPermitted, "nothing was changed", hint: "transcribe --check \(file.state.caseID.short)")
        }
        // Two that were typed from the same sheet: the corrected one takes the place of both.
        let replaced = old.answers.part == .story ? stories.filter { $0.answers.part == .story } : [old]
        try desk.takeIn(words, old.answers, replaces: replaced.map(\.story), of: survivor.keys, in: file)
        if !file.state.candidates.isEmpty {
            StandardStream.error.write(
                "warning: a text is proposed that was made of the earlier words; propose again\n")
        }
        Self.say("Sealed in the place of what was typed before.", next: "transcribe --check \(file.state.caseID.short)")
    }

    private func secondEntry(_ desk: borrowing Desk, case id: String) throws {
        let file = try desk.file(desk.find(id))
        let first = try desk.oneOf(desk.standing(file), in: file, confirm: nil)
        guard !first.people.contains(desk.reviewer.publicKey.name) else { throw Refusal.sameTypist(file.state.caseID) }
        let typed: String?
        if let textFd {
            typed = try LetterLines(descriptor: textFd, withCode: false, boxes: []).text
        } else {
            var session = TypingSession(title: "The letter, once more")
            typed = try session.run()
        }
        guard let typed else { return Self.nothing() }
        let places = TwoEntries(try desk.words(of: first, in: file), typed).places
        guard places.isEmpty else {
            throw Refusal(
                .badData,
                "the two entries differ in paragraph \(places.map(String.init).joined(separator: ", "))",
                hint:
                    "look at the paper there; firsthand-review transcribe --correct \(file.state.caseID.short), or --check"
            )
        }
        try desk.agree(to: first, in: file)
        Self.report(desk, file.state.caseID, "Both entries are the same, letter by letter. Signed.")
    }

    /// Words typed under the code of the case's sheet.
    private func typed(
        _ desk: borrowing Desk, _ languages: Languages, _ file: borrowing CaseFile, from text: String
    ) throws -> (words: String, survivor: SheetHolder)? {
        let sheet = SheetCode(languages)
        let lines = try textFd.map { try LetterLines(descriptor: $0, withCode: true, boxes: []) }
        let code: ReceiptCode
        if let lines {
            code = try sheet.read(lines.code)
        } else {
            guard let typed = try sheet.ask() else { return nil }
            code = typed
        }
        let holder = SheetHolder(try code.survivor())
        guard holder.keys.caseID == file.state.caseID else {
            throw Refusal(
                .notPermitted, "this code is of another case", hint: "take the sheet that came with this letter")
        }
        if let lines { return (lines.text, holder) }
        var session = TypingSession(title: "The letter", text: text)
        return try session.run().map { ($0, holder) }
    }

    static func nothing() { StandardStream.error.write("Nothing was sealed.\n") }

    private static func say(_ text: String, next: String) {
        StandardStream.error.write("\(text) Another reviewer compares it with the paper.\n")
        StandardStream.error.write("next: firsthand-review \(next)\n")
    }

    static func report(_ desk: borrowing Desk, _ caseID: CaseID, _ said: String) {
        let waits = (try? desk.file(caseID).state.awaitsTranscription) ?? true
        StandardStream.error.write(said + "\n")
        StandardStream.error.write(
            waits
                ? "Another reviewer has to compare it with the paper too.\n"
                : "Two reviewers compared it: it is held for that no more.\n")
    }
}

/// A survivor's keys that pass from step to step.
final class SheetHolder {
    let keys: Survivor

    init(_ keys: consuming Survivor) { self.keys = keys }
}
