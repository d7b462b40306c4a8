import Testing

@testable import Policies

private let good = """
    countries:
      us:
        name:
          en: United States
          es: Estados Unidos
        emergency: "911"
        services:
          line:
            name:
              en: A line
              es: Una línea
            what:
              en: For all.
              es: Para cualquiera.
            call: +1 800-799 7233
            text:
              number: 88-788
              keyword:
                es: AYUDA
            chat:
              en: https://chat.example.org/

    """

@Suite struct HelpPolicyTests {
    private func load(_ old: String = "", _ new: String = "") throws(PolicyError) -> HelpPolicy {
        let text = old.isEmpty ? good : good.replacing(old, with: new)
        return try HelpPolicy(Array(text.utf8), languages: ["en", "es"])
    }

    @Test func `a country has its services, with words in each language and a number a telephone takes`() throws {
        let country = try #require(try load().countries.first)
        #expect(country.code == "us" && country.emergency == "911" && country.name["es"] == "Estados Unidos")
        let service = try #require(country.services.first)
        #expect(service.name["en"] == "A line" && service.what["es"] == "Para cualquiera.")
        #expect(service.call == "+1 800-799 7233" && service.dial == "+18007997233")
    }

    @Test func `words in a language that the form does not offer are passed over`() throws {
        let policy = try HelpPolicy(Array(good.utf8), languages: ["en"])
        let service = try #require(policy.countries.first?.services.first)
        #expect(service.name == ["en": "A line"] && service.text?.keyword == [:])
        // What is no language is a slip of the pen, and a language of the form has words.
        for (old, new) in [("es: Una", "espanol: Una"), ("en: A line", "fr: Une ligne")] {
            #expect(throws: PolicyError.self) {
                try HelpPolicy(Array(good.replacing(old, with: new).utf8), languages: ["en"])
            }
        }
    }

    @Test func `a text line has its keyword, and a chat its address, in the languages that have one`() throws {
        let service = try #require(try load().countries.first?.services.first)
        let text = try #require(service.text)
        #expect(text.number == "88-788" && text.dial == "88788" && text.keyword == ["es": "AYUDA"])
        #expect(service.chat == ["en": "https://chat.example.org/"])
    }

    @Test func `a service has a call, a text or a chat, and any one of them is enough`() throws {
        let call = "        call: +1 800-799 7233\n"
        let text = "        text:\n          number: 88-788\n          keyword:\n            es: AYUDA\n"
        let chat = "        chat:\n          en: https://chat.example.org/\n"
        #expect(good.hasSuffix(call + text + chat))
        let bare = String(good.dropLast((call + text + chat).count))
        func service(_ end: String) throws -> HelpPolicy.Service? {
            try HelpPolicy(Array((bare + end).utf8), languages: ["en", "es"]).countries.first?.services.first
        }
        let called = try #require(try service(call))
        #expect(called.call != nil && called.text == nil && called.chat.isEmpty)
        let texted = try #require(try service("        text:\n          number: 988\n"))
        #expect(texted.call == nil && texted.dial == nil && texted.text?.number == "988")
        #expect(texted.text?.keyword == [:])
        let chatted = try #require(try service(chat))
        #expect(chatted.call == nil && chatted.text == nil && chatted.chat.count == 1)
        let error = #expect(throws: PolicyError.self) { try service("") }
        #expect(
            error?.description
                == "help.yaml:8: countries.us.services.line.call is missing: a service has a call, a text or a chat",
            "\(error?.description ?? "")")
    }

    @Test(arguments: [
        (
            "emergency:", "emergancy:",
            "6: countries.us.emergancy is not known here; the keys are: name, emergency, services"
        ),
        (
            "call: +1", "web: +1",
            "15: countries.us.services.line.web is not known here; the keys are: name, what, call, text, chat"
        ),
        (
            "      es: Estados Unidos\n", "",
            "3: countries.us.name.es is missing: it must be words: 1 to 60 characters, on one line"
        ),
        (
            "es: Para cualquiera.", "fr: Pour tous.",
            "14: countries.us.services.line.what.fr is not known here; the keys are: en, es"
        ),
        ("\"911\"", "\"9-1-1 now\"", "6: countries.us.emergency must be a phone number"),
        ("+1 800-799 7233", "javascript:1", "15: countries.us.services.line.call must be a phone number"),
        ("+1 800-799 7233", "1234567890123456", "15: countries.us.services.line.call must be a phone number"),
        ("88-788", "START", "17: countries.us.services.line.text.number must be a phone number"),
        ("number: 88-788", "num: 1", "17: countries.us.services.line.text.num is not known here; the keys are: number"),
        ("es: AYUDA", "es: ¡AYUDA!", "19: countries.us.services.line.text.keyword.es must be one word of 1 to 20"),
        ("es: AYUDA", "es: AYUDA ME", "19: countries.us.services.line.text.keyword.es must be one word of 1 to 20"),
        ("es: AYUDA", "fr: AIDE", "19: countries.us.services.line.text.keyword.fr is not known here"),
        (
            "keyword:\n            es: AYUDA", "keyword: {}",
            "18: countries.us.services.line.text.keyword must have one word of 1 to 20"
        ),
        ("https://chat", "http://chat", "21: countries.us.services.line.chat.en must be the https address of a chat"),
        ("chat.example.org/", "chat\"x", "21: countries.us.services.line.chat.en must be the https address of a chat"),
        ("  en: https://chat", "  fr: https://chat", "21: countries.us.services.line.chat.fr is not known here"),
        ("countries:", "contries:", "1: contries is not known here; the keys are: last-called, countries"),
    ])
    func `what is not as it must be is named with its line`(old: String, new: String, says: String) {
        let error = #expect(throws: PolicyError.self) { try load(old, new) }
        #expect(error?.description.hasPrefix("help.yaml:\(says)") == true, "\(error?.description ?? "")")
    }

    @Test func `a country that is no section, and one without services, are refused`() {
        for text in ["countries:\n  us: 911\n", "countries: {}\n", "countries:\n"] {
            #expect(throws: PolicyError.self) { try HelpPolicy(Array(text.utf8), languages: ["en"]) }
        }
        let start = good.split(separator: "    services:")[0]
        #expect(throws: PolicyError.self) {
            try HelpPolicy(Array((start + "    services: {}\n").utf8), languages: ["en", "es"])
        }
    }
}
