/// What a publisher's report says in the clear: whose it is, and which of theirs (FORMAT §9.4).
public struct ReportHeader: Sendable, Equatable {
    public let publisher: SigningKey
    /// Counts the publisher's reports: the highest is the one that stands.
    public let number: UInt32
    public let body: Digest

    public init(publisher: SigningKey, number: UInt32, body: Digest) {
        (self.publisher, self.number, self.body) = (publisher, number, body)
    }

    /// Reads a header strictly.
    ///
    /// - Throws: `FormatError(.report)`.
    public init(_ bytes: [UInt8]) throws(FormatError) {
        let record = try Record(bytes, names: ["body", "number", "publisher", "version"], code: .report)
        guard record["version"] == Array("1".utf8), let publisher = SigningKey(record["publisher"] ?? []),
            let number = UInt32(bigEndian: record["number"] ?? []), number > 0,
            let body = Digest(record["body"] ?? [])
        else { throw FormatError(.report) }
        self.init(publisher: publisher, number: number, body: body)
    }

    /// The bytes that are signed and stored.
    public var encoded: [UInt8] {
        Record([
            "body": body.bytes, "number": number.bigEndianBytes, "publisher": publisher.bytes,
            "version": Array("1".utf8),
        ]).encoded
    }

    /// What the signature covers.
    public var signedMessage: [UInt8] { PreAuthentication.encoding(encoded, type: "firsthand/report/v1") }

    /// What a report's body is sealed under in place of a case: the same for each of a publisher's, and no case's.
    public var place: CaseID {
        CaseID(unchecked: Array(Hash.digest("firsthand/report/v1", publisher.bytes).bytes.prefix(CaseID.length)))
    }
}

/// What a publisher tells the desks, as it is stored and carried: of one size, whatever it says.
///
/// It is no statement of a case: a publisher's signature in a case would tell whoever holds a copy of the vault which story
/// came out.
public struct Report: Sendable, Equatable {
    /// The one size that a report's body has.
    public static let size = SizeClass.sixtyFourKiB

    public let header: ReportHeader
    public let signature: Signature
    public let body: Sealed

    /// Puts a report together; nil if the body is not of the one size, or has what no report's has.
    public init?(header: ReportHeader, signature: Signature, body: Sealed) {
        guard body.header.size == Self.size, body.header.caseID == header.place, body.header.share == .alone,
            body.letterSlot == nil
        else { return nil }
        (self.header, self.signature, self.body) = (header, signature, body)
    }

    /// Whether the signature is the publisher's; it says nothing of whether they count.
    public var isSigned: Bool { header.publisher.verifies(signature, over: header.signedMessage) }

    /// The same report for other readers.
    public func with(slots: [Sealed.Slot]) -> Report {
        Report(unchecked: header, signature, body.with(slots: slots))
    }

    private init(unchecked header: ReportHeader, _ signature: Signature, _ body: Sealed) {
        (self.header, self.signature, self.body) = (header, signature, body)
    }
}
