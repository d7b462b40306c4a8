import Custody
import Envelope
import Ledger
import Mailbox
import Policies
import Sealing
import Testimony
import Unsealing

/// A story of a case that came by post: what was typed, and who stands by it.
struct Transcript {
    let story: Digest
    let body: Digest
    /// The day on which it was typed.
    let day: Day
    let answers: StoryAnswers
    /// The consent that was marked on the same sheet; nil for pages that came later.
    let consent: Consent?
    /// The reviewers who said that it is what the paper says, ascending.
    let people: [Person]
    /// What they said that it takes the place of.
    let replaces: Set<Digest>
    private let said: [Person: Set<Digest>]

    /// Whether this reviewer has said all of that.
    func isSaid(by reviewer: Person) -> Bool { said[reviewer] == replaces }

    /// The stories of a case that nobody typed anew, ascending by digest.
    static func standing(_ file: borrowing CaseFile) -> [Transcript] {
        let keyring = file.keyring
        let words = file.counted.compactMap { entry -> (reviewer: Person, said: Transcription)? in
            guard case .transcribed(let said) = entry.content,
                let person = keyring.person(signing: entry.statement.header.author)
            else { return nil }
            return (person, said)
        }
        return file.entries.filter { file.state.stories.contains($0.digest) }.compactMap { entry in
            guard case .story(let answers) = entry.content else { return nil }
            let mine = words.filter { $0.said.story == entry.digest }
            let consent = file.counted.compactMap { other -> Consent? in
                guard case .consent(let consent) = other.content, consent.replaces.isEmpty else { return nil }
                return consent
            }.first
            return Transcript(
                story: entry.digest, body: entry.statement.header.body, day: entry.statement.header.day,
                answers: answers,
                consent: answers.part == .story ? consent : nil, people: Set(mine.map(\.reviewer)).sorted(),
                replaces: mine.reduce(into: []) { $0.formUnion($1.said.replaces) },
                said: mine.reduce(into: [:]) { $0[$1.reviewer, default: []].formUnion($1.said.replaces) })
        }.sorted { ($0.answers.part == .addition ? 1 : 0, $0.story) < ($1.answers.part == .addition ? 1 : 0, $1.story) }
    }

    /// Whether the case waits for this reviewer to compare it with the paper: of some of it they did not say yet what it is.
    static func awaits(_ reviewer: Person, in file: borrowing CaseFile) -> Bool {
        file.state.awaitsTranscription && standing(file).contains { !$0.isSaid(by: reviewer) }
    }

    /// The name of this typed text on paper and on the screen.
    func code(in caseID: CaseID) -> CheckCode { CheckCode(of: body, in: caseID) }
}

extension Desk {
    /// Seals a typed letter as the intake seals a form, signed by the survivor's key, and signs that it was typed, and a
    /// checkpoint; all or nothing.
    func takeIn(
        _ letter: borrowing TypedLetter, of survivor: borrowing Survivor, language: String
    ) throws -> CaseID {
        let answers = letter.answers.sealed(language: language, part: .story, channel: .mail)
        let consent = letter.consent.consent(
            on: today, policy: policies.consent, holds: letter.answers.holds, channel: .mail)
        let story = try letter.words.withText { text throws(SealingError) in
            try survivor.story(text: text, answers: answers, seen: [], day: today, reviewers: toReviewers)
        }
        let terms = try survivor.says(
            consent, seen: [story.statement.digest], day: today, everyone: toEveryone)
        let typed = try toEveryone.statement(
            Transcription(story: story.statement.digest), caseID: survivor.caseID, seen: [terms.statement.digest],
            day: today, by: reviewer)
        let kept = [story, terms, typed]
        let checkpoint = try toEveryone.statement(
            Checkpoint(statements: kept.map(\.statement.digest)), caseID: survivor.caseID,
            seen: [typed.statement.digest], day: today, by: reviewer)
        try keep(kept + [checkpoint])
        return survivor.caseID
    }

    /// Seals words that were typed for a case that is here already: more pages, or the same ones as the paper has them.
    ///
    /// - Parameter replaces: the stories that were typed from the same paper before.
    func takeIn(
        _ words: String, _ answers: StoryAnswers, replaces: [Digest], of survivor: borrowing Survivor,
        in file: inout CaseFile
    ) throws {
        try update(&file)
        let words = try TypedLetter.words(words, limit: policies.form.storyLimit)
        let story = try words.withText { text throws(SealingError) in
            try survivor.story(
                text: text, answers: answers, seen: file.state.frontier, day: today, reviewers: toReviewers)
        }
        let typed = try toEveryone.statement(
            Transcription(story: story.statement.digest, replaces: replaces), caseID: file.state.caseID,
            seen: [story.statement.digest], day: today, by: reviewer)
        try keep([story, typed], in: &file)
        try signCheckpoint(of: &file)
    }

    /// Seals a letter on paper to the team, signed by the survivor's key as on the web.
    func takeIn(
        letter text: String, language: String?, of survivor: borrowing Survivor, in file: inout CaseFile
    ) throws {
        try update(&file)
        let words = try TypedLetter.words(text, limit: policies.form.storyLimit)
        let letter = try words.withText { text throws(SealingError) in
            try survivor.writes(
                text, language: language ?? file.language, answers: file.newestLetter(bySurvivor: false),
                seen: file.state.frontier, day: today, reviewers: toReviewers)
        }
        try keep([letter] + freshLetterKey(of: survivor, in: file), in: &file)
        try signCheckpoint(of: &file)
    }

    /// A new letter key, where somebody who left knows the one that is told: their code is here, as when they come back.
    func freshLetterKey(of survivor: borrowing Survivor, in file: borrowing CaseFile) throws -> [SealedStatement] {
        guard file.lettersAreExposed else { return [] }
        return [try survivor.tellsLetterKey(day: today, reviewers: toReviewers)]
    }
}
