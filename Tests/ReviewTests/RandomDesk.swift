import Envelope
import Ledger
import Policies
import Redaction
import Testing

@testable import Review

/// Numbers by chance that are the same for the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A desk at which somebody presses keys by chance.
///
/// It has two invented cases that share no word, and in each story every word stands once. So the words of a place stand in a
/// text if and only if that place was left as it is: whoever reads the text can tell without asking the desk.
struct RandomDesk {
    struct Case {
        let id: CaseID
        let plan: RedactionPlan
        let view: CaseView
    }

    private static func newCase(_ byte: UInt8, _ story: String, proposed: Manuscript?) -> Case {
        let line = Rehearsal.line(byte, .redact, proposed == nil ? .unread : .proposed)
        let base = Rehearsal.view(edits: .shorten, notes: [], proposed: proposed, previous: nil)
        let view = CaseView(
            line: line, consent: base.consent, history: base.history, letters: [], terms: base.terms,
            answers: base.answers, hasWords: true, text: base.text, approvalsNeeded: 2,
            declineDay: base.declineDay, acts: base.acts, draftBy: nil)
        return Case(id: line.caseID, plan: RedactionPlan(story), view: view)
    }

    static let cases = [
        newCase(
            0x31, "Tyrell Banks told Loretta Pruitt near Hammond. Call 219-555-0147 after March.", proposed: nil),
        newCase(
            0x72, "Keisha Odom wrote from Toledo; ask Dolores Vega, or dial 419-555-0199 before 2014.",
            proposed: Manuscript(title: "Theirs", text: "She wrote to us.", language: "en")),
    ]
    private static let policies = try? PolicySet.load(folder: Rehearsal.policyFolder)
    private static let letters = policies.flatMap {
        try? LetterTemplates.load(
            folder: Rehearsal.policyFolder, codes: $0.form.languages, retention: $0.retention)
    }

    private(set) var screen: DeskScreen
    private(set) var pressed: [Key] = []
    /// What was wrong first; nil while nothing is.
    private(set) var flaw: String?
    private var numbers: SeededNumbers

    init(seed: UInt64) throws {
        numbers = SeededNumbers(seed: seed)
        screen = DeskScreen(
            person: "ana", today: Day(number: 20_000), size: Terminal.Size(columns: 90, rows: 24),
            letters: Self.letters, languages: ["en", "es"])
        _ = screen.receive(.read(Self.cases.map(\.view.line) + Rehearsal.others, unread: 0))
        screen.queue.select(Self.cases[chance(4) == 0 ? 1 : 0].id)
        screen.takesMouse = true
        for key in [Key.enter, .character("3"), .enter, .character("4")] { press(key) }
    }

    /// Presses keys by chance until something is wrong, or so many were pressed.
    mutating func run(_ keys: Int) {
        while flaw == nil, pressed.count < keys {
            if chance(40) == 0 {
                screen.resize([(90, 24), (60, 16), (120, 40), (40, 10)].map(Terminal.Size.init)[chance(4)])
            }
            for key in nextKeys() where flaw == nil { press(key) }
        }
        if flaw == nil { flaw = disagreement() }
    }

    private mutating func chance(_ count: Int) -> Int { Int.random(in: 0..<count, using: &numbers) }

    // MARK: Pressing

    private mutating func press(_ key: Key) {
        pressed.append(key)
        let before = screen
        var effects = screen.press(key)[...]
        while let effect = effects.popFirst(), flaw == nil {
            flaw = misdirected(effect, before)
            effects += answer(effect)
        }
        if flaw == nil { flaw = hiddenFocus() }
    }

    private mutating func answer(_ effect: DeskEffect) -> [DeskEffect] {
        func found(_ id: CaseID) -> Case? { Self.cases.first { $0.id == id } }
        switch effect {
        case .open(let id):
            // The other lines of the queue are there to be passed by.
            return found(id).map { screen.receive(.opened($0.view)) } ?? []
        case .reveal(let id): return found(id).map { screen.receive(.revealed($0.plan.original)) } ?? []
        case .suggest(let id):
            guard let plan = found(id)?.plan, let policies = Self.policies else { return [] }
            let work = RedactionDesk(
                plan, policy: policies.redaction, language: StoryLanguage(plan.language, form: "en"), stories: [],
                shuffles: false)
            return screen.receive(.suggested(work, nil))
        case .lookOut(let manuscript, _): return screen.receive(.looked([], manuscript))
        case .sign(_, let id): return found(id).map { screen.receive(.signed($0.view, note: "Signed.")) } ?? []
        case .save:
            if chance(6) == 0 { flaw = disagreement() }
            return []
        default: return []
        }
    }

