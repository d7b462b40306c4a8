import Custody
import Envelope
import Files
import Ledger
import Policies
import Redaction
import Unsealing

/// An evening at the desk: keys go to the screen, what it asks goes to the desk, and what it shows goes to the terminal.
struct DeskSession: ~Copyable {
    // While nobody types, cases are read for this long before the next key is looked for.
    private static let slice: Duration = .milliseconds(25)
    // So often the queue is sorted anew meanwhile: oftener nobody could read it, and with many cases it costs.
    private static let pause: Duration = .milliseconds(400)

    private let desk: Desk
    // Texts beside which each text is looked at before it is approved.
    private let texts: [(name: String, text: String)]
    var screen: DeskScreen
    private var reading: QueueReading
    private var languages: ReadLanguages
    private var painter: Painter
    private var isOver = false
    // The case on the screen: one at a time, and its words are wiped with it.
    private(set) var opened: CaseFile?
    // What is still to be looked at before the warnings about a text can be told.
    private var others: ArraySlice<CaseID> = []
    private var waiting: [QueueLine] = []
    private var lastTaken = ContinuousClock.now

    /// Opens the desk and runs until the person leaves.
    ///
    /// - Parameters:
    ///   - texts: other texts that must share no sentence with what is approved, each with the name it is called by.
    ///   - caseID: the case to begin with, at a pane; nil for the queue.
    static func run(
        _ desk: consuming Desk, _ options: DeskOptions, beside texts: [(name: String, text: String)] = [],
        openAt caseID: CaseID? = nil, pane: Pane = .consent
    ) throws {
        let cache = desk.queueCache(in: options.state)
        let isNew = TourSession.isNew(in: options.state)
        let letters = try options.letterTemplates(desk.policies)
        let languages = desk.readLanguages(in: options.state)
        var session = try DeskSession(desk, cache: cache, languages, letters: letters, beside: texts)
        // A line at the foot, which the next key takes away: nobody who knows the desk loses a key by it.
        if isNew, caseID == nil { session.screen.note = TourSession.offer }
        let terminal = try Terminal.open()
        do {
            try AlternateScreen.show(
                on: terminal, marksPastes: true, takesMouse: session.screen.takesMouse, finishes: true
            ) {
                (terminal) throws(TerminalError) in try session.run(on: terminal, openAt: caseID, pane: pane)
            }
        } catch {
            TerminalRestore.end()
            throw error
        }
        session.reading.keep(session.desk)
        try session.desk.settleReportBook(in: options.state)
    }

    init(
        _ desk: consuming Desk, cache: QueueCache, _ languages: ReadLanguages, letters: LetterTemplates,
        beside texts: [(name: String, text: String)]
    ) throws {
        painter = Painter(withColors: Painter.mayColor)
        screen = DeskScreen(
            person: desk.me.name, today: desk.today, size: Terminal.Size(columns: 80, rows: 24),
            letters: letters, languages: desk.policies.form.languages)
        screen.queue.reads = languages.tags
        screen.takesMouse = desk.policies.desk.hasMouse
        self.languages = languages
        reading = try QueueReading(desk, cache: cache)
        self.desk = desk
        self.texts = texts
    }

    private mutating func run(
        on terminal: borrowing Terminal, openAt caseID: CaseID?, pane: Pane
    ) throws(TerminalError) {
        var keys = KeyReader()
        var resumptions = TerminalRestore.resumptions
        screen.resize(terminal.size())
        take(reading.next(desk, for: Self.slice), atOnce: true)
        try draw(on: terminal)
        if let caseID {
            try carryOut([.open(caseID)], on: terminal)
            screen.file?.pane = pane
            try draw(on: terminal)
        }
        while !isOver {
            let isReading = !reading.isDone
            for key in try next(&keys, on: terminal, within: isReading ? 0 : 500) {
                try carryOut(screen.press(key), on: terminal)
                if isOver { return }
                // Each page that counts as shown is drawn, however fast the keys come.
                try draw(on: terminal)
            }
            let size = terminal.size()
            if size != screen.size || resumptions != TerminalRestore.resumptions { painter.forget() }
            resumptions = TerminalRestore.resumptions
            if size != screen.size { screen.resize(size) }
            if isReading { take(reading.next(desk, for: Self.slice)) }
            try draw(on: terminal)
        }
    }

    /// The next keys.
    ///
    /// When there are none for a moment, or will be no more, what was typed of a letter is kept.
    private mutating func next(
        _ keys: inout KeyReader, on terminal: borrowing Terminal, within milliseconds: Int32
    ) throws(TerminalError) -> [Key] {
        var pressed: [Key] = []
        do throws(TerminalError) {
            TerminalRestore.now(.waiting)
            defer { TerminalRestore.now(.brief) }
            // A signal between this question and the wait is answered when the wait is over.
            if TerminalRestore.ending == nil { pressed = try keys.next(on: terminal, within: milliseconds) }
        } catch {
            keepTyped()
            throw error
        }
        guard TerminalRestore.ending == nil else {
            keepTyped()
            // The screen was given back already: nothing may be drawn on it any more.
            throw .closed
        }
        if pressed.isEmpty { try carryOut(screen.pause(), on: terminal) }
        return pressed
    }

    /// Keeps what was typed while the terminal goes away: what cannot be kept now is lost, and there is nobody to be told.
    mutating func keepTyped() { for effect in screen.pause() { _ = try? answer(effect) } }

