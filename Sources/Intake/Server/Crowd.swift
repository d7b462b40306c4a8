import Hummingbird
import HummingbirdCore
import NIOCore
import ServiceLifecycle
import Synchronization

/// One connection, as those see it who decide which may stay.
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
        var lastMove = ContinuousClock.now
        var charged = 0
        var end: ContinuousClock.Instant?
    }

    /// What a minute of silence would cost everybody else: the slowest pace that is waited for, in bytes a second.
    private static let slowest = 4 << 10
    /// For a circuit that stalls, and for what is sent but not yet taken from this machine.
    private static let patience = Duration.seconds(30)

    private let state = Mutex(State())
    private let channel: any NIOCore.Channel

    init(_ channel: any NIOCore.Channel) { self.channel = channel }

    var id: ObjectIdentifier { ObjectIdentifier(channel) }

    func enter(_ phase: Phase) {
        state.withLock {
            guard $0.phase != phase else { return }
            ($0.phase, $0.since, $0.moved, $0.lastMove) = (phase, .now, 0, .now)
        }
    }

    func move(_ bytes: Int) {
        state.withLock {
            $0.moved += bytes
            $0.lastMove = .now
        }
    }
    func charge(_ bytes: Int) { state.withLock { $0.charged += bytes } }
    /// Waiting for memory is no slowness: the time before it does not count.
    func beginAnew() { state.withLock { ($0.since, $0.moved, $0.lastMove) = (.now, 0, .now) } }
    func end(by end: ContinuousClock.Instant) { state.withLock { $0.end = end } }
    func drop() { channel.close(promise: nil) }

    /// Whether it was waited for long enough, whoever else is there.
    func isOverdue(at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            if let end = state.end, now >= end { return true }
            let allowed: Duration
            switch state.phase {
            case .silent, .head: allowed = .seconds(20)
            case .idle: allowed = .seconds(60)
            case .body, .writing: allowed = Self.patience + .seconds(state.moved / Self.slowest)
            case .answering: return false
            case .lingering: allowed = .seconds(2)
            }
            return now - state.since > allowed
        }
    }

    /// How soon it goes when others wait: those who do nothing first (-2), then those who stopped or are too slow (-1), then the
    /// slowest; nil while it may stay.
    ///
    /// - Parameters:
    ///   - forMemory: whether memory is what they wait for.
    ///   - inHaste: whether they have waited for a while: then everybody else has half the time.
    func rank(at now: ContinuousClock.Instant, forMemory: Bool, inHaste: Bool) -> Double? {
        state.withLock { state in
            guard !forMemory || state.charged > 0 else { return nil }
            let age = (now - state.since) * (inHaste ? 2 : 1)
            switch state.phase {
            case .silent: return age > .seconds(2) ? -2 : nil
            case .idle: return age > .seconds(1) ? -2 : nil
            case .lingering: return -2
            case .head: return age > .seconds(3) ? -1 : nil
            case .body, .writing:
                let pace = Double(state.moved) / max((now - state.since) / .seconds(1), 0.001)
                // The system takes the beginning of each answer, whether anybody reads it or not.
                if now - state.lastMove > .seconds(2) { return -1 }
                if pace < Double(Self.slowest) { return age > .seconds(2) ? -1 : nil }
                return age > .seconds(5) ? pace : nil
            case .answering: return nil
            }
        }
    }
}

/// All connections of one listener.
final class Crowd: Sendable {
    private struct State {
        var lines: [ObjectIdentifier: Line] = [:]
        /// Whether somebody stands before the door.
        var isFull = false
        /// How many times in a row that was seen.
        var looks = 0
    }

    let maximum: Int
    private let state = Mutex(State())

    /// - Parameter maximum: the most connections at once.
    init(maximum: Int) { self.maximum = maximum }

    func enter(_ line: Line) { state.withLock { $0.lines[line.id] = line } }
    func leave(_ line: Line) { state.withLock { _ = $0.lines.removeValue(forKey: line.id) } }
    func line(of channel: any NIOCore.Channel) -> Line? { state.withLock { $0.lines[ObjectIdentifier(channel)] } }

    /// After so many looks those who wait have waited for long.
    private static let haste = 4

    func refuse() { state.withLock { $0.isFull = true } }

    /// Drops those who were waited for long enough, and while others wait for a place or for memory also the slowest.
    func look(isShortOfMemory: Bool) {
        let now = ContinuousClock.now
        let (lines, isFull, inHaste) = state.withLock { state in
            state.looks = state.isFull ? state.looks + 1 : 0
            return (Array(state.lines.values), state.isFull, state.looks > Self.haste)
        }
        for line in lines where line.isOverdue(at: now) { line.drop() }
        if isFull, drop(lines, at: now, forMemory: false, inHaste: inHaste, atMost: max(1, maximum / 4)) {
            state.withLock { $0.isFull = false }
        }
        if isShortOfMemory { _ = drop(lines, at: now, forMemory: true, inHaste: false, atMost: 1) }
    }

    /// Drops all who do nothing, in haste or for memory all who are too slow, and so many of the slowest.
    private func drop(
        _ lines: [Line], at now: ContinuousClock.Instant, forMemory: Bool, inHaste: Bool, atMost count: Int
    ) -> Bool {
        let ranked = lines.compactMap { line in
            line.rank(at: now, forMemory: forMemory, inHaste: inHaste).map { (line, $0) }
        }.sorted { $0.1 < $1.1 }
        let least: Double = inHaste || forMemory ? -1 : -2
        let going = ranked.enumerated().filter { $0.offset < count || $0.element.1 <= least }.map(\.element.0)
        for line in going { line.drop() }
        return !going.isEmpty
    }
}

/// Lets in as many as there are places, and says so when somebody has to wait.
struct Door: AvailableConnectionsDelegate {
    let crowd: Crowd
    private var open = 0

    init(_ crowd: Crowd) { self.crowd = crowd }

    mutating func connectionOpened() { open += 1 }
    mutating func connectionClosed() { open -= 1 }
    func isAcceptingNewConnections() -> Bool {
        guard open >= crowd.maximum else { return true }
        crowd.refuse()
        return false
    }
}

/// Looks four times a second who has to go, as long as the server runs.
struct Doorkeeper: Service {
    let crowds: [Crowd]
    let memory: MemoryBudget

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(250))
                memory.letGo()
                for crowd in crowds { crowd.look(isShortOfMemory: memory.isShort) }
            }
        }
    }
}
