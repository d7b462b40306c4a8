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

    @Test(arguments: [
        (
            "emergency:", "emergancy:",
            "6: countries.us.emergancy is not known here; the keys are: name, emergency, services"
        ),
        ("call: +1", "web: +1", "15: countries.us.services.line.web is not known here; the keys are: name, what, call"),
        (
            "      es: Estados Unidos\n", "",
            "3: countries.us.name.es is missing: it must be 1 to 60 characters, on one line"
        ),
        (
            "es: Para cualquiera.", "fr: Pour tous.",
            "14: countries.us.services.line.what.fr is not known here; the keys are: en, es"
        ),
        ("\"911\"", "\"9-1-1 now\"", "6: countries.us.emergency must be a number to call"),
        ("+1 800-799 7233", "javascript:1", "15: countries.us.services.line.call must be a number to call"),
        ("+1 800-799 7233", "1234567890123456", "15: countries.us.services.line.call must be a number to call"),
        ("countries:", "contries:", "1: contries is not known here; the keys are: countries"),
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
