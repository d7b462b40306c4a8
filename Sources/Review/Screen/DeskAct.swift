import Envelope
import Ledger

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

/// What the screen asks of the desk: all that is not drawing.
enum DeskEffect: Equatable {
    /// Open a case.
    case open(CaseID)
    /// Bring the words of the open case, and say to the writer that they were opened.
    case reveal(CaseID)
    /// Look for what could identify someone in the words of the open case, or take up the work that was saved.
    case suggest(CaseID)
    /// Look for what in the text that is put forward could point to a person.
    case lookOut(Digest, CaseID)
    case sign(DeskAct, CaseID)
    /// Keep the work on the text, sealed to the reviewers.
    case save(DeskWork, CaseID)
    /// Read the queue anew.
    case reread
    case leave
}

/// What the desk answers.
enum DeskEvent {
    case opened(CaseView)
    case revealed(String)
    case suggested(RedactionDesk, SavedWork?)
    /// So many cases are still to be read before the warnings about a text can be told.
    case looking(Digest, CaseID, left: Int)
    case looked([StandingWarning], Digest)
    case signed(CaseView, note: String)
    case refused(String)
    case read([QueueLine], unread: Int)
}
