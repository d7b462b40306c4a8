import Envelope
import Foundation
import Testing
import Vault

@testable import Courier

/// Bundles that mean harm: each is named for its flaw, and changes nothing.
struct HostileBundleTests {
    let team: Team
    let store: Store
    let writer: Writer
    let hold: SealedStatement

    init() throws {
        team = try Team()
        store = try team.vault("store")
        writer = try team.writer()
        hold = try team.hold(writer.caseID, by: team.ana)
        try store.vault.append(team.story(by: team.writer()))
    }

    /// Takes in a bundle that must be refused, and sees that the vault's file holds what it held.
    private func refused(
        _ bytes: [UInt8], _ place: SourceLocation = #_sourceLocation, inspector: Person? = nil
    ) throws -> [BundleFlaw] {
        let path = team.path()
        try Data(bytes).write(to: URL(filePath: path))
        let before = try (store.cases(), store.fingerprint())
        let found = try flaws { try store.take(path, from: "partner", inspector: inspector) }
        let after = try (store.cases(), store.fingerprint())
        #expect(after.0 == before.0, sourceLocation: place)
        #expect(after.1 == before.1, sourceLocation: place)
        // Nor is anything remembered of whoever made it.
        #expect(!FileManager.default.fileExists(atPath: store.path + "/state/exchange"), sourceLocation: place)
        return try #require(found, "it was taken in", sourceLocation: place)
    }

    @Test func `the bundle that the others are made from is taken in`() throws {
        let path = team.path()
        try Data(Forge.bundle(writer.caseID, [hold])).write(to: URL(filePath: path))
        #expect(try store.take(path).statements == 1)
    }

    @Test func `a forged statement is named`() throws {
        var signature = hold.statement.signature.bytes
        signature[7] ^= 1
        let forged = Statement(header: hold.statement.header, signature: Signature(unchecked: signature))
        let bundle = Forge.bundle(writer.caseID, [SealedStatement(statement: forged, body: hold.body)])
        #expect(try refused(bundle) == [.forged(writer.caseID, forged.digest)])
    }

    @Test func `a statement by an unknown key is named, and what to do is said`() throws {
        let unknown = try team.hold(writer.caseID, by: team.stranger)
        let found = try refused(Forge.bundle(writer.caseID, [unknown, hold]))
        #expect(found == [.unknownAuthor(writer.caseID, unknown.statement.digest)])
        #expect(Refusal(.refused(found)).hint?.contains("newest keyring") == true)
    }

