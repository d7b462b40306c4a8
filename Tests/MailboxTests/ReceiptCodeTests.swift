import Envelope
import Foundation
import Policies
import Testing

@testable import Mailbox

struct ReceiptCodeTests {
    static let policies = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Policies").path

    /// A code from fresh form keys.
    static func code() throws -> ReceiptCode {
        let forms = FormKeys(keys: [try FormKey(randomBytes(32))])
        let form = forms.newForm()
        return try #require(forms.verify(nonce: form.nonce, token: form.token)).receiptCode()
    }

    private static let numbers = (0..<ReceiptCode.listLength).map(String.init)

    private static func symbols(_ code: borrowing ReceiptCode) -> [UInt16] {
        code.words(in: numbers).compactMap { UInt16($0) }
    }

    private static func typed(_ text: String, _ lists: WordLists) throws -> [UInt16] {
        symbols(try lists.code(typed: Array(text.utf8).span))
    }

    private static func isRefused(_ symbols: [UInt16]) -> Bool {
        do {
            _ = try ReceiptCode.reading(symbols: symbols)
            return false
        } catch { return error == .mistyped }
    }

    @Test func `a code has nine words of twelve bits and a check word`() throws {
        let symbols = Self.symbols(try Self.code())
        #expect(symbols.count == 10)
        #expect(ReceiptCode.listLength == 1 << 12)
        #expect((symbols.count - 1) * 12 == 108)
        // Over many codes every symbol's every bit is seen set and unset: none of the 108 is fixed.
        var set = [UInt16](repeating: 0, count: 9)
        var unset = set
        for _ in 0..<200 {
            for (place, symbol) in Self.symbols(try Self.code()).dropLast().enumerated() {
                set[place] |= symbol
                unset[place] |= ~symbol & 0xFFF
            }
        }
        #expect(set.allSatisfy { $0 == 0xFFF } && unset.allSatisfy { $0 == 0xFFF })
    }

    @Test func `any single wrong word is refused, at every place`() throws {
        let right = Self.symbols(try Self.code())
        #expect(!Self.isRefused(right))
        for place in right.indices {
            for wrong in 0..<UInt16(ReceiptCode.listLength) where wrong != right[place] {
                var symbols = right
                symbols[place] = wrong
                if !Self.isRefused(symbols) { Issue.record("place \(place), word \(wrong)") }
            }
        }
    }

    @Test func `any swap of two different neighbors is refused, at every place`() throws {
        for _ in 0..<200 {
            let right = Self.symbols(try Self.code())
            for place in 0..<9 where right[place] != right[place + 1] {
                var symbols = right
                symbols.swapAt(place, place + 1)
                if !Self.isRefused(symbols) { Issue.record("place \(place)") }
            }
        }
    }

