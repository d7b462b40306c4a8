/// What is wrong with a row of a vault, or with its pages.
///
/// It names a row by its key, which is random or a digest, and says nothing of what is sealed.
public struct VaultFlaw: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// SQLite's own check found something wrong with the pages of the file, its tables or indexes.
        case pages
        /// The header or the signature is not one.
        case header
        /// The header is not the one that the row's key is the digest of.
        case digest
        /// The row or its body belongs to another case.
        case place
        /// The signature is not the author's.
        case signature
        /// The author may not say this, or is nobody whom the keyring names.
        case author
        /// The sealed body is not one.
        case body
        /// The sealed body is not there, though nobody destroyed it.
        case lost
        /// Nothing names the sealed body, or more than one row does.
        case stray
        /// The row speaks of a statement or a case that is not there.
        case reference
    }

    public let kind: Kind
    /// The table of the row; empty for the file as a whole.
    public let table: String
    /// The row's key in hexadecimal; for pages, what SQLite says of them.
    public let key: String
}
