@testable import Envelope

/// The bodies of statements, unsealed (FORMAT §6.2, §6.3).
enum BodyVectors {
    static let folder = "body"
    private static let salt = [UInt8](repeating: 5, count: 32)
    private static let digests = StatementVectors.seen
    private static let policy = Digest(unchecked: [UInt8](repeating: 4, count: 32))

    static let consent = Consent(
        uses: [.website, .print], until: Day(number: 21_000), credit: "R.", edits: .shorten, showFirst: true,
        holds: [.openCase, .underEighteen], policy: policy)
    private static let manuscript = Manuscript(
        title: "Six years", text: "He took my phone.\nOne night I took the car. 🕊", language: "en",
        contentNotes: ["partner violence", "prison"], credit: "R.")

    /// One for each use.
    private static let places = Use.allCases.enumerated().map { index, use in
        Publication(
            use: use, since: Month(number: 680 + UInt16(index)),
            takenBack: index.isMultiple(of: 2) ? nil : Month(number: 690))
    }
    private static let copies = places.prefix(2).flatMap { place in
        [UInt8(9), 2].map {
            PublicationReport.Copy(
                caseID: CaseID(unchecked: [UInt8](repeating: $0, count: CaseID.length)), publication: place)
        }
    }

    static func make() -> [Vector] {
        let good: [(String, any StatementBody)] = [
            ("consent", consent), ("consent-least", Consent(uses: [], policy: policy)),
            ("consent-mail", Consent(uses: [.print], policy: policy, channel: .mail)),
            ("letter", Letter(answers: digests[0], language: "es", text: "¿Cómo está? 🕊")),
            ("letter-first", Letter(language: "en", text: "Hello.")), ("notice", Notice(stage: .opened)),
            ("notice-set-aside", Notice(stage: .setAside, about: digests[0])),
            (
                "notice-approved",
                Notice(
                    stage: .approved,
                    review: ReviewDays(
                        proposed: Day(number: 20_000), approvals: [Day(number: 20_001), Day(number: 20_001)]))
            ),
            ("notice-published", Notice(places: places)),
            (
                "notice-retracted",
                Notice(places: [
                    Publication(use: .court, since: Month(number: 680), takenBack: Month(number: 680))
                ])
            ),
            ("report", PublicationReport(copies: copies)), ("report-nothing", PublicationReport(copies: [])),
            ("consent-replaces", Consent(uses: Set(Use.allCases), policy: policy, replaces: digests)),
            ("proposed", Proposal(manuscript: manuscript, consent: digests, policy: policy)),
            ("approved", approval(key: nil)), ("approved-with-key", approval(key: [UInt8](repeating: 8, count: 32))),
            ("declined", Decline(proposal: digests[0], reason: "not ours to tell")),
            ("declined-case", Decline(proposal: nil, reason: "")), ("held", HoldPlaced(reason: "a court date")),
            ("released", HoldReleased(hold: digests[0], reason: "the case is over")),
            (
                "signed-off",
                SignOff(
                    proposal: digests[0], manuscript: digests[1], consent: [digests[0]], answer: .agreed)
            ),
            ("withdrawn", Withdrawal(reason: "by letter")), ("checkpoint", Checkpoint(statements: digests)),
            ("retracted", Retraction(reason: "it named the town")),
            ("claimed", Claim(isTaken: true)), ("claimed-back", Claim(isTaken: false)),
            ("recused", Recusal(reason: "I know her")), ("recused-unsaid", Recusal(reason: "")),
            ("safety", SafetyMark(isWorried: true, reason: "he is out on Friday")),
            ("safety-off", SafetyMark(isWorried: false, reason: "she wrote")),
            ("transcribed", Transcription(story: digests[0])),
            ("transcribed-again", Transcription(story: digests[0], replaces: [digests[1]])),
            (
                "slip",
                ReturnedSlip(proposal: digests[0], manuscript: digests[1], consent: [digests[0]], answer: .agreed)
            ),
            ("slip-words", SlipWords(slip: digests[0], words: "Not the name of the street.")),
            (
                "overridden",
                WarningOverridden(
                    manuscript: digests[0], warning: digests[1], reason: "half the county has that charge")
            ),
            ("letter-key", FreshLetterKey(key: [UInt8](repeating: 9, count: 32), generation: 2)),
            ("draft", Draft(turn: 3, stories: digests, content: words("the work"))),
            ("draft-sheet", Draft(.sheet, turn: 1, stories: [], content: words("It was late.\nThe do"))),
        ]
        return good.map { name, body in
            let bytes = salt + body.record.encoded
            let fields = [
                ("expect", "reads"), ("comment", "a \(body.kind.rawValue)"), ("kind", body.kind.rawValue),
                ("digest", Hash.digest("firsthand/body/v1", bytes).hex),
            ]
            return Vector(folder, "good-\(name)", fields, body: bytes)
        } + flawed()
    }

