import Envelope
import Foundation
import Testing
import Vault

@testable import Review

/// An evening's twenty cases in a real terminal (`Tests/Terminal/triage.sh` and `first-evening.sh`).
///
/// Every story is invented.
struct TriageTests {
    private let book: Casebook

    init() throws { book = try Casebook(Organisation()) }

    private func opened(
        _ words: String, days: Int, uses: Set<Use> = [.website], notes: [String] = [], showFirst: Bool = false
    ) throws -> Casebook.File {
        let file = try book.file()
        try file.tell(words, uses: uses, notes: notes, showFirst: showFirst, day: book.today + -days)
        try file.say(Notice(stage: .opened), by: book.ana)
        return file
    }

    /// Each came on another day, so that their order is the same each time.
    private func fill() throws {
        let page = String(repeating: "This is an invented story, said again and again. ", count: 40)
        func new(
            _ words: String, days: Int, notes: [String] = [], holds: Set<Consent.Hold> = [], language: String = "en"
        )
            throws
        {
            let file = try book.file()
            try file.tell(words, notes: notes, holds: holds, language: language, day: book.today + -days)
            try file.store()
        }
        for days in 1...7 { try new(page, days: days, notes: days == 3 ? ["violence", "prison"] : []) }
        for number in 0..<3 { try new("Buy now! Best price! \(number)", days: 20 + number) }
        try new("Me llamo nadie. Salí de la casa un domingo.", days: 30, language: "es")
        try new("Cuento lo que pasó. Nadie me creyó.", days: 80, notes: ["violence"], language: "es")
        try new(page + page, days: 11, holds: [.openCase])
        try new("I am seventeen. Please do not call my mom.", days: 9, notes: ["family"], holds: [.underEighteen])
        let story = try String(contentsOfFile: "\(Programs.repository)/Tests/Demo/story.txt", encoding: .utf8)
        for (days, name) in [(12, "the quilt"), (40, "")] {
            let file = try opened(
                name.isEmpty ? story : "He said he would come on Friday.", days: days,
                notes: name.isEmpty ? ["violence", "prison"] : [])
            try file.say(SafetyMark(isWorried: true, reason: "Friday"), by: book.ben)
            try file.store()
            let desk = try Desk.opened("ben", of: book.organisation, book)
            var open = try desk.file(file.caseID)
            if !name.isEmpty { try desk.name(name, &open) }
        }
        let letter = try opened(page, days: 25)
        try letter.say(Letter(language: "en", text: "Did you read it?"), by: letter.writer)
        try letter.store()
        let answered = try opened(page, days: 33, showFirst: true)
        let shown = try answered.propose(Manuscript(title: "The bus", text: "I left by bus.", language: "en"))
        try answered.say(
            SignOff(
                proposal: shown.statement.digest, manuscript: shown.statement.header.body, consent: answered.consents,
                answer: .changes), by: answered.writer)
        try answered.store()
        let second = try opened(page, days: 44)
        let text = try second.propose(Manuscript(title: "Nine minutes", text: "It took nine minutes.", language: "en"))
        try second.approve(text, by: book.ana, withKey: false)
        try second.store()
        let out = try opened(page, days: 60)
        try out.publish(Manuscript(title: "Rain", text: "It rained.", language: "en"))
        try out.store()
    }

    /// Runs a walk of `Tests/Terminal` in this organization.
    private func walk(_ name: String) throws -> String {
        try fill()
        #expect(try book.vault.caseIDs().count == 20)
        // A thread of these tests blocks signals, and who begins a program hands that on: a terminal would never see its end.
        let unblocked =
            "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execv(sys.argv[1], sys.argv[1:])"
        let script = "\(Programs.repository)/Tests/Terminal/\(name)"
        let walk = try Programs.run(
            "/usr/bin/python3", ["-c", unblocked, "/bin/bash", script, book.organisation.folder])
        #expect(walk.status == 0, "\(walk.text)\(walk.errors)")
        return walk.text
    }

    private static let hasTerminal = FileManager.default.fileExists(atPath: "/usr/bin/tmux")

    @Test(.enabled(if: hasTerminal))
    func `of twenty mixed cases the right one stands first, at two sizes, with colors and without`() throws {
        _ = try walk("triage.sh")
    }

    @Test(.enabled(if: hasTerminal))
    func `from the first screen of twenty cases to a signed proposal and a second signature, in so many keys`() throws {
        let counts = try walk("first-evening.sh")
        print(counts)
        #expect(counts.contains("keys"))
    }
}
