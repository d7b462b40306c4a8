import Console
import Custody
import Envelope
import Files
import Ledger
import Policies
import Sealing
import Testimony

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
            next: "transcribe --check \(file.state.caseID.short)")
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
            throw Refusal(.notPermitted, "nothing was changed", hint: "transcribe --check \(file.state.caseID.short)")
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
            "Sealed in the place of what was typed before.", next: "transcribe --check \(file.state.caseID.short)")
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
                    "look at the paper there; firsthand-review transcribe --correct \(file.state.caseID.short), or --check"
            )
        }
        try desk.agree(to: first, in: &file)
        try desk.destroyDraft(of: file.state.caseID, .entry)
        Transcribe.report(file, "Both entries are the same, letter by letter. Signed.")
    }
}
