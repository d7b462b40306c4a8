import Envelope
import Foundation
import Testing

/// A vault with many approved stories, for `Tests/Readers/many.sh` to export and measure.
///
/// Made only where it asks for it.
struct ManyStories {
    private static let folder = ProcessInfo.processInfo.environment["FIRSTHAND_MANY_FOLDER"]

    @Test(.enabled(if: folder != nil)) func `an organization with many approved stories`() throws {
        let folder = try #require(Self.folder)
        let count = Int(ProcessInfo.processInfo.environment["FIRSTHAND_MANY"] ?? "") ?? 10_000
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let paragraph =
            "You fold a thousand of the same shirt and your hands learn something your head does not have to know. "
        for number in 0..<count {
            let text = (0..<(5 + number % 9)).map { _ in String(repeating: paragraph, count: 5) }.joined(
                separator: "\n\n")
            try book.approved(
                "Story \(number)", text, uses: [.website, .print], language: number % 3 == 0 ? "es" : "en",
                notes: number % 2 == 0 ? ["prison", "grief"] : [])
        }
        try FileManager.default.moveItem(atPath: organisation.folder, toPath: folder)
    }
}
