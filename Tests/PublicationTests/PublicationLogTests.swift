import Envelope
import Ledger
import Press
import Testing
import Unsealing

@testable import Publication

/// The publisher's record: what it says, and what it does not take.
struct PublicationLogTests {
    private static let digest = Digest(unchecked: [UInt8](repeating: 7, count: 32))

    private func published(_ ids: [UInt8], place: String = "site") throws -> PublicationRecord.Act {
        .published(
            PublicationRecord.Published(
                use: .website, place: place, digest: Self.digest, formats: [.csv, .site],
                copies: ids.map {
                    PublicationRecord.Copy(
                        id: [UInt8](repeating: $0, count: 8).hex, manuscript: Self.digest,
                        tag: [UInt8](repeating: $0, count: 16))
                }, tombstones: [try Sample.tombstone(0xEE)]))
    }

    private func log(_ acts: [PublicationRecord.Act], by publisher: borrowing PublisherKey) throws -> PublicationLog {
        let day = try #require(Day("2026-11-23"))
        var log = PublicationLog()
        for act in acts { log.add(act, by: publisher.publicKey.signing, on: day) { publisher.sign($0) } }
        return log
    }

    @Test func `a record reads back the same, line for line`() throws {
        let scratch = try ExportScratch()
        let publisher = try scratch.publisher()
        let id = [UInt8](repeating: 1, count: 8).hex
        let acts = [
            try published([1, 2]),
            .retracted(.init(.retract, id: id, use: .website, place: "site", manuscript: Self.digest)),
            .retracted(.init(.correct, id: id, use: .website, place: "site", manuscript: Self.digest)),
            .overridden(.init(id: id, manuscript: Self.digest, warning: Self.digest, reason: "she wants it said: ñ")),
            .dropped(Self.digest), try published([]),
        ]
        let written = try log(acts, by: publisher)
        let read = try #require(PublicationLog(written.text, publishers: [publisher.publicKey.signing]))
        #expect(read.records == written.records && read.records.map(\.act) == acts)
        #expect(PublicationLog(written.text, publishers: []) == nil)
        #expect(PublicationLog("", publishers: [])?.records.isEmpty == true)
    }

    @Test func `a record with any byte changed is not read`() throws {
        let scratch = try ExportScratch()
        let publisher = try scratch.publisher()
        let record = try #require(try log([try published([1])], by: publisher).records.first)
        let bytes = record.encoded
        #expect(PublicationRecord(bytes) == record)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            #expect(PublicationRecord(changed).map { $0 != record } ?? true)
        }
        #expect(PublicationRecord(bytes + [0]) == nil && PublicationRecord([]) == nil)
    }

    @Test func `a story that waits has no tombstone, and one that no case gives any more has`() throws {
        let scratch = try ExportScratch()
        let publisher = try scratch.publisher()
        let written = try log([try published([1, 2, 3])], by: publisher)
        var standing = Standing()
        standing.add(.export(try Sample.story(1)), id: nil)
        standing.add(.refuse([.noCheckpoint]), id: [UInt8](repeating: 2, count: 8).hex)
        let graves = written.tombstones(use: .website, place: "site", standing: standing, month: "2026-12")
        #expect(graves.map(\.id) == [[UInt8](repeating: 3, count: 8).hex, [UInt8](repeating: 0xEE, count: 8).hex])
        #expect(graves.map(\.month) == ["2026-12", "2026-11"])
        #expect(
            written.missing(use: .website, place: "site", standing: standing) == [[UInt8](repeating: 2, count: 8).hex])
        // Another place has its own.
        #expect(written.tombstones(use: .website, place: "other", standing: standing, month: "2026-12").isEmpty)
        // A story that is out again has no tombstone any more.
        standing.add(.export(try Sample.story(3)), id: nil)
        #expect(written.tombstones(use: .website, place: "site", standing: standing, month: "2026-12").count == 1)
    }

    @Test func `an export that never reached its place is out nowhere, and leaves no tombstone`() throws {
        let scratch = try ExportScratch()
        let publisher = try scratch.publisher()
        var log = try log([try published([1])], by: publisher)
        let out = log.published
        let line = log.add(try published([1, 2]), by: publisher.publicKey.signing, on: .today) { publisher.sign($0) }
        let graves = log.tombstones(use: .website, place: "site", standing: Standing(), month: "2026-12")
        #expect(log.published.count == 2 && log.toDo([.website: Standing()]).count == 2 && graves.count == 3)
        log.add(.dropped(line), by: publisher.publicKey.signing, on: .today) { publisher.sign($0) }
        #expect(log.published == out && log.toDo([.website: Standing()]).map(\.id) == [String](out.keys))
        #expect(log.tombstones(use: .website, place: "site", standing: Standing(), month: "2026-12").count == 2)
        // The same export once more is another line.
        log.add(try published([1, 2]), by: publisher.publicKey.signing, on: .today) { publisher.sign($0) }
        #expect(log.published.count == 2)
        #expect(PublicationLog(log.text, publishers: [publisher.publicKey.signing])?.records == log.records)
    }

    @Test func `a pending export reads back the same, and names no folder but one that grows`() throws {
        let pending = PendingExport(
            line: Self.digest, sums: Self.digest, part: "/a/.out.part-00ff", place: "/a/out")
        #expect(PendingExport(pending.encoded) == pending)
        #expect(PendingExport(pending.encoded + [0]) == nil && PendingExport([]) == nil)
        for part in ["/a/out", "/a", "", "/"] {
            let other = PendingExport(line: Self.digest, sums: Self.digest, part: part, place: "/a/out")
            #expect(PendingExport(other.encoded) == nil)
        }
    }

    @Test(arguments: Format.allCases) func `each format says what to do where it went`(format: Format) {
        for task in [ToDo.Task.retract, .correct] {
            for use in [Use.website, .print] {
                let item = ToDo(
                    task: task, id: "0101010101010101", use: use, place: "p", formats: [format], day: .today,
                    manuscript: Self.digest, reason: "")
                #expect(!item.steps().isEmpty)
                #expect(item.steps().allSatisfy { !$0.contains("TODO") && $0.count > 20 })
            }
        }
    }
}
