import Envelope
import Files
import FoundationEssentials
import Policies
import Testing

@testable import Intake

/// What happens when somebody changes the words of the pages.
struct TextsTests {
    /// The shipped policies with the English words changed, as an intake would start with them.
    private func start(_ old: String, _ new: String) throws -> Pages {
        let folder = FileManager.default.temporaryDirectory.path + "/texts-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(atPath: Office.policiesFolder, toPath: folder)
        let file = URL(filePath: folder + "/Languages/en/text.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains(old))
        try Data(text.replacing(old, with: new).utf8).write(to: file)
        let policies = try PolicySet.load(folder: folder)
        let languages = try Languages.load(folder: folder, codes: ["en"])
        return try Pages(language: languages.first, among: languages, policies: policies)
    }

    @Test func `a text that a page needs and that is missing stops the start, by name`() {
        #expect(throws: Refusal.self) { try start("    start: Start page\n", "") }
        let refusal = #expect(throws: Refusal.self) { try start("    send: Send it now\n", "") }
        #expect(refusal?.status == .configuration)
        #expect(refusal?.message == "Languages/en/text.yaml: texts.write.send is missing")
    }

    @Test func `a text that names a value that there is not stops the start, by name`() {
        let refusal = #expect(throws: Refusal.self) {
            try start("    send: Send it now\n", "    send: Send {it} now\n")
        }
        #expect(refusal?.message == "Languages/en/text.yaml: texts.write.send names a value that there is not")
    }

    @Test func `signs in a text stay text`() throws {
        let pages = try start("    send: Send it now\n", "    send: <b>Send</b> it now\n")
        #expect(pages.write(HiddenFields(nonce: "", token: "")).html.contains("&lt;b&gt;Send&lt;/b&gt;"))
    }

    @Test func `with one language there is nothing to choose between`() throws {
        #expect(!(try start("Send", "Send").welcome(nil).html.contains("hreflang")))
    }
}
