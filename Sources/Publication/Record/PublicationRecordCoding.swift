import Envelope
import Ledger

extension PublicationRecord {
    /// The bytes that are signed.
    public var encoded: [UInt8] { Record(fields).encoded }

    private var fields: [String: [UInt8]] {
        let number = day.number
        var fields: [String: [UInt8]] = [
            "before": before?.bytes ?? [], "day": (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) },
            "publisher": publisher.bytes, "version": Array("1".utf8),
        ]
        switch act {
        case .published(let published):
            fields["kind"] = Array("published".utf8)
            fields["copies"] = published.copies.flatMap { Self.bytes(of: $0.id) + $0.manuscript.bytes + $0.tag }
            fields["digest"] = published.digest.bytes
            fields["formats"] = Array(published.formats.map(\.rawValue).joined(separator: "\n").utf8)
            fields["place"] = Array(published.place.utf8)
            fields["tombstones"] = Array(
                published.tombstones.map { "\($0.id) \($0.month)" }.joined(separator: "\n").utf8)
            fields["use"] = Array(published.use.rawValue.utf8)
        case .retracted(let settled):
            fields["kind"] = Array("retracted".utf8)
            fields["manuscript"] = settled.manuscript.bytes
            fields["place"] = Array(settled.place.utf8)
            fields["story"] = Array(settled.id.utf8)
            fields["task"] = Array(settled.task.rawValue.utf8)
            fields["use"] = Array(settled.use.rawValue.utf8)
        case .overridden(let overridden):
            fields["kind"] = Array("overridden".utf8)
            fields["manuscript"] = overridden.manuscript.bytes
            fields["reason"] = Array(overridden.reason.utf8)
            fields["story"] = Array(overridden.id.utf8)
            fields["warning"] = overridden.warning.bytes
        case .dropped(let line):
            fields["kind"] = Array("dropped".utf8)
            fields["line"] = line.bytes
        }
        return fields
    }

    private static let names: [String: Set<String>] = [
        "published": ["copies", "digest", "formats", "place", "tombstones", "use"],
        "retracted": ["manuscript", "place", "story", "task", "use"],
        "overridden": ["manuscript", "reason", "story", "warning"],
        "dropped": ["line"],
    ]

    /// Reads a line's record strictly; nil for anything that would not be written back the same.
    public init?(_ bytes: [UInt8]) {
        guard let layout = try? RecordLayout(bytes.span),
            let kind = layout.ranges.first(where: { $0.name == "kind" }).map({ Array(bytes[$0.range]) }),
            let own = Self.names[String(decoding: kind, as: UTF8.self)],
            let record = try? Record(
                bytes, names: own.union(["before", "day", "kind", "publisher", "version"]), code: .record),
            record["version"] == Array("1".utf8), let publisher = SigningKey(record["publisher"] ?? []),
            let dayBytes = record["day"], dayBytes.count == 4, let before = record["before"],
            before.isEmpty || before.count == Digest.length, let act = Self.act(record)
        else { return nil }
        let number = dayBytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        self.init(publisher: publisher, day: Day(number: number), before: Digest(before), act: act)
        guard encoded == bytes else { return nil }
    }

    private static func act(_ record: Record) -> Act? {
        switch text(record["kind"]) {
        case "published":
            guard let use = text(record["use"]).flatMap(Use.init(rawValue:)), let place = text(record["place"]),
                PublicationExport.isPlace(place), let digest = Digest(record["digest"] ?? []),
                let copies = copies(record["copies"] ?? []), let formats = lines(record["formats"]),
                let graves = lines(record["tombstones"])
            else { return nil }
            let tombstones = graves.compactMap { line -> Tombstone? in
                let parts = line.split(separator: " ").map(String.init)
                return parts.count == 2 ? Tombstone(id: parts[0], month: parts[1]) : nil
            }
            let known = formats.compactMap { Format(rawValue: $0) }
            guard tombstones.count == graves.count, known.count == formats.count else { return nil }
            return .published(
                Published(
                    use: use, place: place, digest: digest, formats: known, copies: copies, tombstones: tombstones))
        case "retracted":
            guard let use = text(record["use"]).flatMap(Use.init(rawValue:)), let place = text(record["place"]),
                PublicationExport.isPlace(place), let id = story(record),
                let task = text(record["task"]).flatMap(ToDo.Task.init(rawValue:)),
                let manuscript = Digest(record["manuscript"] ?? [])
            else { return nil }
            return .retracted(Settled(task, id: id, use: use, place: place, manuscript: manuscript))
        case "overridden":
            guard let id = story(record), let manuscript = Digest(record["manuscript"] ?? []),
                let warning = Digest(record["warning"] ?? []), let reason = text(record["reason"])
            else { return nil }
            return .overridden(Overridden(id: id, manuscript: manuscript, warning: warning, reason: reason))
        case "dropped": return Digest(record["line"] ?? []).map { .dropped($0) }
        default: return nil
        }
    }

    private static func copies(_ bytes: [UInt8]) -> [Copy]? {
        let length = 8 + Digest.length + 16
        guard bytes.count.isMultiple(of: length) else { return nil }
        return stride(from: 0, to: bytes.count, by: length).map { start in
            Copy(
                id: Array(bytes[start..<(start + 8)]).hex,
                manuscript: Digest(unchecked: Array(bytes[(start + 8)..<(start + 40)])),
                tag: Array(bytes[(start + 40)..<(start + 56)]))
        }
    }

    private static func story(_ record: Record) -> String? {
        text(record["story"]).flatMap { ApprovedStory.isID($0) ? $0 : nil }
    }

    private static func text(_ bytes: [UInt8]?) -> String? { bytes.flatMap { String(validating: $0, as: UTF8.self) } }

    private static func lines(_ bytes: [UInt8]?) -> [String]? {
        text(bytes).map { $0.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }
    }

    /// The 8 bytes of a public id.
    private static func bytes(of id: String) -> [UInt8] {
        let digits = Array(id.utf8).map { UInt8($0 < 0x40 ? $0 - 0x30 : $0 - 0x57) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
