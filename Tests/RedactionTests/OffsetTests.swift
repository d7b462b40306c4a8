import Redaction
import Testing

/// Offsets as the evaluator counts them: Python's code points.
@Suite struct `Offsets of suggestions` {
    @Test(arguments: [
        ("\r\n\r\nKeisha", 4, 10), ("👨‍👩‍👧‍👦 Keisha", 8, 14), ("e\u{301}e\u{301} Keisha", 5, 11),
        ("\u{202E}Keisha\u{202C}", 1, 7),
        ("🇲🇽🇲🇽 Keisha.", 5, 11), ("\u{FEFF}Keisha", 1, 7),
    ])
    func `count code points, never graphemes or bytes`(text: String, start: Int, end: Int) {
        let suggestions = Redactor().suggestions(in: "\(text) met me.")
        #expect(suggestions.contains { $0.range == start..<end }, "\(suggestions)")
    }

    @Test func `hold a name with combining marks whole`() {
        let text = "I am Ti\u{301}ti\u{301}layo\u{323}\u{300}."
        let suggestions = Redactor().suggestions(in: text)
        #expect(
            suggestions.contains { $0.range.lowerBound == 5 && $0.range.upperBound >= text.unicodeScalars.count - 1 })
    }

    @Test func `lie in the text, in order, and never overlap`() {
        let text =
            "So my name is Keisha, call 219 555 0147 or jane at gmail dot com, Gary, Indiana 46402; officer Pulaski, badge 4471."
        let suggestions = Redactor(recall: .wide).suggestions(in: text)
        #expect(zip(suggestions, suggestions.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
        #expect(suggestions.allSatisfy { !$0.range.isEmpty && $0.range.upperBound <= text.unicodeScalars.count })
    }
}
