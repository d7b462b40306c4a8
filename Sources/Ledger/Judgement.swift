public import Envelope

/// What the gate says of a case for several uses, and for how long it says so.
public struct Judgement: Sendable {
    public let verdicts: [Use: Gate.Verdict]
    /// The day on which consent ends; nil where nothing is set, or nothing of the case may be told.
    public let consentEnd: Day?
    /// The first later day on which something else may be said of the very same statements; nil if there is none.
    public let changes: Day?
}

extension Gate {
    /// Judges a case for all of these uses; its statements are weighed once.
    public func judgement(of subject: Case, for uses: some Sequence<Use>) -> Judgement {
        let state = state(of: subject)
        let reasons = state.isWithdrawn ? nil : reasonsOfAllUses(state, subject)
        var verdicts: [Use: Verdict] = [:]
        for use in uses {
            guard let reasons else {
                verdicts[use] = .refuse([.withdrawn])
                continue
            }
            verdicts[use] = Gate(use: use, day: day, keyring: keyring, rules: rules).verdict(state, subject, reasons)
        }
        return Judgement(
            verdicts: verdicts, consentEnd: state.isWithdrawn ? nil : state.terms?.until, changes: changes(state))
    }

    /// Days are weighed where consent ends or gets wider, and where a checkpoint begins to count or gets too old.
    private func changes(_ state: CaseState) -> Day? {
        var days = [state.terms?.until, state.coming?.from].compactMap(\.self)
        for entry in state.counting {
            guard case .checkpoint = entry.content else { continue }
            let signed = entry.statement.header.day
            days += [signed, signed + rules.review.checkpointMaximumAgeDays + 1]
        }
        return days.filter { $0 > day }.min()
    }
}
