/// Who may open, sign and publish: a list that the steward signs (FORMAT §3).
public struct Keyring: Sendable, Equatable {
    /// Whether a key's statements count.
    public enum Standing: Sendable, Equatable {
        case active
        /// Left in good standing: what the leaving list of this digest names counts for ever, anything else never.
        ///
        /// A publisher's key and a backup key have no leaving list: nil.
        case retired(list: Digest?)
        /// Lost or stolen.
        ///
        /// As retired, and the leaving list says what must be approved again. Nil until one is made, and where there is none.
        case compromised(list: Digest?)

        init?(_ text: some StringProtocol) {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let list = parts.count == 2 ? Digest(hex: parts[1]) : nil
            guard parts.count == 1 || list != nil else { return nil }
            switch parts[0] {
            case "active" where list == nil: self = .active
            case "retired": self = .retired(list: list)
            case "compromised": self = .compromised(list: list)
            default: return nil
            }
        }

        var text: String {
            switch self {
            case .active: "active"
            case .retired(let list): "retired" + (list.map { ":\($0)" } ?? "")
            case .compromised(let list): "compromised" + (list.map { ":\($0)" } ?? "")
            }
        }

        /// The digest of the leaving list that says what of the key counts.
        public var list: Digest? {
            switch self {
            case .active: nil
            case .retired(let list), .compromised(let list): list
            }
        }

        /// A reviewer who leaves in good standing has a leaving list; nobody else ever has one.
        func fits(_ role: Role) -> Bool {
            switch self {
            case .active: true
            case .retired(let list): (role == .reviewer) == (list != nil)
            case .compromised(let list): role == .reviewer || list == nil
            }
        }
    }

    /// One key, its standing, and whose it is.
    public struct Member: Sendable, Equatable {
        public let key: PublicKey
        public let standing: Standing
        /// The name of the key that the same person had before; nil for somebody's first.
        public let follows: String?

        public init(key: PublicKey, standing: Standing, follows: String? = nil) {
            self.key = key
            self.standing = standing
            self.follows = follows
        }

        /// Reads a line; nil unless it is in its one form.
        init?(line: some StringProtocol) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 4 || parts.count == 6 && parts[4] == "follows",
                let role = Role(rawValue: String(parts[0])), role != .steward,
                let standing = Standing(parts[2]), standing.fits(role), let bytes = [UInt8](base64: parts[3]),
                let key = try? PublicKey(role: role, name: String(parts[1]), bytes: bytes)
            else { return nil }
            self.init(key: key, standing: standing, follows: parts.count == 6 ? String(parts[5]) : nil)
        }

        var line: String {
            "\(key.role.rawValue) \(key.name) \(standing.text) \(key.bytes.base64)"
                + (follows.map { " follows \($0)" } ?? "")
        }
    }

    public let serial: UInt32
    public let from: Day
    public let until: Day
    public let reviewers: [Member]
    public let publishers: [Member]
    /// Keys to which backups are sealed, and nothing else.
    public let backups: [Member]
    /// The person behind each reviewer's signing key.
    let people: [SigningKey: Person]
    /// The leaving lists at hand, by the signing key that left; no part of the text, whose digests name them.
    package private(set) var lists: [SigningKey: LeavingIndex] = [:]

    /// A keyring; members are put in order of name.
    public init(
        serial: UInt32, from: Day, until: Day, reviewers: [Member], publishers: [Member], backups: [Member] = []
    ) {
        func ordered(_ members: [Member]) -> [Member] { members.sorted { $0.key.name.utf8Precedes($1.key.name) } }
        self.serial = serial
        self.from = from
        self.until = until
        self.reviewers = ordered(reviewers)
        self.publishers = ordered(publishers)
        self.backups = ordered(backups)
        people = Self.people(reviewers)
    }

    /// A keyring of these lines, whatever their order and role.
    public init(serial: UInt32, from: Day, until: Day, members: [Member]) {
        func of(_ role: Role) -> [Member] { members.filter { $0.key.role == role } }
        self.init(
            serial: serial, from: from, until: until, reviewers: of(.reviewer), publishers: of(.publisher),
            backups: of(.backup))
    }

    /// Reads `keyring.txt` strictly.
    ///
    /// Whether anybody signed it is not asked here: see `Trust`.
    ///
    /// - Throws: `FormatError(.keyring)`.
    public init(unchecked text: String) throws(FormatError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", lines.count >= 4, lines[0] == "firsthand/keyring/v1",
            let serial = lines[1].value(of: "serial").flatMap({ UInt32($0) }), serial > 0,
            let from = lines[2].value(of: "from").flatMap({ Day($0) }),
            let until = lines[3].value(of: "until").flatMap({ Day($0) }), from < until
        else { throw FormatError(.keyring) }
        let read = lines.dropFirst(4).map { Member(line: $0) }
        let all = read.compactMap(\.self)
        self.init(serial: serial, from: from, until: until, members: all)
        // One encoding for one keyring, no name or key in two places, and no person with two successors or none first.
        guard all.count == read.count, self.text == text, Set(all.map(\.key.name)).count == all.count,
            Set(all.map(\.key.encryption)).count == all.count, Set(all.map(\.key.signing)).count == all.count,
            [self.reviewers, self.publishers, self.backups].allSatisfy(Self.areChains)
        else { throw FormatError(.keyring) }
    }

    /// The keyring with these leaving lists at hand; one that it does not name is passed over.
    public func with(lists: some Sequence<SignedLeavingList>) -> Keyring {
        var keyring = self
        for signed in lists {
            let member = reviewers.first { $0.key.bytes == signed.list.key && $0.standing.list == signed.digest }
            if let member { keyring.lists[member.key.signing] = LeavingIndex(signed.list) }
        }
        return keyring
    }

    /// The contents of `keyring.txt`.
    public var text: String {
        let head = "firsthand/keyring/v1\nserial \(serial)\nfrom \(from)\nuntil \(until)\n"
        return all.reduce(into: head) { $0 += $1.line + "\n" }
    }

    /// The digest by which a sealed body names the keyring in force.
    public var digest: Digest { Hash.digest("firsthand/keyring/v1", Array(text.utf8)) }

    /// The reviewers to whom a story is sealed.
    public var activeReviewers: [PublicKey] { reviewers.filter { $0.standing == .active }.map(\.key) }

    /// The publishers to whom an approved manuscript is opened.
    public var activePublishers: [PublicKey] { publishers.filter { $0.standing == .active }.map(\.key) }

    /// The keys to which a backup is sealed.
    public var activeBackups: [PublicKey] { backups.filter { $0.standing == .active }.map(\.key) }

    /// Every line, in the order of the file.
    public var all: [Member] { reviewers + publishers + backups }

    /// The lines of one role.
    public func members(_ role: Role) -> [Member] { all.filter { $0.key.role == role } }

    /// The reviewer who signs with `key`, whatever their standing.
    public func reviewer(signing key: SigningKey) -> Member? { reviewers.first { $0.key.signing == key } }
}
