import Foundation
import Testing

/// Coming back with the code, through the real programs.
@Suite(.serialized) struct ReturnTests {
    /// Somebody at the pages of those who came back.
    struct Visitor {
        let organisation: Organisation
        let code: String

        /// Somebody who sent a story, and asked to see the text first.
        init(_ organisation: Organisation, story: String, uses: [String] = ["website"]) throws {
            self.organisation = organisation
            let page = try organisation.send(story, uses: uses, showFirst: true)
            code = try #require(Organisation.receipt(page.body), "\(page.body)")
        }

        /// Somebody with the code of a story that was sent before.
        init(_ organisation: Organisation, code: String) {
            self.organisation = organisation
            self.code = code
        }

        func post(_ place: String, _ fields: [String: String]) throws -> (status: Int, body: String) {
            try organisation.post(
                fields.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }, path: "/\(place)")
        }

        func status() throws -> String {
            let page = try post("return", ["code": code])
            #expect(page.status == 200)
            return page.body
        }

        /// What a page of a visit answers.
        func go(_ place: String, _ fields: [String: String] = [:]) throws -> String {
            let visit = try #require(Organisation.value("visit", in: status()))
            let page = try post(place, fields.merging(["visit": visit]) { $1 })
            #expect(page.status == 200, "\(page.body)")
            return page.body
        }
    }

    private static func act(_ name: String, in page: String) -> Bool { page.contains("value=\"\(name)\"") }

    @Test func `a survivor reads a letter, answers it, and it is gone`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let visitor = try Visitor(organisation, story: "My own words.")
        #expect(try visitor.status().contains("Nobody has opened it yet"))
        let id = try #require(try organisation.cases().first?.id)
        let words = "How are you? <b>Take & care</b>. 🕊"
        #expect(try organisation.letter("ana", to: id, words).status == 0)

        let page = try visitor.go("letters")
        #expect(page.contains("How are you? &lt;b&gt;Take &amp; care&lt;/b&gt;. 🕊"))
        let once = try #require(Organisation.value("once", in: page))
        let reply = "I am well. 'Thank' you."
        for _ in 0..<2 {
            #expect(try visitor.go("letters", ["act": "write", "once": once, "words": reply]).contains("note"))
        }
        #expect(try organisation.cases().first?.letters == 1)
        let about = try #require(Organisation.value("read", in: page))
        #expect(try !visitor.go("letters", ["read": about]).contains("Take &amp; care"))
        #expect(try !visitor.go("letters").contains("Take &amp; care"))
        // A letter that was read is no sign of tampering, and its destruction stops nothing.
        #expect(try organisation.cases().first?.flaws == [])
        for canary in ["Take & care", "I am well"] {
            for name in ["vault.sqlite", "vault.sqlite-wal", "intake.log"] {
                let bytes = FileManager.default.contents(atPath: "\(organisation.folder)/\(name)") ?? Data()
                #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(canary) in \(name)")
            }
        }
    }

    @Test func `a text is published only after its yes, and an answer with words reaches the reviewers`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let visitor = try Visitor(organisation, story: "Renata told me to write.")
        let id = try #require(try organisation.cases().first?.id)
        #expect(try organisation.propose("ana", id, title: "A title", edits: "find\tRenata\tA friend").status == 0)
        for name in ["ana", "ben"] { #expect(try organisation.approve(name, id).status == 0) }
        #expect(try organisation.export("silent").errors.contains("has not said yes"))
        #expect(try visitor.status().contains("Two readers agreed"))

        var page = try visitor.go("text")
        #expect(page.contains("[A friend] told me to write.") && !page.contains("Renata"))
        let about = try #require(Organisation.value("agreed", in: page))
        page = try visitor.go("text", ["changes": about, "words": "Please say: a neighbor."])
        #expect(try organisation.cases().first?.letters == 1)
        #expect(try organisation.export("changes").errors.contains("did not say yes"))
        // Any text that is changed is a new one, and the answer to the old one is none to it.
        #expect(try organisation.propose("ana", id, title: "A title", edits: "find\tRenata\tA neighbor").status == 0)
        for name in ["ana", "ben"] { #expect(try organisation.approve(name, id).status == 0) }
        page = try visitor.go("text", ["agreed": about])
        #expect(page.contains("[A neighbor] told me to write."))
        #expect(try organisation.export("other").errors.contains("has not said yes"))
        let second = try #require(Organisation.value("agreed", in: page))
        _ = try visitor.go("text", ["agreed": second])
        let export = try organisation.export("agreed")
        #expect(export.status == 0, "\(export.errors)")
        #expect(export.errors.contains("Exported 1 story"))
        #expect(try organisation.cases().first?.flaws == [])
    }

    @Test func `a narrower choice acts at once and a wider one waits and is announced`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let visitor = try Visitor(organisation, story: "Words.", uses: ["website", "print"])
        #expect(try organisation.cases().first?.uses == ["website", "print"])
        let kept = ["act": "save", "term": "one-year", "edits": "names", "show-first": "yes", "credit": ""]
        _ = try visitor.go("choices", kept.merging(["use-print": "yes"]) { $1 })
        #expect(try organisation.cases().first?.uses == ["print"])
        let page = try visitor.go("choices", kept.merging(["use-print": "yes", "use-press": "yes"]) { $1 })
        #expect(page.contains("You, or someone with your code, said yes to more"))
        #expect(try organisation.cases().first?.uses == ["print"])
        let paused = try visitor.go("choices", ["act": "pause"])
        #expect(!paused.contains("someone with your code, said yes"))
        // Stopping everything keeps nothing of what waited: neither the name nor the missing look at the text.
        let thief = kept.merging(["use-print": "yes", "credit": "A. Name", "show-first": "no"]) { $1 }
        let announced = try visitor.go("choices", thief)
        #expect(announced.contains("A. Name") && announced.contains("go ahead without me"))
        #expect(try !visitor.go("choices", ["act": "pause"]).contains("A. Name"))
        #expect(try !visitor.go("choices").contains("A. Name"))
        #expect(try organisation.cases().first?.uses == [])
        #expect(try organisation.cases().first?.flaws == [])
    }

    @Test func `a story is taken back after two questions, nothing of it is left, and the code says so`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let other = try Visitor(organisation, story: "This one stays.")
        let visitor = try Visitor(organisation, story: "This one goes.")
        let ids = try organisation.cases().map(\.id)
        for id in ids { #expect(try organisation.letter("ana", to: id, "A letter.").status == 0) }
        #expect(try Self.act("sure", in: visitor.go("withdraw")))
        let sure = try visitor.go("withdraw", ["act": "sure"])
        #expect(Self.act("now", in: sure))
        #expect(try organisation.cases().filter { $0.stage == "withdrawn" }.isEmpty)
        let before = try organisation.bodies()
        #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
        let after = try organisation.bodies()
        let gone = before.filter { !after.contains($0) }
        #expect(gone.count >= 3 && after.count >= 3)
        for name in ["vault.sqlite", "vault.sqlite-wal"] {
            let raw = FileManager.default.contents(atPath: "\(organisation.folder)/\(name)") ?? Data()
            // Any run of a body: 64 bytes in its middle are its own.
            for body in gone {
                let middle = body.count / 2
                #expect(raw.range(of: body.subdata(in: middle..<(middle + 64))) == nil)
            }
        }
        #expect(try visitor.status().contains("Your story is gone"))
        #expect(try organisation.cases().filter { $0.stage == "withdrawn" }.count == 1)
        #expect(try other.status().contains("Your story"))
        #expect(try Opened(organisation).texts() == ["This one stays."])
    }

    @Test func `a story that two reviewers withdrew takes nothing more in, and its code says so`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let first = try organisation.post(Organisation.fields(form, story: "Take it down, please.", uses: []))
        let code = try #require(Organisation.receipt(first.body))
        let id = try #require(try organisation.cases().first?.id)
        for name in ["ana", "ben"] {
            let arguments = ["withdraw", id, "--confirm", id, "--reason-fd", "0"]
            #expect(try organisation.review(name, arguments, input: "asked by phone").status == 0)
        }
        for story in ["More words.", "Take it down, please."] {
            let more = try organisation.post(Organisation.fields(form, story: story, uses: []))
            #expect(more.status == 410 && Organisation.receipt(more.body) == nil)
        }
        #expect(try organisation.bodies().isEmpty)
        let page = try organisation.post([("code", Array(code.utf8))], path: "/return")
        #expect(page.status == 200 && page.body.contains("Your story is gone"))
    }

    @Test func `every wrong code gets the same answer, and words in no list are named`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let visitor = try Visitor(organisation, story: "Words.")
        let words = visitor.code.split(separator: " ").map(String.init)
        // A code of another vault has a sum that fits, and no story here.
        let elsewhere = try Organisation()
        try elsewhere.startIntake()
        let strange = try Visitor(elsewhere, story: "Other.").code
        let swapped = (words.dropFirst().prefix(1) + words.prefix(1) + words.dropFirst(2)).joined(separator: " ")
        func shown(_ typed: String) throws -> (Int, String) {
            let page = try visitor.post("return", ["code": typed])
            return (page.status, page.body.replacing(typed, with: ""))
        }
        let mistyped = try shown(swapped)
        let unknown = try shown(strange)
        #expect(mistyped.0 == 403 && mistyped == unknown)
        let misspelled = try visitor.post(
            "return", ["code": ([words[0] + "q"] + words.dropFirst()).joined(separator: " ")])
        #expect(
            misspelled.status == 422 && misspelled.body.contains("\(words[0])q") && misspelled.body.contains(words[0]))
        #expect(try visitor.post("return", ["code": words.dropLast().joined(separator: " ")]).status == 422)
        // Any case, with numbers, is right.
        let numbered = words.enumerated().map { "\($0 + 1). \($1.uppercased())" }.joined(separator: "\n")
        #expect(try visitor.post("return", ["code": numbered]).status == 200)
    }

    @Test func `a code that is kept is not shown again, and a visit that ended keeps the words`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let fields = Organisation.fields(form, story: "Once.", uses: [])
        let code = try #require(Organisation.receipt(try organisation.post(fields).body))
        let kept = try organisation.post(
            [("nonce", Array(form.nonce.utf8)), ("token", Array(form.token.utf8))], path: "/kept")
        #expect(kept.status == 200)
        for story in ["Once.", "Other words."] {
            let again = try organisation.post(Organisation.fields(form, story: story, uses: []))
            #expect(again.status == 200 && Organisation.receipt(again.body) == nil)
            // One word of it may stand on any page; all of them only where it is shown.
            #expect(!code.split(separator: " ").allSatisfy(again.body.contains))
        }
        let ended = try organisation.post(
            [("visit", Array("made-up".utf8)), ("act", Array("write".utf8)), ("words", Array("A long letter.".utf8))],
            path: "/letters")
        #expect(ended.status == 409 && ended.body.contains("A long letter."))
    }
}
