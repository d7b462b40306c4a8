import Envelope
import Files
import Ledger
import Policies

/// One thing that a reviewer can sign: what it is called, when it may be done, what it does, and how it is done.
///
/// `ReviewAct.all` is the one list of them. The desk's keys, its menu, its questions and summaries are made of it; so are the
/// plain commands, and of these the help, the man pages and the completions. Keys that sign are capital letters, and nothing
/// is signed before its summary was seen.
struct ReviewAct: Sendable, Equatable {
    /// How a case stands for one reviewer.
    struct Standing {
        let state: CaseState
        let me: Person
        let review: ReviewPolicy
        /// What the ledger lets this reviewer sign.
        let acts: Set<CaseState.Act>

        init(_ state: CaseState, for me: Person, _ review: ReviewPolicy) {
            (self.state, self.me, self.review) = (state, me, review)
            acts = state.acts(of: me, review)
        }

        /// Why nothing can be done with the story any more; nil where something can.
        var gone: String? {
            switch state.withdrawn {
            case .no: nil
            case .surely: "This story was withdrawn."
            case .unknown: "It is closed until a leaving list shows whether it was withdrawn."
            }
        }

        /// Why this reviewer works on it no more; nil where they may.
        var out: String? { gone ?? (state.recused.contains(me) ? "You stepped aside from this case." : nil) }
    }

    /// What must be typed before it is signed.
    enum Confirmation: Sendable {
        /// Enter is enough.
        case enter
        case word(String)
        /// The digits of the case, or of the text.
        case caseID, text

        func typed(_ view: CaseView) -> String? {
            switch self {
            case .enter: nil
            case .word(let word): word
            case .caseID: view.caseID.short
            case .text: view.text?.digits
            }
        }
    }

    /// Does it, with the reason that was given, and says what came of it.
    typealias Perform = @Sendable (borrowing Desk, inout CaseFile, String) throws -> String

    /// The plain command that does the same, as it is typed after the program's name.
    let command: String
    let key: Character
    /// The act, as a person would say it.
    let name: String
    /// What it does, as the command's help says it in a sentence.
    let abstract: String
    /// What is asked in words; nil where nothing is.
    var question: String?
    var confirmation = Confirmation.enter
    /// Whether it is an act of this case now; of two that undo each other one is.
    var isOffered: @Sendable (Standing) -> Bool = { _ in true }
    /// Why it cannot be done; nil where it can.
    let refusal: @Sendable (Standing) -> String?
    /// What happens when it is signed, with all that is signed of it.
    let consequence: @Sendable (DeskAct, CaseView) -> String
    /// Nil for an act that needs more than a reason.
    var perform: Perform?

    /// The question as a plain command asks it.
    var prompt: String { (question ?? name) + " " }

    static func == (left: ReviewAct, right: ReviewAct) -> Bool { left.command == right.command }

    /// What the ledger permits, and else why not.
    static func permitted(
        _ act: CaseState.Act, else why: @escaping @Sendable (Standing) -> String = { _ in "" }
    ) -> @Sendable (Standing) -> String? {
        { standing in standing.acts.contains(act) ? nil : standing.out ?? why(standing) }
    }
}

extension Desk {
    /// Does an act that needs a reason at most.
    func perform(_ act: ReviewAct, _ reason: String, in file: inout CaseFile) throws -> String {
        guard let perform = act.perform else { throw Refusal(.usage, "this act needs more than a reason") }
        return try perform(self, &file, reason)
    }
}
