import Envelope
import Ledger
import Policies
import Redaction

/// Six keys on an invented story, for whoever sits at the desk for the first time.
///
/// It is the desk's own screen over a case that is made up here. It has no vault and no key; only the key that it asks for does
/// anything, so nothing can be signed.
struct Tour {
    struct Step {
        let key: Key
        let name: String
        let words: String
    }

    // Each fits on one line of 80 columns, so that it hides nothing.
    static let steps = [
        Step(key: .enter, name: "Enter", words: "The case to begin with stands first. Enter opens it."),
        Step(
            key: .enter, name: "Enter",
            words: "What they agreed to, and what the words speak of. Enter shows the story."),
        Step(key: .character(" "), name: "space", words: "space turns the page; b turns it back."),
        Step(
            key: .character("4"), name: "4",
            words: "The panes have numbers. 4: what was found that could tell who is meant."),
        Step(
            key: .character("y"), name: "y", words: "On the right is what is offered for it. y takes it, and goes on."),
        Step(key: .character("u"), name: "u", words: "u takes back the last step, as often as you like."),
        Step(
            key: .character("?"), name: "?", words: "? shows all keys. At the desk q leaves at once, from everywhere."),
    ]

    static let story = """
        This story is invented. It shows the keys, and is nobody's.

        I moved to Fairmont in March 2016 with my son. We had one room over a bakery, and the stairs smelled of bread.

        Marcus Bell came back that summer. He said he had changed, and for a while he had. Then he took my phone, and then \
        my keys.

        My neighbor Dolores Pruitt heard us through the wall. She never asked. She left soup at the door, and one day a \
        slip of paper with a number: 304-555-0142.

        I called it from the bakery. A woman there said that I could come as I was. I came with my son and two bags.

        When they asked me in court why I had stayed, I said that I had left. I had left every day, in my head, down those \
        stairs.

        It is quiet where I live now. My son sleeps with his door open. Dolores writes to us at Christmas.
        """

    private(set) var screen: DeskScreen
    private(set) var step = 0
    private let view: CaseView
    private let policies: PolicySet

    init(_ policies: PolicySet, size: Terminal.Size) {
        self.policies = policies
        let id = CaseID(unchecked: [UInt8](repeating: 0x10, count: CaseID.length))
        let today = Day.today
        let line = QueueLine(
            caseID: id, stage: .unread, step: .take, received: today + -9, marks: .opened, language: "en", pages: 1,
            notes: ["violence"])
        let consent = Consent(uses: [.website], policy: policies.consent.digest)
        view = CaseView(
            line: line,
            consent: [
                Said(words: "This case is invented.", meaning: .calm), Said(words: "May be used for   website"),
                Said(words: "The text may be   changed so that names and places are out"),
            ], history: [], letters: [], terms: Terms(consent),
            answers: StoryAnswers(contentNotes: ["violence"], language: "en"), hasWords: true,
            approvalsNeeded: policies.review.approvals, declineDay: today, acts: [], draftBy: nil)
        screen = DeskScreen(person: "you", today: today, size: size, letters: nil, languages: ["en"])
        _ = screen.receive(.read([line], unread: 0))
    }

    var isDone: Bool { step == Self.steps.count }

    /// Takes a key; true when the tour ends with it.
    mutating func press(_ key: Key) -> Bool {
        if key == .escape || key == .character("q") { return true }
        guard !isDone else { return key == .enter }
        guard key == Self.steps[step].key else { return false }
        var asked = screen.press(key)[...]
        while let effect = asked.popFirst() { asked += answer(effect) }
        step += 1
        return false
    }

    private mutating func answer(_ effect: DeskEffect) -> [DeskEffect] {
        switch effect {
        case .open: return screen.receive(.opened(view))
        case .reveal: return screen.receive(.revealed(Self.story))
        case .suggest:
            let plan = RedactionPlan(Self.story)
            return screen.receive(
                .suggested(
                    RedactionDesk(
                        plan, policy: policies.redaction, language: StoryLanguage(plan.language, form: "en"),
                        stories: []), nil))
        // Nothing is kept, and no key of the tour signs.
        default: return []
        }
    }

    mutating func resize(_ size: Terminal.Size) { screen.resize(size) }

    func frame() -> Frame {
        var frame = screen.frame()
        guard !screen.isTooSmall else { return frame }
        let size = frame.size
        let count = Self.steps.count
        frame.clear(row: 0)
        frame.bar(
            " A tour · an invented story · step \(min(step + 1, count)) of \(count)", end: "Esc ends it ", row: 0,
            width: size.columns, style: .reverse)
        let words = isDone ? "That is all. At the desk h shows it again, and ? all keys." : Self.steps[step].words
        let lines = WrappedText(words, columns: size.columns).lines.map(\.text)
        for row in (size.rows - 1 - lines.count)..<size.rows { frame.clear(row: row) }
        for (index, line) in lines.enumerated() {
            frame.put(
                line, row: size.rows - 1 - lines.count + index, column: 0, width: size.columns, style: [.bold, .calm])
        }
        frame.put(
            isDone ? "Esc or Enter" : "press \(Self.steps[step].name)", row: size.rows - 1, column: 0,
            width: size.columns, style: .bold)
        frame.cursor = nil
        return frame
    }
}
