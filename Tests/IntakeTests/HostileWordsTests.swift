import FoundationEssentials
import ParsedHTML
import Policies
import Testimony
import Testing

@testable import Intake

/// What somebody wrote to break out of a page, in every place of every page that words from elsewhere have.
struct HostileWordsTests {
    /// Every page in every state, whole: with these words wherever a name, a letter, a text, a code or a field stands.
    ///
    /// Without the foot but for the first: it is the same on all of them, and holds nothing from elsewhere.
    private static func pages(_ words: String) async throws -> [(name: String, html: String)] {
        let office = try Office()
        let code = Array(repeating: words, count: 10)
        var all: [(name: String, html: String)] = []
        for (name, page) in try PageStates(office, "en", words: words).all {
            var builder = try TestimonyBuilder(limit: 4096)
            for byte in words.utf8 { try builder.append(byte) }
            let isReceipt = name.hasPrefix("receipt")
            let answer =
                isReceipt ? Answers.receipt(page, code: code) : Answers.page(page, words: try builder.finish())
            let html = try await written(answer)
            all.append((name, all.isEmpty ? html : withoutFoot(html)))
        }
        let paper = try office.pages("en").paperForm(codes: [code, code], address: [words, words])
        return all + [("paper", paper)]
    }

    private static func withoutFoot(_ html: String) -> String {
        guard let start = html.firstRange(of: "<details id=\"help\">"), let end = html.ranges(of: "</details>").last
        else {
            return html
        }
        return String(html[..<start.lowerBound]) + html[end.upperBound...]
    }

    /// The elements and attributes that each has with a plain name.
    private static let plain = Task {
        try await pages(HostileWords.plain).map { (name: $0.name, shape: ParsedHTML($0.html).shape) }
    }

    @Test(arguments: HostileWords.all)
    func `whatever words stand on a page, it has the elements and attributes that it has with a plain name`(
        words: String
    ) async throws {
        let (plain, hostile) = try await (Self.plain.value, Self.pages(words))
        try #require(plain.map(\.name) == hostile.map(\.name))
        var isSaid = 0
        for (one, other) in zip(plain, hostile) {
            let parsed = ParsedHTML(other.html)
            #expect(parsed.errors == [], "\(one.name)")
            #expect(parsed.shape == one.shape, "\(one.name)")
            isSaid += parsed.tokens.contains(.text(words)) ? 1 : 0
        }
        // They are there, sign for sign, and read as words.
        #expect(isSaid > 5)
    }
}
