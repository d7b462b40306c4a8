/// A reviewer takes back what was published of a story.
///
/// Nothing of the case is published any more, and what was is taken down, until a text that was proposed by someone who
/// had seen this is approved.
public struct Retraction: StatementBody {
    public let reason: String
    public init(reason: String) { self.reason = reason }
    public var kind: StatementKind { .retracted }
    public var fields: [String: [UInt8]] { ["reason": Array(reason.utf8)] }

    public init?(_ record: Record) {
        guard let reason = record.text("reason") else { return nil }
        self.init(reason: reason)
    }
}
