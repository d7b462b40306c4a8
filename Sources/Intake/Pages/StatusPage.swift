import Envelope
import Mailbox
import Policies

/// Where a story stands, in plain words, and what its writer can do.
extension Pages {
    func status(_ visit: borrowing Visit, note: ReturnNote? = nil) -> Page {
        let view = visit.view
        var values: [String: any Sendable] = ["visit": visit.token]
        values["note"] = note.map { texts["note-\($0.rawValue)"] }
        let stands = stands(view, on: visit.sealers.day)
        values["stands"] = stands.said
        values["more"] = stands.more
        values["texts"] = textSection(view)
        values["letters"] = letterSection(view)
        values["allowed"] = names(view.consents.terms(of: view.consents.heads)?.uses ?? [])
        values["ends"] = ends(visit)
        if let coming = view.consents.coming {
            values["coming"] = texts.filled("status.coming", ["day": texts.said(coming.from)])
            values["coming-uses"] = names(coming.terms.uses)
            values["pause"] = to(.choices, .pause, "choices.pause-button")
        }
        values["change"] = to(.choices, nil, "status.change", look: "other")
        values["back"] = to(.withdraw, nil, "status.back", look: "other")
        return render("status", values)
    }

    /// It never says that somebody is reading now: only what a reviewer signed, and how long nobody did.
    private func stands(_ view: SurvivorCase, on today: Day) -> (said: String, more: String?) {
        func with(_ key: String, _ day: Day) -> String { texts.filled(key, ["day": texts.said(day)]) }
        guard let opened = view.opened else {
            let received = view.received ?? today
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
        case .published: return (with("status.published", newest.day), nil)
        case .retracted: return (with("status.retracted", newest.day), nil)
        case .declined:
            return (
                with("status.declined", newest.day),
                with("status.declined-more", newest.day + policies.retention.declinedDays)
            )
        }
    }

    private func textSection(_ view: SurvivorCase) -> [String: any Sendable]? {
        guard !view.consents.cameByMail, !view.texts.isEmpty else { return nil }
        let isAnswered = view.texts.allSatisfy { view.answers[$0.digest] != nil }
        return [
            "said": texts[isAnswered ? "status.text-answered" : "status.text-waits"],
            "button": to(.text, nil, "status.text-button", look: isAnswered ? "other" : "main"),
        ]
    }

    private func letterSection(_ view: SurvivorCase) -> [String: any Sendable] {
        let count = view.consents.cameByMail ? 0 : view.letters.count
        let key = view.consents.cameByMail ? "letters-paper" : count == 0 ? "letters-none" : "letters-some"
        return [
            "said": texts.filled("status.\(key)", ["count": String(count)]),
            "button": to(.letters, nil, "status.letters-button", look: count == 0 ? "other" : "main"),
        ]
    }

    private func names(_ uses: Set<Use>) -> [[String: any Sendable]] {
        guard !uses.isEmpty else { return [["use": texts["status.nothing"]]] }
        return policies.consent.uses.filter { uses.contains($0) }.map {
            ["use": texts["consent.use.\($0.rawValue).label"]]
        }
    }
}
