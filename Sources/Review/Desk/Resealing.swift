import Console
import Custody
import Envelope
import Opening
import Sealing
import Unsealing
import Vault

/// Sees to it that every stored body opens for those who are active, and for nobody who left (`SlotRule`).
///
/// Each case is one transaction, and what is done already is passed over: it can be stopped and begun anew at any time.
struct Resealing {
    /// Bodies that somebody active could not open before.
    private(set) var added = 0
    /// Bodies from which the slot of somebody who left was taken.
    private(set) var closed = 0
    /// Bodies that this reviewer cannot open either, by case.
    private(set) var unopened: [CaseID: Int] = [:]
    private var sealers: [Set<KeyID>: Sealer] = [:]

    /// Looks at every case, and unless it is a rehearsal changes what is not as it should be.
    mutating func run(on desk: borrowing Desk, rehearse: Bool) throws {
        let progress = Progress(label: rehearse ? "Looking" : "Sealing")
        let cases = try desk.cases() + desk.begunCases()
        for (index, caseID) in cases.enumerated() {
            let changes = try changes(in: caseID, on: desk)
            if !rehearse, !changes.isEmpty { try desk.reseal(changes, of: caseID) }
            progress.show(index + 1, of: cases.count)
        }
        progress.end()
        // Also when nothing was left to do: an earlier run may have been stopped before this.
        if !rehearse { try desk.finishResealing() }
    }

    private mutating func changes(in caseID: CaseID, on desk: borrowing Desk) throws -> [Digest: [Sealed.Slot]] {
        var changes: [Digest: [Sealed.Slot]] = [:]
        for row in try desk.stored(caseID) {
            // What nobody here signed is not worth a slot; the log names it.
            guard case .sound(let statement, let body?) = row, statement.isSigned,
                statement.header.isBySurvivor || desk.keyring.reviewer(signing: statement.header.author) != nil
            else { continue }
            if let slots = try slots(of: body, named: statement.header, on: desk) {
                changes[statement.digest] = slots
            }
        }
        return changes
    }

    /// The slots that a body should have; nil if it has them.
    private mutating func slots(
        of body: Sealed, named header: StatementHeader, on desk: borrowing Desk
    ) throws -> [Sealed.Slot]? {
        let readers = desk.keyring.readers(of: header.kind)
        let ids = Set(readers.map(\.id))
        let kept = body.slots.filter { ids.contains($0.reader) }
        guard kept.count < body.slots.count || kept.count < ids.count else { return nil }
        // Slots go only where the reviewer who takes them off opens the body. A key that left does so for the last time:
        // what stands in the slots of the others may be junk, which only they can tell, so all of them are made anew.
        let isActive = ids.contains(desk.reviewer.publicKey.id)
        let lacking = isActive ? ids.subtracting(kept.map(\.reader)) : ids
        do {
            var new: [Sealed.Slot] = []
            if lacking.isEmpty {
                guard desk.reviewer.opensSlot(of: body) else { throw OpeningError() }
            } else {
                new = try desk.reviewer.slots(
                    of: body, named: header, for: sealer(readers.filter { lacking.contains($0.id) }, desk.keyring))
                added += 1
            }
            if kept.count < body.slots.count { closed += 1 }
            return kept.filter { !lacking.contains($0.reader) } + new
        } catch is OpeningError {
            unopened[header.caseID, default: 0] += 1
            return nil
        }
    }

    private mutating func sealer(_ readers: [PublicKey], _ keyring: Keyring) throws -> Sealer {
        let ids = Set(readers.map(\.id))
        if let known = sealers[ids] { return known }
        let sealer = try Sealer(keyring: keyring.digest, readers: readers)
        sealers[ids] = sealer
        return sealer
    }
}

extension Keyring {
    /// Who is to open the body of a statement whose header says this.
    func readers(of kind: StatementHeader.Kind) -> [PublicKey] {
        switch kind {
        case .received, .closed: activeReviewers
        case .sealed, .withdrawn, .checkpoint: activeReviewers + activePublishers
        }
    }
}

extension StoredStatement {
    /// The body, as far as there is one.
    var body: Sealed? { if case .sound(_, let body) = self { body } else { nil } }
}
