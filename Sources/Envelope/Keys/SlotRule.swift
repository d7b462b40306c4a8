/// Which slots a stored body has under a keyring: those of active members, as long as somebody can read it.
///
/// A slot is removed only where the slot of an active reviewer stays, whose owner opens the body and can seal it to everyone else.
/// Until there is one, as after a change of all keys, the slots of those who left are the only way to the words, a stolen
/// key's too, and all stay. Only its owner can tell whether a slot is what it claims to be: so a reviewer's desk removes slots only
/// where its own slot opens the body, and carries on where a server, which has no key, was given junk.
public struct SlotRule: Sendable {
    private let reviewers, members, left: Set<KeyID>

    public init(_ keyring: Keyring) {
        reviewers = Set(keyring.activeReviewers.map(\.id))
        members = reviewers.union(keyring.activePublishers.map(\.id))
        left = Set((keyring.reviewers + keyring.publishers).filter { $0.standing != .active }.map(\.key.id))
    }

    /// What a stored body keeps, in order.
    ///
    /// A key that this keyring does not name may be one of a newer keyring: its slot is left alone.
    public func kept(_ slots: [Sealed.Slot]) -> [Sealed.Slot] {
        isReadable(slots) ? slots.filter { !left.contains($0.reader) } : slots
    }

    /// What of a body is taken in where there was none.
    public func admitted(_ slots: [Sealed.Slot]) -> [Sealed.Slot] {
        isReadable(slots) ? slots.filter { members.contains($0.reader) } : slots
    }

    /// A stored body's slots, none taken off, with those of another copy of it for active members that it lacks, in order.
    ///
    /// Those that it has stay as they are, so that nobody is shut out by a spoiled one.
    public func joined(_ stored: [Sealed.Slot], _ other: [Sealed.Slot]) -> [Sealed.Slot] {
        let own = Set(stored.map(\.reader))
        let new = other.filter { members.contains($0.reader) && !own.contains($0.reader) }
        return (stored + new).sorted { $0.reader < $1.reader }
    }

    /// Whether this is the key of an active reviewer.
    public func isReviewer(_ reader: KeyID) -> Bool { reviewers.contains(reader) }

    /// Whether an active reviewer has one of these slots.
    private func isReadable(_ slots: [Sealed.Slot]) -> Bool { slots.contains { reviewers.contains($0.reader) } }
}
