import Custody
import Envelope
import Files
import Transparency
import Unsealing

/// What one reviewer's desk keeps of its own log, and of the logs of partners whose heads it signed.
///
/// It belongs to one key: whoever gets another begins another log.
struct WitnessFolder {
    fileprivate let path: String
    private var logFile: String { path + "/log" }

    fileprivate init(state: String, _ key: PublicKey) { path = state + "/witness-" + key.id.hex.prefix(8) }

    /// This desk's own log; nil while it has no name.
    ///
    /// - Throws: `WitnessFlaw` if a byte of it is not as this desk signed it.
    func log(of signer: borrowing WitnessKey) throws -> MonthLog? {
        guard InputFile.exists(logFile) else { return nil }
        return try MonthLog(InputFile.text(logFile), by: signer.signingKey)
    }

    /// The same, or why nothing can be done without it.
    func namedLog(of signer: borrowing WitnessKey) throws -> MonthLog {
        if let log = try log(of: signer) { return log }
        throw Refusal(
            .noInput, "this desk has no name yet under which it signs for partners",
            hint: "choose one, such as your address on the web: firsthand-review witness keys --name NAME")
    }

    func keep(_ log: MonthLog) throws { try AtomicFile.write(log.text, to: logFile, .replacing(mode: 0o600)) }

    /// The newest head of a partner's log that this desk signed; nil if it never signed one.
    ///
    /// - Throws: `Refusal` if the file cannot be read: what was signed before must not count as nothing.
    func seen(_ origin: String) throws -> SignedHead? {
        let file = seenFile(origin)
        guard InputFile.exists(file) else { return nil }
        guard let signed = SignedHead(try InputFile.text(file)), signed.head.origin == origin else {
            throw Refusal(
                .badData, "the head of \(origin) that you signed last is damaged",
                hint: "restore \(file) from a backup; without it this desk could sign two histories")
        }
        return signed
    }

    func keepSeen(_ signed: SignedHead) throws {
        try AtomicFile.write(signed.text, to: seenFile(signed.head.origin), .replacing(mode: 0o600))
    }

    /// By a digest, since the name of a log may hold signs that no file's name can.
    private func seenFile(_ origin: String) -> String {
        "\(path)/seen-\(Hash.digest("firsthand/origin/v1", Array(origin.utf8)).hex.prefix(16))"
    }
}

extension DeskOptions {
    /// Opens the desk, and does something with its log and with what it signed for partners, while no other run does.
    func witnessing<Result>(
        _ work: (borrowing Desk, borrowing WitnessKey, WitnessFolder) throws -> Result
    ) throws -> Result {
        let desk = try open()
        let signer = try desk.reviewer.witnessKey()
        let folder = WitnessFolder(state: state, desk.reviewer.publicKey)
        try Folder.make(folder.path)
        return try FileLock(folder.path + "/lock").during { try work(desk, signer, folder) }
    }
}
