import Envelope
import Foundation
import Ledger
import Testing

/// What a survivor answers beside the words, from the form to a desk.
@Suite(.serialized) struct AnswersTests {
    @Test func `every answer is sealed with the story, and a reviewer finds it`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let answers = [
            "use-print": "yes", "use-press": "yes", "term": "two-years", "edits": "shorten", "show-first": "yes",
            "credit": "Peregrine", "note-prison": "yes", "note-death": "yes", "open-case": "unsure", "under-18": "yes",
            "told": "yes",
        ]
        let form = try organisation.form()
        let fields =
            [("nonce", form.nonce), ("token", form.token), ("story", "Words.")] + answers.map { ($0.key, $0.value) }
        #expect(try organisation.post(fields.map { ($0.0, Array($0.1.utf8)) }).status == 200)
        let found = try #require(try Opened(organisation).cases().first)
        #expect(
            found.answers
                == StoryAnswers(
                    contentNotes: ["death", "prison"], language: "en", openCase: .unsure, underEighteen: .yes))
        let terms = try #require(found.terms)
        #expect(terms.uses == [.print, .press] && terms.credit == "Peregrine" && terms.edits == .shorten)
        #expect(terms.showFirst && terms.until == Consent.Term.twoYears.end(from: .today))
        #expect(found.holds == 2)
    }

    @Test func `who says nothing agrees to nothing, for the shortest time, and sees the text first`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let fields = [("nonce", form.nonce), ("token", form.token), ("story", "Words.")]
        #expect(try organisation.post(fields.map { ($0.0, Array($0.1.utf8)) }).status == 200)
        let found = try #require(try Opened(organisation).cases().first)
        #expect(found.answers == StoryAnswers(language: "en"))
        let terms = try #require(found.terms)
        #expect(terms.uses.isEmpty && terms.credit.isEmpty && terms.edits == .names && terms.showFirst)
        #expect(terms.until == Consent.Term.oneYear.end(from: .today))
        #expect(found.holds == 0)
    }
}