    private mutating func take(_ lines: [QueueLine], atOnce: Bool = false) {
        waiting += lines
        guard atOnce || reading.isDone || ContinuousClock.now - lastTaken >= Self.pause else { return }
        _ = screen.receive(.read(waiting, unread: reading.left))
        waiting = []
        lastTaken = .now
        // No case is passed over in silence.
        if reading.isDone, reading.failed > 0 {
            _ = screen.receive(.refused("\(reading.failed) cases could not be read. r tries again."))
        }
    }

    private mutating func draw(on terminal: borrowing Terminal) throws(TerminalError) {
        let drawing = painter.drawing(screen.frame())
        if !drawing.isEmpty { try terminal.write(drawing) }
    }

    // MARK: What the screen asks

    private mutating func carryOut(_ effects: [DeskEffect], on terminal: borrowing Terminal) throws(TerminalError) {
        var open = effects[...]
        while let effect = open.popFirst(), !isOver {
            // What was pressed is seen before anything slow begins.
            try draw(on: terminal)
            if !effect.keepsTyped { TerminalRestore.now(.long) }
            defer { TerminalRestore.now(.brief) }
            if effect == .tour {
                try TourSession.run(desk.policies, on: terminal)
                painter.forget()
                continue
            }
            do { if let event = try answer(effect) { open += screen.receive(event) } } catch {
                open += screen.receive(.refused(Self.sentence(error)))
            }
        }
    }

    /// Does what the screen asks, and tells it what came of it.
    mutating func answer(_ effect: DeskEffect) throws -> DeskEvent? {
        switch effect {
        case .leave:
            isOver = true
            opened = nil
            return nil
        case .reread:
            reading = try QueueReading(desk, cache: reading.cache)
            screen.queue.empty()
            take(reading.next(desk, for: Self.slice), atOnce: true)
            return nil
        case .tour: return nil
        case .together(let act, let cases):
            let (lines, note) = try desk.perform(act, with: cases)
            // What was found in a story is not to outlive it.
            if act == .spam { reading.keep(desk) }
            return .done(lines, note: note)
        case .keepReads(let tags):
            languages.tags = tags
            try desk.write(languages)
            return nil
        case .open(let caseID), .name(_, let caseID), .reveal(let caseID), .suggest(let caseID), .save(_, let caseID),
            .lookOut(_, let caseID), .sign(_, let caseID), .keepLetter(_, let caseID):
            var file: CaseFile
            if let open = opened.take(), open.state.caseID == caseID {
                file = open
                try desk.update(&file)
            } else {
                file = try desk.file(caseID)
            }
            let event = try answer(effect, in: &file)
            // After an error it is opened anew: nothing is built on what may be half done.
            opened = consume file
            return event
        }
    }

    private mutating func answer(_ effect: DeskEffect, in file: inout CaseFile) throws -> DeskEvent? {
        switch effect {
        case .open: return .opened(try CaseView(file, at: desk))
        case .reveal:
            let text = try file.parts().text
            try desk.noteOpened(&file)
            return .revealed(text)
        case .suggest:
            guard let text = screen.file?.story?.text else { return nil }
            let (work, saved) = try desk.work(on: text, in: file)
            return .suggested(work, saved)
        case .save(let work, _): try desk.save(work, of: file)
        case .keepLetter(let text?, _):
            guard !file.state.isWithdrawn else { return nil }
            try desk.save(Array(text.utf8), .letter, of: file)
        case .keepLetter(nil, _): try desk.destroyDraft(in: file, .letter)
        case .name(let text, _):
            try desk.name(text, &file)
            return .done(
                [try QueueLine(file, at: desk)], note: text.isEmpty ? "The name is off." : "The team sees this name.")
        case .lookOut(let manuscript, let caseID):
            if try lookAtOthers() > 0 { return .looking(manuscript, caseID, left: others.count) }
            let candidate = try file.openCandidate()
            guard candidate.manuscript == manuscript else {
                throw Refusal(.notPermitted, "another text is put forward now", hint: "open the case again and read it")
            }
            return .looked(try desk.warnings(about: candidate, in: file, beside: texts, &reading.cache), manuscript)
        case .sign(let act, _):
            let note = try desk.perform(act, in: &file, beside: texts, &reading.cache)
            if case .letter = act { try desk.destroyDraft(in: file, .letter) }
            // What was found in a story is not to outlive it, whatever becomes of this evening.
            if [.withdraw, .declineStory].contains(act.kind) { reading.keep(desk) }
            return .signed(try CaseView(file, at: desk), note: note)
        case .reread, .leave, .together, .keepReads, .tour: break
        }
        return nil
    }

    /// Reads for a moment what is not known of the other cases.
    ///
    /// - Returns: how many are left.
    private mutating func lookAtOthers() throws -> Int {
        let fingerprints = try desk.fingerprints()
        if others.isEmpty {
            others =
                fingerprints.filter { reading.cache.facts(of: $0.key, $0.value, on: desk.today) == nil }
                .keys.sorted()[...]
        }
        let end = ContinuousClock.now + Self.pause
        while let caseID = others.popFirst() {
            if let fingerprint = fingerprints[caseID] { try desk.facts(of: caseID, fingerprint, &reading.cache) }
            if ContinuousClock.now >= end { break }
        }
        return others.count
    }

    /// An error as the desk says it: what happened, and what to do.
    private static func sentence(_ error: any Error) -> String {
        guard let refusal = (error as? any ProgramError)?.refusal else { return "That did not work." }
        let hint = refusal.hint.map { " " + $0.prefix(1).uppercased() + $0.dropFirst() + "." } ?? ""
        return refusal.message.prefix(1).uppercased() + refusal.message.dropFirst() + "." + hint
    }
}
