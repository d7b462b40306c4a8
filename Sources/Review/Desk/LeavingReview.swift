import Console
import Custody
import Envelope
import Ledger
import Unsealing

/// What of a key that leaves is to go on counting, found in all cases of this desk's vault.
struct LeavingReview {
    /// A statement that will not count, and why it is left out.
    struct LeftOut {
        let caseID: CaseID
        let day: Day
        let what: String
    }

    let key: PublicKey
    /// The day from which somebody else may have had the key; nil if nobody has.
    let stolen: Day?
    private(set) var listed: Set<Digest> = []
    private(set) var again: Set<CaseID> = []
    private(set) var leftOut: [LeftOut] = []

    /// - Parameter stands: cases whose approvals stand, though the key was stolen.
    init(of key: PublicKey, stolen: Day?, stands: Set<CaseID>, on desk: borrowing Desk) throws {
        self.key = key
        self.stolen = stolen
        let progress = Progress(label: "Reading")
        let cases = try desk.cases()
        for (index, caseID) in cases.enumerated() {
            add(try desk.file(caseID), keyring: desk.keyring, stands: stands.contains(caseID))
            progress.show(index + 1, of: cases.count)
        }
        progress.end()
    }

    private mutating func add(_ file: borrowing CaseFile, keyring: Keyring, stands: Bool) {
        let own = file.entries.filter {
            $0.statement.header.author == key.signing && $0.statement.isSigned
                && keyring.weight(of: $0.digest, by: key.signing) != .doesNotCount
        }
        guard !own.isEmpty else { return }
        let vouched = stolen.map { vouchedFor(file.entries, keyring, before: $0) }
        var yes = false
        let isGone = file.state.isWithdrawn && file.entries.allSatisfy { $0.content == .destroyed }
        for entry in own {
            if let stolen, let vouched, !Self.isOlder(entry, than: stolen, vouched, isGone: isGone) {
                leftOut.append(
                    LeftOut(caseID: file.state.caseID, day: entry.statement.header.day, what: entry.content.word))
            } else {
                listed.insert(entry.digest)
                yes = yes || entry.content.saysYes
            }
        }
        if stolen != nil, yes, !stands, !file.state.isWithdrawn { again.insert(file.state.caseID) }
    }

    /// Whether a statement was there before the key was stolen.
    ///
    /// The day in it is what the signer wrote, and a thief can write any. So it must have been seen by another reviewer
    /// before. What says stop needs no witness: to stop too much hurts nobody.
    private static func isOlder(_ entry: Entry, than day: Day, _ vouched: Set<Digest>, isGone: Bool) -> Bool {
        // A withdrawal that has destroyed the story stands; one that waits to be weighed may be a thief's.
        if entry.statement.header.kind == .withdrawn, isGone { return true }
        // Whoever steps aside names nobody else: a thief's word for it binds only the person whose key it was, and that person
        // does not undo it by the day of the theft that they name.
        if case .recused = entry.content { return true }
        guard entry.statement.header.day < day else { return false }
        return entry.content.saysStop || vouched.contains(entry.digest)
    }

    /// What other active reviewers had seen or listed before a day.
    private func vouchedFor(_ entries: [Entry], _ keyring: Keyring, before day: Day) -> Set<Digest> {
        let graph = SeenGraph(entries.map(\.statement))
        // Another person: whoever has a newer key by now is no witness of their own older one.
        let active = keyring.activeReviewers.map(\.signing).filter {
            keyring.person(signing: $0) != keyring.person(signing: key.signing)
        }
        let witnesses = entries.filter {
            $0.statement.header.day < day && active.contains($0.statement.header.author) && $0.statement.isSigned
        }
        return witnesses.reduce(into: []) { seen, entry in
            seen.formUnion(graph.ancestors(of: entry.digest))
            if case .checkpoint(let checkpoint) = entry.content { seen.formUnion(checkpoint.statements) }
        }
    }

    /// The list, signed by the reviewer of this desk.
    func signed(by desk: borrowing Desk) -> SignedLeavingList {
        let list = LeavingList(of: key, day: desk.today, statements: listed, again: again)
        return SignedLeavingList(
            list, maker: desk.reviewer.publicKey.name, signature: desk.reviewer.sign(list.signedMessage))
    }
}
