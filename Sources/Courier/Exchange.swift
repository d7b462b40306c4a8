public import Envelope
import Files
public import Vault

/// One machine's end of its exchanges: a vault, and what the machine remembers of each partner.
public struct Exchange {
    private let courier: Courier
    private let book: ExchangeBook

    /// - Parameter state: the program's state folder.
    public init(vault: VaultUpkeep, state: String) {
        courier = Courier(vault: vault)
        book = ExchangeBook(state: state)
    }

    /// Writes a bundle for a partner: what they are not known to have, or without a name everything.
    public func send(
        to path: String, for partner: String?, leavingOutStories: Bool = false, atMost: Int
    ) throws(CourierError) -> ExchangeReport {
        var sending = Sending()
        sending.atMost = atMost
        sending.leavesOutStories = leavingOutStories
        if let partner {
            sending.known = try CourierError.file { () throws(Refusal) in try book.holdings(of: partner) }
        }
        return ExchangeReport(try courier.send(sending, to: path), bundle: path)
    }

    /// Takes in a partner's bundle, and remembers what they have.
    public func take(
        _ path: String, from partner: String?, _ rules: ImportRules, on day: Day,
        inspector: BodyInspector = { _, _ in true }, own: OwnSlots? = nil
    ) throws(CourierError) -> (Arrived, ExchangeReport) {
        var before = Holdings()
        if let partner {
            before = try CourierError.file { () throws(Refusal) in try book.holdings(of: partner) }
        }
        let arrived = try courier.take(path, rules, inspector: inspector, own: own)
        try CourierError.file { () throws(Refusal) in
            // A partner's newest word counts, also where it says less than before: then more is sent again.
            if let partner { try book.remember(arrived.holdings, of: partner) }
            try book.remember(day)
        }
        let isOlder = before.isAhead(of: arrived.holdings)
        return (arrived, ExchangeReport(arrived, bundle: path, isOlder: isOlder))
    }
}
