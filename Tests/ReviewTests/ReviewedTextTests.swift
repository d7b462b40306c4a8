import Envelope
import Ledger
import Redaction
import Testing

@testable import Review

/// What may be proposed, whether the edits come from the desk or from the command.
@Suite struct `A reviewed text` {
    private static let story = "Tyrell Banks hit me. Tyrell laughed in Hammond."

    private func terms(_ edits: Consent.Edits) -> Terms {
        Terms(
            Consent(
                uses: [.website], edits: edits, policy: Digest(unchecked: [UInt8](repeating: 1, count: 32))))
    }

    private func draft(_ edits: RedactionEdit..., of story: String = story) throws -> RedactionDraft {
        var draft = RedactionDraft(story)
        for edit in edits { try draft.add(edit) }
        return draft
    }

    private func review(
        _ draft: RedactionDraft, title: String = "A road", language: String? = "en", edits: Consent.Edits = .names
    ) throws -> ReviewedText {
        try ReviewedText(draft, title: title, language: language, notes: ["violence"], terms: terms(edits))
    }

    private static let tyrell = RedactionEdit.findAll(text: "Tyrell Banks", standIn: StandIn("Name 1"))

    @Test func `is what the draft makes of the story, to its last byte, with how often each edit matched`() throws {
        let draft = try draft(
            Self.tyrell, .findAll(text: "Tyrell", standIn: StandIn("Name 1")),
            .findAll(text: "nobody", standIn: .removed))
        let text = try review(draft)
        #expect(
            text.manuscript
                == Manuscript(
                    title: "A road", text: "[Name 1] hit me. [Name 1] laughed in Hammond.", language: "en",
                    contentNotes: ["violence"]))
        #expect(text.matches == [1, 2, 0] && text.replacements == 2 && text.doubtful.isEmpty)
    }

    @Test func `is none while what was taken out still stands, in the text or the title`() throws {
        for (edits, title) in [([Self.tyrell], "A road"), ([Self.tyrell, Self.whole], "What T.B. did")] {
            var draft = RedactionDraft(Self.story)
            for edit in edits { try draft.add(edit) }
            let refused = #expect(throws: ReviewedText.Flaw.self) { try review(draft, title: title) }
            guard case .remains(let remaining)? = refused else { return #expect(Bool(false), "\(refused as Any)") }
            #expect(remaining.map(\.item) == [0])
        }
    }

    private static let whole = RedactionEdit.findAll(text: "Tyrell", standIn: StandIn("Name 1"))

    @Test func `is none where the survivor asked that it stay as it is, unless nothing is taken out`() throws {
        #expect(throws: ReviewedText.Flaw.mayNotChange) {
            try review(draft(.findAll(text: "nobody", standIn: .removed)), edits: .asIs)
        }
        #expect(try review(RedactionDraft(Self.story), edits: .asIs).manuscript.text == Self.story)
    }

    @Test(arguments: [
        ("", ReviewedText.Flaw.noTitle), (" \t", .noTitle), (String(repeating: "a", count: 201), .titleTooLong),
    ])
    func `needs a title that can be printed`(title: String, flaw: ReviewedText.Flaw) {
        #expect(throws: flaw) { try review(RedactionDraft(Self.story), title: title) }
    }

    @Test func `needs a language, and every decision`() throws {
        #expect(throws: ReviewedText.Flaw.noLanguage) { try review(RedactionDraft(Self.story), language: nil) }
        let plan = RedactionPlan(Self.story)
        let draft = try plan.draft(StandInWords { _, number in "Name \(number)" })
        #expect(throws: ReviewedText.Flaw.undecided(plan.entities.map(\.id))) { try review(draft) }
    }

    @Test func `names for a person to look at what stands with an s at its end, and is not stopped by it`() throws {
        let text = try review(draft(Self.whole, of: "Tyrell hit me. Tyrells laughed."))
        #expect(text.doubtful == [0])
        #expect(text.warning?.contains("number 0 still stands") == true)
    }
}

@Suite struct `Work whose decisions cannot be carried out` {
    @Test func `shows no text and proposes none`() throws {
        let story = "Later Tyrell slept."
        var plan = RedactionPlan(story)
        for entity in plan.entities { try plan.decide(entity.id, .remove) }
        let cut = plan.carried(to: "Later", by: [.init(from: 0..<19, to: 0)])
        let view = Rehearsal.view(edits: .names, notes: [], proposed: nil, previous: nil)
        let work = RedactionDesk(
            cut, title: "A road", policy: try Rehearsal("").redaction,
            language: StoryLanguage(cut.language, form: "en"), stories: [])
        let terms = try #require(view.terms)
        #expect(throws: ReviewedText.Flaw.failedEdit) { try work.reviewed(notes: [], terms) }
        #expect(work.draft == nil)
    }
}
