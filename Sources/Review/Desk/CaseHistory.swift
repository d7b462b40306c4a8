import Envelope
import Ledger

/// What was signed in a case, each act after those that its author had seen.
struct CaseHistory {
    struct Act {
        let entry: Entry
        /// A working name, or "the survivor".
        let author: String
    }

    let acts: [Act]

    /// - Parameter counted: the statements that count.
    init(_ entries: [Entry], _ keyring: Keyring, counted: [Digest]) {
        let counted = Set(counted)
        acts = Self.ordered(entries).map { Act(entry: $0, author: Self.author($0, keyring, counted)) }
    }

    private static func ordered(_ entries: [Entry]) -> [Entry] {
        var left = entries.sorted { ($0.statement.header.day, $0.digest) < ($1.statement.header.day, $1.digest) }
        var placed: Set<Digest> = []
        var result: [Entry] = []
        let all = Set(left.map(\.digest))
        while !left.isEmpty {
            let index = left.firstIndex { Set($0.statement.header.seen).intersection(all).isSubset(of: placed) } ?? 0
            let entry = left.remove(at: index)
            placed.insert(entry.digest)
            result.append(entry)
        }
        return result
    }

    private static func author(_ entry: Entry, _ keyring: Keyring, _ counted: Set<Digest>) -> String {
        let header = entry.statement.header
        if header.isBySurvivor { return "the survivor" }
        guard let name = keyring.reviewer(signing: header.author)?.key.name else { return "unknown key" }
        return counted.contains(entry.digest) ? name : "\(name), not counted"
    }

    /// The acts as lines for the desk: the day, who, what, and the words that go with it.
    ///
    /// Checkpoints are left out: they say nothing that a person looks for.
    var lines: [String] {
        acts.compactMap { act in
            if case .checkpoint = act.entry.content { return nil }
            let words = act.entry.content.reason.map { "\n    “\($0)”" } ?? ""
            return "\(act.entry.statement.header.day)  \(act.author) \(act.entry.content.word)\(words)"
        }
    }
}

extension Content {
    /// What happened, in a word or two.
    var word: String {
        switch self {
        case .story(let answers): answers.part == .story ? "sent a story" : "added to the story"
        case .consent: "set what it may be used for"
        case .proposed: "proposed a text"
        case .approved: "approved the text"
        case .declined(let decline): decline.proposal == nil ? "declined the story" : "declined the text"
        case .held: "put a hold"
        case .released: "released a hold"
        case .signedOff(let signOff): "answered the text: \(signOff.answer.rawValue)"
        case .withdrawn: "withdrew the story"
        case .checkpoint: "checkpoint"
        case .letter: "wrote a letter"
        case .notice(let notice): "told the writer: \(notice.word)"
        case .retracted: "took back what was published"
        case .claimed(let claim): claim.isTaken ? "took the case" : "gave the case back"
        case .recused: "stepped aside"
        case .safety(let mark): mark.isWorried ? "is worried about them" : "is not worried any more"
        case .transcribed: "compared it with the paper"
        // Not what it says: a second person reads the slip for themselves.
        case .slip: "recorded the slip that came back"
        case .slipWords: "wrote down the words that stand on it"
        case .overridden: "looked at a warning, and said why it may go out"
        case .draft: "a draft, in the wrong place"
        case .letterKey: "has a new letter key"
        case .unopened: "sealed to others"
        case .destroyed: "destroyed"
        case .broken: "cannot be opened: changed or swapped"
        }
    }

    /// The reason that somebody gave, for the other reviewers; nil if there is none.
    var reason: String? {
        let reason: String? =
            switch self {
            case .declined(let decline): decline.reason
            case .held(let hold): hold.reason
            case .released(let release): release.reason
            case .withdrawn(let withdrawal): withdrawal.reason
            case .retracted(let retraction): retraction.reason
            case .recused(let recusal): recusal.reason
            case .safety(let mark): mark.reason
            case .overridden(let overriding): overriding.reason
            default: nil
            }
        return reason?.isEmpty == false ? reason : nil
    }
}

extension Notice {
    /// What the writer was told, in a word or two.
    fileprivate var word: String {
        guard !places.isEmpty else { return stage.rawValue }
        return places.map { place in
            "\(place.use.rawValue) since \(place.since)" + (place.takenBack.map { ", taken back \($0)" } ?? "")
        }.joined(separator: "; ")
    }
}
