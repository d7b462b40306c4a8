import Dispatch
import NIOCore
import NIOEmbedded
import Testing

@testable import Intake

/// Whether the loops that answer HTTP turn; `TrueWordsTests` holds one of the real program's.
struct HealthTests {
    @Test func `a loop that hangs is noticed, also beside others that turn, and so is its return`() async throws {
        let loops = [NIOAsyncTestingEventLoop(), NIOAsyncTestingEventLoop()]
        #expect(await Turns.areMade(by: Group(loops), within: .seconds(120)))
        let gate = DispatchSemaphore(value: 0)
        loops[1].execute { gate.wait() }
        #expect(await Turns.areMade(by: Group([loops[0]]), within: .seconds(120)))
        #expect(await !Turns.areMade(by: Group(loops), within: .milliseconds(50)))
        gate.signal()
        #expect(await Turns.areMade(by: Group(loops), within: .seconds(120)))
        for loop in loops { await loop.shutdownGracefully() }
    }
}

/// Some loops.
private final class Group: EventLoopGroup {
    private let loops: [NIOAsyncTestingEventLoop]

    init(_ loops: [NIOAsyncTestingEventLoop]) { self.loops = loops }

    func next() -> any EventLoop { loops[0] }
    func any() -> any EventLoop { loops[0] }
    func makeIterator() -> EventLoopIterator { EventLoopIterator(loops) }
    func shutdownGracefully(queue: DispatchQueue, _ callback: @escaping @Sendable ((any Error)?) -> Void) {
        queue.async { callback(nil) }
    }
}
