import Courier
import Envelope
import Policies
import Press
import Publication
import Unsealing
import Vault

extension Refusal {
    /// What an error of any room means to a publisher; nil for one that argument-parser explains itself.
    init?(anyError error: any Error) {
        switch error {
        case let error as Refusal: self = error
        case let error as KeyringError: self.init(.unavailable, "\(error)")
        case let error as KeyFileError: self.init(.notPermitted, "\(error)")
        case let error as CourierError: self.init(error)
        case let error as VaultError: self.init(.inputOutput, "\(error)")
        case let error as PolicyError: self.init(.configuration, "\(error)")
        case let error as ExportError: self.init(error.status, "\(error)")
        case let error as ExportFault: self.init(error.status, "\(error)")
        case let error as FormatError: self.init(.badData, "\(error)")
        case let error as GuardedMemoryError: self.init(.unavailable, "\(error)")
        default: return nil
        }
    }
}
