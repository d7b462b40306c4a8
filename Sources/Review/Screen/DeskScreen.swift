import Envelope
import Policies
import Redaction

/// The full-screen desk as a value: a key goes in, effects come out, and it can draw itself at any time.
///
/// It touches no terminal, no vault and no key; the session around it does what it asks.
struct DeskScreen {
    /// Below this nothing useful fits.
    static let least = Terminal.Size(columns: 40, rows: 10)
    /// From this width on the queue and the case stand beside each other.
    static let widthForTwo = 72
    static let queueWidth = 26

    enum Focus { case queue, file }

    let person: String
    let templates: LetterTemplates?
    let letterLanguages: [String]
    var queue: QueueList
    var file: OpenCase?
    var focus = Focus.queue
    var isZoomed = false
    var modal: Modal?
    /// Whether the key before this one was the digit that signed.
    var lastDigitSigned = false
    /// Whether clicks and the wheel count; otherwise they are passed over, whoever sends them.
    var takesMouse = false
    /// What the last key did.
    var note = ""
    /// The short name that was typed last, until it is kept.
    var named: (CaseID, String)?
    /// What was signed last: a letter that could not be sealed comes back to be tried again.
    var sent: DeskAct?
    /// The letters that were sealed since the desk was opened, the last one first.
    var lettersOfTonight: [String] = []
    private(set) var size: Terminal.Size

    init(person: String, today: Day, size: Terminal.Size, letters: LetterTemplates?, languages: [String]) {
        self.person = person
        templates = letters
        letterLanguages = languages
        self.size = size
        queue = QueueList(today: today)
    }

    /// Takes a key.
    ///
    /// - Returns: what the session must do, in this order.
    mutating func press(_ key: Key) -> [DeskEffect] {
        let effects = answer(key)
        lay()
        return effects
    }

    mutating func resize(_ size: Terminal.Size) {
        self.size = size
        lay()
    }

    mutating func answer(_ key: Key) -> [DeskEffect] {
        switch key {
        case .click, .wheel: return pressMouse(key)
        default: break
        }
        // What the last digit signed stays to be read, also where an Enter follows it out of habit.
        let isHabit = lastDigitSigned && key == .enter
        lastDigitSigned = false
        if isHabit { return [] }
        if modal != nil { return pressModal(key) }
        if case .paste = key { return [] }
        note = ""
        if file?.story?.marking != nil, file?.pane == .story { return pressMarking(key) }
        switch key {
        case .character("q"): return [.leave]
        case .character("?"):
            modal = .help(TextScroll(Self.help))
            return []
        case .character("z"):
            isZoomed.toggle()
            // What is drawn alone takes the keys.
            if isZoomed, file != nil { focus = .file }
            return []
        default: break
        }
        return focus == .queue || file == nil ? pressQueue(key) : pressFile(key)
    }

    /// Nothing is to be done, and the foot of the screen says why.
    mutating func nothing(_ why: String) -> [DeskEffect] {
        note = why
        return []
    }

    // MARK: What the session answers

    mutating func receive(_ event: DeskEvent) -> [DeskEffect] {
        defer { lay() }
        switch event {
        case .opened(let view):
            file = OpenCase(view)
            focus = .file
            isZoomed = false
            // The first thing to look at is what there is to do.
            if [.answer, .change].contains(view.line.step) { file?.pane = .letters }
            queue.select(view.caseID)
        case .revealed(let text):
            file?.story = StoryPane(text)
            file?.isRevealed = true
            if let view = file?.view { return [.suggest(view.caseID)] }
        case .suggested(let work, let saved):
            file?.work = work
            file?.workBy = saved?.author
            // Beside a text that is put forward the foot says how far it was read, and whose it is.
            note = file?.pane == .text && work.language.isChecked ? "" : Self.welcome(work, saved, person)
            file?.refreshText()
        case .signed(let view, let said):
            if file?.view.caseID == view.caseID { file?.update(view) }
            queue.take([view.line])
            note = said
            if case .letter(let text, _)? = sent { remember(text) }
            sent = nil
            file?.refreshText()
        case .looking(let manuscript, let caseID, let left):
            guard file?.view.caseID == caseID else { break }
            note = left == 0 ? "" : "Reading the other cases, to look for warnings: \(left) left. Ctrl-C leaves."
            return [.lookOut(manuscript, caseID)]
        case .looked(let warnings, let manuscript):
            note = ""
            guard file?.view.text?.digest == manuscript else { break }
            weigh(WarningRound(warnings, person: person, manuscript: manuscript))
        case .done(let lines, let said):
            queue.unmark()
            queue.take(lines)
            note = said
            named = nil
        case .refused(let said):
            note = said
            // What was typed comes back, to be put right.
            if let (caseID, text) = named { ask(nameOf: caseID, text) }
            named = nil
            if case .letter(let text, let language)? = sent { modal = .letter(letterField(text), language: language) }
            sent = nil
        case .read(let lines, let unread):
            queue.unread = unread
            queue.take(lines)
        }
        return []
    }

