public import Envelope
public import Files

/// What the web form offers, and how much it takes (`form.yaml`).
public struct FormPolicy: Sendable {
    /// The most Unicode scalars that a story may have.
    ///
    /// The size classes are made for it: policy can lower it only.
    static let maximumStoryLimit = 100_000
    /// The most bytes that a form's body may have: 1.3 MiB.
    ///
    /// Policy can lower it only.
    static let maximumBodyLimit = 1_363_149

    /// The languages that pages are served in; the first is shown to those who ask for none of them.
    public let languages: [String]
    /// The languages that reviewers read; a story in any other is taken in too.
    public let reviewerLanguages: [String]
    /// The most Unicode scalars of a story, after CRLF became LF.
    public let storyLimit: Int
    /// The most bytes of a form's body.
    public let bodyLimit: Int
    /// Where "leave this page" leads: an https address of a page that nobody would ask about.
    public let leaveTo: String
    /// The notes that a survivor can add for readers, in this order; the words for each stand in the language files.
    public let contentNotes: [String]
    /// Whether the form asks if someone is under 18; nobody has to say.
    public let asksAge: Bool
    /// Who answers for the pages; nil until somebody wrote it down: see `answeredOrganization`.
    public var organization: Organization? { try? answers.get() }
    private let answers: Result<Organization, PolicyError>
    /// Where letters come in, in each language of `languages`, by the lines of an envelope; nil if none are taken in.
    public let mailAddress: [String: [String]]?
    /// Where the pages are found, for those who hold a paper form; nil if it is not to be printed.
    public let webAddress: String?
    /// The digest of the file.
    public let digest: Digest

    /// Reads the bytes of a file that errors call `name`.
    ///
    /// - Throws: `PolicyError`.
    public init(_ bytes: [UInt8], name: String = "form.yaml") throws(PolicyError) {
        try self.init(PolicyFile(bytes: bytes, name: name))
    }

    init(_ file: PolicyFile) throws(PolicyError) {
        let reader = try file.section(keys: [
            "languages", "reviewer-languages", "story-limit", "body-limit", "leave-to", "content-notes",
            "ask-under-18", "mail-address", "web-address", "organization", "contact", "reporting", "backups",
        ])
        let codes = "language codes such as [en, es]"
        languages = try reader.list("languages", codes, where: Wording.isLanguageCode)
        reviewerLanguages = try reader.list("reviewer-languages", codes, where: Wording.isLanguageCode)
        storyLimit = try reader.wholeNumber("story-limit", 1_000...Self.maximumStoryLimit)
        bodyLimit = try reader.wholeNumber("body-limit", Self.bodyNeeded(by: storyLimit)...Self.maximumBodyLimit)
        leaveTo = try reader.text(
            "leave-to", "an https address, such as https://www.bbc.com/weather", where: Wording.isWebAddress)
        contentNotes = try reader.list(
            "content-notes", "names of notes: lower-case letters and hyphens, at most 24; [] for none",
            mayBeEmpty: true,
            where: Self.isNote)
        asksAge = try reader.yesOrNo("ask-under-18")
        mailAddress = reader.has("mail-address") ? try Self.mailAddress(reader, languages) : nil
        webAddress =
            reader.has("web-address")
            ? try reader.text(
                "web-address", "an https address, or the http address of an onion service",
                where: Wording.isSiteAddress) : nil
        digest = file.digest
        answers = try Self.answers(reader, languages)
    }

    /// Who answers for the pages.
    ///
    /// There is no default: no page may claim what the organization did not say of itself.
    /// - Throws: a `Refusal` that names the first answer that is missing, with its file and line.
    public func answeredOrganization() throws(Refusal) -> Organization {
        do { return try answers.get() } catch {
            throw Refusal(
                .configuration, error.description,
                hint: "the four answers at the end of that file have no default, since only you can give them; write "
                    + "each in every language of the pages")
        }
    }

