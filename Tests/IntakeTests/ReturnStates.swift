import Envelope
import Ledger
import Mailbox
import Policies
import Sealing
import Testing

@testable import Intake
@_spi(KeyMaterial) @testable import Unsealing

/// Every page of somebody who came back, in every state that it can have: a real case, its letters and texts signed by a
/// reviewer and sealed to the survivor.
struct ReturnStates {
    private let office: Office
    private let code: VerifiedForm
    private let ana: Reviewer
    /// What stands in the place of words from elsewhere.
    private let words: String?
    /// Somebody whose key is out, and whose leaving list is not here.
    private let ben: Reviewer

    init(_ office: Office, words: String? = nil) throws {
        self.office = office
        self.words = words
        let keys = try FormKeys.load(path: office.folder + "/states.key", month: Day.today.month)
        let form = keys.newForm()
        code = try #require(keys.verify(nonce: form.nonce, token: form.token))
        ana = try Reviewer()
        ben = try Reviewer("ben")
    }

    private var sealers: Sealers {
        get throws {
            let keyring = Keyring(
                serial: 1, from: .today + -1, until: .today + 30,
                reviewers: [
                    .init(key: ana.publicKey, standing: .active),
                    .init(key: ben.publicKey, standing: .compromised(list: nil)),
                ], publishers: [])
            let sealer = try Sealer(keyring: keyring.digest, readers: [ana.publicKey])
            return Sealers(day: .today, keyring: keyring, reviewers: sealer, everyone: sealer)
        }
    }

    /// A visit to a case with what a reviewer said in it, and the survivor's answers.
    ///
    /// - Parameters:
    ///   - days: how long ago the story came.
    ///   - coming: whether a wider consent waits.
    ///   - isSeen: whether a reviewer's checkpoint lists it, so that its day is known.
    ///   - isShut: whether no keyring counts.
    ///   - isClosed: whether one of two withdrawals cannot be weighed.
    ///   - isOut: whether the words are on a website, as news says that came after the answer.
    private func visit(
        _ said: [any StatementBody] = [], days: Int = 0, channel: Channel = .web, term: Consent.Term = .oneYear,
        uses: Set<Use> = [.website, .print], coming: Bool = false, isSeen: Bool = false,
        answer: SignOff.Answer? = nil, isShut: Bool = false, isClosed: Bool = false, isOut: Bool = false
    ) throws -> Visit {
        let survivor = try code.receiptCode().survivor(letterGeneration: 0)
        let sealers = try sealers
        let day = sealers.day + -days
        var statements: [(statement: Statement, body: Sealed?)] = []
        func add(_ made: SealedStatement) { statements.append((made.statement, made.body)) }
        let consent = Consent(
            uses: uses, until: term.end(from: day), credit: words ?? "", showFirst: true,
            policy: office.policies.consent.digest,
            channel: channel)
        let text = Array("Words.".utf8)
        let sent = try survivor.submission(
            text: text.span, answers: StoryAnswers(channel: channel, language: "en"), consent: consent,
            tag: RetryTag(unchecked: randomBytes(32)), day: day, reviewers: sealers.reviewers,
            everyone: sealers.everyone)
        for made in sent.statements { add(made) }
        let letterKey = try ana.letterKey(in: sent.statements[0])
        for body in said {
            let seen = SeenGraph(statements.map(\.statement)).frontier
            add(
                try sealers.everyone.statement(
                    body, caseID: survivor.caseID, seen: seen, day: sealers.day, by: ana, letterKey: letterKey))
        }
        let last = statements[statements.count - 1].statement
        if let answer {
            let signOff = SignOff(
                proposal: last.digest, manuscript: last.header.body, consent: [], answer: answer)
            add(try survivor.says(signOff, seen: [last.digest], day: sealers.day, everyone: sealers.everyone))
        }
        if coming {
            let wider = Consent(
                uses: Set(Use.allCases), until: term.end(from: day), credit: words.map { $0 + $0 } ?? "",
                showFirst: true,
                policy: office.policies.consent.digest, replaces: [statements[1].statement.digest])
            let made = try survivor.says(wider, seen: [last.digest], day: sealers.day, everyone: sealers.everyone)
            add(made)
            if isSeen {
                let digest = made.statement.digest
                add(
                    try sealers.everyone.statement(
                        Checkpoint(statements: [digest]), caseID: survivor.caseID, seen: [digest], day: sealers.day,
                        by: ana))
            }
        }
        if isOut {
            let seen = SeenGraph(statements.map(\.statement)).frontier
            add(
                try sealers.everyone.statement(
                    notice(.published), caseID: survivor.caseID, seen: seen, day: sealers.day, by: ana,
                    letterKey: letterKey))
        }
        for reviewer in isClosed ? [ana, ben] : [] {
            add(
                try sealers.everyone.statement(
                    Withdrawal(reason: ""), caseID: survivor.caseID, seen: [], day: sealers.day, by: reviewer))
        }
        let view = SurvivorCase(
            statements, of: survivor, keyring: isShut ? nil : sealers.keyring, widerDelay: 7, today: sealers.day)
        return Visit(
            survivor: survivor, view: view, deadlines: [:], token: String(repeating: "v", count: 78),
            day: sealers.day, sealers: isShut ? nil : sealers)
    }

