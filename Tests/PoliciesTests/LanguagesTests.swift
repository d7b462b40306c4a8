import Envelope
import FoundationEssentials
import Testing

@testable import Policies

/// 4,096 made-up words, ascending, that all begin with `first`.
private func syllables(_ first: Character) -> [String] {
    let letters = Array("abcdefghijklmnop")
    return letters.flatMap { second in
        letters.flatMap { third in letters.map { fourth in String([first, second, third, fourth]) } }
    }
}

private let english = """
    name: English
    direction: ltr
    texts:
      welcome:
        title: Welcome
        next: Go on
      yes: Yes

    """

private let spanish = """
    name: Español
    direction: ltr
    texts:
      welcome:
        title: Hola
        next: Sigue
      yes: Sí

    """

@Suite struct LanguagesTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.write("Languages/en/text.yaml", english)
        try folder.write("Languages/es/text.yaml", spanish)
        try write(syllables("a"), "en")
        try write(syllables("b"), "es")
    }

    private func write(_ words: [String], _ code: String, end: String = "\n") throws {
        try folder.write("Languages/\(code)/words.txt", words.joined(separator: "\n") + end)
    }

    @Test func `a publisher reads what notes are called, and no other text`() throws {
        let notes = "  note:\n    self-harm: Self-harm or suicide\n    no-more: Once offered\n  \"yes\":"
        try folder.write("Languages/en/text.yaml", english.replacing("  yes:", with: notes))
        let names = try NoteNames.load(folder: folder.path, codes: ["en", "es", "fr"])
        #expect(
            names == ["en": ["self-harm": "Self-harm or suicide", "no-more": "Once offered"], "es": [:]])
        try folder.write("Languages/es/text.yaml", "name: [")
        #expect(throws: PolicyError.self) { try NoteNames.load(folder: folder.path, codes: ["es"]) }
    }

    private func refusal() -> String? {
        do throws(PolicyError) {
            _ = try Languages.load(folder: folder.path, codes: ["en", "es"])
            return nil
        } catch {
            return error.description.replacing(folder.path + "/Languages/", with: "")
        }
    }

    @Test func `two languages that fit together load`() throws {
        let languages = try Languages.load(folder: folder.path, codes: ["en", "es"])
        #expect(languages.first.code == "en")
        let spanish = try #require(languages["es"])
        #expect(spanish.name == "Español")
        #expect(spanish.direction == .leftToRight)
        #expect(spanish.texts == ["welcome.title": "Hola", "welcome.next": "Sigue", "yes": "Sí"])
        #expect(spanish.words == syllables("b"))
        #expect(languages["fr"] == nil)
    }

    @Test func `the shipped languages load and have words for every use`() throws {
        let set = try PolicySet.load(folder: shippedPolicies)
        let languages = try Languages.load(folder: shippedPolicies, codes: set.form.languages)
        for language in languages.all {
            #expect(language.words.count == CodeWords.count)
            for use in set.consent.uses {
                #expect(language.texts["consent.use.\(use.rawValue).label"] != nil, "\(language.code): \(use.rawValue)")
            }
        }
    }

    @Test func `a language is written from right to left when its file says so`() throws {
        try folder.write("Languages/en/text.yaml", english.replacing("ltr", with: "rtl"))
        #expect(try Languages.load(folder: folder.path, codes: ["en"]).first.direction == .rightToLeft)
        try folder.write("Languages/en/text.yaml", english.replacing("ltr", with: "down"))
        #expect(refusal() == "en/text.yaml:2: direction must be ltr or rtl")
    }

    @Test func `a text of several lines keeps them and loses the last line feed`() throws {
        try folder.write("Languages/en/text.yaml", english.replacing("Go on", with: "|\n      One\n      Two"))
        #expect(try Languages.load(folder: folder.path, codes: ["en"]).first.texts["welcome.next"] == "One\nTwo")
    }

    @Test(arguments: [
        ("    next: Sigue\n", "", "es/text.yaml: texts.welcome.next is missing: "),
        ("  yes: Sí", "  yes: Sí\n  no: No", "es/text.yaml:8: texts.no is not in "),
        ("Hola", "[Hola]", "es/text.yaml:5: texts.welcome.title must be a text of 1 to 4000 characters"),
        ("Hola", "", "es/text.yaml:5: texts.welcome.title has no value"),
        ("Hola", "\"\\e[2J\"", "es/text.yaml:5: texts.welcome.title must be a text of 1 to 4000 characters"),
        ("name: Español", "nombre: Español", "es/text.yaml:1: nombre is not known here"),
    ])
    func `a text that is missing, extra or no text is named`(old: String, new: String, says: String) throws {
        try folder.write("Languages/es/text.yaml", spanish.replacing(old, with: new))
        #expect(refusal()?.hasPrefix(says) == true)
    }

    @Test(arguments: ["aaaA", "ab", "abcdefghijk", "caña", "a-b", "", "abcd\r"])
    func `a word that is not 3 to 10 letters is named with its line`(word: String) throws {
        var words = syllables("a")
        words[6] = word
        try write(words, "en")
        #expect(refusal() == "en/words.txt:7: a word must be 3 to 10 letters from a to z")
    }

    @Test func `words out of order and words that stand twice are named with their line`() throws {
        var words = syllables("a")
        words.swapAt(6, 7)
        try write(words, "en")
        #expect(refusal() == "en/words.txt:8: words must stand in order of the alphabet")
        words = syllables("a")
        words[7] = words[6]
        try write(words, "en")
        #expect(refusal() == "en/words.txt:8: the word stands twice; keep one")
    }

    @Test func `a list has 4096 words, neither fewer nor more, and ends like a text file`() throws {
        let count = "en/words.txt: the file must hold exactly 4096 words, one a line"
        try write(syllables("a").dropLast(), "en")
        #expect(refusal() == count)
        try write(syllables("a") + ["azzz"], "en")
        #expect(refusal() == count)
        try write(syllables("a"), "en", end: "")
        #expect(refusal() == "en/words.txt:4096: the last line must end like the rest")
    }

    @Test func `a word that stands in two languages is named with its line`() throws {
        try write(["aaaa"] + syllables("b").dropLast(), "es")
        #expect(refusal()?.hasPrefix("es/words.txt:1: the word also stands in ") == true)
    }

    @Test func `a missing language is named`() throws {
        try folder.remove("Languages/es/words.txt")
        #expect(refusal()?.hasPrefix("es/words.txt: the file is missing") == true)
        try folder.remove("Languages/es")
        #expect(refusal() == "es: the folder is missing or cannot be read")
    }

    @Test(arguments: [[], ["en", "en"], ["../en"], ["EN"]])
    func `only known codes, each once, are asked for`(codes: [String]) {
        #expect(throws: PolicyError.self) { try Languages.load(folder: folder.path, codes: codes) }
    }
}
