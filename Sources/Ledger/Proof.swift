import Envelope

/// One condition that a story must meet to go out, with what shows that it does, or what is against it.
public struct ProofLine: Sendable, Equatable {
    /// The condition, in a few words.
    public let condition: String
    public let holds: Bool
    /// What was found.
    public let finding: String

    /// - Parameters:
    ///   - condition: the condition that the line is about.
    ///   - reasons: what is against it; where there is nothing, it holds.
    ///   - finding: what shows that the condition holds; not used where a reason is against it.
    public init(_ condition: Reason.Condition, against reasons: [Reason], finding: String) {
        self.condition = condition.rawValue
        holds = reasons.isEmpty
        self.finding = reasons.isEmpty ? finding : reasons.map(\.sentence).joined(separator: "; ")
    }
}

extension Gate {
    /// The whole proof for one case, condition by condition, in plain words.
    ///
    /// It comes from the same reasons as `judge`, each under its condition: where every line holds, the gate lets the
    /// story through.
    public func proof(_ subject: Case) -> [ProofLine] {
        let state = state(of: subject)
        guard !state.isWithdrawn else {
            return [ProofLine(.notWithdrawn, against: [.withdrawn], finding: "")]
        }
        let against = reasons(state, subject)
        return Reason.Condition.allCases.compactMap { condition in
            finding(condition, state).map { finding in
                ProofLine(condition, against: against.filter { $0.condition == condition }, finding: finding)
            }
        }
    }

    /// What shows that a condition holds; nil for the one that the gate does not weigh.
    private func finding(_ condition: Reason.Condition, _ state: CaseState) -> String? {
        switch condition {
        case .notWithdrawn: "neither the survivor nor two reviewers withdrew it"
        case .whole:
            "\(state.counting.count) statements count, each signed by the survivor or a reviewer in the keyring"
        case .consent: consentFinding(state)
        case .approvals: approvalFinding(state)
        case .signOff: signOffFinding(state)
        case .noStop: "no hold stands, and nobody declined it or took it back"
        case .freshCheckpoint:
            "signed on \(state.checkpointDay?.description ?? "-"), at most "
                + "\(rules.review.checkpointMaximumAgeDays) days before \(day)"
        case .noWarning: nil
        }
    }

    private func consentFinding(_ state: CaseState) -> String {
        guard let terms = state.terms else { return "" }
        let uses = terms.uses.sorted().map(\.rawValue).joined(separator: ", ")
        let end = terms.until.map { "until \($0)" } ?? "until the survivor says stop"
        let heads = state.consentHeads.map { String($0.hex.prefix(8)) }.joined(separator: ", ")
        let signed = state.cameByMail ? "typed from the survivor's paper and signed" : "the survivor signed"
        return "\(signed) (\(heads)): \(uses); \(end)"
    }

    private func approvalFinding(_ state: CaseState) -> String {
        guard let candidate = state.candidate else { return "" }
        let names = candidate.approvers.map(\.name).joined(separator: " and ")
        return
            "\(names) signed manuscript \(candidate.manuscript.hex.prefix(8)), byte for byte, under a consent that covers today's"
    }

    private func signOffFinding(_ state: CaseState) -> String {
        guard let terms = state.terms else {
            return "no consent says whether the survivor wants to see the words first"
        }
        let asked = "the survivor \(terms.showFirst ? "asked" : "did not ask") to see the words first"
        guard answer(state) == .agreed else { return asked }
        let yes =
            state.candidate == nil
            ? "their last answer to a text was yes"
            : state.cameByMail
                ? "they said yes to these on a slip, as two reviewers recorded" : "they said yes to these"
        return "\(asked); \(yes)"
    }
}

extension Reason {
    /// What a story must meet, in the order in which a proof says it.
    public enum Condition: String, Sendable, CaseIterable {
        case notWithdrawn = "not withdrawn"
        case whole = "whole and unchanged"
        case consent
        case approvals
        case signOff = "sign-off"
        case noStop = "no hold, no decline"
        case freshCheckpoint = "fresh checkpoint"
        /// Weighed beside the other stories, after the gate.
        case noWarning = "no warning"
    }

    /// The condition that a reason is against.
    public var condition: Condition {
        switch self {
        case .withdrawn: .notWithdrawn
        case .flaw, .rolledBack, .notOpened: .whole
        case .noConsentStatement, .unknownPolicy, .noConsent, .consentEnded: .consent
        case .nothingProposed, .severalProposals, .noManuscriptKey, .tooFewApprovals, .approvalSetAside: .approvals
        case .notSignedOff, .signedOffNo: .signOff
        case .held, .notCompared, .declined, .retracted: .noStop
        case .noCheckpoint, .staleCheckpoint: .freshCheckpoint
        case .warned: .noWarning
        }
    }
}
