import Envelope
import Ledger

extension Reason {
    /// The reason as a number: what it is in the highest byte, and below it of what use, day or count; nil where words or
    /// statements belong to it.
    var code: UInt32? {
        switch self {
        case .withdrawn: 1 << 24
        case .noConsentStatement: 2 << 24
        case .unknownPolicy: 3 << 24
        case .noConsent(let use): Use.allCases.firstIndex(of: use).map { 4 << 24 | UInt32($0) }
        case .consentEnded(let day): day.number < 1 << 24 ? 5 << 24 | day.number : nil
        case .notCompared: 6 << 24
        case .declined: 7 << 24
        case .nothingProposed: 8 << 24
        case .severalProposals: 9 << 24
        case .noManuscriptKey: 10 << 24
        case .tooFewApprovals(let have, let need):
            have < 1 << 12 && need < 1 << 12 ? 11 << 24 | UInt32(have) << 12 | UInt32(need) : nil
        case .notSignedOff: 12 << 24
        case .signedOffNo(.changes): 13 << 24
        case .signedOffNo(.refused): 14 << 24
        case .noCheckpoint: 15 << 24
        case .staleCheckpoint(let day): day.number < 1 << 24 ? 16 << 24 | day.number : nil
        case .held(Consent.Hold.underEighteen.rawValue): 17 << 24
        case .held(Consent.Hold.openCase.rawValue): 18 << 24
        case .signedOffNo, .held, .retracted, .approvalSetAside, .flaw, .rolledBack, .notOpened, .warned: nil
        }
    }

    init?(code: UInt32) {
        let value = code & 0xFF_FFFF
        switch code >> 24 {
        case 1: self = .withdrawn
        case 2: self = .noConsentStatement
        case 3: self = .unknownPolicy
        case 4:
            guard Use.allCases.indices.contains(Int(value)) else { return nil }
            self = .noConsent(Use.allCases[Int(value)])
        case 5: self = .consentEnded(Day(number: value))
        case 6: self = .notCompared
        case 7: self = .declined
        case 8: self = .nothingProposed
        case 9: self = .severalProposals
        case 10: self = .noManuscriptKey
        case 11: self = .tooFewApprovals(have: Int(value >> 12), need: Int(value & 0xFFF))
        case 12: self = .notSignedOff
        case 13: self = .signedOffNo(.changes)
        case 14: self = .signedOffNo(.refused)
        case 15: self = .noCheckpoint
        case 16: self = .staleCheckpoint(Day(number: value))
        case 17: self = .held(Consent.Hold.underEighteen.rawValue)
        case 18: self = .held(Consent.Hold.openCase.rawValue)
        default: return nil
        }
    }
}
