import Custody
import Envelope
import Files
import Ledger
import Unsealing

extension Desk {
    /// Takes a case into this reviewer's hands, or gives it back.
    func claim(_ isTaken: Bool, in file: borrowing CaseFile) throws {
        try sign(Claim(isTaken: isTaken), in: file)
        try signCheckpoint(of: file.state.caseID)
    }

    /// Steps aside from a case, for good; the reviewer's own draft goes.
    func recuse(reason: String, in file: borrowing CaseFile) throws {
        try sign(Recusal(reason: reason), in: file)
        try destroyDrafts(of: file.state.caseID, by: me)
        try signCheckpoint(of: file.state.caseID)
    }

    /// Says that this reviewer is worried about the survivor, or takes the marks off that are there.
    func mark(isWorried: Bool, reason: String, in file: borrowing CaseFile) throws {
        guard isWorried || !file.state.safetyMarks.isEmpty else {
            throw Refusal(.noInput, "nobody marked this case")
        }
        try sign(SafetyMark(isWorried: isWorried, reason: reason), in: file)
        try signCheckpoint(of: file.state.caseID)
    }
}
