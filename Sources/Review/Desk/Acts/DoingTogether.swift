import Envelope
import Files
import Ledger
import Policies

extension Desk {
    /// Does one thing with many cases, each signed by itself.
    ///
    /// What cannot be done with one of them leaves the others as they are asked for.
    /// - Returns: the cases as they stand then, and what to tell the person.
    func perform(_ act: Together, with cases: [CaseID]) throws -> (lines: [QueueLine], note: String) {
        var lines: [QueueLine] = []
        var done = 0
        var day: Day?
        var refusal: String?
        for caseID in cases {
            var file = try file(caseID)
            do {
                switch act {
                case .claim:
                    guard file.state.wasRead else { throw Refusal(.notPermitted, "nobody has read it yet") }
                    try claim(true, in: &file)
                case .spam: day = try declineSpam(&file)
                }
                done += 1
            } catch let error as Refusal { refusal = error.message }
            try update(&file)
            lines.append(try QueueLine(file, at: self))
        }
        let count = done == 1 ? "1 case" : "\(done) cases"
        let left = refusal.map { " \(cases.count - done) left out: \($0)." } ?? ""
        switch act {
        case .claim: return (lines, "Took \(count), for \(policies.review.claimDays) days.\(left)")
        case .spam:
            let until = day.map { " What came is destroyed on \($0), unless a text is proposed before." } ?? ""
            return (lines, "Declined \(count) as spam.\(until)\(left)")
        }
    }
}
