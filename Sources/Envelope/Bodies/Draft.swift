/// A reviewer's unfinished work on a case: not a statement of the case, but kept beside them, signed and sealed as they are.
public struct Draft: StatementBody {
    /// What is worked on; each has a draft of its own.
    public enum Work: String, Sendable, CaseIterable {
        /// A text that is to be proposed.
        case text
        /// A letter to the writer.
        case letter
        /// A letter on paper that is typed under the code of its sheet.
        case sheet
        /// A letter on plain paper, which has no code yet.
        case plain
        /// More pages of a story that is here.
        case pages
        /// What is put right in words that were typed before.
        case correction
        /// The same letter, typed once more by somebody else.
        case entry
        /// A letter on paper to the team.
        case answer
        /// The short name by which the team calls the case.
        case name
    }

    public let work: Work
    /// Counts up with each saving of the same work by the same author: the highest is the one that stands.
    public let turn: UInt32
    /// The stories whose words it works on.
    public let stories: [Digest]
    /// The work, in the form that the desk gives it.
    public let content: [UInt8]

    public init(_ work: Work = .text, turn: UInt32, stories: [Digest], content: [UInt8]) {
        self.work = work
        self.turn = turn
        self.stories = Set(stories).sorted()
        self.content = content
    }

    public var kind: StatementKind { .draft }

    public var fields: [String: [UInt8]] {
        [
            "content": content, "stories": DigestList.encode(stories), "turn": turn.bigEndianBytes,
            "work": Array(work.rawValue.utf8),
        ]
    }

    public init?(_ record: Record) {
        guard let content = record["content"], let stories = record.digests("stories"),
            let turn = UInt32(bigEndian: record["turn"] ?? []), let work: Work = record.choice("work")
        else { return nil }
        self.init(work, turn: turn, stories: stories, content: content)
    }
}
