import Envelope
import Testing

@testable import Mailbox

struct VisitTokenTests {
    private static func caseID(_ keys: FormKeys, _ token: String, at minute: UInt32) throws -> CaseID? {
        guard let visitor = try keys.visitor(token, at: minute) else { return nil }
        return try visitor.code.survivor(letterGeneration: 0).caseID
    }

    @Test func `a visit stands for its code until it ends, also a month later's keys`() throws {
        let (old, new) = (try FormKey(randomBytes(32)), try FormKey(randomBytes(32)))
        let code = try ReceiptCodeTests.code()
        let caseID = try code.survivor(letterGeneration: 0).caseID
        let token = try FormKeys(keys: [old]).visit(code, until: 1000, last: 5000)
        #expect(try Self.caseID(FormKeys(keys: [old]), token, at: 999) == caseID)
        #expect(try Self.caseID(FormKeys(keys: [old, new]), token, at: 0) == caseID)
        #expect(try Self.caseID(FormKeys(keys: [old, new]), token, at: 1000) == nil)
        #expect(try Self.caseID(FormKeys(keys: [new]), token, at: 999) == nil)
    }

    @Test func `a visit that was changed in any byte, cut or made up opens nothing`() throws {
        let keys = FormKeys(keys: [try FormKey(randomBytes(32))])
        let token = try keys.visit(try ReceiptCodeTests.code(), until: 1000, last: 5000)
        let bytes = try #require([UInt8](base64URL: token))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(try Self.caseID(keys, changed.base64URL, at: 1) == nil)
        }
        for count in 0..<bytes.count {
            #expect(try Self.caseID(keys, Array(bytes.prefix(count)).base64URL, at: 1) == nil)
        }
        #expect(try Self.caseID(keys, "", at: 1) == nil)
        #expect(try Self.caseID(keys, "not base64 at all!", at: 1) == nil)
        #expect(try Self.caseID(keys, keys.newForm().token, at: 1) == nil)
    }

    @Test func `two visits with one code have nothing in common that can be seen`() throws {
        let keys = FormKeys(keys: [try FormKey(randomBytes(32))])
        let code = try ReceiptCodeTests.code()
        let (one, two) = (try keys.visit(code, until: 1000, last: 5000), try keys.visit(code, until: 1000, last: 5000))
        #expect(one != two)
        let words = code.words(in: (0..<ReceiptCode.listLength).map { "word\($0)" })
        for word in words { #expect(!one.contains(word)) }
    }

    @Test func `a visit that is renewed ends when it was to end from the first`() throws {
        let keys = FormKeys(keys: [try FormKey(randomBytes(32))])
        let code = try ReceiptCodeTests.code()
        let token = try keys.visit(code, until: 9000, last: 1200)
        #expect(try keys.visitor(token, at: 1199)?.last == 1200)
        #expect(try Self.caseID(keys, token, at: 1200) == nil)
    }
}
