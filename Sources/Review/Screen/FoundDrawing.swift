import Console
import Redaction

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
        let top = max(0, min(work.selected - listHeight / 2, order.count - listHeight))
        for (index, entity) in order[top..<min(order.count, top + listHeight)].enumerated() {
            draw(entity, work, isChosen: top + index == work.selected, row: 2 + index, in: &frame)
        }
        let below = 2 + listHeight
        frame.bar(
            " " + describe(work), end: "\(work.undecided) open ", row: below, column: fileColumn, width: fileWidth,
            style: .reverse)
        let rows = max(1, fileHeight - listHeight - 2)
        story.draw(highlights(work), in: &frame, row: below + 1, column: fileColumn + 1, width: fileWidth - 1)
        let reason = reason(work)
        frame.put(reason, row: below + 1 + rows, column: fileColumn + 1, width: fileWidth - 1, style: .dim)
    }

    private func draw(_ entity: Entity, _ work: RedactionDesk, isChosen: Bool, row: Int, in frame: inout Frame) {
        let decision = work.plan.decisions[entity.id]
        let standIn = work.plan.standIns(work.words)[entity.id]?.text
        let right = decision == nil ? "? \(work.offered(entity))" : standIn ?? decision?.words ?? ""
        let width = fileWidth - 1
        let tail = Pager.fit(TerminalText.line(right), max(8, width / 2))
        let count = entity.mentions.count > 1 ? " ×\(entity.mentions.count)" : ""
        let number = "\(entity.id)"
        let room = width - DisplayWidth.of(tail) - count.count - 6
        let name = Pager.fit(TerminalText.line(work.plan.name(of: entity)), max(4, room))
        let text =
            "\(isChosen ? "›" : " ")\(String(repeating: " ", count: max(0, 3 - number.count)))\(number) \(name)\(count)"
        frame.bar(
            text, end: tail, row: row, column: fileColumn, width: width,
            style: isChosen ? .bold : decision == nil ? [] : .dim)
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
        return "\(entity.type.policyName)\(role)\(place)\(same)"
    }

    /// Why it was found, and why it stays.
    private func reason(_ work: RedactionDesk) -> String {
        guard let entity = work.current, let place = work.place else { return "" }
        if case .keep(let reason)? = work.plan.decisions[entity.id] { return "stays: \(reason)" }
        if let reason = work.plan.kept[place.range.lowerBound] { return "this place stays: \(reason)" }
        return place.reason.map { "why: \($0.words(in: work.plan.original))" } ?? "marked by hand"
    }
}
