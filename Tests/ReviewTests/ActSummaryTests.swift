import Envelope
import Redaction
import Testing

@testable import Review

/// What is said before something is signed, where it goes further than to the reviewers.
struct ActSummaryTests {
    private static let text = Manuscript(title: "The door", text: "It was late.", language: "en")
    private static func propose() throws -> DeskAct {
        let terms = try #require(Rehearsal.view(edits: .names, notes: [], proposed: nil, previous: nil).terms)
        return .propose(
            try ReviewedText(
                RedactionDraft("It was late."), title: "The door", language: "en", notes: [], terms: terms))
    }
    private static let letter = DeskAct.letter(text: "We read it all.", language: "en")

    private func view(showFirst: Bool = false, proposed: Manuscript? = text) -> CaseView {
        var view = Rehearsal.view(edits: .names, notes: [], proposed: proposed, previous: nil, showFirst: showFirst)
        view.exposure = "until the writer comes back, somebody who left could read it"
        return view
    }

    private func said(_ act: DeskAct, _ view: CaseView, _ label: String) -> [String] {
        ActSummary(act, view).facts.filter { $0.label == label }.map(\.words)
    }

    @Test func `who left and could read it is named before a letter, or a text for the writer, is signed`() throws {
        let propose = try Self.propose()
        let words = "Until the writer comes back, somebody who left could read it. Let it say only what they may know."
        #expect(said(Self.letter, view(), "Look") == [words])
        #expect(said(propose, view(showFirst: true), "Look") == [words])
        #expect(said(propose, view(), "Look").isEmpty, "it goes to the reviewers only")
        #expect(said(.simple(.hold, reason: "a call came"), view(showFirst: true), "Look").isEmpty)
        var safe = view(showFirst: true)
        safe.exposure = nil
        for act in [Self.letter, propose] { #expect(said(act, safe, "Look").isEmpty) }
    }

    @Test func `what the writer asked to change comes back before the next text is signed`() throws {
        var view = view()
        let propose = try Self.propose()
        #expect(said(propose, view, "Asked").isEmpty)
        var text = CaseView.Text(
            manuscript: Self.text, digest: Digest(unchecked: [UInt8](repeating: 0xAB, count: 32)), author: "ben",
            approvers: [], setAside: [], signOff: .changes, previous: nil)
        text.asked = ["Leave out Elm Street."]
        view.text = text
        #expect(said(propose, view, "Asked") == ["“Leave out Elm Street.”"])
        #expect(said(.approve(text.digest, over: [:]), view, "Asked").isEmpty)
    }

    @Test func `the summary before an approval says what the text still says of each person`() throws {
        var view = view()
        let digest = try #require(view.text?.digest)
        #expect(said(.approve(digest, over: [:]), view, "Says").isEmpty)
        view.text?.said = ["the officer: a place, a rank", "the writer: a year"]
        #expect(said(.approve(digest, over: [:]), view, "Says") == ["the officer: a place, a rank\nthe writer: a year"])
    }
}