    private static func words(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func approval(key: [UInt8]?) -> Approval {
        Approval(proposal: digests[0], manuscript: digests[1], consent: digests, policy: policy, manuscriptKey: key)
    }

    /// A good body of a kind with one field changed.
    private static func with(_ body: some StatementBody, _ name: String, _ value: [UInt8]) -> [UInt8] {
        var fields = body.fields
        fields[name] = value
        fields["kind"] = Array(body.kind.rawValue.utf8)
        return Record(fields).encoded
    }

    private static func flawed() -> [Vector] {
        let proposal = Proposal(manuscript: manuscript, consent: [], policy: policy)
        let signOff = SignOff(
            proposal: digests[0], manuscript: digests[1], consent: [], answer: .changes)
        let letter = Letter(language: "en", text: "Hello.")
        let parts = Record.fields(of: manuscript.encoded)
        func spoiled(_ name: String, _ value: [UInt8]) -> [UInt8] {
            with(proposal, "manuscript", Record(parts.merging([name: value]) { $1 }).encoded)
        }
        let unsorted = digests[1].bytes + digests[0].bytes
        let flaws: [(String, String, [UInt8])] = [
            ("consent-unknown-channel", "a channel that does not exist", with(consent, "channel", words("phone"))),
            ("claimed-maybe", "neither yes nor no", with(Claim(isTaken: true), "taken", words("maybe"))),
            (
                "safety-worried", "neither yes nor no",
                with(SafetyMark(isWorried: true, reason: ""), "worried", words("YES"))
            ),
            (
                "transcribed-itself", "a story that takes its own place",
                with(Transcription(story: digests[0]), "replaces", digests[0].bytes)
            ),
            (
                "slip-unknown-answer", "an answer that does not exist",
                with(
                    ReturnedSlip(proposal: digests[0], manuscript: digests[1], consent: [], answer: .agreed), "answer",
                    words("maybe"))
            ),
            (
                "overridden-unsaid", "no reason",
                with(
                    WarningOverridden(manuscript: digests[0], warning: digests[1], reason: "r"), "reason", [])
            ),
            (
                "slip-words-none", "no words",
                with(SlipWords(slip: digests[0], words: "Yes."), "words", [])
            ),
            (
                "draft-unknown-work", "a work that does not exist",
                with(Draft(turn: 1, stories: [], content: []), "work", words("poem"))
            ),
            ("draft-turn", "a turn of 3 bytes", with(Draft(turn: 1, stories: [], content: []), "turn", [0, 0, 1])),
            ("consent-unknown-use", "a use that does not exist", with(consent, "uses", words("tv"))),
            ("consent-uses-unsorted", "website before print", with(consent, "uses", words("website\nprint"))),
            ("consent-use-twice", "print twice", with(consent, "uses", words("print\nprint"))),
            ("consent-uses-end", "a line end after the last word", with(consent, "uses", words("print\n"))),
            ("consent-unknown-edits", "an edit level that does not exist", with(consent, "edits", words("all"))),
            ("consent-unknown-hold", "a hold that does not exist", with(consent, "holds", words("rain"))),
            ("consent-show-first", "neither yes nor no", with(consent, "show-first", words("Yes"))),
            ("consent-until-cut", "a day of 3 bytes", with(consent, "until", [0, 1, 2])),
            ("consent-policy-empty", "no policy", with(consent, "policy", [])),
            ("consent-replaces-unsorted", "digests in descending order", with(consent, "replaces", unsorted)),
            ("consent-credit-bytes", "a credit that is not UTF-8", with(consent, "credit", [0xC3, 0x28])),
            ("manuscript-unknown-field", "one field more", spoiled("names", [])),
            ("manuscript-bytes", "a text that is not UTF-8", spoiled("text", [0xED, 0xA0, 0x80])),
            ("manuscript-notes-unsorted", "notes out of order", spoiled("content-notes", words("b\na"))),
            ("manuscript-empty", "no record where one must stand", with(proposal, "manuscript", [])),
            (
                "approved-key-short", "a data key of 31 bytes",
                with(approval(key: nil), "manuscript-key", [UInt8](repeating: 8, count: 31))
            ),
            ("approved-no-proposal", "an empty digest", with(approval(key: nil), "proposal", [])),
            (
                "declined-proposal-cut", "a digest of 31 bytes",
                with(Decline(proposal: nil, reason: ""), "proposal", Array(digests[0].bytes.dropLast()))
            ),
            ("signed-off-unknown-answer", "an answer that does not exist", with(signOff, "answer", words("maybe"))),
            ("signed-off-words", "words that publishers would open", with(signOff, "words", words("No."))),
            (
                "checkpoint-unsorted", "digests in descending order",
                with(Checkpoint(statements: []), "statements", unsorted)
            ),
            (
                "letter-key-first", "a key without a generation",
                with(FreshLetterKey(key: [], generation: 1), "letter-key", [UInt8](repeating: 9, count: 32))
            ),
            (
                "letter-key-generation-0", "generation 0 with its number",
                with(
                    FreshLetterKey(key: [], generation: 1), "letter-key",
                    [UInt8](repeating: 9, count: 32) + [0, 0, 0, 0])
            ),
            ("letter-bytes", "words that are not UTF-8", with(letter, "text", [0xC0, 0x80])),
            (
                "notice-unknown-stage", "a stage that does not exist",
                with(Notice(stage: .opened), "stage", words("lost"))
            ),
            (
                "notice-about-nothing", "a text set aside, and none named",
                with(Notice(stage: .opened), "stage", words("set-aside"))
            ),
            (
                "notice-published-nowhere", "published, and no place",
                with(Notice(stage: .opened), "stage", words("published"))
            ),
            (
                "notice-out-as-taken-back", "taken back, and a place where it is out",
                with(Notice(places: places), "stage", words("retracted"))
            ),
            (
                "notice-place-twice", "one use twice",
                with(Notice(places: places), "places", [1, 2, 168, 255, 255, 1, 2, 168, 255, 255])
            ),
            (
                "notice-place-cut", "a place of 4 bytes", with(Notice(places: places), "places", [1, 2, 168, 255])
            ),
            (
                "notice-place-unknown", "a use that does not exist",
                with(Notice(places: places), "places", [8, 2, 168, 255, 255])
            ),
            (
                "notice-place-backwards", "taken back before it was out",
                with(Notice(places: places), "places", [1, 2, 168, 2, 167])
            ),
            (
                "notice-days-of-other", "days of a review that was not approved",
                with(Notice(stage: .opened), "proposed", [0, 0, 78, 32])
            ),
            (
                "notice-days-unsorted", "approvals in descending order",
                Record([
                    "about": [], "approvals": [0, 0, 78, 33, 0, 0, 78, 32], "kind": words("notice"), "places": [],
                    "proposed": [0, 0, 78, 32], "stage": words("approved"),
                ]).encoded
            ),
            (
                "report-twice", "one story twice for one use",
                with(
                    PublicationReport(copies: []), "copies",
                    [UInt8](repeating: 2, count: 16) + [1, 2, 168, 255, 255] + [UInt8](repeating: 2, count: 16)
                        + [1, 2, 169, 255, 255])
            ),
            (
                "report-cut", "a copy of 20 bytes",
                with(PublicationReport(copies: []), "copies", [UInt8](repeating: 2, count: 20))
            ),
            (
                "reserved-kind", "a kind that is reserved for later",
                Record(["kind": words("claimed"), "reason": []]).encoded
            ),
        ]
        return flaws.map { Vector(folder, $0, [("expect", "malformed"), ("comment", $1)], body: salt + $2) }
            + [
                Vector(
                    folder, "no-record", [("expect", "malformed"), ("comment", "32 bytes and no record")], body: salt)
            ]
    }
}
