import Testing

@testable import Policies

@Suite struct LetterTemplatesTests {
    private func load(_ folder: String = shippedPolicies) throws(PolicyError) -> LetterTemplates {
        let set = try PolicySet.load(folder: shippedPolicies)
        return try LetterTemplates.load(folder: folder, codes: set.form.languages, retention: set.retention)
    }

    @Test func `every letter that a reviewer may start from is there in each language, for the web and on paper`()
        throws
    {
        let templates = try load()
        for language in ["en", "es"] {
            for occasion in LetterTemplates.Occasion.allCases {
                for way in LetterTemplates.Way.allCases {
                    let letter = try #require(templates.letter(occasion, way, in: language))
                    #expect(letter.count > 100, "\(occasion) \(way) \(language)")
                    #expect(letter.contains(LetterTemplates.blank) == (occasion == .question))
                    #expect(!letter.contains("{"))
                }
            }
            for key in LetterTemplates.printedKeys { #expect(templates.words(key, in: language) != nil) }
        }
        #expect(templates.letter(.received, .web, in: "fr") == nil)
        #expect(templates.letter(.declined, .web, in: "en")?.contains("after 30 days") == true)
    }

    @Test func `after the greeting a letter begins with a capital`() throws {
        let templates = try load()
        for language in ["en", "es"] {
            for occasion in LetterTemplates.Occasion.allCases {
                for way in LetterTemplates.Way.allCases {
                    let letter = try #require(templates.letter(occasion, way, in: language))
                    let first = try #require(letter.split(separator: "\n").dropFirst().first?.first)
                    #expect(first.isUppercase, "\(occasion) \(way) \(language)")
                }
            }
        }
    }

    @Test func `a letter that points to help calls it what the pages call it, and on paper points to none`() throws {
        let set = try PolicySet.load(folder: shippedPolicies)
        let templates = try load()
        for language in try Languages.load(folder: shippedPolicies, codes: set.form.languages).all {
            let help = "“\(try #require(language.texts["frame.help"]))”"
            let web = try #require(templates.letter(.worried, .web, in: language.code))
            #expect(web.contains(help), "\(language.code)")
            for page in ["page", "página"] { #expect(!web.contains("\(page) \(help)"), "\(language.code)") }
            #expect(!(try #require(templates.letter(.worried, .paper, in: language.code))).contains(help))
        }
    }

    @Test func `a letter on paper names nothing that a prison could hold against its reader`() throws {
        let templates = try load()
        let unsaid = [
            "en": ["safe", "police", "violen", "abuse", "surviv", "court", "worried", "hurt"],
            "es": ["segur", "policía", "violen", "abus", "surviv", "tribunal", "preocup", "peligro"],
        ]
        for (language, words) in unsaid {
            for occasion in LetterTemplates.Occasion.allCases {
                let letter = try #require(templates.letter(occasion, .paper, in: language)).lowercased()
                for word in words { #expect(!letter.contains(word), "\(occasion) \(language): \(word)") }
            }
        }
    }

    @Test func `a letter that is missing or names a value that there is not is refused by its line`() throws {
        let folder = try ScratchFolder()
        let english = String(decoding: try shipped("Languages/en/letters.yaml"), as: UTF8.self)
        try folder.write(
            "Languages/es/letters.yaml", String(decoding: try shipped("Languages/es/letters.yaml"), as: UTF8.self))
        for (changed, key) in [
            (english.replacing("  worried:", with: "  worries:"), "letters.worries"),
            (english.replacing("{declined}", with: "{days}"), "letters.declined.web"),
            (english.replacing("  number: Number of this text\n", with: ""), "printed.number"),
        ] {
            try folder.write("Languages/en/letters.yaml", changed)
            let error = #expect(throws: PolicyError.self) { try load(folder.path) }
            #expect(error?.key == key)
            #expect(error?.line != nil)
        }
    }
}
