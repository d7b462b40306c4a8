import Testing

@testable import Policies

/// What `form.yaml` says for the form on paper; none of it has to stand there.
@Suite struct PaperPolicyTests {
    private func form(_ lines: String) throws -> FormPolicy {
        try FormPolicy(try shipped("form.yaml") + Array("\n\(lines)\n".utf8), name: "form.yaml")
    }

    @Test func `no letters are taken in and no address is printed unless the policy says so`() throws {
        let shipped = try form("")
        #expect(shipped.mailAddress == nil && shipped.webAddress == nil)
        let said = try form(
            """
            mail-address:
              en: [Example Letters, P.O. Box 100, "Example City, EX 00000"]
              es: [Cartas de Ejemplo, P.O. Box 100]
            web-address: https://stories.example.org/
            """)
        #expect(
            said.mailAddress == [
                "en": ["Example Letters", "P.O. Box 100", "Example City, EX 00000"],
                "es": ["Cartas de Ejemplo", "P.O. Box 100"],
            ])
        #expect(said.webAddress == "https://stories.example.org/")
    }

    @Test(arguments: [
        ("mail-address: P.O. Box 100", "mail-address"), ("mail-address:", "mail-address"),
        ("mail-address:\n  en: [A box, A town]", "mail-address.es"),
        (
            "mail-address:\n  en: [A box, A town]\n  es: [Una caja, Un pueblo]\n  fr: [Une boite, Une ville]",
            "mail-address.fr"
        ),
        ("mail-address:\n  en: A box\n  es: [Una caja, Un pueblo]", "mail-address.en"),
        ("mail-address:\n  en: [A box]\n  es: [Una caja, Un pueblo]", "mail-address.en"),
        ("mail-address:\n  en: [A, B, C, D, E, F]\n  es: [Una caja, Un pueblo]", "mail-address.en"),
        ("mail-address:\n  en: [A box, A box]\n  es: [Una caja, Un pueblo]", "mail-address.en"),
        ("mail-address:\n  en: [A box, A town]\n  es: [\"\\e[2J\", Un pueblo]", "mail-address.es"),
        (
            "mail-address:\n  en: [A box, A town that has 33 letters here..]\n  es: [Una caja, Un pueblo]",
            "mail-address.en"
        ),
        ("web-address:", "web-address"), ("web-address: [https://stories.example.org/]", "web-address"),
    ])
    func `an address that does not fit on a sheet is refused by its key`(lines: String, key: String) throws {
        let error = #expect(throws: PolicyError.self) { try form(lines) }
        #expect(error?.key == key)
        #expect(error?.line != nil)
    }

    private static let onion = "http://" + String(repeating: "a2", count: 28) + ".onion"

    @Test(arguments: [onion, "https://stories.example.org/", "https://example.org/stories"])
    func `the pages are found over https or at an onion service`(address: String) throws {
        #expect(try form("web-address: \(address)").webAddress == address)
    }

    @Test(arguments: [
        "http://stories.example.org/", "http://short.onion", onion + "/stories", onion.replacing("a2", with: "a1"),
        "stories.example.org", "javascript:alert(1)", "https://user@example.org/",
    ])
    func `no other address is printed as ours`(address: String) throws {
        let error = #expect(throws: PolicyError.self) { try form("web-address: \(address)") }
        #expect(error?.key == "web-address")
    }
}
