public import Envelope
import GRDB
import Ledger

/// Checks whether everything in a vault is what it claims to be, only by reading, beside a program that serves from it.
///
/// Rows are read a few at a time. One long reading would keep what is destroyed meanwhile in the log.
public struct VaultCheck: Sendable {
    /// The rows that are read at once; those with bodies may be half a megabyte each.
    private static let few = 64
    private static let many = 1024
    private static let statement = "SELECT 1 FROM statements s WHERE s."

    private let store: VaultStore
    /// Sees whether somebody writes.
    private let watch: VaultStore

    /// Opens a vault for reading.
    ///
    /// - Throws: `VaultError`, as `VaultReader.open`.
    public static func open(path: String) throws(VaultError) -> VaultCheck {
        VaultCheck(
            store: try VaultStore.open(path: path, mode: .readOnly),
            watch: try VaultStore.open(path: path, mode: .readOnly))
    }

    /// How many rows `rows` looks at, about.
    public func count() throws(VaultError) -> Int {
        try store.read { db in
            try ["statements", "drafts", "reports", "bodies", "deadlines", "awaited", "retry_tags"].reduce(0) {
                $0 + (try Int.fetchOne(db, sql: "SELECT count(*) FROM \($1)") ?? 0)
            }
        }
    }

    /// Looks at every row: its shape, digest and signature, and whether what it names is there.
    ///
    /// - Parameters:
    ///   - keyring: whose keys may have signed; nil where none can be used, and then only who is no survivor is let pass.
    ///   - progress: gets how many rows were looked at since it was last called.
    /// - Throws: `VaultError` where the vault cannot be read at all; a part that cannot is a flaw.
    public func rows(under keyring: Keyring?, progress: (Int) -> Void = { _ in }) throws(VaultError) -> [VaultFlaw] {
        var flaws: [VaultFlaw] = []
        func look(
            _ table: String, _ columns: String, by key: String, atOnce limit: Int = VaultCheck.many,
            _ flaw: (Row) -> VaultFlaw.Kind?
        ) throws(VaultError) {
            var after: DatabaseValue?
            while true {
                let range = after == nil ? "" : "WHERE \(key) > ?"
                let sql = "\(columns) \(range) ORDER BY \(key) LIMIT \(limit)"
                let arguments = StatementArguments([after].compactMap(\.self))
                let rows: [Row]
                do throws(VaultError) {
                    rows = try store.read { try Row.fetchAll($0, sql: sql, arguments: arguments) }
                } catch {
                    guard error == .unreadable else { throw error }
                    return flaws.append(VaultFlaw(kind: .pages, table: table, key: "a row cannot be read"))
                }
                for row in rows {
                    guard let kind = flaw(row) else { continue }
                    flaws.append(VaultFlaw(kind: kind, table: table, key: Self.name(row[0])))
                }
                progress(rows.count)
                guard rows.count == limit, let last = rows.last else { return }
                after = last[0]
            }
        }
        let columns = StatementRow.columns
        try look("statements", columns, by: "digest", atOnce: Self.few) { Self.flaw(ofStatement: $0, keyring) }
        let drafts = columns.replacing("FROM statements", with: "FROM drafts")
        try look("drafts", drafts, by: "digest", atOnce: Self.few) { row in
            Self.flaw(ofStatement: row, keyring)
                ?? ((try? StatementHeader(StatementRow.bytes(row[2]) ?? []))?.isBySurvivor == true ? .author : nil)
        }
        let reports = "SELECT publisher, header, signature, bytes FROM reports LEFT JOIN bodies ON id = body_id"
        try look("reports", reports, by: "publisher") { Self.flaw(ofReport: $0, keyring) }
        let owners = ["statements", "drafts", "reports"].map { "(SELECT count(*) FROM \($0) WHERE body_id = id)" }
        let bodies = "SELECT id, margin = zeroblob(\(Schema.pageSize)), \(owners.joined(separator: " + ")) FROM bodies"
        try look("bodies", bodies, by: "id") { $0[1] != true ? .body : $0[2] != 1 ? .stray : nil }
        // A day stands only for a body that is there, and a body is awaited only where there is none.
        let deadlines =
            "SELECT digest, EXISTS (\(Self.statement)digest = d.digest AND body_id IS NOT NULL) FROM deadlines d"
        try look("deadlines", deadlines, by: "digest") { $0[1] == true ? nil : .reference }
        let awaited = "SELECT digest, EXISTS (\(Self.statement)digest = a.digest AND body_id IS NULL) FROM awaited a"
        try look("awaited", awaited, by: "digest") { $0[1] == true ? nil : .reference }
        let tags = "SELECT tag, EXISTS (\(Self.statement)case_id = t.case_id) FROM retry_tags t"
        try look("retry_tags", tags, by: "tag") { $0[1] == true ? nil : .reference }
        return flaws
    }

