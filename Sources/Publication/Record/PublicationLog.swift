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

    /// Adds a line.
    ///
    /// - Parameter sign: the publisher's signature over a message.
    public mutating func add(
        _ act: PublicationRecord.Act, by publisher: SigningKey, on day: Day, sign: ([UInt8]) -> Signature
    ) {
        let record = PublicationRecord(publisher: publisher, day: day, before: last, act: act)
        lines.append("\(record.encoded.base64) \(sign(record.signedMessage).bytes.base64)")
        records.append(record)
    }

    /// The exports that went to a place under a use, oldest first.
    func exports(_ use: Use, _ place: String) -> [PublicationRecord.Published] {
        records.compactMap { record in
            guard case .published(let published) = record.act, published.use == use, published.place == place else {
                return nil
            }
            return published
        }
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
        records.reduce(into: [:]) { texts, record in
            guard case .published(let published) = record.act else { return }
            for copy in published.copies { texts[copy.id] = copy.manuscript }
        }
    }

    /// The uses under which something was published.
    public var uses: Set<Use> {
        Set(records.compactMap { if case .published(let published) = $0.act { published.use } else { nil } })
    }

    /// The public id of each story that was ever published, by the tag of its case.
    public var idsByTag: [[UInt8]: String] {
        records.reduce(into: [:]) { ids, record in
            guard case .published(let published) = record.act else { return }
            for copy in published.copies { ids[copy.tag] = copy.id }
        }
    }
}