    @Test func `a publisher's statement is by an unknown key`() throws {
        let unknown = try team.hold(writer.caseID, by: team.press)
        #expect(
            try refused(Forge.bundle(writer.caseID, [unknown])) == [
                .unknownAuthor(writer.caseID, unknown.statement.digest)
            ])
    }

    @Test func `a statement by another case's survivor is named`() throws {
        let other = try team.writer()
        let letter = try team.say(Letter(language: "en", text: "Stop."), in: writer.caseID, by: other)
        #expect(
            try refused(Forge.bundle(writer.caseID, [letter])) == [
                .unknownAuthor(writer.caseID, letter.statement.digest)
            ])
    }

    @Test func `a statement under another case is named`() throws {
        let other = try team.writer()
        #expect(
            try refused(Forge.bundle(other.caseID, [hold])) == [.wrongCase(other.caseID, hold.statement.digest)])
    }

    @Test func `a survivor's checkpoint and a reviewer's story are named`() throws {
        let checkpoint = try team.say(Checkpoint(statements: []), in: writer.caseID, by: writer)
        #expect(
            try refused(Forge.bundle(writer.caseID, [checkpoint]))
                == [.wrongAuthor(writer.caseID, checkpoint.statement.digest)])
        let header = StatementHeader(
            author: team.ana.signingKey, body: hold.statement.header.body, caseID: writer.caseID, day: team.today,
            kind: .received, seen: [])
        let story = Statement(header: header, signature: team.ana.sign(header.signedMessage))
        #expect(
            try refused(Forge.bundle(writer.caseID, [SealedStatement(statement: story, body: hold.body)]))
                == [.wrongAuthor(writer.caseID, story.digest)])
    }

    @Test func `a body of another case is named`() throws {
        let other = try team.hold(team.writer().caseID, by: team.ana)
        let swapped = SealedStatement(statement: hold.statement, body: other.body)
        #expect(
            try refused(Forge.bundle(writer.caseID, [swapped])) == [.brokenBody(writer.caseID, hold.statement.digest)])
    }

    @Test func `bodies swapped within a case are named by whoever can open them, and by whoever has them`() throws {
        let other = try team.hold(writer.caseID, by: team.ben, "another reason")
        let swapped = [
            SealedStatement(statement: hold.statement, body: other.body),
            SealedStatement(statement: other.statement, body: hold.body),
        ].sorted { $0.statement.digest < $1.statement.digest }
        let bundle = Forge.bundle(writer.caseID, swapped)
        #expect(
            try refused(bundle, inspector: team.ana)
                == swapped.map { .brokenBody(writer.caseID, $0.statement.digest) })
        try store.vault.append([hold, other])
        #expect(try refused(bundle) == swapped.map { .otherBody(writer.caseID, $0.statement.digest) })
    }

    @Test func `a body with a changed byte is named by whoever can open it`() throws {
        var bytes = hold.body.encoded
        bytes[bytes.count - 100] ^= 1
        let changed = SealedStatement(statement: hold.statement, body: try Sealed(bytes))
        let expected = [BundleFlaw.brokenBody(writer.caseID, hold.statement.digest)]
        #expect(try refused(Forge.bundle(writer.caseID, [changed]), inspector: team.ben) == expected)
        var forge = Forge()
        forge.open(writer.caseID)
        forge.add(
            .statement,
            Record([
                "body": Array(bytes.dropLast()), "header": hold.statement.header.encoded,
                "signature": hold.statement.signature.bytes,
            ]).encoded)
        forge.close([hold])
        forge.end()
        #expect(try refused(forge.bytes) == expected)
    }

    @Test func `a bundle cut at any place is named and changes nothing`() throws {
        let bundle = Forge.bundle(writer.caseID, [hold, try team.hold(writer.caseID, by: team.ben)])
        // Every boundary between frames and their parts, and places in between.
        var places = Set(stride(from: 0, to: bundle.count, by: 97))
        var at = BundleFormat.magic.count
        while at < bundle.count {
            let length = bundle[(at + 1)..<(at + 5)].reduce(0) { $0 << 8 | Int($1) }
            places.formUnion([at, at + 1, at + 4, at + 5, at + 6, at + 5 + length - 1])
            at += 5 + length
        }
        #expect(at == bundle.count)
        for place in places.sorted() where place < bundle.count {
            let expected: BundleFlaw = place == 0 ? .notABundle : .cutShort
            #expect(try refused(Array(bundle.prefix(place))) == [expected], "cut at \(place)")
        }
    }

    @Test func `a byte changed on the way is named`() throws {
        let bundle = Forge.bundle(writer.caseID, [hold])
        for place in stride(from: 0, to: bundle.count, by: 61) {
            var changed = bundle
            changed[place] ^= 0x10
            // As a body's byte it is found at the end; as anything else, sooner.
            _ = try refused(changed)
        }
    }

    @Test func `bytes after the end, a frame after the end, and two bundles in one are named`() throws {
        let bundle = Forge.bundle(writer.caseID, [hold])
        #expect(try refused(bundle + [0]) == [.trailingBytes])
        #expect(try refused(bundle + bundle) == [.trailingBytes])
        #expect(try refused(bundle + BundleFormat.frame(.end, [UInt8](repeating: 0, count: 32))) == [.trailingBytes])
    }

    @Test func `a statement twice, and statements out of order, are named`() throws {
        var forge = Forge()
        forge.open(writer.caseID)
        forge.add(hold.statement, hold.body)
        forge.add(hold.statement, hold.body)
        forge.close([hold])
        forge.end()
        #expect(try refused(forge.bytes) == [.statementOutOfOrder(writer.caseID, hold.statement.digest)])
        let other = try team.hold(writer.caseID, by: team.ben)
        let pair = [hold, other].sorted { $0.statement.digest > $1.statement.digest }
        forge = Forge()
        forge.open(writer.caseID)
        for item in pair { forge.add(item.statement, item.body) }
        forge.close(pair)
        forge.end()
        #expect(try refused(forge.bytes) == [.statementOutOfOrder(writer.caseID, pair[1].statement.digest)])
    }

    @Test func `a case twice, in one group or in both, and cases out of order are named`() throws {
        let (low, high) = (CaseID(unchecked: [UInt8](repeating: 1, count: 16)), writer.caseID)
        for (first, second) in [
            ((high, 1), (high, 1)), ((high, 0), (high, 1)), ((high, 1), (low, 1)), ((low, 1), (high, 0)),
        ]
            as [((CaseID, UInt8), (CaseID, UInt8))]
        {
            var forge = Forge()
            for (caseID, group) in [first, second] {
                forge.add(.opening, [group] + caseID.bytes)
                forge.close([])
            }
            forge.end()
            #expect(try refused(forge.bytes) == [.caseOutOfOrder(second.0)])
        }
    }

    @Test func `a withdrawal that does not come first is refused`() throws {
        let withdrawal = try team.withdrawal(writer.caseID, by: writer)
        #expect(try refused(Forge.bundle(writer.caseID, [withdrawal])) == [.malformed])
    }

    @Test func `a statement that its maker says not to have is named`() throws {
        var forge = Forge()
        forge.open(writer.caseID)
        forge.add(hold.statement, hold.body)
        forge.close([])
        forge.end()
        #expect(try refused(forge.bytes) == [.notHeld(writer.caseID, hold.statement.digest)])
    }

    @Test func `a body without a statement, a draft without a body and frames in wrong places are refused`() throws {
        func forged(_ frames: [(BundleFormat.Tag, [UInt8])]) -> [UInt8] {
            var forge = Forge()
            for (tag, content) in frames { forge.add(tag, content) }
            forge.end()
            return forge.bytes
        }
        let opening = (BundleFormat.Tag.opening, [UInt8(1)] + writer.caseID.bytes)
        let none = (BundleFormat.Tag.holdings, [UInt8]())
        func item(_ header: [UInt8], _ body: [UInt8]) -> [UInt8] {
            Record(["body": body, "header": header, "signature": hold.statement.signature.bytes]).encoded
        }
        let claim = try team.say(Claim(isTaken: true), in: writer.caseID, by: team.ana)
        let draftless = Record([
            "body": [], "header": claim.statement.header.encoded, "signature": claim.statement.signature.bytes,
        ]).encoded
        let whole = item(hold.statement.header.encoded, hold.body.encoded)
        for frames in [
            [opening, (.statement, item([], hold.body.encoded)), none], [opening, (.draft, draftless), none],
            // A draft is never what publishers are to open.
            [opening, (.draft, whole), none],
            [(.statement, whole)], [none], [opening], [opening, opening, none], [opening, none, none],
            [opening, (.holdings, [1])], [(.opening, [2] + writer.caseID.bytes), none], [(.opening, []), none],
            [(.opening, opening.1 + [0])],
        ] as [[(BundleFormat.Tag, [UInt8])]] {
            let found = try refused(forged(frames))
            #expect(found == [.malformed] || found == [.tooLarge], "\(frames.map(\.0))")
        }
        var forge = Forge()
        forge.add(frame: [7, 0, 0, 0, 0])
        forge.end()
        #expect(try refused(forge.bytes) == [.malformed])
    }

    @Test func `giant sizes are refused before memory is taken for them`() throws {
        for tag in BundleFormat.Tag.allCases {
            for length in [UInt32.max, UInt32(tag.limit) + 1] {
                var forge = Forge()
                if tag != .opening { forge.open(writer.caseID) }
                forge.add(frame: [tag.rawValue] + length.bigEndianBytes)
                #expect(try refused(forge.bytes) == [.tooLarge])
            }
            // As large as may be, and not there.
            var forge = Forge()
            if tag != .opening { forge.open(writer.caseID) }
            forge.add(frame: [tag.rawValue] + UInt32(tag.limit).bigEndianBytes)
            #expect(try refused(forge.bytes) == [.cutShort])
        }
        // Inside a frame: a field that says it is longer than its frame.
        var forge = Forge()
        forge.open(writer.caseID)
        forge.add(.statement, [4] + Array("body".utf8) + [0xFF, 0xFF, 0xFF, 0xFF])
        forge.end()
        #expect(try refused(forge.bytes) == [.malformed])
        // A file of 8 GiB with nothing in it.
        let path = team.path()
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 8 << 30)
        #expect(try flaws { try store.take(path) } == [.tooLarge])
    }

    @Test func `more statements and more cases than may be are refused`() throws {
        var forge = Forge()
        forge.open(writer.caseID)
        forge.add(.holdings, [UInt8](repeating: 0, count: (BundleFormat.maximumStatements + 1) * Holding.length))
        #expect(try refused(forge.bytes) == [.tooLarge])
    }

    @Test func `what is no bundle, a newer bundle and a folder are named`() throws {
        #expect(try refused(Array("a letter, and no bundle at all".utf8)) == [.notABundle])
        #expect(try refused(Array("firsthand/bundle/v2\nwhatever".utf8)) == [.newerVersion])
        #expect(throws: CourierError.self) { try store.take(team.folder) }
        #expect(throws: CourierError.self) { try store.take(team.folder + "/none.bundle") }
    }

    @Test func `one flaw among many good cases keeps all of them out, and --except lets the rest in`() throws {
        let maker = try team.vault("maker")
        for _ in 0..<5 { try maker.vault.append(team.story(by: team.writer())) }
        let bad = try team.hold(writer.caseID, by: team.stranger)
        try maker.vault.append([bad])
        let path = try maker.out()
        #expect(
            try refused(Array(Data(contentsOf: URL(filePath: path))))
                == [.unknownAuthor(writer.caseID, bad.statement.digest)])
        let exchange = Exchange(store: store.vault, state: store.path + "/state")
        let reception = Reception(keyring: team.keyring, draftsDays: 90, skipped: [writer.caseID.short])
        let (arrived, _) = try exchange.take(path, from: nil, reception, on: team.today)
        #expect(arrived.cases.count == 5)
        #expect(!arrived.cases.contains(writer.caseID))
    }

    @Test func `an old bundle changes nothing that is newer, and is said to be old`() throws {
        let maker = try team.vault("maker")
        try maker.vault.append([hold])
        let old = try maker.out()
        try maker.vault.append([team.hold(writer.caseID, by: team.ben)])
        let exchange = Exchange(store: store.vault, state: store.path + "/state")
        _ = try exchange.take(maker.out(), from: "ana", team.reception, on: team.today)
        let before = try (store.cases(), store.fingerprint())
        let (arrived, report) = try exchange.take(old, from: "ana", team.reception, on: team.today)
        let after = try (store.cases(), store.fingerprint())
        #expect(after.0 == before.0)
        #expect(after.1 == before.1)
        #expect(arrived.cases.isEmpty)
        #expect(report.lines.contains("older than one that came before"))
        #expect(report.lines.contains("Nothing new"))
    }

    @Test func `a bundle that changes between the check and the taking in is not taken in`() throws {
        // A file system that gives other bytes the second time: the file is swapped while the bundle is checked.
        let path = team.path()
        let good = Forge.bundle(writer.caseID, [hold])
        let bad = Forge.bundle(writer.caseID, [try team.hold(writer.caseID, by: team.stranger)])
        try Data(good).write(to: URL(filePath: path))
        let exchange = Exchange(store: store.vault, state: store.path + "/state")
        let found = try flaws {
            _ = try exchange.take(
                path, from: nil, team.reception, on: team.today,
                inspector: { _, _ in
                    (try? Data(bad).write(to: URL(filePath: path), options: .atomic)) != nil
                })
        }
        #expect(found == [.changed])
        #expect(try store.cases()[writer.caseID] == nil)
    }
}
