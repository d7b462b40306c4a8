public import Envelope

/// A statement as a row of the vault holds it.
///
/// Whoever can write the file can change a row, so reading takes none on trust.
public enum StoredStatement: Sendable, Equatable {
    /// The row is what its key says. The body is nil if it was destroyed. Nothing is said of the signature yet.
    case sound(Statement, body: Sealed?)
    /// The row is not; named by its key.
    case flawed(Digest, Flaw)

    /// What is wrong with a row.
    public enum Flaw: Sendable, Equatable, CaseIterable {
        /// The header or the signature is not one.
        case malformedHeader
        /// The header's digest is not the row's key.
        case digestMismatch
        /// The row stands under another case than its header, or its body is sealed for another case.
        case wrongCase
        /// The body is not one.
        case bodyMalformed
        /// The row names a body that is not there. (A row whose body was destroyed names none.)
        case bodyMissing
    }

    /// The statement's digest; of a flawed row, its key.
    public var digest: Digest {
        switch self {
        case .sound(let statement, _): statement.digest
        case .flawed(let key, _): key
        }
    }
}
