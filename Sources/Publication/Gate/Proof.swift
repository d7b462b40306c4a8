import Envelope
import Ledger
import Policies

/// One condition of the gate, with what shows that it holds, or what is against it.
public struct ProofLine: Sendable, Equatable {
    /// The condition, in a few words.
    public let condition: String
    public let holds: Bool
    /// What was found.
    public let finding: String
}

extension Gate {
    /// The whole proof for one case, condition by condition, in plain words.
    ///
    /// It comes from the same answers as `judge`: where every line holds, the story goes out.
    public func proof(_ subject: Case) -> [ProofLine] {
        let state = state(of: subject)
        guard !state.isWithdrawn else {
            return [ProofLine(condition: "not withdrawn", holds: false, finding: Reason.withdrawn.sentence)]
        }
        let review = review(state, subject)
        return [
            ProofLine(condition: "not withdrawn", holds: true, finding: "no withdrawal is signed"),
            line(
                "whole and unchanged", damage(state, subject),
                "\(state.counted.count) statements, each signed by the survivor or a reviewer in the keyring"),
            line("consent", consent(state, subject), consentFinding(state)),
            line("approvals", review.filter(\.isAboutApprovals), approvalFinding(state)),
            line("sign-off", review.filter(\.isAboutSignOff), signOffFinding(state)),
            line("no hold, no decline", review.filter(\.isAboutStops), "nothing stops it"),
            line(
                "fresh checkpoint", checkpoint(state),
                "signed on \(state.checkpointDay?.description ?? "-"), at most "
                    + "\(policies.review.checkpointMaximumAgeDays) days before \(day)"),
        ]
    }

    private func line(_ condition: String, _ against: [Reason], _ finding: String) -> ProofLine {
        ProofLine(
            condition: condition, holds: against.isEmpty,
            finding: against.isEmpty ? finding : against.map(\.sentence).joined(separator: "; "))
    }

    private func consentFinding(_ state: CaseState) -> String {
        guard let terms = state.terms else { return "" }
        let uses = terms.uses.sorted().map(\.rawValue).joined(separator: ", ")
        let end = terms.until.map { "until \($0)" } ?? "until the survivor says stop"
        let heads = state.consentHeads.map { String($0.hex.prefix(8)) }.joined(separator: ", ")
        return "the survivor signed (\(heads)): \(uses); \(end)"
    }

    private func approvalFinding(_ state: CaseState) -> String {
        guard let candidate = state.candidate else { return "" }
        let names = candidate.approvers.joined(separator: " and ")
        return "\(names) signed manuscript \(candidate.manuscript.hex.prefix(8)), byte for byte, under this consent"
    }

    private func signOffFinding(_ state: CaseState) -> String {
        state.candidate?.signOff == .agreed
            ? "the survivor saw these words and said yes" : "the survivor did not ask to see the words first"
    }
}

extension Reason {
    fileprivate var isAboutApprovals: Bool {
        switch self {
        case .tooFewApprovals, .approvalSetAside, .nothingProposed, .severalProposals, .noManuscriptKey: true
        default: false
        }
    }

    fileprivate var isAboutSignOff: Bool { self == .notSignedOff || self == .signedOffNo }

    fileprivate var isAboutStops: Bool {
        switch self {
        case .held, .declined, .retracted: true
        default: false
        }
    }
}