    private mutating func nextKeys() -> [Key] {
        func typed(_ text: String) -> [Key] { text.map { .character($0) } + [.enter] }
        // Over whatever is asked too.
        if screen.modal != nil, chance(10) == 0 { return [.click(row: chance(24), column: chance(90))] }
        switch screen.modal {
        case .field(.found(.merge, _), _): return typed("\(1 + chance(9))")
        case .field(.search, _), .field(.findCase, _): return typed(["3131", "7272", "near", "ask", "zz"][chance(5)])
        case .field:
            return chance(5) == 0
                ? [.escape] : typed(["mill", "a quiet zorp", "quill vex", "", "pip"][chance(5)])
        case .choice(let choice):
            return [.character(choice.options[chance(choice.options.count)].key)]
        case .summary(let summary, _, _): return chance(2) == 0 ? [.escape] : typed(summary.typed ?? "")
        case .letter: return [[.escape], typed("Dear zorp"), [.control("s")]][chance(3)]
        case .acts: return [[.enter], [.down], [.escape], [.up]][chance(4)]
        default: break
        }
        if chance(12) == 0 {
            return chance(3) == 0 ? [.wheel(down: chance(2) == 0)] : [.click(row: chance(24), column: chance(90))]
        }
        switch chance(20) {
        case 0..<9: return [.character(Array("yyyyyeeexx##dinwmmssouuvvt")[chance(26)])]
        case 9..<14: return [[.up, .down, .down, .left, .right, .home, .end][chance(7)]]
        case 14: return [.character(Array("123456pY/4444")[chance(13)])]
        case 15: return [.character("4")]
        case 16, 17: return [[.enter, .escape, .tab, .character("z"), .character("z"), .enter][chance(6)]]
        case 18: return [.character(Array("CPAHRLWDX?l a")[chance(13)])]
        default: return [.character(Array("wbve hjklN[]r")[chance(13)])]
        }
    }

    // MARK: What must hold

    /// What the screen asks for another case than the one that was drawn.
    private func misdirected(_ effect: DeskEffect, _ before: DeskScreen) -> String? {
        let open = before.file?.view.caseID
        switch effect {
        case .sign(_, let id):
            let isSeen = before.frame().text.contains { $0.contains(id.short) }
            return id == open && isSeen ? nil : "signed in a case that was not on the screen"
        case .save(_, let id), .reveal(let id), .lookOut(_, let id), .keepLetter(_, let id):
            return id == open && id == screen.file?.view.caseID ? nil : "another case was worked on"
        default: return nil
        }
    }

    /// Whether keys go to something that is not drawn.
    private func hiddenFocus() -> String? {
        guard !screen.isTooSmall else { return nil }
        if screen.modal == nil {
            let isQueue = screen.focus == .queue || screen.file == nil
            return (isQueue ? screen.showsQueue : screen.showsFile) ? nil : "what takes the keys is not drawn"
        }
        switch screen.modal {
        case .acts, .summary, .letter, .warning, .choice:
            return screen.showsFile ? nil : "a question about a case that is not drawn"
        default: return nil
        }
    }

    /// Where the list, the text and what a proposal would carry differ; nil where they do not.
    func disagreement() -> String? {
        guard screen.file?.work != nil, screen.file?.isRevealed == true else { return nil }
        var probe = screen
        (probe.modal, probe.note, probe.focus, probe.isZoomed) = (nil, "", .file, true)
        probe.file?.story?.endMarking()
        probe.file?.isWorking = true
        probe.file?.pane = .found
        probe.resize(Terminal.Size(columns: 200, rows: 70))
        let list = probe.frame().text
        probe.file?.pane = .text
        probe.file?.refreshText()
        guard let file = probe.file, let work = file.work, let text = file.compare?.manuscript.text else {
            return "there is no text"
        }
        let rows = list.compactMap(Row.init)
        guard Set(rows.map(\.id)) == Set(work.plan.entities.map(\.id)) else { return "not every number has its row" }
        for entity in work.plan.entities {
            guard let row = rows.first(where: { $0.id == entity.id }) else { continue }
            // Signs and short words also stand elsewhere, and in what was typed.
            let words = entity.mentions.map(work.plan.words)
            guard words.allSatisfy({ $0.count > 3 && work.plan.original.count(of: $0) == 1 }) else { continue }
            let standing = words.count { text.contains($0) }
            let said = row.stays(of: entity.mentions.count)
            if said != standing {
                return "number \(row.id): \(row.tail): \(standing) of \(entity.mentions.count) stand in: \(text)"
            }
            if standing < entity.mentions.count, !text.contains(row.words.prefix { $0 != "…" }) {
                return "number \(row.id): \(row.tail) does not stand in: \(text)"
            }
        }
        let open = rows.count(where: \.isOpen)
        guard rows.isEmpty || list.contains(where: { $0.contains("\(open) open") }) else { return "not \(open) open" }
        guard let terms = file.view.terms, let carried = try? work.reviewed(notes: [], terms) else { return nil }
        if open > 0 { return "a proposal while \(open) are open" }
        return carried.manuscript.text == text ? nil : "a proposal of: \(carried.manuscript.text), shown: \(text)"
    }

    /// A row of the list as a person reads it.
    struct Row {
        let id: Int
        let tail: String

        init?(_ line: String) {
            let parts = line.dropFirst().split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let id = Int(parts[0]), let gap = parts[1].firstRange(of: "  ") else { return nil }
            self.id = id
            tail = String(parts[1][gap.upperBound...].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }

        var isOpen: Bool { tail.hasPrefix("?") }
        private var parts: [Substring] { tail.split(separator: " · ") }
        /// What it says that stands in the place.
        var words: String { String(parts.first ?? "").replacing("? ", with: "", maxReplacements: 1) }

        /// At how many of its places it says that the words stay.
        func stays(of places: Int) -> Int {
            if words.hasPrefix("stays") || words.hasPrefix("left in") { return places }
            guard let said = parts.dropFirst().first(where: { $0.contains(" stay") }) else { return 0 }
            return Int(said.prefix { $0.isNumber }) ?? 0
        }
    }
}

extension String {
    /// At how many places these words stand.
    fileprivate func count(of words: String) -> Int { ranges(of: words).count }
}