    /// Only what is missing may wait, since the desks and the publishers work without it; what is wrong is refused by all.
    private static func answers(
        _ reader: PolicyReader, _ languages: [String]
    ) throws(PolicyError) -> Result<Organization, PolicyError> {
        do throws(PolicyError) { return .success(try Organization(reader, languages)) } catch {
            guard error.code == .missingKey || error.code == .missingValue else { throw error }
            return .failure(error)
        }
    }

    /// An envelope has room for so many lines, and the paper form for so long ones.
    private static func mailAddress(
        _ reader: PolicyReader, _ languages: [String]
    ) throws(PolicyError) -> [String: [String]] {
        let section = try reader.section("mail-address", keys: languages)
        var addresses: [String: [String]] = [:]
        for language in languages {
            let lines = try section.list(language, "2 to 5 lines of 1 to 32 characters") {
                Wording.isLine($0, maximum: 32)
            }
            guard (2...5).contains(lines.count) else {
                throw section.refusal(language, "must be a list of 2 to 5 lines, as on an envelope")
            }
            addresses[language] = lines
        }
        return addresses
    }

    /// It becomes part of a field's name, of a key of the texts and of a list in a record.
    private static func isNote(_ text: String) -> Bool {
        (1...24).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// A scalar takes at most four bytes, each percent-encoded as three; the other answers fit in 64 KiB.
    private static func bodyNeeded(by storyLimit: Int) -> Int { storyLimit * 12 + 65_536 }
}

/// Who answers for the pages: the four answers of `form.yaml` that have no default.
public struct Organization: Sendable {
    /// Its name, in each language of the pages.
    public let name: [String: String]
    /// A paragraph about it, for the start page.
    public let about: [String: String]
    /// How to reach it without this site, for those who lost the code or cannot come back.
    public let contact: [String: String]
    /// Whether the law makes its readers report what they read, in its own words.
    public let reporting: [String: String]
    /// The day on which a lawyer was asked about that.
    public let lawyerAsked: Day
    /// For how many days backups are kept; nil if none are made.
    public let backupDays: Int?

    /// The most characters of the name, of what is said about it, of the way to reach it, and of what is said about reporting.
    public enum Longest {
        public static let name = 80
        public static let about = 600
        public static let contact = 300
        public static let reporting = 200
    }
    /// The most days that backups may be kept.
    private static let mostBackupDays = 90

    /// Whether words can stand on a page: 1 to `maximum` characters, on one line.
    public static func isLine(_ text: String, maximum: Int) -> Bool { Wording.isLine(text, maximum: maximum) }

    /// Whether this says how long backups are kept.
    public static func isBackups(_ text: String) -> Bool {
        text == "none" || Int(text).map { (1...mostBackupDays).contains($0) } == true
    }

    init(_ reader: PolicyReader, _ languages: [String]) throws(PolicyError) {
        let organization = try reader.section("organization", keys: ["name", "about"])
        name = try organization.words(
            "name", languages, "the name of your organization", maximum: Longest.name)
        about = try organization.words(
            "about", languages, "who you are and what you do, in plain words", maximum: Longest.about)
        contact = try reader.words(
            "contact", languages, "a way to reach you without this site", maximum: Longest.contact)
        let reporting = try reader.section("reporting", keys: ["words", "lawyer-asked"])
        self.reporting = try reporting.words(
            "words", languages, "whether your readers must by law report what they read, as a lawyer told you",
            maximum: Longest.reporting)
        let day = try reporting.text("lawyer-asked", "the day on which you asked a lawyer, such as 2026-11-29") {
            Day($0) != nil
        }
        // The check above passed, so the second reading gives the same.
        lawyerAsked = Day(day) ?? .today
        let backups = try reader.text(
            "backups", "the days that backups are kept, from 1 to \(Self.mostBackupDays), or none",
            where: Self.isBackups)
        backupDays = Int(backups)
    }
}
