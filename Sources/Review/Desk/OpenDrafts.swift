import Envelope
import Ledger

/// The drafts of a case that is open, each opened once for as long as it stays open.
///
/// What is kept here counts for the very body that it was opened from, and for no other.
final class OpenDrafts {
    private var drafts: [Digest: (body: Sealed, saved: SavedDraft)] = [:]

    /// The draft in a body that was opened before; nil if it was not.
    func draft(_ statement: Digest, in body: Sealed) -> SavedDraft? {
        guard let known = drafts[statement], known.body == body else { return nil }
        return known.saved
    }

    func keep(_ saved: SavedDraft, in body: Sealed) { drafts[saved.statement] = (body, saved) }
}
