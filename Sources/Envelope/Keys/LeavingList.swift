/// What still counts of a key that has left: the digests of its statements in all cases, as of a day (FORMAT §3.1).
///
/// It stands beside the keyring, which names its digest. It holds digests and case ids, and no word.
public struct LeavingList: Sendable, Equatable {
    /// Whose statements: `encryption ‖ signing`, 64 bytes.
    public let key: [UInt8]
    /// The day it was made.
    public let day: Day
    /// The statements that count, ascending.
    public let statements: [Digest]
    /// The cases in which whatever this key said yes to must be said by somebody once more; ascending.
    public let again: [CaseID]

    public init(of key: PublicKey, day: Day, statements: some Sequence<Digest>, again: some Sequence<CaseID>) {
        self.init(key: key.bytes, day: day, statements: Array(statements), again: Array(again))
    }

    /// What is signed: everything up to the last line.
    var signedText: String {
        var lines = ["firsthand/leaving/v1", "key \(key.base64)", "day \(day)"]
        lines += statements.map { "statement \($0.hex)" }
        lines += again.map { "again \($0.hex)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the signature of whoever made it covers.
    public var signedMessage: [UInt8] {
        PreAuthentication.encoding(Array(signedText.utf8), type: "firsthand/leaving/v1")
    }
}

/// A leaving list with the name and the signature of the reviewer who made it.
public struct SignedLeavingList: Sendable, Equatable {
    /// Bounds what is read: half a million statements.
    public static let longest = 40 << 20

    public let list: LeavingList
    /// The name of the reviewer who made it.
    public let maker: String
    public let signature: Signature
    /// By which the keyring names it; it covers the signature too.
    public let digest: Digest

    public init(_ list: LeavingList, maker: String, signature: Signature) {
        self.list = list
        self.maker = maker
        self.signature = signature
        digest = Self.digest(Self.text(list, maker, signature))
    }

    /// Reads `NAME.leaving` strictly.
    ///
    /// Whether anybody who may sign it did is not asked here.
    /// - Throws: `FormatError(.leaving)`.
    public init(_ text: String) throws(FormatError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", lines.count >= 4, lines[0] == "firsthand/leaving/v1",
            let key = lines[1].value(of: "key").flatMap({ [UInt8](base64: $0) }), key.count == 64,
            let day = lines[2].value(of: "day").flatMap({ Day($0) }),
            let last = lines.popLast().flatMap({ $0.value(of: "signed") })
        else { throw FormatError(.leaving) }
        let maker = last.prefix { $0 != " " }
        guard PublicKey.isName(String(maker)),
            let signature = [UInt8](base64: last.dropFirst(maker.count + 1)).flatMap({ Signature($0) })
        else { throw FormatError(.leaving) }
        let named = lines.dropFirst(3)
        let statements = named.prefix { $0.hasPrefix("statement ") }
        let again = named.dropFirst(statements.count)
        let digests = statements.compactMap { $0.value(of: "statement").flatMap { Digest(hex: $0) } }
        let cases = again.compactMap { $0.value(of: "again").flatMap { CaseID(hex: $0) } }
        list = LeavingList(key: key, day: day, statements: digests, again: cases)
        self.maker = String(maker)
        self.signature = signature
        digest = Self.digest(text)
        // One encoding for one leaving list.
        guard Self.text(list, self.maker, signature) == text else { throw FormatError(.leaving) }
    }

    /// The contents of `NAME.leaving`.
    public var text: String { Self.text(list, maker, signature) }

    /// Whether `key` signed it.
    public func isSigned(by key: SigningKey) -> Bool { key.verifies(signature, over: list.signedMessage) }

    private static func text(_ list: LeavingList, _ maker: String, _ signature: Signature) -> String {
        list.signedText + "signed \(maker) \(signature.bytes.base64)\n"
    }

    private static func digest(_ text: String) -> Digest { Hash.digest("firsthand/leaving/v1", Array(text.utf8)) }
}

extension LeavingList {
    fileprivate init(key: [UInt8], day: Day, statements: [Digest], again: [CaseID]) {
        self.key = key
        self.day = day
        self.statements = Set(statements).sorted()
        self.again = Set(again).sorted()
    }
}

/// A leaving list as it is asked: sets in the place of lists.
package struct LeavingIndex: Sendable, Equatable {
    private let statements: Set<Digest>
    private let again: Set<CaseID>

    init(_ list: LeavingList) {
        statements = Set(list.statements)
        again = Set(list.again)
    }

    package func names(_ statement: Digest) -> Bool { statements.contains(statement) }
    package func asksAgain(_ caseID: CaseID) -> Bool { again.contains(caseID) }
}

extension Keyring {
    /// The reviewers who left and whose leaving list is not at hand, or not the one that the keyring names.
    public var withoutLeavingList: [Member] {
        reviewers.filter { $0.standing != .active && lists[$0.key.signing] == nil }
    }

    /// What to do about leaving lists that are not at hand; nil if all are.
    public var leavingWarning: String? {
        let missing = withoutLeavingList
        guard !missing.isEmpty else { return nil }
        let waiting = missing.filter { $0.standing.list == nil }.map(\.key.name)
        let lost = missing.filter { $0.standing.list != nil }.map { "\($0.key.name).leaving" }
        var parts: [String] = []
        if !lost.isEmpty {
            parts.append(
                "\(lost.joined(separator: ", ")) is not in the keys folder, or is another file than the keyring names; "
                    + "copy the whole keys folder from the steward again")
        }
        if !waiting.isEmpty {
            parts.append(
                "no leaving list is made for \(waiting.joined(separator: ", ")) yet; "
                    + "a reviewer makes it with firsthand-review keys leaving")
        }
        return parts.joined(separator: "; ") + ". Until then no story in which they spoke can go out"
    }

    /// The generation of letter keys that a survivor uses under this keyring: how many reviewers left.
    ///
    /// Whoever left knows the letter keys of the stories that they could open. A line is never taken out of a keyring, so
    /// this only grows.
    public var letterGeneration: UInt32 { UInt32(reviewers.filter { $0.standing != .active }.count) }
}
