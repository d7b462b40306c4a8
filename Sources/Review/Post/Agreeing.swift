import Custody
import Envelope
import Files
import Ledger
import Unsealing

extension Desk {
    /// Refuses a case that is here already.
    func requireNew(_ caseID: CaseID) throws {
        guard try cases().contains(caseID) else { return }
        let file = try file(caseID)
        guard file.state.withdrawn != .unknown else { throw Self.refusal(.unknown) }
        guard !file.state.isWithdrawn else {
            throw Refusal(
                .notPermitted, "the story of this code was taken back; it stays destroyed",
                hint: "if the writer sent it anew, they need a new sheet")
        }
        throw Refusal(
            .notPermitted, "this sheet was typed already: case \(caseID.short)",
            hint: "firsthand-review transcribe check \(caseID.short) compares it; transcribe add has more pages")
    }

    /// The typed stories of a case that came by post.
    func standing(_ file: borrowing CaseFile) throws -> [Transcript] {
        guard !file.state.isWithdrawn else { throw Self.refusal(file.state.withdrawn) }
        guard file.state.cameByMail else { throw Refusal(.usage, "this story did not come by post") }
        let standing = Transcript.standing(file)
        guard !standing.isEmpty else { throw Refusal(.noInput, "the words of this story are not there any more") }
        return standing
    }

    /// The one typed story, or the one whose code is typed.
    func oneOf(_ standing: [Transcript], in file: borrowing CaseFile) throws -> Transcript {
        if standing.count == 1 { return standing[0] }
        let caseID = file.state.caseID
        let codes = standing.map { "\($0.code(in: caseID)) (\($0.people.map(\.name).joined(separator: ", ")))" }
        let typed = try Prompt.line("Which one? \(codes.joined(separator: ", ")): ")
        guard let code = CheckCode(typed: typed), let one = standing.first(where: { $0.code(in: caseID) == code })
        else { throw Refusal(.noInput, "no typed text of this case has that code") }
        return one
    }

    /// Signs that a typed story says what the paper says, with all that others said it takes the place of.
    ///
    /// - Parameter besides: others that were typed from the same sheet.
    func agree(to transcript: Transcript, in file: inout CaseFile, besides: [Transcript] = []) throws {
        let others = Set(besides.map(\.story)).subtracting([transcript.story])
        try act(
            Transcription(story: transcript.story, replaces: Array(transcript.replaces.union(others))), in: &file)
    }
}

extension Refusal {
    static func sameTypist(_ caseID: CaseID) -> Refusal {
        Refusal(
            .notPermitted, "you said of this story already that it is what the paper says",
            hint: "somebody else does it now: firsthand-review transcribe check \(caseID.short)")
    }
}
