import Custody
import Envelope
import Files
import Ledger

/// The slips of a case: which text a number names, and what each reviewer read.
struct Slips {
    private let state: CaseState
    private let entries: [Entry]
    private let keyring: Keyring

    init(_ file: borrowing CaseFile, _ keyring: Keyring) {
        state = file.state
        entries = file.counted
        self.keyring = keyring
    }

    /// The text that stands now and has this number.
    ///
    /// - Throws: `Refusal`, which says whether the number is none, or that of an earlier text.
    func text(_ number: String) throws(Refusal) -> CaseState.Candidate {
        guard let code = CheckCode(typed: number) else {
            throw Refusal(
                .usage, "that is no number of a text: a sign is wrong, or two changed places",
                hint: "read it off the slip once more: four signs, a hyphen, four signs")
        }
        if let candidate = state.candidates.first(where: { CheckCode(of: $0.manuscript, in: state.caseID) == code }) {
            return candidate
        }
        let earlier = entries.first { entry in
            if case .proposed = entry.content {
                CheckCode(of: entry.statement.header.body, in: state.caseID) == code
            } else {
                false
            }
        }
        guard let earlier else {
            throw Refusal(.noInput, "no text of this case has that number", hint: "is the slip of another case?")
        }
        let name = keyring.reviewer(signing: earlier.statement.header.author)?.key.name ?? "a reviewer"
        throw Refusal(
            .notPermitted,
            "that is the number of an earlier text, proposed by \(name) on \(earlier.statement.header.day); "
                + "an answer to it says nothing of a later one",
            hint: "print the text that is proposed now: firsthand-review proof \(state.caseID.short)")
    }

    /// What each reviewer last read of the slip of a text.
    func recorded(_ candidate: CaseState.Candidate) -> [Person: SignOff.Answer] {
        let slips = entries.filter { entry in
            if case .slip(let slip) = entry.content { slip.proposal == candidate.statement } else { false }
        }
        let graph = SeenGraph(entries.map(\.statement))
        let earlier = slips.reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.digest)) }
        let own = Dictionary(grouping: slips) { keyring.person(signing: $0.statement.header.author) }
        var recorded: [Person: SignOff.Answer] = [:]
        for (person, slips) in own {
            guard let person,
                case .slip(let slip) = (slips.last { !earlier.contains($0.digest) } ?? slips.last)?.content
            else { continue }
            recorded[person] = slip.answer
        }
        return recorded
    }
}

extension Desk {
    /// Signs what this reviewer read of a slip: the box for everyone who counts it, the words for the reviewers alone.
    func record(_ slip: ReturnedSlip, words: String, in file: inout CaseFile) throws {
        try update(&file)
        let box = try signed(slip, in: file)
        let lines =
            words.allSatisfy(\.isWhitespace)
            ? [] : [try signed(SlipWords(slip: box.statement.digest, words: words), in: file)]
        try keep([box] + lines, in: &file)
        try signCheckpoint(of: &file)
    }
}
