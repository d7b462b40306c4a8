import NIOCore
import Synchronization

/// One connection, as seen by the code that decides which ones may stay.
///
/// It knows how far its request and answer are, and nothing of who is at the other end: behind Tor all come from one place.
final class Line: Sendable {
    enum Phase {
        /// Nothing was sent yet.
        case silent
        case head
        /// Between two requests.
        case idle
        case body
        /// There was no room for its body, which is wiped as it comes, so that the browser comes to read why.
        case refused
        /// It is the server's turn: nobody is slow.
        case answering
        case writing
        /// The answer is sent; what still arrives is wiped, so that the browser comes to read it.
        case lingering
    }

    private struct State {
        var phase = Phase.silent
        var since = ContinuousClock.now
        /// The bytes that came or went since then.
        var moved = 0
        /// From when on it is behind: when it last moved, or when the slowest pace had used up what moved.
        var behindSince = ContinuousClock.now
        var charged = 0
        var end: ContinuousClock.Instant?
        /// It was dropped, or ended by itself.
        var isGone = false

        mutating func begin() {
            since = .now
            (moved, behindSince) = (0, since)
        }

        /// How far it is behind the slowest pace that is waited for; nil while it is not its turn.
        func delay(at now: ContinuousClock.Instant) -> Duration? {
            age(at: now).map { $0 - .seconds(moved) / Line.slowest }
        }

        /// How long it has been at this; nil while it is not its turn.
        func age(at now: ContinuousClock.Instant) -> Duration? { phase == .answering || isGone ? nil : now - since }
    }

    /// The slowest pace that is waited for, in bytes a second.
    private static let slowest = 4 << 10
    /// Less than this is no sign of anything: for one who has something to lose, what a circuit of Tor takes; for the others,
    /// what a program needs that was just let in.
    private static func blink(_ phase: Phase) -> Duration {
        switch phase {
        case .silent, .head, .idle, .lingering: .milliseconds(20)
        case .body, .refused, .answering, .writing: .milliseconds(100)
        }
    }

    private let state = Mutex(State())
    private let channel: any NIOCore.Channel

    init(_ channel: any NIOCore.Channel) { self.channel = channel }

    var id: ObjectIdentifier { ObjectIdentifier(channel) }

    func enter(_ phase: Phase) {
        state.withLock {
            guard $0.phase != phase else { return }
            $0.phase = phase
            $0.begin()
        }
    }

    func move(_ bytes: Int, at now: ContinuousClock.Instant = .now) {
        state.withLock {
            $0.moved += bytes
            $0.behindSince = min($0.since + .seconds($0.moved) / Self.slowest, now)
        }
    }
    func charge(_ bytes: Int) { state.withLock { $0.charged += bytes } }
    /// Waiting for memory is no slowness: the time before it does not count.
    func beginAnew() { state.withLock { $0.begin() } }
    func end(by end: ContinuousClock.Instant) { state.withLock { $0.end = end } }

    var isGone: Bool { state.withLock { $0.isGone } }
    func leave() { state.withLock { $0.isGone = true } }

    func drop() {
        leave()
        channel.close(promise: nil)
    }

    /// Whether it was waited for long enough, whoever else is there.
    func isOverdue(at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            if let end = state.end, now >= end { return true }
            let patience: Duration =
                switch state.phase {
                case .silent, .head: .seconds(20)
                case .idle: .seconds(60)
                // For a circuit that stalls, and for what is sent but not yet taken from this machine.
                case .body, .refused, .writing, .answering: .seconds(30)
                case .lingering: .seconds(2)
                }
            return state.delay(at: now).map { $0 > patience } ?? false
        }
    }

    /// Who goes when others want its place: the earliest first; nil while it may stay.
    ///
    /// Those between two requests, and those whose answer is sent, go before those who have something to lose. What went fast
    /// at first gains little by it, and what was refused gains nothing by its pace.
    func precedence(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        state.withLock { state in
            guard state.phase != .answering, !state.isGone else { return nil }
            let behind = state.phase == .refused ? state.since : state.behindSince
            guard now - behind > Self.blink(state.phase) else { return nil }
            return state.phase == .idle || state.phase == .lingering ? behind - .seconds(60) : behind
        }
    }

    /// Whether it holds memory that others wait for, and is too slow.
    func holdsUp(at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in state.charged > 0 && (state.delay(at: now).map { $0 > .seconds(2) } ?? false) }
    }

    /// Its bytes a second, once it has had some time; nil while it is not its turn.
    func pace(at now: ContinuousClock.Instant, forMemory: Bool) -> Double? {
        state.withLock { state in
            guard let age = state.age(at: now), !forMemory || state.charged > 0 else { return nil }
            guard age > .seconds(forMemory ? 5 : 2) else { return nil }
            return Double(state.moved) / (age / .seconds(1))
        }
    }
}