    @Test func `a code reads the same in any language, mixed, in any case and with numbers before the words`() throws {
        let languages = try Languages.load(folder: Self.policies, codes: ["en", "es"])
        let lists = WordLists(languages.all.map(\.words))
        let code = try Self.code()
        let english = code.words(in: languages.all[0].words)
        let spanish = code.words(in: languages.all[1].words)
        let mixed = zip(english, spanish).enumerated().map { $0.isMultiple(of: 2) ? $1.0 : $1.1 }
        let symbols = Self.symbols(code)
        let typed = [
            english.joined(separator: " "), spanish.joined(separator: "\n"), mixed.joined(separator: ", "),
            english.enumerated().map { "\($0 + 1). \($1.uppercased())" }.joined(separator: "\r\n"),
        ]
        for text in typed { #expect(try Self.typed(text, lists) == symbols) }
        #expect(throws: ReceiptCodeError.unknownWord(place: 3)) {
            _ = try Self.typed((english[..<3] + ["qqqq"] + english[4...]).joined(separator: " "), lists)
        }
        #expect(throws: ReceiptCodeError.wrongNumberOfWords) {
            _ = try Self.typed(english.dropLast().joined(separator: " "), lists)
        }
    }

    @Test func `a word in no list is named with the words that it may have been`() throws {
        let languages = try Languages.load(folder: Self.policies, codes: ["en", "es"])
        let lists = WordLists(languages.all.map(\.words))
        let right = languages.all[0].words[1000]
        let letters = Array(right)
        let slips = [
            right + "x", String(letters.dropLast()), "x" + right,
            String(letters[1]) + String(letters[0]) + letters.dropFirst(2),
            right.uppercased() + "Z",
        ]
        for slip in slips {
            let text = Array("1. \(right) 2. \(slip)".utf8)
            let near = lists.nearest(to: 1, in: text.span)
            #expect(near.typed == slip.lowercased())
            #expect(near.words.contains(right), "\(slip)")
        }
        let far = lists.nearest(to: 0, in: Array("qzxqzxqzx".utf8).span)
        #expect(far.words.isEmpty)
        let long = String(repeating: "a", count: 100)
        #expect(lists.nearest(to: 0, in: Array(long.utf8).span).typed == "")
        #expect(throws: ReceiptCodeError.unknownWord(place: 0)) {
            _ = try Self.typed(([long] + languages.all[0].words.prefix(9)).joined(separator: " "), lists)
        }
    }

    @Test func `the same words on two forms have different retry tags, and each form its own`() throws {
        let consent = Consent(uses: [.print], policy: Hash.digest("firsthand/policy/v1", []))
        let text = Array("The same words.".utf8)
        let one = try Self.code().survivor(letterGeneration: 0)
        let two = try Self.code().survivor(letterGeneration: 0)
        let answers = StoryAnswers(language: "en")
        let tag = try one.retryTag(consent: consent, term: .oneYear, answers: answers, text: text.span)
        #expect(try one.retryTag(consent: consent, term: .oneYear, answers: answers, text: text.span) == tag)
        #expect(try two.retryTag(consent: consent, term: .oneYear, answers: answers, text: text.span) != tag)
        #expect(one.caseID != two.caseID)
    }

    @Test func `a retry tag covers every answer of the form, and no day`() throws {
        let survivor = try Self.code().survivor(letterGeneration: 0)
        func tag(
            _ consent: Consent, _ term: Consent.Term = .oneYear, _ answers: StoryAnswers = StoryAnswers(language: "en"),
            text: String = "The same words."
        ) throws -> RetryTag? {
            let text = Array(text.utf8)
            return try survivor.retryTag(consent: consent, term: term, answers: answers, text: text.span)
        }
        let policy = Hash.digest("firsthand/policy/v1", [])
        let consent = Consent(uses: [.print], until: Day(number: 20_000), policy: policy)
        let first = try #require(try tag(consent))
        // The same form sent again on the next day, or under another policy file, is the same form.
        #expect(try tag(Consent(uses: [.print], until: Day(number: 20_001), policy: policy)) == first)
        #expect(try tag(Consent(uses: [.print], policy: Hash.digest("firsthand/policy/v1", [1]))) == first)
        #expect(try tag(consent, .oneYear, StoryAnswers(language: "en", part: .addition)) == first)
        let others = [
            try tag(Consent(uses: [.press], policy: policy)), try tag(consent, .twoYears),
            try tag(consent, .untilStopped), try tag(Consent(uses: [.print], credit: "A. name", policy: policy)),
            try tag(Consent(uses: [.print], edits: .asIs, policy: policy)),
            try tag(Consent(uses: [.print], showFirst: true, policy: policy)),
            try tag(Consent(uses: [.print], holds: [.openCase], policy: policy)),
            try tag(consent, .oneYear, StoryAnswers(contentNotes: ["prison"], language: "en")),
            try tag(consent, .oneYear, StoryAnswers(language: "es")),
            try tag(consent, .oneYear, StoryAnswers(language: "en", openCase: .no)),
            try tag(consent, .oneYear, StoryAnswers(language: "en", underEighteen: .no)),
            try tag(consent, text: "Other words."),
        ]
        #expect(Set(others.compactMap { $0?.hex } + [first.hex]).count == others.count + 1)
    }

    @Test func `the same words sealed twice have different digests`() throws {
        let body = HoldPlaced(reason: "the same words")
        let one = try #require(try StatementPlaintext.of(body)?.digest)
        let two = try #require(try StatementPlaintext.of(body)?.digest)
        #expect(one != two)
    }
}
