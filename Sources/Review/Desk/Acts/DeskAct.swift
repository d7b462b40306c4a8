import Envelope
import Files
import Ledger
import Policies

/// What a reviewer can sign at the desk; each is done by the same code as the plain command.
///
/// Keys that sign are capital letters, and nothing is signed before its summary was seen.
enum ActKind: CaseIterable {
    case claim, giveBack, letter, propose, approve, declineText, hold, release, worry, comfort, stepAside, retract
    case declineStory, withdraw

    var key: Character {
        switch self {
        case .claim, .giveBack: "C"
        case .letter: "L"
        case .propose: "P"
        case .approve: "A"
        case .declineText: "D"
        case .hold: "H"
        case .release: "R"
        case .worry, .comfort: "S"
        case .stepAside: "O"
        case .retract: "B"
        case .declineStory: "X"
        case .withdraw: "W"
        }
    }

    /// The act, as a person would say it.
    var name: String {
        switch self {
        case .claim: "Take this case"
        case .giveBack: "Give this case back"
        case .letter: "Write to them"
        case .propose: "Propose this text"
        case .approve: "Approve the text"
        case .declineText: "Decline the text"
        case .hold: "Hold the story"
        case .release: "Release the hold"
        case .worry: "We are worried about them"
        case .comfort: "Not worried any more"
        case .stepAside: "Step aside from this case"
        case .retract: "Take back what was published"
        case .declineStory: "Decline the story"
        case .withdraw: "Withdraw it on their request"
        }
    }

    /// What is asked in words; nil where nothing is.
    var question: String? {
        switch self {
        case .claim, .giveBack, .letter, .propose, .approve: nil
        case .stepAside: "Why not you? The other reviewers can read it."
        case .worry: "What worries you? The other reviewers can read it."
        case .comfort: "Why is it better? The other reviewers can read it."
        case .declineText: "What should be different? The other reviewers can read it."
        case .hold, .declineStory: "Why? The other reviewers can read it."
        case .release: "Why can it go on? The other reviewers can read it."
        case .retract: "Why? The other reviewers and the publisher can read it."
        case .withdraw: "Who asked, and how? The other reviewers can read it."
        }
    }
}

/// An act with all that is signed.
enum DeskAct: Equatable {
    /// One that needs a reason at most.
    case simple(ActKind, reason: String)
    case letter(text: String, language: String)
    /// The text as it was shown, to its last byte.
    case propose(ReviewedText)
    /// With the reasons to go on in spite of warnings, by warning.
    case approve(Digest, over: [Digest: String])
    /// One hold, and no other.
    case release(CaseState.Hold, reason: String)

    var kind: ActKind {
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
        case .simple(let kind, let reason): return try perform(kind, reason, in: &file)
        }
    }

    private func perform(_ kind: ActKind, _ reason: String, in file: inout CaseFile) throws -> String {
        switch kind {
        case .claim:
            try claim(true, in: &file)
            return "Yours for \(policies.review.claimDays) days."
        case .giveBack:
            try claim(false, in: &file)
            return "Given back."
        case .stepAside:
            try recuse(reason: reason, in: &file)
            return "You stepped aside from this case."
        case .worry:
            try mark(isWorried: true, reason: reason, in: &file)
            return "Marked: it stands at the top for everyone. Talk about it with the others today."
        case .comfort:
            try mark(isWorried: false, reason: reason, in: &file)
            return "Taken off."
        case .hold:
            try hold(reason: reason, in: &file)
            return "Held. Another reviewer can release it."
        case .retract:
            try retract(reason: reason, in: &file)
            return "Taken back. Tell the publisher: firsthand-publish retractions"
        case .declineText:
            try declineTexts(reason: reason, in: &file)
            return "Declined."
        case .declineStory:
            let day = try declineStory(reason: reason, in: &file)
            return "Declined. The words are destroyed on \(day), unless a text is proposed before."
        case .withdraw:
            guard try withdraw(reason: reason, in: &file) else {
                return "Signed. A second reviewer must do the same. Hold it meanwhile: H."
            }
            return "Withdrawn. It is destroyed in this vault. Tell the publisher."
        case .letter, .propose, .approve, .release: throw Refusal(.usage, "this act needs more than a reason")
        }
    }
}
