import GRDB

/// Writes to a vault, to see whether that can be done.
actor Pulse {
    private(set) var waiting: [Int: CheckedContinuation<VaultError?, Never>] = [:]
    private var last = 0
    private var isBeating = false

    /// Says what stands in the way of writing; nil if a write is on the disk.
    ///
    /// Whoever asks while one is on its way hears of that one.
    /// - Parameter longest: after it the vault is busy: a connection that hangs holds up nobody who only asks.
    func beat(_ store: VaultStore, within longest: Duration) async -> VaultError? {
        if !isBeating {
            isBeating = true
            Task { end(await Self.write(store)) }
        }
        last += 1
        let number = last
        return await withCheckedContinuation { continuation in
            waiting[number] = continuation
            Task {
                try? await Task.sleep(for: longest)
                waiting.removeValue(forKey: number)?.resume(returning: .busy)
            }
        }
    }

    private func end(_ error: VaultError?) {
        isBeating = false
        for continuation in waiting.values { continuation.resume(returning: error) }
        waiting = [:]
    }

    private static func write(_ store: VaultStore) async -> VaultError? {
        do throws(VaultError) {
            _ = try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations") }
            // One bit of the header turns over: a page is written to the log and synced, and it says nothing of when.
            try await store.transaction { db in
                let bit = try Int.fetchOne(db, sql: "PRAGMA user_version") == 0 ? 1 : 0
                try db.execute(sql: "PRAGMA user_version = \(bit)")
            }
            return nil
        } catch { return error }
    }
}
