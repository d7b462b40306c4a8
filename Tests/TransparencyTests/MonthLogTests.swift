import Envelope
import Files
import Testing

@testable import Transparency
@_spi(KeyMaterial) @testable import Unsealing

/// What a desk keeps of its months, and what leaves it.
final class MonthLogTests {
    private let east, west: SigningSecret
    private let key, witness: NoteKey
    private let policy: WitnessPolicy

    init() throws {
        func secret(_ byte: UInt8) throws -> SigningSecret {
            try SigningSecret(seed: GuardedBytes(copying: [UInt8](repeating: byte, count: 32)))
        }
        east = try secret(1)
        west = try secret(2)
        key = try #require(NoteKey(name: "east.example", kind: .log, key: east.signingKey))
        witness = try #require(NoteKey(name: "west.example", kind: .witness, key: west.signingKey))
        policy = try WitnessPolicy(
            "log \(key.line)\nwitness west \(witness.line)\nquorum west\n", name: "witnesses.txt")
    }

    private func digest(_ byte: UInt8) -> Digest { Digest(unchecked: [UInt8](repeating: byte, count: 32)) }

    private func log(_ months: Int, exports: Set<Digest> = []) throws -> MonthLog {
        var log = MonthLog(key)
        for number in 0..<months {
            let secrets = try #require(
                MonthSecrets(Month(number: UInt16(600 + number)), roll: digest(UInt8(number)), exports: exports))
            log.add(secrets) { east.sign($0) }
        }
        return log
    }

    @Test func `a log reads back as it was written, and not with one byte changed`() throws {
        let log = try log(3, exports: [digest(9)])
        let text = log.text
        #expect(try MonthLog(text, by: east.signingKey) == log)
        for (index, byte) in text.utf8.enumerated() {
            var bytes = Array(text.utf8)
            bytes[index] = byte == 0x61 ? 0x62 : 0x61
            let changed = String(decoding: bytes, as: UTF8.self)
            guard changed != text else { continue }
            #expect(throws: WitnessFlaw.self, "byte \(index)") { try MonthLog(changed, by: east.signingKey) }
        }
        #expect(throws: WitnessFlaw.self) { try MonthLog(text, by: west.signingKey) }
    }

    @Test func `what a witness gets has one length, whatever the months held`() throws {
        // A quiet month, and one with as many exports as there is room for.
        let full = Set((0..<UInt8(MonthSecrets.mostExports)).map { digest($0 + 50) })
        let texts = try [Set<Digest>(), full].map { exports in
            try #require(try log(4, exports: exports).request(to: policy.witnesses[0], since: 2)).text
        }
        #expect(texts[0].utf8.count == texts[1].utf8.count)
        #expect(texts[0].split(separator: "\n").count == texts[1].split(separator: "\n").count)
        // Two desks with the same months and the same lists have nothing in common that can be seen.
        let other = try #require(try log(4).request(to: policy.witnesses[0], since: 2)).text
        let first = Set(texts[0].split(separator: "\n")).subtracting(["", "old 2", "east.example", "4"])
        #expect(first.isDisjoint(with: other.split(separator: "\n")))
        #expect(MonthSecrets(Month(number: 1), roll: digest(0), exports: full.union([digest(1)])) == nil)
    }

    @Test func `a proof of one export has one length, whatever else the month held`() throws {
        let full = Set((0..<UInt8(MonthSecrets.mostExports)).map { digest($0 + 50) })
        let proofs = try [[digest(50)], full].map {
            try #require(try log(1, exports: $0).proof(of: digest(50), policy))
        }
        #expect(proofs[0].text.utf8.count == proofs[1].text.utf8.count)
    }

    @Test func `the time that a witness signs is the start of a month`() throws {
        let request = try #require(try log(1).request(to: policy.witnesses[0]))
        let answer = request.answer(by: witness, in: Month(number: 682)) { west.sign($0) }.file
        let line = try #require(SignedNote.Line(answer.dropLast()))
        let seconds = line.signature.prefix(8).reduce(0) { $0 << 8 | Int($1) }
        #expect(Day(number: UInt32(seconds / 86_400)).description == "2026-11-01" && seconds % 86_400 == 0)
    }

    @Test func `an answer is taken for the head that it fits, and for no other`() throws {
        var log = try log(2)
        let request = try #require(log.request(to: policy.witnesses[0]))
        #expect(request.old == 0)
        let answer = request.answer(by: witness, in: Month(number: 610)) { west.sign($0) }.file
        #expect(try log.take(answer, policy).map { "\($0.witness) \($0.month)" } == ["west 2020-02"])
        #expect(log.witnesses(of: 2, policy) == ["west"] && log.witnesses(of: 1, policy).isEmpty)
        // Asked once more, a later month; the first counts.
        let again = request.answer(by: witness, in: Month(number: 611)) { west.sign($0) }.file
        let once = log
        #expect(try log.take(again, policy).count == 1 && log == once)
        #expect(log.request(to: policy.witnesses[0])?.old == 2)
        // Who else signed is not the witness's business.
        #expect(log.request(to: policy.witnesses[0])?.text.contains("west.example") == false)
        #expect(try MonthLog(log.text, by: east.signingKey) == log)
        let before = log
        // The answer to another desk's head, one that was cut, and one by a stranger.
        var other = try self.log(2)
        #expect(throws: WitnessFlaw.fitsNoHead("west")) { try other.take(answer, policy) }
        #expect(throws: WitnessFlaw.malformed("answer of a witness")) {
            try log.take(String(answer.dropLast(9)), policy)
        }
        let stranger = try #require(NoteKey(name: "south.example", kind: .witness, key: east.signingKey))
        let foreign = request.answer(by: stranger, in: Month(number: 610)) { east.sign($0) }.file
        #expect(throws: WitnessFlaw.unknownWitness) { try log.take(foreign, policy) }
        #expect(log == before)
    }

    @Test func `of two heads that differ the witness who signed both is named`() throws {
        func seen(_ log: MonthLog) throws -> SignedHead {
            try #require(log.request(to: policy.witnesses[0])).answer(by: witness, in: Month(number: 610)) {
                west.sign($0)
            }.kept
        }
        let (one, other) = (try log(3), try log(3))
        let (first, second) = (try seen(one), try seen(other))
        #expect(throws: WitnessFlaw.split(3, both: ["west"])) { try HeadComparison.compare(first, second, policy) }
        #expect(throws: WitnessFlaw.split(3, both: [])) {
            try HeadComparison.compare(first, other.rows[2].signed, policy)
        }
        #expect(try HeadComparison.compare(first, one.rows[2].signed, policy) == .same)
        #expect(try HeadComparison.compare(one.rows[1].signed, first, policy) == .unknown(smaller: 2))
        let request = try #require(one.request(to: policy.witnesses[0], since: 2))
        #expect(try HeadComparison.compare(one.rows[1].signed, request.signed, by: request, policy) == .goesOn)
        let lie = try #require(other.request(to: policy.witnesses[0], since: 2))
        #expect(throws: WitnessFlaw.doesNotGoOn(2, 3, both: [])) {
            try HeadComparison.compare(one.rows[1].signed, lie.signed, by: lie, policy)
        }
    }

    @Test(arguments: [
        ("quorum west\n", "line 1"), ("log x\nquorum none\n", "line 1"), ("quorum none\nquorum none\n", "line 2"),
        ("witnesses none\n", "line 1"), ("", "has no line \"quorum\""), ("# nothing\n\n", "has no line \"quorum\""),
        ("group all any nobody\nquorum all\n", "line 1"),
    ]) func `a list of witnesses that is not one is refused with its line`(text: String, says: String) {
        let refusal = #expect(throws: Refusal.self) { try WitnessPolicy(text, name: "witnesses.txt") }
        #expect(refusal?.message.contains(says) == true && refusal?.status == .configuration)
    }

    @Test func `a key that proves nothing, and one with a changed id, are no keys`() throws {
        let low = Digest(unchecked: [1] + [UInt8](repeating: 0, count: 31)).bytes
        #expect(NoteKey(name: "east", kind: .log, key: SigningKey(unchecked: low)) == nil)
        #expect(NoteKey(line: key.line) == key)
        #expect(NoteKey(line: key.line.replacing("east", with: "best")) == nil)
        for name in ["", "a b", "a+b", "a\u{0301}", String(repeating: "a", count: 256)] {
            #expect(!NoteKey.isName(name))
        }
    }
}
