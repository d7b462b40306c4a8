import Dispatch

/// One thread for work that is long, or that nobody waits for, done piece by piece.
///
/// The pieces of a hundred large forms wait in a line of their own. Otherwise, whoever sends a short form would wait behind all of
/// them at each step: the system shares the processors among threads, and not among pieces.
final class LongLane: TaskExecutor {
    private static let shared = LongLane()

    private let queue = DispatchQueue(label: "long")

    /// Does it there.
    ///
    /// It must ask no actor: a turn of one would stand in this line, and others behind it.
    static func run(_ work: () async throws -> Void) async rethrows {
        try await withTaskExecutorPreference(shared, operation: work)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // Safe: a job is run once, and this executor lives for ever.
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
