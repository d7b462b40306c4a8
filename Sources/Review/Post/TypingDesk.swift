import Console
import Envelope
import Ledger
import Policies
import Vault

extension Desk {
    /// Words that are typed on the second screen, kept after each line in a draft that is sealed to the active reviewers.
    ///
    /// Whoever is cut off, or leaves for today, finds them again with the same command. The draft goes when the words are
    /// sealed (`destroyDraft`), or when the reviewer leaves for good.
    /// - Parameter start: what is there to begin with, where nothing was typed before.
    /// - Returns: nil if the reviewer left, which is said.
    func type(
        _ title: String, _ work: Draft.Work, from start: String = "", in file: borrowing CaseFile
    ) throws -> String? {
        let caseID = file.state.caseID
        var words: String?
        // What is put right is put right in these words, and in no others.
        if let kept = try draft(of: caseID, work), work != .correction || kept.draft.stories == file.state.stories {
            words = String(validating: kept.draft.content, as: UTF8.self)
        }
        var session = TypingSession(title: title, text: words ?? start, isTakenUp: words != nil)
        switch try session.run(keeping: { try save(Array($0.utf8), work, of: file) }) {
        case .done(let text): return text
        case .later: sayKept()
        case .left:
            try destroyDraft(of: caseID, work)
            StandardStream.error.write("Nothing was sealed, and nothing is kept.\n")
        }
        return nil
    }

    /// Says that what was typed is there for another time.
    func sayKept() {
        StandardStream.error.write(
            "Not sent. What you typed is kept here for \(policies.retention.draftsDays) days, sealed.\n")
        StandardStream.error.write("next: the same command goes on with it\n")
    }
}
