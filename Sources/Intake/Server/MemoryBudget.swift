import Synchronization

/// The memory that bodies and answers may take, all together.
///
/// Whoever asks for more than is left waits for some seconds, and is then told to come back in a minute.
final class MemoryBudget: Sendable {
    private struct Waiter {
        let id: Int
        let bytes: Int
        let limit: Int
        let until: ContinuousClock.Instant
        let line: Line?
        let turn: CheckedContinuation<Bool, Never>

        func goes(at now: ContinuousClock.Instant) -> Bool { until <= now || line?.isGone == true }
    }

    private struct State {
        var used = 0
        var waiters: [Waiter] = []
        var next = 0
    }

    /// Longer than nearly every story, in bytes.
    static let shortBody = 64 << 10

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter megabytes: the most that there is, in MiB.
    init(megabytes: Int = 32) { limit = megabytes << 20 }

    /// Whether somebody waits.
    var isShort: Bool { state.withLock { !$0.waiters.isEmpty } }
    /// The bytes that are held now.
    var used: Int { state.withLock { $0.used } }

    /// Room for a body of this length, until the charge is let go; nil if there is none for longer than anybody should wait.
    ///
    /// Long bodies have half, so that they don't keep out the short ones. A short one waits longer too, since few others are
    /// before it, and who is sent away loses the words.
    /// - Parameters:
    ///   - length: the bytes of the body. It is held once as words and once as the answer that shows them.
    ///   - returns: whether it comes with a code: an eighth is kept for those, so that a flood of stories stops nobody who
    ///     wants to take one back.
    func admit(_ length: Int, returns: Bool, line: Line?) async -> Charge? {
        let bytes = 2 * length + (32 << 10)
        let isShort = length <= Self.shortBody
        let limit = returns ? limit : isShort ? limit - limit / 8 : limit / 2
        let patience = Duration.seconds(isShort ? 20 : 4)
        let isAdmitted = await withCheckedContinuation { turn in
            let isThere: Bool? = state.withLock { state in
                if state.used + bytes <= limit {
                    state.used += bytes
                    return true
                }
                guard bytes <= limit else { return false }
                state.next += 1
                state.waiters.append(
                    Waiter(id: state.next, bytes: bytes, limit: limit, until: .now + patience, line: line, turn: turn))
                return nil
            }
            if let isThere { turn.resume(returning: isThere) }
        }
        guard isAdmitted else { return nil }
        line?.beginAnew()
        return Charge(bytes, of: self, line: line)
    }

    /// Counts what must be sent in any case.
    func add(_ bytes: Int) { state.withLock { $0.used += bytes } }

    func release(_ bytes: Int) {
        let turns = state.withLock { state in
            state.used -= bytes
            // A small one need not wait behind a large one.
            let admitted = state.waiters.filter { waiter in
                guard state.used + waiter.bytes <= waiter.limit else { return false }
                state.used += waiter.bytes
                return true
            }
            let ids = Set(admitted.map(\.id))
            state.waiters.removeAll { ids.contains($0.id) }
            return admitted.map(\.turn)
        }
        for turn in turns { turn.resume(returning: true) }
    }

    /// Sends away those who have waited long enough by then, and those who left meanwhile: what a request needs beside its body
    /// must not gather either.
    func letGo(at now: ContinuousClock.Instant = .now) {
        let turns = state.withLock { state in
            let going = state.waiters.filter { $0.goes(at: now) }.map(\.turn)
            state.waiters.removeAll { $0.goes(at: now) }
            return going
        }
        for turn in turns { turn.resume(returning: false) }
    }
}

/// Memory that one request holds, until this is let go.
final class Charge: Sendable {
    private let bytes: Int
    private let budget: MemoryBudget
    private let line: Line?

    fileprivate init(_ bytes: Int, of budget: MemoryBudget, line: Line?) {
        (self.bytes, self.budget, self.line) = (bytes, budget, line)
        line?.charge(bytes)
    }

    deinit {
        line?.charge(-bytes)
        budget.release(bytes)
    }
}
