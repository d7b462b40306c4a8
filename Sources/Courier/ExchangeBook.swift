public import Envelope
public import Files

/// What a machine remembers of its exchanges, in its state folder: what each partner said to have, and the last day.
///
/// Digests and a UTC day; nothing else.
public struct ExchangeBook: Sendable {
    private let folder: String
    private var dayFile: String { folder + "/day" }

    /// - Parameter state: the program's state folder.
    public init(state: String) { folder = state + "/exchange" }

    /// What a partner said to have when it last came in; nothing if it never did.
    ///
    /// A record that cannot be read counts as nothing: then everything is sent.
    public func holdings(of partner: String) throws(Refusal) -> Holdings {
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
