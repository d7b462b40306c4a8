import Courier
import Custody
import Envelope
import Opening
import Policies
import Redaction
import Sealing
import Unsealing
import Vault

extension Refusal {
    /// What an error of any room means to a person at the desk; nil for one that argument-parser explains itself.
    init?(anyError error: any Error) {
        switch error {
        case let error as Refusal: self = error
        case let error as KeyringError: self.init(.unavailable, "\(error)")
        case let error as KeyFileError: self.init(.notPermitted, "\(error)")
        case let error as CourierError: self.init(error)
        case let error as VaultError: self.init(.inputOutput, "\(error)")
        case let error as PolicyError: self.init(.configuration, "\(error)")
        case let error as SealingError: self.init(.unavailable, "\(error)")
        case let error as KeyringFlaw: self.init(.badData, "\(error)")
        case is OpeningError:
            self.init(.badData, "a sealed body does not open", hint: "firsthand-review log ID names what is wrong")
        case let error as FormatError: self.init(.badData, "\(error)")
        case let error as RedactionScriptError: self.init(.usage, "\(error)")
        case let error as ReviewedText.Flaw: self.init(error)
        case let error as TerminalError: self.init(.notPermitted, "\(error)")
        case let error as GuardedMemoryError: self.init(.unavailable, "\(error)")
        default: return nil
        }
    }
}
