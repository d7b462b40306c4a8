public import Envelope

/// A publisher's record: signed lines, each naming the one before, so that none can be taken out of the middle.
public struct PublicationLog: Sendable {
    public private(set) var records: [PublicationRecord] = []
    private var lines: [String] = []

    /// An empty record.
    public init() {}

    /// Reads a record; nil if a line is not in its form, not signed by one of `publishers`, or does not name the one
    /// before it.
    public init?(_ text: String, publishers: Set<SigningKey>) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let bytes = [UInt8](base64: parts[0]), let record = PublicationRecord(bytes),
                let signature = [UInt8](base64: parts[1]).flatMap({ Signature($0) }),
                publishers.contains(record.publisher),
                record.before == last, record.publisher.verifies(signature, over: record.signedMessage)
            else { return nil }
            records.append(record)
            lines.append(String(line))
        }
        guard self.text == text else { return nil }
    }

    /// The whole record, a line each.
    public var text: String { lines.map { $0 + "\n" }.joined() }

    /// The digest that the next line must name.
    public var last: Digest? { records.last?.digest }

    /// Adds a line, and gives its digest.
    ///
    /// - Parameters:
    ///   - act: what the line records, such as an export or a warning that was overridden.
    ///   - publisher: the public key that the signature is checked with.
    ///   - day: the day that the line names.
    ///   - sign: gives the publisher's signature over a message.
    @discardableResult
    public mutating func add(
        _ act: PublicationRecord.Act, by publisher: SigningKey, on day: Day, sign: ([UInt8]) -> Signature
    ) -> Digest {
        let record = PublicationRecord(publisher: publisher, day: day, before: last, act: act)
        lines.append("\(record.encoded.base64) \(sign(record.signedMessage).bytes.base64)")
        records.append(record)
        return record.digest
    }

    /// The lines without the exports that never reached their place.
    var kept: [PublicationRecord] {
        let dropped = records.reduce(into: Set<Digest>()) { dropped, record in
            if case .dropped(let line) = record.act { dropped.insert(line) }
        }
        return dropped.isEmpty ? records : records.filter { !dropped.contains($0.digest) }
    }

    private var exports: [PublicationRecord.Published] {
        kept.compactMap { if case .published(let published) = $0.act { published } else { nil } }
    }

    /// The exports that went to a place under a use, oldest first.
    func exports(_ use: Use, _ place: String) -> [PublicationRecord.Published] {
        exports.filter { $0.use == use && $0.place == place }
    }

    /// The reasons for which a warning about one text was overridden; nil if it was not.
    public func override(of warning: Digest, id: String, manuscript: Digest) -> String? {
        records.compactMap { record -> String? in
            guard case .overridden(let overridden) = record.act, overridden.id == id, overridden.warning == warning,
                overridden.manuscript == manuscript
            else { return nil }
            return overridden.reason
        }.last
    }

    /// What the manifest called each story's text when it was last published anywhere.
    public var published: [String: Digest] {
        exports.flatMap(\.copies).reduce(into: [:]) { $0[$1.id] = $1.manuscript }
    }

    /// The uses under which something was published.
    public var uses: Set<Use> { Set(exports.map(\.use)) }

    /// The public id of each story that was ever published, by the tag of its case.
    public var idsByTag: [[UInt8]: String] { exports.flatMap(\.copies).reduce(into: [:]) { $0[$1.tag] = $1.id } }
}