    private static func welcome(_ work: RedactionDesk, _ saved: SavedWork?, _ person: String) -> String {
        var words: [String] = []
        if !work.language.isChecked {
            words.append(
                "Not checked by machine: "
                    + (work.language.said.map { "it is in \(StoryLanguage.name($0))." }
                        ?? "l says in which language it is."))
            words.append("Read all of it.")
        }
        guard let saved else {
            return (words + ["\(work.order.count) things found: pane 4 shows them."]).joined(separator: " ")
        }
        words.append(
            saved.author == person ? "Your work of before is here again." : "This is the work of \(saved.author).")
        if saved.hasGrown { words.append("The story has grown since: \(work.undecided) to decide.") }
        return words.joined(separator: " ")
    }

    // MARK: Places on the screen

    var isTooSmall: Bool { size.columns < Self.least.columns || size.rows < Self.least.rows }
    /// Whether the queue is on the screen.
    ///
    /// Whatever takes the keys is on it: a case stands alone only while it has them.
    var showsQueue: Bool {
        file == nil || focus == .queue || size.columns >= Self.widthForTwo && !isZoomed
    }
    var showsFile: Bool { file != nil && (size.columns >= Self.widthForTwo || focus == .file) }
    var fileColumn: Int { showsQueue && showsFile ? Self.queueWidth + 1 : 0 }
    var fileWidth: Int { size.columns - fileColumn }
    var queueHeight: Int { max(1, size.rows - 3) }
    var fileHeight: Int { max(1, size.rows - 4) }
    /// The list of what was found; the rest of its pane shows the place in the story.
    var listHeight: Int { max(3, (fileHeight - 3) / 2) }

    /// Fits every pane into its place.
    mutating func lay() {
        guard !isTooSmall else { return }
        _ = queue.window(queueHeight)
        if case .help(var scroll)? = modal {
            scroll.lay(columns: size.columns - 2, rows: size.rows - 3)
            modal = .help(scroll)
        }
        if case .summary(let summary, let field, var scroll)? = modal {
            scroll.lay(columns: fileWidth - 2, rows: max(1, fileHeight - 5))
            modal = .summary(summary, field, scroll)
        }
        let (width, height, list) = (fileWidth, fileHeight, listHeight)
        guard showsFile, var file else { return }
        let gate = lowGate(file).count
        file.lay(
            columns: width - 1, rows: height, consentRows: gate == 0 ? height : max(1, height - gate - 1),
            foundRows: max(1, height - list - 2))
        self.file = file
    }
}

/// What the screen asks of the desk: all that is not drawing.
enum DeskEffect: Equatable {
    /// Open a case.
    case open(CaseID)
    /// Bring the words of the open case, and say to the writer that they were opened.
    case reveal(CaseID)
    /// Look for what could identify someone in the words of the open case, or take up the work that was saved.
    case suggest(CaseID)
    /// Look for what in the text that is put forward could point to a person.
    case lookOut(Digest, CaseID)
    case sign(DeskAct, CaseID)
    /// Keep the work on the text, sealed to the reviewers.
    case save(DeskWork, CaseID)
    /// Keep the letter that is being typed, sealed to the reviewers; with nil, let go of it.
    case keepLetter(String?, CaseID)
    /// Give a case its short name.
    case name(String, CaseID)
    /// Do one thing with many cases.
    case together(Together, [CaseID])
    /// Keep which languages this reviewer reads.
    case keepReads(Set<String>)
    /// Read the queue anew.
    case reread
    /// Show the keys on an invented story.
    case tour
    case leave

    /// Whether it keeps what was typed, which a hang-up in its midst is not to break off.
    var keepsTyped: Bool {
        switch self {
        case .save, .keepLetter: true
        default: false
        }
    }
}

/// What the desk answers.
enum DeskEvent {
    case opened(CaseView)
    case revealed(String)
    case suggested(RedactionDesk, SavedWork?)
    /// So many cases are still to be read before the warnings about a text can be told.
    case looking(Digest, CaseID, left: Int)
    case looked([StandingWarning], Digest)
    case signed(CaseView, note: String)
    /// Cases of the queue as they stand after something was done with them.
    case done([QueueLine], note: String)
    case refused(String)
    case read([QueueLine], unread: Int)
}
