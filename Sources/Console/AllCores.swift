import Dispatch
import Envelope
import Glibc
import Synchronization

/// Work that is the same for each of many things, and is done on all cores.
///
/// What comes of it is the same as on one core, in the same order.
public enum AllCores {
    /// How many things are worth beginning at once: what comes of so many is in memory together, and nothing of the others.
    public static let batch = 16 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// What `work` makes of each of these, in their order; returns when all are done.
    public static func map<Item: Sendable, Result: Sendable>(
        _ items: ArraySlice<Item>, _ work: @Sendable (Item) -> Result
    ) -> [Result] {
        let results = Mutex([Result?](repeating: nil, count: items.count))
        GuardedBytes.reusing {
            DispatchQueue.concurrentPerform(iterations: items.count) { index in
                let result = work(items[items.startIndex + index])
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0.compactMap(\.self) }
    }

    /// What two pieces of work that have nothing to do with each other come to, done at the same time.
    public static func both<First: Sendable, Second: Sendable>(
        _ first: @Sendable () -> First, _ second: @Sendable () -> Second
    ) -> (First, Second) {
        let one = Mutex<First?>(nil)
        let other = Mutex<Second?>(nil)
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            if index == 0 {
                let result = first()
                one.withLock { $0 = result }
            } else {
                let result = second()
                other.withLock { $0 = result }
            }
        }
        guard let one = one.withLock(\.self), let other = other.withLock(\.self) else {
            preconditionFailure("it returns when both are done")
        }
        return (one, other)
    }
}
