import Hummingbird
import HummingbirdCore
import NIOCore
import ServiceLifecycle
import Synchronization

/// All connections of one listener.
final class Crowd: Sendable {
    /// Every place is taken.
    struct Full: Error {}

    /// One whose first request is whole, and who waits for a place.
    private struct Waiter {
        let line: Line
        let bringsCode: Bool
        let until: ContinuousClock.Instant
        let turn: EventLoopPromise<Void>
    }

    private struct State {
        var lines: [ObjectIdentifier: Line] = [:]
        /// Those that had a request handed on: each takes a task, buffers, and room for answers.
        var served: [ObjectIdentifier: Line] = [:]
        /// Those of them who brought a code, until they are answered.
        var withCode: Set<ObjectIdentifier> = []
        var waiting: [Waiter] = []
        /// Whether somebody stands before the door.
        var isFull = false
    }

    let maximum: Int
    private let served: Int
    private let withCode: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - maximum: the most connections at once.
    ///   - served: the most of them that had a request handed on.
    ///   - withCode: the most of those who brought a code: a wrong one keeps its place for a while, and who comes without one
    ///     stands behind no guesser.
    init(maximum: Int, served: Int = .max, withCode: Int = .max) {
        self.maximum = maximum
        self.served = min(maximum, served)
        self.withCode = withCode
    }

    /// Above so many, one has to go for each who comes in.
    private static func comfortable(_ maximum: Int) -> Int { maximum - max(1, maximum / 7) }

    func enter(_ line: Line) { state.withLock { $0.lines[line.id] = line } }
    func leave(_ line: Line) {
        line.leave()
        let (gone, next) = state.withLock { state -> ([Waiter], [Waiter]) in
            state.lines[line.id] = nil
            unseat(line, &state)
            guard !state.waiting.isEmpty else { return ([], []) }
            let gone = state.waiting.filter { $0.line === line }
            state.waiting.removeAll { $0.line === line }
            return (gone, fill(&state))
        }
        for waiter in gone { waiter.turn.fail(Full()) }
        for waiter in next { waiter.turn.succeed() }
    }

    /// Its code was answered: the next may bring one.
    func wasAnswered(_ line: Line) {
        let next = state.withLock { $0.withCode.remove(line.id) == nil ? [] : fill(&$0) }
        for waiter in next { waiter.turn.succeed() }
    }

    /// Whether somebody waits for a place.
    var isCrowded: Bool { state.withLock { !$0.waiting.isEmpty } }

    /// Gives one a place whose first request is whole, or who brings a code: at once while there are any, and else in the order
    /// in which they came.
    ///
    /// Where most are taken, the one goes that is furthest behind.
    /// - Parameter turn: succeeds with the place, and fails with `Full` if there is none for longer than anybody should wait, or
    ///   none for the code of one who has a place already: it would keep that one while it waits.
    func serve(
        _ line: Line, bringsCode: Bool = false, turn: EventLoopPromise<Void>, at now: ContinuousClock.Instant = .now
    ) {
        let (isServed, going) = state.withLock { state -> (Bool?, Line?) in
            if state.served[line.id] != nil {
                guard !bringsCode || state.withCode.count < withCode else { return (false, nil) }
                seat(line, bringsCode, &state)
                return (true, nil)
            }
            var going: Line?
            if state.served.count >= Self.comfortable(served) {
                going = Self.first(of: state.served.values) { $0.precedence(at: now) }
                if let going { unseat(going, &state) }
            }
            guard hasPlace(bringsCode, state), !state.waiting.contains(where: { $0.bringsCode == bringsCode }) else {
                let until = now + .seconds(20)
                state.waiting.append(Waiter(line: line, bringsCode: bringsCode, until: until, turn: turn))
                return (nil, going)
            }
            seat(line, bringsCode, &state)
            return (true, going)
        }
        going?.drop()
        switch isServed {
        case true?: turn.succeed()
        case false?: turn.fail(Full())
        case nil: break
        }
    }

    private func hasPlace(_ bringsCode: Bool, _ state: State) -> Bool {
        state.served.count < served && (!bringsCode || state.withCode.count < withCode)
    }

    private func seat(_ line: Line, _ bringsCode: Bool, _ state: inout State) {
        state.served[line.id] = line
        if bringsCode { state.withCode.insert(line.id) }
    }

    private func unseat(_ line: Line, _ state: inout State) {
        state.served[line.id] = nil
        state.withCode.remove(line.id)
    }

    /// Makes places for those who wait for one: the furthest behind go, or the slowest, and who waited for too long is sent
    /// away.
    func makePlaces(at now: ContinuousClock.Instant = .now) {
        let (late, going, next) = state.withLock { state -> ([Waiter], [Line], [Waiter]) in
            guard !state.waiting.isEmpty else { return ([], [], []) }
            let late = state.waiting.filter { $0.until <= now }
            state.waiting.removeAll { $0.until <= now }
            // Where only codes wait, no place but one of a code helps them.
            let isFull = state.served.count >= served
            let lines = state.served.values.filter { isFull || state.withCode.contains($0.id) }
            let count = min(state.waiting.count, max(1, served / 7))
            var going = Self.lowest(count, of: lines) { $0.precedence(at: now) }
            if going.isEmpty { going = Self.lowest(count, of: lines) { $0.pace(at: now, forMemory: false) } }
            for line in going { unseat(line, &state) }
            return (late, going, fill(&state))
        }
        for line in going { line.drop() }
        for waiter in late { waiter.turn.fail(Full()) }
        for waiter in next { waiter.turn.succeed() }
    }