    private static func name(_ key: DatabaseValue) -> String {
        switch key.storage {
        case .blob(let data): Array(data).hex
        case .int64(let number): String(UInt64(bitPattern: number), radix: 16)
        case .string, .double, .null: "?"
        }
    }

    private static func flaw(ofStatement row: Row, _ keyring: Keyring?) -> VaultFlaw.Kind? {
        switch StatementRow(row).stored {
        case .flawed(_, .malformedHeader): return .header
        case .flawed(_, .digestMismatch): return .digest
        case .flawed(_, .wrongCase): return .place
        case .flawed(_, .bodyMalformed): return .body
        case .flawed(_, .bodyMissing): return .lost
        case .sound(let statement, _):
            let header = statement.header
            guard statement.isSigned else { return .signature }
            let isKnown = header.isBySurvivor || keyring.map { $0.reviewer(signing: header.author) != nil } ?? true
            return isKnown && header.isByItsSpeaker ? nil : .author
        }
    }

    private static func flaw(ofReport row: Row, _ keyring: Keyring?) -> VaultFlaw.Kind? {
        guard let header = StatementRow.bytes(row[1]).flatMap({ try? ReportHeader($0) }),
            let signature = StatementRow.bytes(row[2]).flatMap({ Signature($0) })
        else { return .header }
        guard header.publisher.bytes == StatementRow.bytes(row[0]) else { return .digest }
        guard let bytes = StatementRow.bytes(row[3]) else { return .lost }
        guard let body = try? Sealed(bytes), let report = Report(header: header, signature: signature, body: body)
        else { return .body }
        guard report.isSigned else { return .signature }
        let isKnown = keyring.map { $0.publishers.contains { $0.key.signing == header.publisher } } ?? true
        return isKnown ? nil : .author
    }
}

extension VaultCheck {
    /// SQLite's own check of the pages, the indexes and the free pages; nil if somebody wrote each time that it was tried.
    ///
    /// It has to see the file at one moment. So it lets go as soon as somebody writes, who may be waiting to empty the log of
    /// what was destroyed, and begins anew.
    /// - Throws: `VaultError` where the vault cannot be read at all.
    public func pages() async throws(VaultError) -> [VaultFlaw]? {
        try await pages(asking: "PRAGMA integrity_check(20)", tries: 6)
    }

    func pages(asking question: String, tries: Int) async throws(VaultError) -> [VaultFlaw]? {
        for turn in 0..<tries {
            if turn > 0 { try? await Task.sleep(for: .seconds(1 << min(turn, 3))) }
            do {
                let said = try await ask(question)
                return said == ["ok"] ? [] : said.map { VaultFlaw(kind: .pages, table: "", key: $0) }
            } catch DatabaseError.SQLITE_INTERRUPT, DatabaseError.SQLITE_ABORT {
                // The second is what the end of an interrupted transaction throws.
                continue
            } catch {
                let error = VaultError(naming: error)
                guard error == .unreadable else { throw error }
                return [VaultFlaw(kind: .pages, table: "", key: "the file cannot be read to its end")]
            }
        }
        return nil
    }

    private func ask(_ question: String) async throws -> [String] {
        let before = try await version()
        let writer = Task {
            while !Task.isCancelled {
                if (try? await version()) != before { store.reader.interrupt() }
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        let said: Result<[String], any Error>
        do { said = .success(try await store.reader.read { try String.fetchAll($0, sql: question) }) } catch {
            said = .failure(error)
        }
        // It has ended before anything else is read, or it would interrupt that.
        writer.cancel()
        await writer.value
        return try said.get()
    }

    /// A number that another one's commit changes.
    private func version() async throws -> Int? {
        try await watch.reader.read { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    }
}
