import Console
import Envelope
import Files
import Vault

/// What has to be so before a vault that was brought back from a backup is served.
///
/// A backup knows nothing of who took a story back since it was made. Their withdrawals stand in the file beside the vault,
/// if its disk still lives, and at the desks.
enum Restoring {
    /// A desk that came, or who went on without one, with the day.
    struct Came: Encodable {
        let name: String
        let day: String

        init(_ came: (name: String, day: Day)) { (name, day) = (came.name, "\(came.day)") }
    }

    /// Takes in the withdrawals beside the vault, and puts the vault's into that file.
    ///
    /// A file that is damaged keeps nobody from their stories, and from taking them back: it is told, here and by health.
    static func shareTombstones(of vault: VaultUpkeep, under keyring: Keyring) throws(VaultError) {
        do throws(VaultError) { try vault.shareTombstones(under: keyring) } catch {
            guard error == .tombstones else { throw error }
            StandardStream.error.write("warning: \(error)\n")
        }
    }

    /// Refuses to serve a vault that was brought back, while nobody has told it who took a story back meanwhile.
    static func refuseWaiting(_ vault: VaultUpkeep) throws {
        guard let restoration = try vault.restoration(), restoration.isWaiting else { return }
        throw Refusal(
            .unavailable,
            "this vault was brought back from the backup of \(restoration.day), and does not know who took a story back since",
            hint:
                "give each desk a bundle, and take theirs in: firsthand-intake bundle in FILE --with NAME; if no desk is "
                + "left: firsthand-intake restore --without-desks YOUR-NAME")
    }
}
