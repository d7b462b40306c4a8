import Ledger
import Redaction

extension DeskScreen {
    /// A key in the pane of what was found.
    mutating func pressFound(_ key: Key) -> [DeskEffect] {
        guard let work = file?.work else { return [] }
        if let move = Move(key, page: listHeight) {
            file?.work?.move(move)
            return []
        }
        switch key {
        case .right: file?.work?.turn(1)
        case .left: file?.work?.turn(-1)
        case .character("y"), .enter:
            guard let entity = work.current else { return [] }
            return settle(file?.work?.decide(work.offer(entity)))
        case .character("Y"): return settle(file?.work?.decideType())
        case .character("#"): return settle(file?.work?.decide(.numbered))
        case .character("x"): return settle(file?.work?.decide(.remove))
        case .character("n"): ask(.standIn)
        case .character("i"): ask(.keep)
        case .character("e"): ask(.keepPlace)
        case .character("m"): ask(.merge)
        case .character("s"): return settle(file?.work?.split())
        case .character("w"): offerGeneral(work)
        case .character("t"): askTitle()
        case .character("l"): askLanguage()
        case .character("v"):
            file?.pane = .story
            file?.story?.beginMarking()
        case .character("/"):
            file?.pane = .story
            modal = .field(.search, TextField())
        default: break
        }
        return []
    }

    private mutating func ask(_ question: Question) {
        guard file?.work?.current != nil else { return note = "There is nothing to decide." }
        modal = .field(question, TextField(longest: question.longest))
    }

    /// Saves a decision, or says why it could not be made.
    mutating func settle(_ refusal: String?) -> [DeskEffect] {
        if let refusal {
            note = refusal
            return []
        }
        if let work = file?.work, work.undecided == 0 {
            note =
                work.title.isEmpty
                ? "All decided. t gives it a title, then p shows the text." : "All decided. p shows the text."
        }
        return changed()
    }

    private mutating func offerGeneral(_ work: RedactionDesk) {
        guard let entity = work.current else { return }
        let offers = work.generalizations(of: entity)
        guard !offers.isEmpty else { return note = "There are no vaguer words for this. n gives your own." }
        modal = .choice(
            Choice(
                purpose: .generalize, title: "What should it say?",
                options: zip("123456789", offers).map { (key: $0, words: $1) }))
    }

    /// Takes the answer to a question about what was found.
    mutating func answerFound(_ question: Question, _ text: String) -> [DeskEffect] {
        switch question {
        case .standIn:
            guard StandIn.isSayable(text) else {
                note = "That cannot stand there: it needs a word."
                return []
            }
            return settle(file?.work?.decide(.chosen(text)))
        case .keep: return settle(file?.work?.decide(.keep(reason: text)))
        case .keepPlace: return settle(file?.work?.keepPlace(reason: text))
        case .merge:
            guard let id = Int(text.filter { $0 != " " }), let current = file?.work?.current else {
                note = "Give the number that stands before it in the list."
                return []
            }
            return settle(file?.work?.merge(into: id, current.id))
        default: return []
        }
    }
}
