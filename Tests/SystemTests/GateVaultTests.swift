import Envelope
import Foundation
import Testing

/// For each condition of the gate, a real vault in which only that condition fails, and the same vault after somebody
/// changed it by hand to look right: the publisher's program refuses both, and says why.
@Suite(.serialized) struct GateVaultTests {
    struct Condition: Sendable, CustomStringConvertible {
        let description: String
        /// Makes the one case of the vault.
        let make: @Sendable (Casebook, Casebook.File) throws -> Void
        let says: String
        /// What somebody who can write the file does to it.
        let forge: @Sendable (Casebook, Casebook.File) throws -> Void
        let thenSays: String
    }

    static let words = Manuscript(title: "A title", text: "Some words.", language: "en")

    static let conditions = approvals + consents + stops

    @Test func `cases that fail one condition each, and the same made to look right, are refused for that reason`()
        throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let files = try Self.conditions.map { condition in
            let file = try book.file()
            try condition.make(book, file)
            try file.store()
            return file
        }
        // A story with nothing against it goes out beside them: only the others are refused.
        try book.approved("Another")
        let before = try organisation.export("before")
        #expect(before.status == 0, "\(before.errors)")
        #expect(before.errors.contains("Exported 1 story for website; \(files.count) left out"), "\(before.errors)")
        for (condition, file) in zip(Self.conditions, files) {
            let reasons = Self.reasons(file, before.errors)
            #expect(reasons.contains { $0.contains(condition.says) }, "\(condition): \(reasons)")
            // An approval that does not count leaves too few, which is said as well.
            let others = reasons.filter { !$0.contains(condition.says) && !$0.contains("of the 2 approvals") }
            #expect(others.isEmpty, "\(condition): \(others)")
        }

        for (condition, file) in zip(Self.conditions, files) { try condition.forge(book, file) }
        let after = try organisation.export("after")
        #expect(after.status == 65, "\(after.errors)")
        #expect(after.errors.contains("Exported 1 story for website; \(files.count) left out"), "\(after.errors)")
        for (condition, file) in zip(Self.conditions, files) {
            let reasons = Self.reasons(file, after.errors)
            #expect(reasons.contains { $0.contains(condition.thenSays) }, "\(condition): \(reasons)")
        }
    }

    private static func reasons(_ file: Casebook.File, _ errors: String) -> [String] {
        errors.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("left out: case \(file.caseID.short): ")
        }
    }
}
