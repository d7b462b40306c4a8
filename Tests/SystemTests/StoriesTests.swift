import Foundation
import Testing

/// All example stories through intake and review.
struct StoriesTests {
    private struct Story: Decodable { let text: String }

    /// The shared data: `FIRSTHAND_SHARED`, else beside the repository.
    static var path: String {
        let shared = ProcessInfo.processInfo.environment["FIRSTHAND_SHARED"] ?? Programs.repository + "/../shared"
        return shared + "/data/stories-dev/stories.jsonl"
    }

    static var isThere: Bool {
        let found = FileManager.default.fileExists(atPath: path)
        if !found {
            print(
                "SKIPPED, LOUDLY: no stories at \(path); set FIRSTHAND_SHARED to the folder that has data/stories-dev")
        }
        return found
    }

    @Test(.enabled(if: StoriesTests.isThere)) func `every example story comes back byte for byte`() throws {
        let lines = try String(contentsOfFile: Self.path, encoding: .utf8).split(separator: "\n")
        let stories = try lines.map { try JSONDecoder().decode(Story.self, from: Data($0.utf8)).text }
        #expect(stories.count == 50)
        let organisation = try Organisation()
        try organisation.startIntake()
        for story in stories { #expect(try organisation.send(story, uses: ["network"]).status == 200) }
        let came = try Opened(organisation).texts().map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(came == stories.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
    }
}
