import Envelope
import Files
import Ledger
import Policies

/// An act with all that is signed.
enum DeskAct: Equatable {
    /// One that needs a reason at most.
    case simple(ReviewAct, reason: String)
    case letter(text: String, language: String)
    /// The text as it was shown, to its last byte.
    case propose(ReviewedText)
    /// With the reasons to go on in spite of warnings, by warning.
    case approve(Digest, over: [Digest: String])
    /// One hold, and no other.
    case release(CaseState.Hold, reason: String)

    var kind: ReviewAct {
        switch self {
        case .simple(let kind, _): kind
        case .letter: .letter
        case .propose: .propose
        case .approve: .approve
        case .release: .release
        }
    }
}

extension Desk {
    /// Signs what the screen asks for, by the same functions as the plain commands.
    ///
    /// - Returns: what to tell the person.
    func perform(
        _ act: DeskAct, in file: inout CaseFile, beside texts: [(name: String, text: String)], _ cache: inout QueueCache
    ) throws -> String {
        switch act {
        case .letter(let text, let language):
            try write(text, language: language, in: &file)
            return "Sealed. They find it when they come back with their code."
        case .propose(let text):
            try propose(text, in: &file)
            return "Proposed. Another reviewer compares it now."
        case .approve(let manuscript, let reasons):
            let have = try approve(manuscript, over: reasons, in: &file, beside: texts, &cache)
            return "Approved: \(have) of \(policies.review.approvals)."
        case .release(let hold, let reason): return try release(hold.digest, reason: reason, in: &file)
        case .simple(let act, let reason): return try perform(act, reason, in: &file)
        }
    }
}
