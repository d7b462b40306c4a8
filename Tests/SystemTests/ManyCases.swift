import Envelope
import Foundation
import Testing
import Vault

/// A vault with many cases, for `Tests/Terminal/many.sh` and `queue.sh` to open and measure: at every stage, or all unread.
///
/// Made only where they ask for it.
struct ManyCases {
    private static let folder = ProcessInfo.processInfo.environment["FIRSTHAND_CASES_FOLDER"]
    private static let isUnread = ProcessInfo.processInfo.environment["FIRSTHAND_CASES_UNREAD"] != nil

    @Test(.enabled(if: folder != nil)) func `an organization with many cases`() throws {
        let folder = try #require(Self.folder)
        let count = Int(ProcessInfo.processInfo.environment["FIRSTHAND_CASES"] ?? "") ?? 10_000
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let story = String(repeating: "This is an invented story, said a hundred times. ", count: 60)
        for start in stride(from: 0, to: count, by: 100) {
            var statements: [SealedStatement] = []
            for number in start..<min(count, start + 100) { statements += try Self.file(number, story, book).all }
            try book.vault.append(statements, under: nil)
        }
        try FileManager.default.moveItem(atPath: organisation.folder, toPath: folder)
    }

    /// Half of the cases are new, the others at every later stage.
    static func file(_ number: Int, _ story: String, _ book: Casebook) throws -> Casebook.File {
        let file = try book.file()
        let day = Day(number: book.today.number - UInt32(number % 60))
        try file.tell(
            story, uses: [.website, .print], notes: ["prison"], holds: !isUnread && number % 10 == 9 ? [.openCase] : [],
            day: day)
        guard !isUnread, number % 10 >= 5 else { return file }
        try file.say(Notice(stage: .opened), by: book.ana)
        try file.say(Claim(isTaken: true), by: number % 2 == 0 ? book.ana : book.ben)
        guard number % 10 >= 7 else { return file }
        let proposal = try file.propose(
            Manuscript(title: "Invented \(number)", text: story, language: "en", contentNotes: ["prison"]))
        guard number % 10 == 8 else { return file }
        try file.approve(proposal, by: book.ana, withKey: false)
        try file.approve(proposal, by: book.ben, withKey: true)
        try file.checkpoint()
        return file
    }
}
