import Envelope
import Foundation
import Testing

@testable import Mailbox

struct FormKeysTests {
    let folder: URL
    var path: String { folder.appending(path: "form.key").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func receipt(_ keys: FormKeys, _ form: FormToken) throws -> [String]? {
        try keys.verify(nonce: form.nonce, token: form.token)?.receiptCode().words(in: (0..<4096).map(String.init))
    }

    @Test func `a form of last month is taken, with the same code, and one of the month before is not`() throws {
        let october = try FormKeys.load(path: path, month: "2026-10")
        let form = october.newForm()
        let words = try #require(try receipt(october, form))
        let november = try FormKeys.load(path: path, month: "2026-11")
        #expect(try receipt(november, form) == words)
        let december = try FormKeys.load(path: path, month: "2026-12")
        #expect(try receipt(december, form) == nil)
    }

    @Test func `a clock that was years ahead stops no rotation, and forms that are out still count`() throws {
        let november = try FormKeys.load(path: path, month: "2026-11")
        let before = november.newForm()
        let ahead = try FormKeys.load(path: path, month: "2031-04")
        let form = ahead.newForm()
        let words = try #require(try receipt(ahead, form))
        // The clock is right again: no new key for what is still this month, and both forms are taken.
        let again = try FormKeys.load(path: path, month: "2026-11")
        #expect(try receipt(again, form) == words)
        #expect(try receipt(again, before) == receipt(november, before))
        let december = try FormKeys.load(path: path, month: "2026-12")
        #expect(try receipt(december, form) == words && receipt(december, before) != nil)
        // December has a key of its own.
        #expect(try receipt(again, december.newForm()) == nil)
        let january = try FormKeys.load(path: path, month: "2027-01")
        #expect(try receipt(january, before) == nil)
        let february = try FormKeys.load(path: path, month: "2027-02")
        #expect(try receipt(february, form) == nil)
        #expect(february.keys.count == 2)
    }

    @Test func `a clock that was behind forgets no form that is out`() throws {
        let old = try FormKeys.load(path: path, month: "2026-10").newForm()
        let new = try FormKeys.load(path: path, month: "2026-11").newForm()
        // Twice a start without a battery for the clock.
        for month in ["1970-01", "2026-11", "1970-01", "2026-11"] {
            let keys = try FormKeys.load(path: path, month: month)
            #expect(try receipt(keys, old) != nil && receipt(keys, new) != nil, "\(month)")
        }
        let december = try FormKeys.load(path: path, month: "2026-12")
        #expect(try receipt(december, new) != nil && december.newForm().nonce != new.nonce)
    }

    @Test func `a token of another nonce, a changed one and one of other keys are refused`() throws {
        let keys = try FormKeys.load(path: path, month: "2026-11")
        let form = keys.newForm()
        let other = keys.newForm()
        #expect(keys.verify(nonce: form.nonce, token: other.token) == nil)
        #expect(keys.verify(nonce: form.nonce, token: String(form.token.dropLast())) == nil)
        #expect(keys.verify(nonce: form.nonce + "=", token: form.token) == nil)
        #expect(keys.verify(nonce: "", token: "") == nil)
        let foreign = FormKeys(keys: [try FormKey(randomBytes(32))])
        #expect(foreign.verify(nonce: form.nonce, token: form.token) == nil)
    }

    @Test func `a key file that others can read is refused, and so is a malformed one`() throws {
        _ = try FormKeys.load(path: path, month: "2026-11")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: FormKeyError.exposed) { _ = try FormKeys.load(path: path, month: "2026-11") }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for bad in [
            "", "FIRSTHAND-FORM-KEY-1\n", text + text, text + text.split(separator: "\n")[1] + "\n",
            text.replacing("2026", with: "20266"), String(text.dropLast()),
        ] {
            try bad.write(toFile: path, atomically: false, encoding: .utf8)
            #expect(throws: FormKeyError.malformed) { _ = try FormKeys.load(path: path, month: "2026-11") }
        }
    }

    @Test func `processes that start at once agree on one key`() async throws {
        let path = path
        let tokens = try await withThrowingTaskGroup(of: FormKeys.self) { group in
            for _ in 0..<8 { group.addTask { try FormKeys.load(path: path, month: "2026-11") } }
            return try await group.reduce(into: [FormKeys]()) { $0.append($1) }
        }
        let form = tokens[0].newForm()
        #expect(tokens.allSatisfy { $0.verify(nonce: form.nonce, token: form.token) != nil })
    }
}
