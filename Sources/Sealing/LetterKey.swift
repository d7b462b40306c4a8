public import Envelope

/// The key under which a survivor can open what was sealed for them, derived from their receipt code (FORMAT §5).
public final class LetterKey: Sendable {
    /// 32 bytes.
    public let bytes: GuardedBytes

    /// Takes 32 derived bytes.
    public init(_ bytes: consuming GuardedBytes) { self.bytes = bytes }
}
