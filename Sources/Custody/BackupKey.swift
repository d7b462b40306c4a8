public import Envelope
import Opening

@_spi(KeyMaterial) public import Unsealing

/// The role of a key that backups are sealed to.
public enum BackupRole: KeyRole {
    public static let role = Role.backup
}

/// The secret half of a backup key: opens backups and nothing else.
///
/// What is in a backup is sealed once more, to reviewers: this key reads no story.
public typealias BackupKey = SecretKey<BackupRole>

extension BackupKey {
    /// Opens a backup, and hands on what is inside, piece by piece; nothing of it counts before this returns.
    ///
    /// - Throws: `OpeningError` for a wrong key, a changed byte and a missing end alike, and what reading or taking throws.
    public borrowing func open(_ backup: inout BackupReader, each take: ([UInt8]) throws -> Void) throws {
        try material.open(&backup, each: take)
    }
}
