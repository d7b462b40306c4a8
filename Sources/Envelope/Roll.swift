/// Every statement that a desk had on a day, of every case, signed by its reviewer (FORMAT §6.6).
///
/// Its digest as words is kept on paper: whoever thins out a vault cannot make another list that has the same words.
public struct Roll: Sendable, Equatable {
    /// How many words stand for a roll: 144 bits, so that no two lists with the same words can be found.
    public static let wordCount = 12

    /// One statement of a case.
    public struct Line: Sendable, Hashable, Comparable {
        public let caseID: CaseID
        public let statement: Digest

        public init(caseID: CaseID, statement: Digest) {
            self.caseID = caseID
            self.statement = statement
        }

        public static func < (left: Line, right: Line) -> Bool {
            (left.caseID, left.statement) < (right.caseID, right.statement)
        }
    }

    public let day: Day
    public let author: SigningKey
    /// Ascending.
    public let lines: [Line]
    public let signature: Signature

    /// Signs a roll of these statements.
    public init(_ lines: some Sequence<Line>, day: Day, by signer: borrowing some StatementSigner & ~Copyable) {
        let lines = Set(lines).sorted()
        self.day = day
        self.author = signer.signingKey
        self.lines = lines
        signature = signer.sign(Self.message(Self.list(day: day, author: signer.signingKey, lines)))
    }

    /// Reads a roll strictly.
    ///
    /// - Throws: `FormatError(.roll)` unless it is one in its one form, signed by the key that it names.
    public init(_ text: String) throws(FormatError) {
        var rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard rows.popLast() == "", rows.count >= 4, rows[0] == "firsthand/roll/v1",
            let day = rows[1].value(of: "day").flatMap({ Day($0) }),
            let author = rows[2].value(of: "by").flatMap({ [UInt8](base64: $0) }).flatMap({ SigningKey($0) }),
            let last = rows.popLast(),
            let signature = last.value(of: "signature").flatMap({ [UInt8](base64: $0) }).flatMap({ Signature($0) })
        else { throw FormatError(.roll) }
        var lines: [Line] = []
        for row in rows.dropFirst(3) {
            let parts = row.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2, let caseID = CaseID(hex: parts[0]), let digest = Digest(hex: parts[1]) else {
                throw FormatError(.roll)
            }
            lines.append(Line(caseID: caseID, statement: digest))
        }
        (self.day, self.author, self.lines, self.signature) = (day, author, lines, signature)
        guard zip(lines, lines.dropFirst()).allSatisfy({ $0 < $1 }), self.text == text,
            author.verifies(signature, over: Self.message(list))
        else { throw FormatError(.roll) }
    }

    /// The file: the list, and the signature as its last line.
    public var text: String { list + "signature \(signature.bytes.base64)\n" }

    /// The digest of the list.
    public var digest: Digest { Hash.digest("firsthand/roll/v1", Array(list.utf8)) }

    /// The first 144 bits of the digest in words of a list of 4,096.
    public func words(in list: [String]) -> [String] {
        TwelveBits.symbols(digest.bytes.span, count: Self.wordCount).map { list[Int($0)] }
    }

    private var list: String { Self.list(day: day, author: author, lines) }

    private static func list(day: Day, author: SigningKey, _ lines: [Line]) -> String {
        let head = "firsthand/roll/v1\nday \(day)\nby \(author.bytes.base64)\n"
        return lines.reduce(into: head) { $0 += "\($1.caseID.hex) \($1.statement.hex)\n" }
    }

    /// What the signature covers.
    private static func message(_ list: String) -> [UInt8] {
        PreAuthentication.encoding(Array(list.utf8), type: "firsthand/roll/v1")
    }
}

/// Bits twelve at a time, as the words of a list of 4,096 carry them (FORMAT §5, §6.6).
public enum TwelveBits {
    /// The first `count` symbols of `bytes`, first bit first.
    ///
    /// - Precondition: there are at least 12 × `count` bits, and a whole byte for the last.
    public static func symbols(_ bytes: Span<UInt8>, count: Int) -> [UInt16] {
        (0..<count).map { index in
            let byte = index * 12 / 8
            return index.isMultiple(of: 2)
                ? UInt16(bytes[byte]) << 4 | UInt16(bytes[byte + 1] >> 4)
                : UInt16(bytes[byte] & 15) << 8 | UInt16(bytes[byte + 1])
        }
    }
}
