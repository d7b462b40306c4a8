public import Envelope
public import Files
public import Vault

/// One machine's end of its exchanges: a vault, and what the machine remembers of each partner.
public struct Exchange {
    private let courier: Courier
    private let book: ExchangeBook

    /// - Parameters:
    ///   - vault: the vault that bundles are made of and taken into.
    ///   - state: the path of the program's state folder.
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
        inspector: BodyInspector = { _, _ in true }, reports: ReportInspector = { _ in true }, own: OwnSlots? = nil
    ) throws(CourierError) -> (Arrived, ExchangeReport) {
        var before = Holdings()
        if let partner {
            before = try CourierError.file { () throws(Refusal) in try book.holdings(of: partner) }
        }
        var arrived = try courier.take(path, rules, inspector: inspector, reports: reports, own: own)
        try courier.noteRestored(&arrived, partner, on: day)
        try CourierError.file { () throws(Refusal) in
            // A partner's newest word counts, also where it says less than before: then more is sent again.
            if let partner { try book.remember(arrived.holdings, of: partner) }
            try book.remember(day)
        }
        let isOlder = before.isAhead(of: arrived.holdings)
        return (arrived, ExchangeReport(arrived, bundle: path, isOlder: isOlder))
    }
}

/// Looks into a body that arrived, if whoever takes it in holds a key: false if it is not the body that was signed.
public typealias BodyInspector = (Statement, Sealed) -> Bool

/// Looks into a publisher's report that came, where whoever takes it in holds a key: false if it is not the one that was
/// signed.
public typealias ReportInspector = (Report) -> Bool

/// Carries sealed and signed work from vault to vault, as bundles (FORMAT §9).
///
/// It holds no key and opens nothing, and trusts nothing of a bundle but what a signature says.
public struct Courier {
    let vault: VaultUpkeep

    public init(vault: VaultUpkeep) { self.vault = vault }
}

extension Courier {
    /// Lets a vault that was brought back from a backup be served, once a desk has told all that it has.
    ///
    /// A desk leaves out what the server said to have before: also a withdrawal, which came after the backup was made and is
    /// not here any more. What its holdings name and this vault lacks shows that.
    fileprivate func noteRestored(_ arrived: inout Arrived, _ partner: String?, on day: Day) throws(CourierError) {
        let holdings = arrived.holdings
        let (missing, isBack) = try CourierError.vault { () throws(VaultError) -> (Int, Bool) in
            guard let restoration = try vault.restoration() else { return (0, false) }
            let missing = try holdings.count(missingIn: vault)
            guard missing == 0, let partner else { return (missing, false) }
            try vault.noteRestored(with: partner, on: day)
            return (0, restoration.isWaiting)
        }
        (arrived.missing, arrived.isBack) = (missing, isBack)
    }
}

/// By whose rules a bundle is taken in.
public struct ImportRules {
    /// Whose signatures are taken in beside the survivors'.
    public let keyring: Keyring
    /// How many days after its own a draft is destroyed.
    public let draftsDays: Int
    /// The starts of the ids of cases that are left out, unchecked.
    public let skipped: [String]

    public init(keyring: Keyring, draftsDays: Int, skipped: [String] = []) {
        self.keyring = keyring
        self.draftsDays = draftsDays
        self.skipped = skipped.map { $0.lowercased().filter { $0 != "-" } }
    }

    func skips(_ caseID: CaseID) -> Bool { skipped.contains { !$0.isEmpty && caseID.hex.hasPrefix($0) } }
}

/// What a machine remembers of its exchanges, in its state folder: what each partner said it had, and the last day.
///
/// Digests and a UTC day; nothing else.
public struct ExchangeBook: Sendable {
    private let folder: String
    private var dayFile: String { folder + "/day" }

    /// - Parameter state: the program's state folder.
    public init(state: String) { folder = state + "/exchange" }

    /// What a partner said to have when it last came in; nothing if it never did.
    ///
    /// A record that is no list counts as nothing: then everything is sent.
    func holdings(of partner: String) throws(Refusal) -> Holdings {
        let path = try file(partner)
        guard InputFile.exists(path) else { return Holdings() }
        do { return Holdings(try InputFile.bytes(path)) ?? Holdings() } catch { throw error.refusal }
    }

    /// Keeps what a partner said to have, in place of what it said before.
    public func remember(_ holdings: Holdings, of partner: String) throws(Refusal) {
        try keep(holdings.file, in: try file(partner))
    }

    /// Keeps the day of an exchange.
    public func remember(_ day: Day) throws(Refusal) {
        try keep(Array("\(day)\n".utf8), in: dayFile)
    }

    private func keep(_ bytes: [UInt8], in file: String) throws(Refusal) {
        do throws(FileError) {
            try Folder.make(folder)
            try AtomicFile.write(bytes, to: file)
        } catch { throw error.refusal }
    }

    /// The day on which something last came in; nil if nothing did.
    public var lastDay: Day? {
        guard InputFile.exists(dayFile), let text = try? InputFile.text(dayFile), text.hasSuffix("\n") else {
            return nil
        }
        return Day(text.dropLast())
    }

    private func file(_ partner: String) throws(Refusal) -> String {
        guard PublicKey.isName(partner) else {
            throw Refusal(.usage, "a partner's name has 1 to 32 of a-z, 0-9 and -", hint: "for example: --with server")
        }
        return "\(folder)/\(partner).holdings"
    }
}