    private var proposal: Proposal {
        Proposal(
            manuscript: Manuscript(
                title: words ?? "A title", text: words ?? "A text.", language: "en", credit: words ?? ""),
            consent: [], policy: Hash.digest("firsthand/policy/v1", []))
    }
    /// News of this stage.
    private func notice(_ stage: Notice.Stage) -> Notice {
        guard stage == .published || stage == .retracted else { return Notice(stage: stage) }
        let month = Month(of: Day.today)
        return Notice(places: [
            Publication(use: .website, since: month, takenBack: stage == .retracted ? month : nil)
        ])
    }

    private var letter: Letter { Letter(language: "en", text: words ?? "A letter.") }

    func all(_ pages: Pages) throws -> [(String, Page)] {
        var all = [
            ("return", pages.askCode()), ("return-word", pages.askCode(place: 3, typed: words ?? "qqqq", near: [])),
            ("return-near", pages.askCode(place: 3, typed: words ?? "appel", near: [words ?? "apple", "maple"])),
            ("return-keeping", pages.askCode(keeping: ["act": "write", "once": words ?? "x"], at: .letters)),
            ("return-keeping-text", pages.askCode(keeping: ["changes": words ?? "x"], at: .text)),
            ("kept", pages.kept()), ("known", pages.known(added: false)), ("known-added", pages.known(added: true)),
            ("withdrawn", pages.withdrawn()), ("withdrawn-erasing", pages.withdrawn(isErasing: true)),
            ("status", pages.status(try visit())),
            ("status-unopened", pages.status(try visit(days: 20))),
            ("status-no-use", pages.status(try visit(uses: []))), ("status-ended", pages.status(try visit(days: 400))),
            ("status-until-stopped", pages.status(try visit(term: .untilStopped))),
            ("status-coming", pages.status(try visit(coming: true))),
            ("status-coming-seen", pages.status(try visit(coming: true, isSeen: true))),
            ("status-text", pages.status(try visit([proposal]))),
            ("status-answered", pages.status(try visit([proposal], answer: .agreed))),
            ("status-letters", pages.status(try visit([letter, letter]))),
            ("status-paper", pages.status(try visit([letter], channel: .mail))),
            ("status-shut", pages.status(try visit([letter, proposal], coming: true, isShut: true))),
            ("status-closed", pages.status(try visit([letter, proposal], coming: true, isClosed: true))),
            ("withdraw-closed", pages.withdraw(try visit(isClosed: true), isSure: false)),
            (
                "return-keeping-shut",
                pages.askCode(keeping: ["act": "write", "once": "x"], at: .letters, problem: .shut)
            ),
            ("withdraw", pages.withdraw(try visit(), isSure: false)),
            ("withdraw-shut", pages.withdraw(try visit(isShut: true), isSure: false)),
            ("withdraw-sure", pages.withdraw(try visit(), isSure: true)),
        ]
        for stage in Notice.Stage.allCases where stage != .setAside {
            all.append(
                ("status-\(stage.rawValue)", pages.status(try visit([Notice(stage: .opened), notice(stage)]))))
        }
        let month = Month(of: .today)
        let every = Use.allCases.map { SurvivorCase.Place(use: $0, since: month) }
        all.append(("withdrawn-out", pages.withdrawn(every)))
        typealias Act = SurvivorCase.Act
        let day = Act.When.day(.today)
        let acts: [Act] =
            [
                Act(day, .survivor, .received), Act(day, .survivor, .added), Act(day, .survivor, .changedChoices),
                Act(day, .survivor, .wrote), Act(day, .reader, .opened), Act(day, .reader, .letter),
                Act(day, .reader, .proposed), Act(day, .reader, .setAside), Act(day, .reader, .approved),
                Act(day, .secondReader, .approved), Act(day, .reader, .declined),
            ]
            + [SignOff.Answer.agreed, .changes, .refused].map { Act(day, .survivor, .answered($0)) }
            + Use.allCases.flatMap {
                [Act(.month(month), .publisher, .shared($0)), Act(.month(month), .publisher, .takenBack($0))]
            }
        all.append(("history", pages.history(acts, visit: "v")))
        let some = try visit([Notice(stage: .opened), notice(.published)])
        all.append(("history-some", pages.history(some)))
        all.append(("withdraw-out", pages.withdraw(some, isSure: false)))
        for note in ReturnNote.allCases {
            all.append(("status-\(note.rawValue)", pages.status(try visit(), note: note)))
        }
        for problem in Problem.allCases {
            let name = problem.rawValue
            all.append(("return-\(name)", pages.askCode(problem: problem)))
            all.append(("return-words-\(name)", pages.askCode(problem: problem, keepsWords: true)))
        }
        for problem in [Problem?.none, .emptyLetter, .longLetter] {
            let some = try visit([letter, letter])
            let name = problem?.rawValue ?? "all"
            all.append(
                (
                    "letters-\(name)",
                    pages.letters(some, some.view.letters, note: .letterSent, problem: problem, keepsWords: true)
                ))
            all.append(
                ("letters-none-\(name)", pages.letters(some, [], note: nil, problem: problem, keepsWords: false)))
        }
        for answer in [SignOff.Answer.agreed, .changes, .refused] {
            all.append(("answered-\(answer.rawValue)", pages.answered(try visit(), answer)))
            all.append(
                (
                    "text-\(answer.rawValue)",
                    pages.texts(try visit([proposal], answer: answer), note: nil, problem: nil, keepsWords: false)
                ))
        }
        for answer in [SignOff.Answer.agreed, .refused] {
            let out = try visit([proposal], answer: answer, isOut: true)
            all.append(("status-text-out-\(answer.rawValue)", pages.status(out)))
            all.append(
                ("text-out-\(answer.rawValue)", pages.texts(out, note: nil, problem: nil, keepsWords: false)))
            all.append(("answered-out-\(answer.rawValue)", pages.answered(out, answer, wasOut: true)))
        }
        let other = try visit([proposal], isOut: true)
        all.append(("status-text-beside", pages.status(other)))
        all.append(("text-beside", pages.texts(other, note: nil, problem: nil, keepsWords: false)))
        all.append(
            (
                "text-new",
                pages.texts(try visit([proposal]), note: .newText, problem: .longLetter, keepsWords: true)
            ))
        for keepsWords in [true, false] {
            let some = try visit([letter])
            let name = keepsWords ? "unsent" : "unsent-none"
            all.append(
                (
                    "letters-\(name)",
                    pages.letters(
                        some, some.view.letters, note: .unsent, problem: nil, keepsWords: keepsWords)
                ))
        }
        all.append(
            (
                "text-two",
                pages.texts(try visit([proposal, proposal]), note: .unsent, problem: nil, keepsWords: true)
            ))
        all.append(("text-orphan", pages.texts(try visit(), note: .newText, problem: nil, keepsWords: true)))
        all.append(("text-none", pages.texts(try visit(), note: nil, problem: nil, keepsWords: false)))
        for problem in [Problem?.none, .longName, .paperOnly] {
            let some = try visit(channel: problem == .paperOnly ? .mail : .web)
            let page = pages.choices(some, some.choices(office.policies.consent), problem: problem)
            all.append(("choices-\(problem?.rawValue ?? "all")", page))
        }
        let waiting = try visit(coming: true)
        all.append(("choices-coming", pages.choices(waiting, waiting.choices(office.policies.consent))))
        return all
    }
}
