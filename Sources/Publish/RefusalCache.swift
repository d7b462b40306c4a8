import Envelope
import Ledger

/// Why nothing of a case goes out, as the gate said last, so that the case need not be opened for each export.
///
/// It only ever leaves out: whatever is exported was opened and judged by the same run. What it says counts for the very bytes
/// that it was read from, sealed bodies too, with all that this publisher saw of the case, under the same keyring and policies,
/// and until the next day on which the gate may say something else: so it is what the gate would say again. A case that is not
/// as its signatures say has no place here, nor has one of which somebody said something in their own words.
struct RefusalCache: Sendable {
    /// What is known of a case without opening it.
    struct Known: Sendable {
        // In the order of the uses.
        fileprivate let refusals: [[Reason]?]
        let consentEnd: Day?
        /// The public id of its story, by its consent.
        let id: String?

        /// The reasons against an export for a use; nil if it must be judged anew.
        func refusal(_ use: Use) -> [Reason]? { Use.allCases.firstIndex(of: use).flatMap { refusals[$0] } }
    }

    /// What was judged in this run.
    struct Judged: Sendable {
        let judgement: Judgement
        let id: String?
        let digests: [Digest]
        let imprint: Digest
    }

    /// What is kept of a case: a few numbers, since there is one of each, and the reasons once for all that share them.
    struct Kept: Sendable, Equatable {
        let imprint: Digest
        /// How many of its statements the publisher had seen.
        let seen: UInt32
        let judged: Day
        let changes, consentEnd: Day?
        /// The public id as a number; nil for none.
        let id: UInt64?
        /// For each use, in their order, the number of the list of reasons against it, or `unjudged`.
        let refusals: SIMD8<UInt16>
    }

    /// In the place of a list's number: the gate must be asked.
    static let unjudged = UInt16.max

    let path: String
    // Under which keyring and policies it was judged.
    let context: Digest
    private(set) var cases: [CaseID: Kept]
    private(set) var lists: [[Reason]]
    private var numbers: [[Reason]: UInt16]
    /// Whether it holds something else than the file at `path`.
    private(set) var isChanged = false

    /// One to be kept at `path`.
    ///
    /// - Parameter replaces: whether a file stands there that does not count, and is not to stay.
    init(
        path: String, context: Digest, _ cases: [CaseID: Kept] = [:], lists: [[Reason]] = [], replaces: Bool = false
    ) {
        self.path = path
        self.context = context
        self.cases = cases
        self.lists = lists
        numbers = Dictionary(zip(lists, 0...)) { first, _ in first }
        isChanged = replaces
    }

    /// What is known of a case, if the gate would say the same today.
    func known(_ caseID: CaseID, _ imprint: Digest, seen: Int, on day: Day) -> Known? {
        guard let kept = cases[caseID], kept.imprint == imprint, kept.seen == seen, kept.judged <= day,
            kept.changes.map({ day < $0 }) ?? true
        else { return nil }
        let refusals = Use.allCases.indices.map { use in
            kept.refusals[use] == Self.unjudged ? nil : lists[Int(kept.refusals[use])]
        }
        return Known(refusals: refusals, consentEnd: kept.consentEnd, id: kept.id.map(Self.publicID))
    }

    mutating func take(_ judged: Judged, of caseID: CaseID, seen: Int, on day: Day) {
        let kept = kept(judged, seen: seen, on: day)
        guard cases[caseID] != kept else { return }
        cases[caseID] = kept
        isChanged = true
    }

    /// What may be kept of a judgment; nil if the case must be read each time.
    private mutating func kept(_ judged: Judged, seen: Int, on day: Day) -> Kept? {
        var refusals = SIMD8(repeating: Self.unjudged)
        for (use, place) in zip(Use.allCases, 0...) {
            guard case .refuse(let reasons)? = judged.judgement.verdicts[use] else { continue }
            guard let number = number(of: reasons) else { return nil }
            refusals[place] = number
        }
        let id = judged.id.flatMap { UInt64($0, radix: 16) }
        guard id.map(Self.publicID) == judged.id, let seen = UInt32(exactly: seen) else { return nil }
        return Kept(
            imprint: judged.imprint, seen: seen, judged: day, changes: judged.judgement.changes,
            consentEnd: judged.judgement.consentEnd, id: id, refusals: refusals)
    }

    /// The number of a list of reasons; nil where one of them is not to be kept, or there are too many lists.
    private mutating func number(of reasons: [Reason]) -> UInt16? {
        if let number = numbers[reasons] { return number }
        guard reasons.count <= 0xFF, reasons.allSatisfy({ $0.code != nil }), lists.count < Self.unjudged else {
            return nil
        }
        lists.append(reasons)
        numbers[reasons] = UInt16(lists.count - 1)
        return numbers[reasons]
    }

    private static func publicID(_ id: UInt64) -> String {
        (UInt32(truncatingIfNeeded: id >> 32).bigEndianBytes + UInt32(truncatingIfNeeded: id).bigEndianBytes).hex
    }

    /// Lets go of all other cases.
    mutating func keepOnly(_ present: Set<CaseID>) {
        let gone = cases.keys.filter { !present.contains($0) }
        for caseID in gone { cases[caseID] = nil }
        isChanged = isChanged || !gone.isEmpty
    }
}
