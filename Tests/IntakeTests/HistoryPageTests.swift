import Envelope
import Mailbox
import Policies
import Testing

@testable import Intake

/// What the survivor's pages say of what became of a story.
struct HistoryPageTests {
    private let office: Office

    init() throws { office = try Office() }

    private func page(_ name: String, _ language: String = "en") throws -> String {
        try #require(try PageStates(office, language).all.first { $0.name == name }).page.html
    }

    @Test func `a story that is out says where, and since which month, and no day of it`() throws {
        let month = office.languages.first.texts["day.month-\(Int(Month(of: .today).description.suffix(2)) ?? 0)"] ?? ""
        let html = try page("status-published")
        #expect(html.contains("<li>On our website: since \(month) "))
        #expect(html.contains("Where your words are") && html.contains("action=\"/history\""))
        #expect(try page("status-retracted").contains("taken back in \(month) "))
        #expect(try page("status-published", "es").contains("<li>En nuestro sitio web: desde "))
        #expect(try !page("status").contains("Where your words are"))
    }

    @Test func `taking a story back says of each place what is taken down, and what can stay`() throws {
        for name in ["withdraw-out", "withdrawn-out"] {
            #expect(try page(name).contains("<li>On our website: we take it down.</li>"), "\(name)")
        }
        let html = try page("withdrawn-out")
        #expect(html.contains("<li>In print: we print no more copies. What is already on paper stays.</li>"))
        #expect(
            html.contains("<li>On social media: we ask for it to be taken down. Copies that others made can stay.</li>")
        )
        let plain = try page("withdrawn").count(of: "<li>")
        #expect(html.count(of: "<li>") - plain == Use.allCases.count)
    }

    @Test(arguments: ["en", "es"]) func `a text that is out is not asked about as if it were not`(
        language: String
    ) throws {
        let texts = try office.pages(language).texts
        let agree = try #require(texts["text.agree"].split(separator: ",").first)
        for name in ["status-text-out-agreed", "text-out-agreed"] {
            let html = try page(name, language)
            for key in ["text.not-yet", "status.text-answered", "status.text-waits", "text.change-mind"] {
                #expect(!html.contains(texts[key]), "\(name): \(key)")
            }
            #expect(html.contains(texts["text.out"]), "\(name)")
        }
        #expect(try !page("text-out-agreed", language).contains("\(agree), "))
        // Whoever said no to it can say yes again, and reads what comes of the no.
        let refused = try page("text-out-refused", language)
        #expect(refused.contains("\(agree), ") && refused.contains(texts["text.out-no"].replacing("'", with: "&#39;")))
        #expect(!refused.contains(texts["text.not-yet"]))
        // One that nobody said yes to is not the one that is out.
        let beside = try page("text-beside", language)
        #expect(beside.contains(texts["text.not-yet"]) && !beside.contains(texts["text.out"]))
    }

    @Test func `every act is told by role and day, and by nobody's name`() throws {
        let html = try page("history-some")
        for words in ["You sent your story.", "A reader opened your story.", "On our website: your words went out."] {
            #expect(html.contains("<dd>\(words)</dd>"), "\(words)")
        }
        for name in ["ana", "ben"] { #expect(!html.lowercased().contains(" \(name)")) }
    }

    @Test func `a code that came by paper has no such page`() async throws {
        #expect(try !page("status-paper").contains("action=\"/history\""))
        let paper = try await VisitTests(channel: .mail)
        #expect(try await !paper.go("history").html.contains("<dl>"))
        #expect(try await VisitTests().go("history").html.contains("<dd>You sent your story.</dd>"))
    }
}
