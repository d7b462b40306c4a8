import Envelope
import Ledger
import Testing

/// Stories that were typed anew from the same paper, and words that are destroyed for it.
struct ReplacedStoryTests {
    /// A story by post, typed by ana and typed anew by ben; with the first one's body destroyed.
    private func destroyed(confirmedBy people: Int, channel: Channel = .mail) throws -> (work: Casework, first: Digest)
    {
        var work = try Casework()
        work.send(channel: channel)
        let first = work.entries[0].digest
        work.compare(first, by: work.ana)
        let again = work.add(.story(StoryAnswers(language: "en")), .received, by: work.survivor)
        for person in [work.ben, work.ana].prefix(people) {
            work.compare(again.digest, by: person, replaces: [first])
        }
        work.entries[0] = Entry(statement: work.entries[0].statement, content: .destroyed)
        return (work, first)
    }

    @Test func `words that two reviewers say were typed anew may be destroyed, and nobody takes it for tampering`()
        throws
    {
        let (work, first) = try destroyed(confirmedBy: 2)
        #expect(work.state.flaws.isEmpty)
        #expect(work.state.settledStories == [first])
        #expect(!work.state.stories.contains(first))
        #expect(!work.state.awaitsTranscription)
    }

    @Test func `on one reviewer's word they may not`() throws {
        let (work, first) = try destroyed(confirmedBy: 1)
        #expect(work.state.flaws == [.destroyedBody(first)])
        #expect(work.state.settledStories.isEmpty)
    }

    @Test func `a story that came over the web is typed anew by nobody, whatever two reviewers say`() throws {
        let (work, first) = try destroyed(confirmedBy: 2, channel: .web)
        #expect(work.state.flaws == [.destroyedBody(first)])
        #expect(work.state.settledStories.isEmpty)
        var whole = try Casework()
        whole.send()
        let story = whole.entries[0].digest
        let again = whole.add(.story(StoryAnswers(language: "en")), .received, by: whole.survivor)
        whole.compare(again.digest, by: whole.ana, replaces: [story])
        #expect(whole.state.stories.contains(story))
    }
}
