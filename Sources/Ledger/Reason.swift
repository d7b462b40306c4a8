public import Envelope

/// Why a story is not exported, one thing at a time.
///
/// Each is named; none holds a word of a story.
public enum Reason: Sendable, Hashable {
    case withdrawn
    case flaw(Flaw)
    case noConsentStatement
    case unknownPolicy
    case noConsent(Use)
    case consentEnded(Day)
    case held(String)
    case notCompared
    case declined
    case retracted(String)
    case nothingProposed
    case severalProposals
    case noManuscriptKey
    case tooFewApprovals(have: Int, need: Int)
    case approvalSetAside(reviewer: String, why: String)
    case notSignedOff
    case signedOffNo(SignOff.Answer)
    case noCheckpoint
    case staleCheckpoint(Day)
    case rolledBack
    case notOpened
    /// What somebody must look at before it goes out, by its name and in words.
    case warned(String)

    /// Whether someone may have changed the vault, rather than work being unfinished.
    public var isTampering: Bool {
        switch self {
        case .flaw, .rolledBack, .notOpened: true
        default: false
        }
    }

    /// Whether somebody who may do so said no since: what was published is then taken back, and not only left out.
    public var takesBack: Bool {
        switch self {
        case .withdrawn, .noConsentStatement, .noConsent, .consentEnded, .held, .notCompared, .declined, .retracted,
            .notSignedOff,
            .signedOffNo:
            true
        default: false
        }
    }

    /// The reason in words.
    public var sentence: String {
        switch self {
        case .withdrawn: "the survivor's story was withdrawn"
        case .flaw(let flaw): "statement \(flaw.statement.hex.prefix(8)) \(flaw.sentence)"
        case .noConsentStatement: "no consent signed by the survivor is there"
        case .unknownPolicy:
            "the survivor was asked under an older consent.yaml that is not here; put that file into Earlier/ of the policies"
        case .noConsent(let use): "the survivor did not agree to the use '\(use.rawValue)'"
        case .consentEnded(let day): "the survivor's consent ended on \(day)"
        case .held(let reason): "it is held (\(reason))"
        case .notCompared: "it came by post, and two reviewers have not compared it with the paper yet"
        case .declined: "it was declined"
        case .retracted(let reason): "a reviewer took it back (\(reason))"
        case .nothingProposed: "no text of it is approved yet"
        case .noManuscriptKey: "no approval holds the key to the text; a reviewer must approve it once more"
        case .severalProposals: "there is more than one text to choose from; the reviewers must agree on one"
        case .tooFewApprovals(let have, let need): "it has \(have) of the \(need) approvals that it needs"
        case .approvalSetAside(let reviewer, let why): "the approval of \(reviewer) does not count: \(why)"
        case .notSignedOff: "the survivor asked to see the text first, and has not said yes to it"
        case .signedOffNo(let answer):
            "the survivor did not say yes to this text: they \(answer == .changes ? "asked for changes" : "said no")"
        case .noCheckpoint: "no reviewer has signed a checkpoint of it yet (firsthand-review checkpoint)"
        case .staleCheckpoint(let day):
            "its last checkpoint is too old: \(day) (firsthand-review checkpoint)"
        case .rolledBack: "something that you have seen before is gone from the vault"
        case .notOpened: "the sealed text is not the one that was approved"
        case .warned(let warning): "warning \(warning)"
        }
    }
}
