import Console
import Ledger
import Redaction

extension DeskScreen {
    /// A key in the pane of what was found.
    mutating func pressFound(_ key: Key) -> [DeskEffect] {
        guard let work = file?.work else { return [] }
        if let move = Move(key, page: listHeight) {
            file?.work?.move(move)
            return []
        }
        switch key {
        case .right: file?.work?.turn(1)
        case .left: file?.work?.turn(-1)
        case .character("y"), .enter:
            guard let entity = work.current else { return [] }
            return settle(file?.work?.decide(work.offer(entity)))
        case .character("Y"): return settle(file?.work?.decideType())
        case .character("#"): return settle(file?.work?.decide(.numbered))
        case .character("x"): return settle(file?.work?.decide(.remove))
        case .character("d"):
            guard let name = work.anotherName() else { return nothing("There is no other name for this.") }
            return settle(file?.work?.decide(name))
        case .character("o"): file?.showsReading.toggle()
        case .character("n"): ask(.standIn, work.quote)
        case .character("i"): ask(.keep, work.quote)
        case .character("K"): return settle(file?.work?.keepLink())
        case .character("e") where work.isPlaceKept: return settle(file?.work?.letPlaceGo())
        case .character("e"): ask(.keepPlace, work.placeQuote)
        case .character("m"): ask(.merge, work.quote)
        case .character("s"): return settle(file?.work?.split())
        case .character("w"): offerGeneral(work)
        case .character("t"): askTitle()
        case .character("l"): askLanguage()
        case .character("v"):
            file?.pane = .story
            file?.story?.beginMarking()
        case .character("/"):
            file?.pane = .story
            modal = .field(.search, TextField())
        default: break
        }
        return []
    }

    private mutating func ask(_ answer: Question.Answer, _ quote: String) {
        guard file?.work?.current != nil else { return note = "There is nothing to decide." }
        let question = Question.found(answer, quote: quote)
        modal = .field(question, TextField(longest: question.longest))
    }

    /// Saves a decision, or says why it could not be made.
    mutating func settle(_ refusal: String?) -> [DeskEffect] {
        if let refusal { return nothing(refusal) }
        if let work = file?.work, work.undecided == 0 {
            note = "All decided. p shows the text."
            // What is left to do is asked at once; Escape goes back to what was found.
            if work.title.isEmpty {
                note = "All decided. Esc goes back to them."
                askTitle()
            }
        }
        return changed()
    }

    private mutating func offerGeneral(_ work: RedactionDesk) {
        guard let entity = work.current else { return }
        let offers = work.generalizations(of: entity)
        guard !offers.isEmpty else { return note = "There are no vaguer words for this. n gives your own." }
        modal = .choice(
            Choice(
                purpose: .generalize, title: "What should stand in the place of \(work.quote)?",
                options: zip("123456789", offers).map { (key: $0, words: $1) }))
    }

    /// Takes the answer to a question about what was found.
    mutating func answerFound(_ answer: Question.Answer, _ text: String) -> [DeskEffect] {
        switch answer {
        case .standIn:
            guard StandIn.isSayable(text) else { return nothing("That cannot stand there: it needs a word.") }
            return settle(file?.work?.decide(.chosen(text)))
        case .keep: return settle(file?.work?.decide(.keep(reason: text)))
        case .keepPlace: return settle(file?.work?.keepPlace(reason: text))
        case .merge:
            guard let id = Int(text.filter { $0 != " " }), let current = file?.work?.current else {
                return nothing("Give the number that stands before it in the list.")
            }
            return settle(file?.work?.merge(into: id, current.id))
        }
    }
}

