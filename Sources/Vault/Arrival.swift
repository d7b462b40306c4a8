public import Envelope

/// A statement as it stands in a vault.
public struct Kept: Sendable, Equatable {
    public let row: StoredStatement
    /// Whether it came without its body, which was never here.
    public let isAwaited: Bool
}

/// The slots of one reader, who alone can tell a good one from junk.
public struct OwnSlots {
    let reader: KeyID
    let opens: (Sealed) -> Bool

    /// - Parameters:
    ///   - reader: the id of the reader's key.
    ///   - opens: whether the reader's slot of a body opens and is bound to it.
    public init(of reader: KeyID, opens: @escaping (Sealed) -> Bool) {
        self.reader = reader
        self.opens = opens
    }
}

extension SlotRule {
    /// What a body keeps of its slots: a reviewer who has a key lets slots go only where their own opens it.
    func kept(_ body: Sealed, own: OwnSlots?) -> [Sealed.Slot] {
        isVouched(body, own) ? kept(body.slots) : body.slots
    }

    /// What of a body is taken in where there was none; junk in one's own slot never is.
    func admitted(_ body: Sealed, own: OwnSlots?) -> [Sealed.Slot] {
        // A body has one slot at least, be it junk.
        let sound = sound(body, own)
        let came = sound.isEmpty ? body.slots : sound
        return isVouched(body.with(slots: came), own) ? admitted(came) : came
    }

    /// What came of a body's slots, without one's own if that is junk.
    func sound(_ body: Sealed, _ own: OwnSlots?) -> [Sealed.Slot] {
        guard let own, body.slots.contains(where: { $0.reader == own.reader }), !own.opens(body) else {
            return body.slots
        }
        return body.slots.filter { $0.reader != own.reader }
    }

    /// Whether the slot of whoever asks vouches that the body can be read; of a publisher or a server nothing is asked.
    private func isVouched(_ body: Sealed, _ own: OwnSlots?) -> Bool {
        guard let own, isReviewer(own.reader) else { return true }
        return own.opens(body)
    }
}

/// What came for one case.
public struct Arrival: Sendable {
    public let caseID: CaseID
    /// Each with its body, or with nil where whoever sent it had none.
    public let statements: [(statement: Statement, body: Sealed?)]
    /// Unfinished work.
    public let drafts: [SealedStatement]

    public init(
        caseID: CaseID, statements: [(statement: Statement, body: Sealed?)] = [], drafts: [SealedStatement] = []
    ) {
        self.caseID = caseID
        self.statements = statements
        self.drafts = drafts
    }
}

/// What came of it.
public struct Taking: Sendable, Equatable {
    /// Cases that something new came for.
    public var cases: Set<CaseID> = []
    /// Statements that were not here before.
    public var statements = 0
    /// Bodies that were not here before.
    public var bodies = 0
    /// Bodies that more can read than before.
    public var resealed = 0
    /// Bodies that somebody who left could read before.
    public var closed = 0
    public var drafts = 0
    /// Cases whose bodies were destroyed, because they are withdrawn.
    public var destroyed: Set<CaseID> = []

    public init() {}
}
