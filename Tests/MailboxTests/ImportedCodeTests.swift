import Envelope
import Testing

@testable import Mailbox

struct ImportedCodeTests {
    private func id(_ words: String, _ key: borrowing GuardedBytes) throws -> CaseID {
        let bytes = Array(words.utf8)
        return try ReceiptCode.imported(bytes.span, under: key).survivor(letterGeneration: 0).caseID
    }

    @Test func `the same words under the same key are the same case, and under no other key`() throws {
        let key = try GuardedBytes(copying: Array(repeating: 7, count: 32))
        let other = try GuardedBytes(copying: Array(repeating: 8, count: 32))
        #expect(try id("The door was blue.", key) == id("The door was blue.", key))
        #expect(try id("The door was blue.", key) != id("The door was blue", key))
        #expect(try id("The door was blue.", key) != id("The door was blue.", other))
    }
}
