public import Files
import GRDB

/// Why the vault did not do what it was asked.
///
/// Nothing was changed then, unless a case says otherwise. Closed codes: what SQLite says of an error can hold what was being stored, so it goes no further than this file.
public enum VaultError: ProgramError, Equatable, CustomStringConvertible {
    /// No vault at this path, and this way of opening does not make one.
    case missing
    /// The file or its folder does not let this program in, or does not let it write.
    case cannotOpen
    /// The file can be read or written by every account of the machine.
    case exposed
    /// The file is not a vault, or it is damaged.
    case unreadable
    /// A newer Firsthand wrote the vault.
    case newerVersion
    /// An older Firsthand wrote the vault, and it was opened for reading only.
    case olderVersion
    /// The disk is full, or as full as stories may make it.
    case full
    /// The vault's file was moved, deleted, replaced or written over since it was opened.
    case replaced
    /// Another program held the vault for longer than five seconds. Bodies that were to be destroyed may still stand in
    /// the log: destroying them again finishes it.
    case busy
    /// What was handed in does not belong together: no statement at all, or a body or statement of another case.
    case malformed
    /// The story was taken back meanwhile, by its survivor or by two reviewers.
    case withdrawn
    /// Nobody can tell whether the story was taken back, since the leaving list of somebody who left is not at hand.
    case closed
    /// The file of withdrawals beside the vault is damaged, or cannot be written.
    case tombstones
    /// Reading or writing failed in some other way.
    case failed

    public var refusal: Refusal { Refusal(.inputOutput, "\(self)") }

    public var description: String {
        switch self {
        case .missing: "there is no vault at this path; check the path, or take in a bundle, which makes it"
        case .cannotOpen: "the vault cannot be opened or written; check its path, its owner and its folder"
        case .exposed: "every account of this machine can reach the vault; run chmod 600 on its file"
        case .unreadable: "this file is not a vault, or it is damaged; check the path, or restore a backup beside it"
        case .newerVersion: "a newer Firsthand wrote this vault; update this program"
        case .olderVersion:
            "an older Firsthand wrote this vault; start firsthand-intake once, or take in a bundle, which updates it"
        case .full: "the disk is full, and nothing was stored; make room, then try again"
        case .replaced:
            "the vault's file was moved, deleted or replaced while this program had it open, and nothing was stored; put "
                + "the right file in its place, then start this program again"
        case .busy: "another program is using the vault; wait a moment, then run the same again"
        case .malformed: "what was to be stored does not belong together, and nothing was stored; start this step again"
        case .withdrawn:
            "this story was taken back meanwhile, and nothing was stored; there is nothing more to do"
        case .closed:
            "somebody who left may have withdrawn this story, and their leaving list is not here to show whether that "
                + "counts; nothing was stored; ask the steward for the list"
        case .tombstones:
            "the file of withdrawals beside the vault is damaged, or it cannot be written; every withdrawal stands in the "
                + "vault; make room on the disk, or move that file away, and a new one is made"
        case .failed: "reading or writing the vault failed; check the disk, then try again"
        }
    }

    /// The code for whatever was thrown on the way to SQLite and back.
    init(naming error: any Error) {
        switch error {
        case let error as VaultError: self = error
        case DatabaseError.SQLITE_FULL, DatabaseError.SQLITE_IOERR_SHMSIZE: self = .full
        case DatabaseError.SQLITE_BUSY, DatabaseError.SQLITE_LOCKED, DatabaseError.SQLITE_PROTOCOL: self = .busy
        case DatabaseError.SQLITE_CORRUPT, DatabaseError.SQLITE_NOTADB: self = .unreadable
        case DatabaseError.SQLITE_CANTOPEN, DatabaseError.SQLITE_PERM, DatabaseError.SQLITE_READONLY: self = .cannotOpen
        default: self = .failed
        }
    }

    /// Does `work`, and names what it throws.
    static func naming<Result>(_ work: () throws -> Result) throws(VaultError) -> Result {
        do { return try work() } catch { throw VaultError(naming: error) }
    }
}
