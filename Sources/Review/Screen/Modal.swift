import Ledger
import Redaction

/// Something that the desk asks before it goes on.
enum Modal {
    case help(TextScroll)
    /// What can be signed in this case; the chosen line.
    case acts(Int)
    case field(Question, TextField)
    case summary(ActSummary, TextField, TextScroll)
    case letter(TextField, language: String)
    /// A warning about the text that would be approved, and the reason that is typed.
    case warning(WarningRound, TextField)
    case choice(Choice)
}

/// What a line of text is asked for.
enum Question: Equatable {
    case search, findCase, title, language, standIn, keep, keepPlace, merge
    case reason(ActKind)
    /// Why this hold is over.
    case release(CaseState.Hold)
    /// Throw the letter away?
    case dropLetter(String, String)

    var words: String {
        switch self {
        case .search: "Look for, in any case:"
        case .findCase: "First digits of the case:"
        case .title: "A title that names nobody:"
        case .language: "The code of the language, such as de, ko or zh-Hant:"
        case .standIn: "What should stand in its place:"
        case .keep: "Why can it stay? The second reviewer sees this:"
        case .keepPlace: "Why can this one place stay? The second reviewer sees this:"
        case .merge: "The number of the one that it is the same as:"
        case .reason(let kind): kind.question ?? kind.name
        case .release: ActKind.release.question ?? ""
        case .dropLetter: "Throw the letter away? Type yes:"
        }
    }

    static let longestReason = 2000

    var longest: Int {
        switch self {
        case .title: RedactionScript.maximumTitleLength
        case .standIn: StandIn.maximumLength
        case .language: 35
        default: Self.longestReason
        }
    }
}

/// A short list to choose from, each line with its key.
struct Choice {
    enum Purpose: Equatable {
        case generalize
        /// What was marked in the story; the second is every other place of the same words too.
        case mark(Range<Int>, everywhere: [Range<Int>])
        /// A letter to begin with, in a language.
        case template(language: String)
        case language
        /// The hold to release.
        case release([CaseState.Hold])
    }

    let purpose: Purpose
    let title: String
    let options: [(key: Character, words: String)]
}