    /// Gives the free places to those who wait.
    private func fill(_ state: inout State) -> [Waiter] {
        var (next, rest) = ([Waiter](), [Waiter]())
        for waiter in state.waiting {
            if hasPlace(waiter.bringsCode, state) {
                seat(waiter.line, waiter.bringsCode, &state)
                next.append(waiter)
            } else {
                rest.append(waiter)
            }
        }
        state.waiting = rest
        return next
    }

    func line(of channel: any NIOCore.Channel) -> Line? { state.withLock { $0.lines[ObjectIdentifier(channel)] } }

    func refuse() { state.withLock { $0.isFull = true } }

    /// Drops who is furthest behind, so that who comes in next need not wait before the door: a few at once, since all are
    /// looked at for it.
    ///
    /// - Parameter open: how many there are now.
    func makeRoom(open: Int, at now: ContinuousClock.Instant = .now) {
        guard open > Self.comfortable(maximum) else { return }
        let lines = state.withLock { Array($0.lines.values) }
        _ = Self.drop(max(1, maximum / 64), of: lines) { $0.precedence(at: now) }
    }

    /// Makes room for those before a full door: the furthest behind go.
    ///
    /// None may be behind, and yet they leave no place for others: then those with the least pace go.
    func open(at now: ContinuousClock.Instant = .now) {
        makePlaces(at: now)
        let (lines, isFull) = state.withLock { state in
            // Before any is dropped: their places may be taken, and the door full again, before the last of them is.
            defer { state.isFull = false }
            return (state.isFull ? Array(state.lines.values) : [], state.isFull)
        }
        guard isFull else { return }
        let went =
            Self.drop(maximum - Self.comfortable(maximum), of: lines) { $0.precedence(at: now) }
            || Self.drop(maximum / 4, of: lines) { $0.pace(at: now, forMemory: false) }
        if !went { refuse() }
    }

    /// Drops those who were waited for long enough, and while others wait for memory also the slowest.
    func look(isShortOfMemory: Bool, at now: ContinuousClock.Instant = .now) {
        let lines = state.withLock { Array($0.lines.values) }
        for line in lines where line.isOverdue(at: now) { line.drop() }
        guard isShortOfMemory else { return }
        let going = lines.filter { $0.holdsUp(at: now) }
        for line in going { line.drop() }
        if going.isEmpty { Self.first(of: lines) { $0.pace(at: now, forMemory: true) }?.drop() }
    }

    /// Drops so many of those that have a rank, the lowest first; false if none has one.
    private static func drop<Rank: Comparable>(_ count: Int, of lines: [Line], by rank: (Line) -> Rank?) -> Bool {
        let going = lowest(count, of: lines, by: rank)
        for line in going { line.drop() }
        return !going.isEmpty
    }

    /// So many of those that have a rank, the lowest first.
    private static func lowest<Rank: Comparable>(_ count: Int, of lines: [Line], by rank: (Line) -> Rank?) -> [Line] {
        let ranked = lines.compactMap { line in rank(line).map { (line, $0) } }
        return ranked.sorted { $0.1 < $1.1 }.prefix(count).map(\.0)
    }

    /// The one of the lowest rank, for which nobody need be sorted.
    private static func first<Rank: Comparable>(of lines: some Sequence<Line>, by rank: (Line) -> Rank?) -> Line? {
        var first: (line: Line, rank: Rank)?
        for line in lines {
            guard let rank = rank(line) else { continue }
            if first.map({ rank < $0.rank }) ?? true { first = (line, rank) }
        }
        return first?.line
    }
}

/// Lets in as many as there are places, and says so when somebody has to wait.
struct Door: AvailableConnectionsDelegate {
    let crowd: Crowd
    private var open = 0

    init(_ crowd: Crowd) { self.crowd = crowd }

    mutating func connectionOpened() {
        open += 1
        crowd.makeRoom(open: open)
    }
    mutating func connectionClosed() { open -= 1 }
    func isAcceptingNewConnections() -> Bool {
        guard open >= crowd.maximum else { return true }
        crowd.refuse()
        return false
    }
}

/// Looks fifty times a second whether somebody stands before a full door, and ten times who has to go, as long as the server runs.
struct Doorkeeper: Service {
    let crowds: [Crowd]
    let memory: MemoryBudget

    func run() async {
        await cancelWhenGracefulShutdown {
            for turn in 0... {
                guard !Task.isCancelled else { return }
                try? await Task.sleep(for: .milliseconds(20))
                for crowd in crowds { crowd.open() }
                guard turn.isMultiple(of: 5) else { continue }
                memory.letGo()
                for crowd in crowds { crowd.look(isShortOfMemory: memory.isShort) }
            }
        }
    }
}