extension DeskScreen {
    /// What was found, and below it the place in the story that is looked at.
    func drawFound(_ file: OpenCase, in frame: inout Frame) {
        guard let work = file.work, let story = file.story else {
            return put(["Looking …"], in: &frame, from: 3)
        }
        let order = work.order
        guard !order.isEmpty else {
            return put(
                ["Nothing was found. That does not mean that nothing is there: read it.", "v marks by hand."],
                in: &frame, from: 3)
        }
        let top = foundTop(work)
        for (index, entity) in order[top..<min(order.count, top + listHeight)].enumerated() {
            draw(entity, work, isChosen: top + index == work.selected, row: 2 + index, in: &frame)
        }
        let below = 2 + listHeight
        frame.bar(
            " " + describe(work), end: "\(work.undecided) open ", row: below, column: fileColumn, width: fileWidth,
            style: .reverse)
        let rows = max(1, fileHeight - listHeight - 2)
        if file.showsReading, let reading = file.reading {
            reading.draw(
                readingHighlights(work), in: &frame, row: below + 1, column: fileColumn + 1, width: fileWidth - 1)
        } else {
            story.draw(highlights(work), in: &frame, row: below + 1, column: fileColumn + 1, width: fileWidth - 1)
        }
        let reason = reason(work)
        frame.put(reason, row: below + 1 + rows, column: fileColumn + 1, width: fileWidth - 1, style: .dim)
    }

    /// The first line of the list that is on the screen: the chosen one is among them.
    func foundTop(_ work: RedactionDesk) -> Int {
        max(0, min(work.selected - listHeight / 2, work.order.count - listHeight))
    }

    /// The stand-ins in the text as it will read: those that are only offered, those that stand, and the one in hand.
    private func readingHighlights(_ work: RedactionDesk) -> [Highlight] {
        var all = (work.planned?.standIns ?? []).map {
            Highlight(places: $0.range, style: $0.style)
        }
        if let place = work.placeInReading { all.append(Highlight(places: place, style: [.reverse])) }
        return all
    }

    private func draw(_ entity: Entity, _ work: RedactionDesk, isChosen: Bool, row: Int, in frame: inout Frame) {
        let decision = work.plan.decisions[entity.id]
        let right = work.planned?.words(of: entity.id) ?? "? it cannot be carried out"
        let width = fileWidth - 1
        let tail = Pager.fit(TerminalText.line(right), max(8, width / 2))
        let count = entity.mentions.count > 1 ? " ×\(entity.mentions.count)" : ""
        let number = "\(entity.id)"
        let room = width - DisplayWidth.of(tail) - count.count - 6
        let name = Pager.fit(TerminalText.line(work.plan.name(of: entity)), max(4, room))
        let text =
            "\(isChosen ? "›" : " ")\(String(repeating: " ", count: max(0, 3 - number.count)))\(number) \(name)\(count)"
        frame.put(
            text, row: row, column: fileColumn, width: width, style: isChosen ? .bold : decision == nil ? [] : .dim)
        // The words say it too: "?" before what is open, "stay" where the words stay.
        let stays = (work.planned?.fates(of: entity.id) ?? []).contains { if case .stays = $0 { true } else { false } }
        let style: Style = stays ? .care : decision == nil ? .calm : .dim
        let end = fileColumn + width - DisplayWidth.of(tail)
        frame.put(
            tail, row: row, column: end, width: width, style: isChosen ? style.subtracting(.dim).union(.bold) : style)
    }

    private func describe(_ work: RedactionDesk) -> String {
        guard let entity = work.current else { return "" }
        let role = entity.role.map { ", \($0.rawValue)" } ?? ""
        let place = entity.mentions.count > 1 ? ", place \(work.mention + 1) of \(entity.mentions.count)" : ""
        // Found twice as two kinds of things: a person sees at once whether it is one.
        let twin = work.plan.entities.first {
            $0.id != entity.id && work.plan.name(of: $0) == work.plan.name(of: entity)
        }
        let same = twin.map { " · same words as \($0.id): m \($0.id) makes them one" } ?? ""
        let kind = entity.link.map { "may point to one person: \($0.rawValue), K keeps it" } ?? entity.type.policyName
        return "\(kind)\(role)\(place)\(same)"
    }

    /// Why it was found, and why it stays.
    private func reason(_ work: RedactionDesk) -> String {
        guard let entity = work.current, let place = work.place else { return "" }
        let fates = work.planned?.fates(of: entity.id) ?? []
        if fates.indices.contains(work.mention), case .stays(let reason?) = fates[work.mention] {
            return work.isPlaceKept ? "this place stays, e lets it go: \(reason)" : "stays: \(reason)"
        }
        return place.reason.map { "why: \($0.words(in: work.plan.original))" } ?? "marked by hand"
    }
}
