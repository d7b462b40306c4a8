import Envelope
import Testing

@testable import Review

@Suite struct CheckCodeTests {
    private let code = CheckCode(
        of: Digest(unchecked: [UInt8](repeating: 2, count: 32)), in: CaseID(unchecked: [UInt8](repeating: 1, count: 16))
    )

    @Test func `a check code is what FORMAT says, as another program computes it`() {
        // Python's hashlib: see FORMAT 6.7.
        #expect("\(code)" == "DGTX-GQ63")
    }

    @Test func `a check code is read as a person types it`() {
        let plain = "\(code)".filter { $0 != "-" }
        for typed in ["\(code)", plain, plain.lowercased(), plain.map { "\($0) " }.joined()] {
            #expect(CheckCode(typed: typed) == code)
        }
        for typed in ["", String(plain.dropLast()), plain + "2", "1" + plain.dropFirst(), "S" + plain.dropFirst()] {
            #expect(CheckCode(typed: typed) == nil)
        }
    }

    @Test func `one wrong sign, or two that changed places, is no code`() {
        let signs = Array("\(code)".filter { $0 != "-" })
        for index in signs.indices {
            for sign in CheckCode.alphabet where sign != signs[index] {
                var wrong = signs
                wrong[index] = sign
                #expect(CheckCode(typed: String(wrong)) == nil)
            }
            for other in signs.indices where signs[other] != signs[index] {
                var swapped = signs
                swapped.swapAt(index, other)
                #expect(CheckCode(typed: String(swapped)) == nil, "\(index) and \(other)")
            }
        }
    }

    @Test func `the same text of another case has another code`() {
        let body = Digest(unchecked: [UInt8](repeating: 2, count: 32))
        #expect(CheckCode(of: body, in: CaseID(unchecked: [UInt8](repeating: 3, count: 16))) != code)
    }
}

@Suite struct TypingSessionTests {
    private func after(_ lines: [String], from text: String = "") -> String {
        var session = TypingSession(title: "The letter", text: text)
        for line in lines { _ = session.take(line) }
        return session.text
    }

    @Test func `a line is a paragraph, and can be typed anew, put above another, taken out and taken back`() {
        #expect(after(["One.", "", "Two."]) == "One.\n\nTwo.")
        #expect(after([".fix 2", "Three."], from: "One.\nTwo.") == "One.\nThree.")
        #expect(after([".above 1", "Zero."], from: "One.") == "Zero.\nOne.")
        #expect(after([".cut 1"], from: "One.\nTwo.") == "Two.")
        #expect(after([".cut 1", ".undo", "Three.", ".undo"], from: "One.\nTwo.") == "One.\nTwo.")
    }

    @Test func `words that begin with dots are words, and a command that there is not is none`() {
        #expect(after(["...and then", ".Yes.", ". . ."]) == "...and then\n.Yes.\n. . .")
        #expect(after([".seal", ".cut 7", ".fix"], from: "One.") == "One.")
    }
}

@Suite struct TwoEntriesTests {
    @Test func `two entries differ where a word does, and not in blanks and line ends`() {
        #expect(TwoEntries("One.\n\nTwo  words. ", "One.\nTwo words.\n").places == [])
        #expect(TwoEntries("One.\nTwo.\nThree.", "One.\nToo.\nThree.").places == [2])
        #expect(TwoEntries("One.", "One.\nTwo.").places == [2])
    }
}
