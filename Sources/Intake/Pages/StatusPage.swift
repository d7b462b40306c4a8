import Envelope
import Ledger
import Mailbox
import Policies

/// Where a story stands, in plain words, and what its writer can do.
extension Pages {
    func status(_ visit: borrowing Visit, note: ReturnNote? = nil) -> Page {
        let view = visit.view
        var values: [String: any Sendable] = ["visit": visit.token]
        values["note"] = note.map { texts["note-\($0.rawValue)"] }
        let stands = stands(visit)
        values["stands"] = stands.said
        values["more"] = stands.more
        // While no keyring counts nobody's words but the survivor's own are believed, and the newest of those may be sealed
        // to a letter key that only a keyring tells: no news, no choices, and no button but one. So it is while nobody can
        // tell whether the story was withdrawn: it may be gone.
        let isShut = visit.sealers == nil || view.withdrawn != .no
        values["texts"] = isShut ? nil : textSection(view)
        values["letters"] = isShut ? nil : letterSection(view)
        values["allowed"] = names(view.consents.terms(of: view.consents.heads)?.uses ?? [])
        values["ends"] = ends(visit)
        if !isShut, let coming = view.consents.coming {
            values["coming"] =
                coming.from.map { texts.filled("status.coming", ["day": texts.said($0)]) }
                ?? texts["status.coming-unseen"]
            values["differences"] = differences(coming.terms, from: view.consents.terms(of: view.consents.heads))
            values["pause"] = to(.choices, .pause, "choices.pause-button")
        }
        if !isShut {
            values["places"] = lines(view.places.map(said))
            if !view.history.isEmpty { values["history"] = to(.history, nil, "history.button", look: "other") }
            values["change"] = to(.choices, nil, "status.change", look: "other")
        }
        values["back"] = to(.withdraw, nil, "status.back", look: "other")
        return render("status", values, turn: .visit(.status, token: visit.token))
    }

    /// It never says that somebody is reading now: only what a reviewer signed, and how long nobody did.
    private func stands(_ visit: borrowing Visit) -> (said: String, more: String?) {
        let (view, today) = (visit.view, visit.day)
        func with(_ key: String, _ day: Day) -> String { texts.filled(key, ["day": texts.said(day)]) }
        let received = view.received ?? today
        guard view.withdrawn == .no else { return (with("status.closed", received), texts["status.closed-more"]) }
        guard visit.sealers != nil else { return (with("status.shut", received), texts["status.shut-more"]) }
        guard let opened = view.opened else {
            let waits = today - received
            guard waits >= policies.retention.unopenedNoticeDays else { return (with("status.waiting", received), nil) }
            return (
                texts.filled("status.unopened", ["count": String(waits)]), texts["status.unopened-more"]
            )
        }
        guard let newest = view.newest else { return (with("status.opened", opened), texts["status.opened-more"]) }
        switch newest.stage {
        case .opened, .setAside: return (with("status.opened", opened), texts["status.opened-more"])
        case .approved: return (with("status.approved", newest.day), nil)
        case .published: return (texts["status.published"], nil)
        case .retracted: return (texts["status.retracted"], nil)
        case .declined:
            return (
                with("status.declined", newest.day),
                with("status.declined-more", newest.day + policies.retention.declinedDays)
            )
        }
    }

    private func textSection(_ view: SurvivorCase) -> [String: any Sendable]? {
        // Nothing is asked about a text of a story that will not be shared.
        guard !view.consents.cameByMail, !view.texts.isEmpty, view.newest?.stage != .declined else { return nil }
        let isAnswered = view.texts.allSatisfy { view.answers[$0.digest] != nil || view.isOut($0) }
        let said = view.texts.compactMap { out($0, view) }.first ?? texts["status.text-answered"]
        return [
            "said": isAnswered ? said : texts["status.text-waits"],
            "button": to(.text, nil, "status.text-button", look: isAnswered ? "other" : "main"),
        ]
    }

    /// What is said of a text that is out: how it is taken back, or that it is; nil for one that is not.
    func out(_ text: SurvivorCase.Item, _ view: SurvivorCase) -> String? {
        guard view.isOut(text) else { return nil }
        return texts[view.saidNo(to: text) ? "text.out-no" : "text.out"]
    }

    private func letterSection(_ view: SurvivorCase) -> [String: any Sendable] {
        let count = view.consents.cameByMail ? 0 : view.letters.count
        let key = view.consents.cameByMail ? "letters-paper" : count == 0 ? "letters-none" : "letters-some"
        return [
            "said": texts.filled("status.\(key)", ["count": String(count)]),
            "button": to(.letters, nil, "status.letters-button", look: count == 0 ? "other" : "main"),
        ]
    }

    /// Everything that would change, each by its question: a name or a missing look at the text as much as a use.
    private func differences(_ coming: Terms, from now: Terms?) -> [[String: any Sendable]] {
        var rows: [[String: any Sendable]] = []
        if coming.uses != now?.uses {
            rows.append([
                "question": texts["consent.use.question"],
                "said": names(coming.uses).map { ["answer": $0["use"] ?? ""] },
            ])
        }
        if coming.until != now?.until {
            let said = coming.until.map { texts.filled("status.ends", ["day": texts.said($0)]) }
            rows.append(row("consent.term.question", [said ?? texts["consent.term.until-stopped"]]))
        }
        if coming.edits != now?.edits {
            rows.append(row("consent.edits.question", [texts["consent.edits.\(coming.edits.rawValue)"]]))
        }
        if coming.showFirst != now?.showFirst {
            let answer = coming.showFirst ? "yes" : "no"
            rows.append(row("consent.show-first.question", [texts["consent.show-first.\(answer)"]]))
        }
        if coming.credit != now?.credit {
            rows.append(
                coming.credit.isEmpty
                    ? row("consent.credit", [texts["consent.no-credit"]])
                    : row("consent.credit", [], name: coming.credit))
        }
        return rows
    }

    private func names(_ uses: Set<Use>) -> [[String: any Sendable]] {
        guard !uses.isEmpty else { return [["use": texts["status.nothing"]]] }
        return policies.consent.uses.filter { uses.contains($0) }.map {
            ["use": texts["consent.use.\($0.rawValue).label"]]
        }
    }
}

extension SurvivorCase {
    /// Whether this text is out, as far as the news tells: it names places and no text.
    ///
    /// A text that came after the news is not; nor is one that nobody said a word to, where a yes is needed.
    func isOut(_ text: Item) -> Bool {
        guard let newest, newest.stage == .published, text.day <= newest.day else { return false }
        return answers[text.digest] != nil || consents.terms(of: consents.heads)?.showFirst == false
    }

    /// Whether the newest answer to a text is none that it can be shared with: then it is taken back wherever it is out.
    func saidNo(to text: Item) -> Bool { [.refused, .changes].contains(answers[text.digest]) }
}
