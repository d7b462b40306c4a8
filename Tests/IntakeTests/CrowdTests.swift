import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import Intake

/// Who goes when there are more connections than places; Tests/Attacks/load.py tries it on the real program.
struct CrowdTests {
    /// Of these, six are comfortable.
    private let crowd = Crowd(maximum: 7)
    private let start = ContinuousClock.now

    /// A connection that got as far as this.
    private func guest(_ phase: Line.Phase, moved: Int = 0) -> (channel: EmbeddedChannel, line: Line) {
        let channel = EmbeddedChannel()
        let line = Line(channel)
        crowd.enter(line)
        line.enter(phase)
        line.move(moved)
        return (channel, line)
    }

    private func isGone(_ guest: (channel: EmbeddedChannel, line: Line)) -> Bool {
        guest.line.precedence(at: start + .seconds(1_000)) == nil
    }

    @Test func `for one who comes in, the one goes that is furthest behind`() {
        let slow = guest(.body, moved: 6)
        let steady = guest(.body)
        let answered = guest(.answering)
        usleep(120_000)
        steady.line.move(64 << 10)
        crowd.makeRoom(open: 7)
        #expect(isGone(slow))
        crowd.makeRoom(open: 7)
        #expect(!isGone(steady), "nobody else was behind")
        #expect(answered.channel.isWritable)
    }

    @Test func `one who has nothing to lose goes before one who is slow`() {
        let slow = guest(.body)
        let idle = guest(.idle)
        crowd.makeRoom(open: 7, at: start + .seconds(5))
        #expect(isGone(idle))
        #expect(!isGone(slow))
    }

    @Test func `one who was refused goes, however fast the rest of it comes`() {
        let refused = guest(.refused, moved: 1 << 20)
        usleep(2_000)
        let slow = guest(.body, moved: 8 << 10)
        crowd.makeRoom(open: 7, at: start + .seconds(3))
        #expect(isGone(refused))
        #expect(!isGone(slow))
    }

    @Test func `nobody goes while there is room, nor before a moment has passed`() {
        let slow = guest(.body)
        crowd.makeRoom(open: 6, at: start + .seconds(5))
        crowd.makeRoom(open: 7, at: start)
        #expect(!isGone(slow))
    }

    @Test func `before a full door the slowest go, though they keep a pace`() {
        let slow = guest(.body, moved: 200 << 10)
        let fast = guest(.body, moved: 1 << 20)
        crowd.look(isShortOfMemory: false, at: start + .seconds(6))
        #expect(!isGone(slow), "nobody waits")
        crowd.refuse()
        crowd.look(isShortOfMemory: false, at: start + .seconds(6))
        #expect(isGone(slow))
        #expect(!isGone(fast))
    }

    @Test func `who holds memory that others wait for goes when it is behind`() {
        let holding = guest(.body)
        holding.line.charge(100)
        let other = guest(.body)
        crowd.look(isShortOfMemory: true, at: start + .seconds(1))
        #expect(!isGone(holding))
        crowd.look(isShortOfMemory: true, at: start + .seconds(3))
        #expect(isGone(holding))
        #expect(!isGone(other), "it holds nothing")
    }

    @Test(arguments: [
        (Line.Phase.silent, 20), (.head, 20), (.idle, 60), (.body, 30), (.refused, 30), (.writing, 30), (.lingering, 2),
    ])
    func `nobody is waited for without end`(phase: Line.Phase, seconds: Int) {
        let late = guest(phase)
        crowd.look(isShortOfMemory: false, at: start + .seconds(seconds))
        #expect(!isGone(late))
        crowd.look(isShortOfMemory: false, at: .now + .seconds(seconds + 1))
        #expect(isGone(late))
    }

    @Test func `a server that stops ends the connection by its time, even while it answers`() {
        let answered = guest(.answering)
        answered.line.end(by: start + .seconds(8))
        #expect(!answered.line.isOverdue(at: start + .seconds(7)))
        #expect(answered.line.isOverdue(at: start + .seconds(8)))
    }
}
