import Envelope
import Ledger
import Redaction

/// What is shown before something is signed: what, for which uses, under which name, and what happens then.
struct ActSummary: Equatable {
    let act: DeskAct
    let title: String
    /// What it says, each with its label.
    let facts: [(label: String, words: String)]
    /// What must be typed; nil where Enter is enough.
    let typed: String?

    /// Whether the last of the digits signs: eight that were typed one by one off the screen ask for no Enter after them.
    ///
    /// What cannot be undone asks for it.
    var endsWithDigits: Bool { act.kind == .approve }

    static func == (left: ActSummary, right: ActSummary) -> Bool { left.act == right.act && left.typed == right.typed }

    /// - Parameter warned: the warnings about the text, each with why it may go out all the same.
    init(
        _ act: DeskAct, _ view: CaseView, leftIn: [String] = [], warned: [StandingWarning] = []
    ) {
        self.act = act
        title = act.kind.name
        var facts = [("Case", view.caseID.short)]
        switch act {
        case .simple(_, let reason): if !reason.isEmpty { facts.append(("Reason", reason)) }
        case .release(let hold, let reason): facts += [("Hold", hold.meaning), ("Reason", reason)]
        case .letter(let text, let language):
            facts.append(("In", "\(language), \(Self.count(text))"))
            facts.append(("Letter", text))
        case .propose(let text):
            let (title, words) = (text.manuscript.title, Self.count(text.manuscript.text))
            facts.append(("What", "“\(title)”, \(words), \(text.replacements) places taken out"))
            facts.append(("In", Self.name(text.manuscript.language)))
        case .approve:
            if let text = view.text {
                facts.append(
                    ("What", "“\(text.manuscript.title)”, \(Self.count(text.manuscript.text)), by \(text.author)"))
                facts.append(("Text", text.digits))
                facts.append(("In", Self.name(text.manuscript.language)))
            }
        }
        if [.propose, .approve].contains(act.kind) { facts += Self.use(view) }
        if act.kind == .propose { facts += (view.text?.asked ?? []).map { ("Asked", "“\($0)”") } }
        if let exposure = view.exposure, Self.goesToWriter(act, view) {
            facts.append(
                (
                    "Look",
                    "\(exposure.prefix(1).uppercased())\(exposure.dropFirst()). Let it say only what they may know."
                ))
        }
        if !leftIn.isEmpty { facts.append(("Stays", leftIn.joined(separator: "\n"))) }
        if case .propose(let text) = act, let warning = text.warning { facts.append(("Look", warning)) }
        if !warned.isEmpty { facts.append(("Warned", warned.map(\.words).joined(separator: "\n"))) }
        if case .approve = act, let said = view.text?.said, !said.isEmpty {
            facts.append(("Says", said.joined(separator: "\n")))
        }
        facts.append(("Then", act.kind.consequence(act, view)))
        self.facts = facts
        typed = act.kind.confirmation.typed(view)
    }

    /// What a label means to the eye: what must be weighed, and what follows.
    static func meaning(of label: String) -> Meaning {
        switch label {
        case "Look", "Warned", "Says", "Stays", "Asked", "Hold": .care
        case "Then": .calm
        default: .plain
        }
    }

    /// Whether its words are sealed to the writer too.
    private static func goesToWriter(_ act: DeskAct, _ view: CaseView) -> Bool {
        act.kind == .letter || act.kind == .propose && view.terms?.showFirst == true
    }

    private static func name(_ language: String) -> String {
        StoryLanguage.name(language) + (LanguageGuess.knows(language) ? "" : ": not checked by machine")
    }

    private static func count(_ text: String) -> String { "\(text.split { $0.isWhitespace }.count) words" }

    private static func use(_ view: CaseView) -> [(String, String)] {
        let uses = view.terms?.uses.sorted().map(\.rawValue).joined(separator: ", ") ?? ""
        let credit = view.terms?.credit ?? ""
        return [
            ("For", uses.isEmpty ? "no use" : uses),
            ("Name", credit.isEmpty ? "none: it stands without a name" : credit),
            ("Until", view.terms?.until.map { "\($0)" } ?? "they say stop"),
        ]
    }
}
