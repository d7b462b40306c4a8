import Envelope
import GRDB

/// Takes all submissions that wait into one transaction, so that one sync of the disk serves them all.
actor GroupCommit {
    /// The most that share a transaction, so that the first does not wait long for the last.
    static let limit = 64

    private struct Waiting {
        let submission: Submission
        let keyring: Keyring?
        let continuation: CheckedContinuation<Result<Admission, VaultError>, Never>
    }

    private let connection: DatabaseQueue
    private var waiting: [Waiting] = []
    private var isWriting = false

    init(_ connection: DatabaseQueue) { self.connection = connection }

    /// Returns when the submission is durable.
    ///
    /// A caller that goes away does not stop what it handed in.
    func admit(_ submission: Submission, under keyring: Keyring?) async -> Result<Admission, VaultError> {
        await withCheckedContinuation { continuation in
            waiting.append(Waiting(submission: submission, keyring: keyring, continuation: continuation))
            guard !isWriting else { return }
            isWriting = true
            Task { await writeAll() }
        }
    }

    private func writeAll() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.limit))
            waiting.removeFirst(batch.count)
            let outcomes = await write(batch.map { ($0.submission, $0.keyring) })
            for (waiting, outcome) in zip(batch, outcomes) { waiting.continuation.resume(returning: outcome) }
        }
        isWriting = false
    }

    private func write(
        _ submissions: [(submission: Submission, keyring: Keyring?)]
    ) async -> [Result<Admission, VaultError>] {
        do {
            return try await connection.writeWithoutTransaction { try Admissions.admit(submissions, $0) }
        } catch {
            return submissions.map { _ in .failure(VaultError(naming: error)) }
        }
    }
}
