import Envelope
import Foundation
import Policies
import Testing

@testable import Intake

/// Every page in every state that it can have, rendered with words and a code in their places.
struct PageStates {
    static let form = HiddenFields(
        nonce: String(repeating: "n", count: 24), token: String(repeating: "t", count: 32))
    static let code = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

    let all: [(name: String, page: Page)]

    /// - Parameter words: what stands in each place for words from elsewhere; what the form and a reviewer say if nil.
    init(_ office: Office, _ language: String, words: String? = nil) throws {
        let pages = try office.pages(language)
        let nothing = pages.untouched
        let form = words.map { HiddenFields(nonce: $0, token: $0) } ?? Self.form
        var values = Self.everything(office.policies)
        if let words { values["credit"] = words }
        let everything = try office.said(values)
        var all = [
            ("welcome", pages.welcome(form)), ("welcome-closed", pages.welcome(nil)),
            ("welcome-no-room", pages.closed(.noRoom)), ("write", pages.write(form)),
            ("write-answered", pages.write(form, everything, keepsWords: false)),
            ("write-again", pages.write(form, everything, keepsWords: true)),
            ("open-case-check", pages.openCase(form, everything, next: .check)),
            ("open-case-send", pages.openCase(form, everything, next: .send)),
            ("check", pages.check(form, nothing)), ("check-answered", pages.check(form, everything)),
            ("unseen", pages.unseen(form, everything, problem: nil)),
            ("receipt", pages.receipt(form, added: false)),
            ("receipt-added", pages.receipt(form, added: true)),
        ]
        for problem in Problem.allCases {
            let name = problem.rawValue
            all.append(("problem-\(name)", pages.problem(problem)))
            all.append(("unseen-\(name)", pages.unseen(form, everything, problem: problem)))
            for keepsWords in [true, false] {
                let page = pages.write(form, everything, problem: problem, keepsWords: keepsWords)
                all.append(("write-\(keepsWords ? "words" : "empty")-\(name)", page))
            }
        }
        all += try ReturnStates(office, words: words).all(pages)
        self.all = all.map { (name: $0.0, page: $0.1) }
    }

    /// A form in which everything that can be said was said.
    static func everything(_ policies: PolicySet) -> [String: String] {
        var values = [
            "term": "two-years", "edits": "shorten", "show-first": "no", "credit": String(repeating: "W", count: 80),
            "open-case": "unsure", "under-18": "yes", "told": "yes",
        ]
        for use in policies.consent.uses { values["use-\(use.rawValue)"] = "yes" }
        for note in policies.form.contentNotes { values["note-\(note)"] = "yes" }
        return values
    }
}

/// A language that nobody speaks: right to left, and 40 % longer than the English it is made from.
///
/// A script makes it, beside a copy of the policies that ship; it is kept nowhere.
enum PseudoLanguage {
    static let code = "qps"

    /// A site that serves it too.
    static func office() throws -> Office {
        let folder = FileManager.default.temporaryDirectory.path + "/pseudo-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let script = Process()
        script.executableURL = URL(filePath: "/usr/bin/python3")
        script.arguments = [Office.repository + "/Tests/Languages/pseudo.py", Office.policiesFolder, folder]
        try script.run()
        script.waitUntilExit()
        let status = script.terminationStatus
        try #require(status == 0)
        return try Office(policies: folder)
    }
}
