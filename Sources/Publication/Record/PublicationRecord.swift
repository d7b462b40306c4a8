public import Envelope

/// A line of a publisher's own record: what went where, what was dealt with, which warning was overridden (FORMAT §8).
///
/// The record is kept by the publisher and never in a vault: a vault would then tell which case came out on which day,
/// and the list of places must outlive the case when a survivor withdraws.
public struct PublicationRecord: Sendable, Equatable {
    /// A story in an export.
    public struct Copy: Sendable, Equatable {
        /// The story's public name.
        public let id: String
        /// What the manifest calls its text.
        public let manuscript: Digest
        /// 16 bytes by which the publisher's key, and nothing else, finds the case.
        public let tag: [UInt8]

        public init(id: String, manuscript: Digest, tag: [UInt8]) {
            self.id = id
            self.manuscript = manuscript
            self.tag = tag
        }
    }

    /// An export, as it was written.
    public struct Published: Sendable, Equatable {
        public let use: Use
        public let place: String
        /// The SHA-256 of its `SHA256SUMS`.
        public let digest: Digest
        public let formats: [Format]
        /// Ascending by id.
        public let copies: [Copy]
        public let tombstones: [Tombstone]

        public init(
            use: Use, place: String, digest: Digest, formats: [Format], copies: [Copy], tombstones: [Tombstone]
        ) {
            self.use = use
            self.place = place
            self.digest = digest
            self.formats = formats.sorted()
            self.copies = copies.sorted { $0.id.utf8Precedes($1.id) }
            self.tombstones = tombstones.sorted { $0.id.utf8Precedes($1.id) }
        }
    }

    /// Somebody saw to a copy: it is gone, or it has the new text.
    public struct Settled: Sendable, Equatable {
        /// What was done there.
        public let task: ToDo.Task
        public let id: String
        public let use: Use
        public let place: String
        /// What the manifest called the text of the copy.
        public let manuscript: Digest

        public init(_ task: ToDo.Task, id: String, use: Use, place: String, manuscript: Digest) {
            self.task = task
            self.id = id
            self.use = use
            self.place = place
            self.manuscript = manuscript
        }
    }

    /// A warning was looked at, and the story goes out in spite of it.
    public struct Overridden: Sendable, Equatable {
        public let id: String
        public let manuscript: Digest
        public let warning: Digest
        public let reason: String

        public init(id: String, manuscript: Digest, warning: Digest, reason: String) {
            self.id = id
            self.manuscript = manuscript
            self.warning = warning
            self.reason = reason
        }
    }

    /// What a line says.
    public enum Act: Sendable, Equatable {
        case published(Published)
        case retracted(Settled)
        case overridden(Overridden)
        /// An export was recorded and never reached its place; named by the digest of its line.
        case dropped(Digest)
    }

    public let publisher: SigningKey
    public let day: Day
    /// The digest of the line before; nil in the first.
    public let before: Digest?
    public let act: Act

    public init(publisher: SigningKey, day: Day, before: Digest?, act: Act) {
        self.publisher = publisher
        self.day = day
        self.before = before
        self.act = act
    }

    /// The digest by which the next line names this one.
    public var digest: Digest { Hash.digest("firsthand/publication/v1", encoded) }

    /// What the signature covers.
    public var signedMessage: [UInt8] { PreAuthentication.encoding(encoded, type: "firsthand/publication/v1") }
}
