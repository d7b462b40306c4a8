import Envelope
import Foundation
import Testing
import Vault

@testable import Courier

/// Bundles whose form is wrong: bytes, frames, order and sizes.
extension HostileBundleTests {
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
}
