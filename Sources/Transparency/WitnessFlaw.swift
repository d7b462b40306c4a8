public import Files

/// What is wrong with a head, with what stands beside it, or with the log that it belongs to.
public enum WitnessFlaw: ProgramError, Equatable {
    /// It is not in its form.
    case malformed(String)
    /// Nobody pinned a key for this log.
    case unknownLog(String)
    /// Nobody pinned a key for any witness that signed an answer.
    case unknownWitness
    /// A byte was changed, or somebody else signed: whose name it bears.
    case changed(String)
    /// The log has fewer months than the witness saw before.
    case goesBack(seen: Int, now: Int)
    /// The proof begins at another month than the one that the witness saw last.
    case otherStart(seen: Int)
    /// Two heads of one size differ, so the log tells two histories: which witnesses signed both.
    case split(Int, both: [String])
    /// Nothing shows that the larger head goes on from the smaller one: which witnesses signed both.
    case doesNotGoOn(Int, Int, both: [String])
    /// What should be in the log is not.
    case notInLog
    /// Fewer witnesses signed than the policy asks for.
    case tooFew(Int)
    /// An answer fits no head of this log.
    case fitsNoHead(String)

    public var refusal: Refusal {
        switch self {
        case .malformed(let what):
            Refusal(.badData, "this is no \(what), or a byte of it was changed", hint: "have it sent once more")
        case .unknownLog(let origin):
            Refusal(
                .badData, "the log \(origin) is not in your list of witnesses",
                hint: "ask the partner for their log line in another way than by this file, and add it to the list")
        case .unknownWitness:
            Refusal(
                .badData, "no line of this answer is by a witness in your list",
                hint: "ask the partner for their witness line in another way than by this file, and add it to the list")
        case .changed(let name):
            Refusal(
                .badData, "what bears the name of \(name) was not signed by their key, or a byte was changed since",
                hint: "have it sent once more; if it stays so, ask them in another way")
        case .goesBack(let seen, let now):
            Refusal(
                .badData, "this log goes back: it had \(Self.months(seen)) before, and now shows \(now)",
                hint:
                    "nothing was signed; keep the file, and ask the partner in another way: did they restore an old copy?"
            )
        case .otherStart(let seen):
            Refusal(
                .notPermitted, "this file does not begin at the \(Self.months(seen)) that you signed last",
                hint: "ask for one made with: firsthand-review witness head --since \(seen)")
        case .split(let size, let both):
            Refusal(
                .badData,
                "this log tells two histories: two heads of \(Self.months(size)), both signed by it, differ\(Self.signed(both))",
                hint: Self.keep)
        case .doesNotGoOn(let small, let large, let both):
            Refusal(
                .badData,
                "nothing here shows that this log's \(Self.months(large)) go on from the \(Self.months(small)) seen "
                    + "before\(Self.signed(both))",
                hint:
                    "have it sent once more, for a changed byte looks so; if it stays so, the log tells two histories: \(Self.keep)"
            )
        case .notInLog:
            Refusal(
                .badData, "the proof does not lead from this export to the head of the log", hint: "ask for another")
        case .tooFew(let count):
            Refusal(
                .badData, "only \(count) of your witnesses signed, which is fewer than your list asks for",
                hint: "wait for more answers, and ask for a new proof")
        case .fitsNoHead(let name):
            Refusal(
                .badData,
                "the answer of \(name) fits no head of this log: it was changed, or \(name) signed another history",
                hint: "have it sent once more; if it stays so, ask for the head that they signed, and compare the two")
        }
    }

    private static let keep =
        "keep both files, which show it to anybody; tell the other partners, and publish nothing until it is explained"

    private static func months(_ count: Int) -> String { count == 1 ? "1 month" : "\(count) months" }

    private static func signed(_ both: [String]) -> String {
        both.isEmpty ? "" : "; both were signed by: \(both.joined(separator: ", "))"
    }
}
