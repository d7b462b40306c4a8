internal import Envelope
import Ledger

/// What is left of a story that was published and is not any more: its public name, and the month it went.
public struct Tombstone: Sendable, Hashable {
    /// The story's public name.
    public let id: String
    /// The month of the first export without it, `YYYY-MM`.
    public let month: String

    /// Nil if `id` or `month` is not in its form.
    public init?(id: String, month: String) {
        guard ApprovedStory.isID(id), Day("\(month)-01") != nil else { return nil }
        self.id = id
        self.month = month
    }
}
