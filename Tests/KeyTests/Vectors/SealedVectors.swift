import Mailbox
import Sealing

@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

/// Sealed v1 (FORMAT §4): what opens, what cannot be opened, what is no sealed body at all.
enum SealedVectors {
    static let folder = "sealed"
    static let text =
        "He took my phone and my keys. One night I took the car.\nThey gave me six years. I am not sorry. 🕊"
    private static let reason = "a court date"

    static func make(_ keys: VectorKeys) throws -> [Vector] {
        let code = try ReceiptVectors.code()
        let survivor = try code.survivor(letterGeneration: 0)
        let bench = Bench(keys: keys, caseID: survivor.caseID)
        return try good(bench, survivor) + malformed(bench) + bound(bench) + contents(bench)
    }

    /// What the vectors start from: a good body, spoiled in one place.
    struct Bench {
        let keys: VectorKeys
        let caseID: CaseID

        func forge(_ spoil: (inout Forge) -> Void = { _ in }) -> Sealed {
            var forge = start
            spoil(&forge)
            return forge.sealed(to: keys.readers)
        }

        var start: Forge { Forge(caseID: caseID, padded: Forge.pad(body(HoldPlaced(reason: reason).record.encoded))) }

        func body(_ record: [UInt8]) -> [UInt8] { [UInt8](repeating: 5, count: 32) + record }

        func vector(
            _ name: String, _ expect: String, _ comment: String, _ bytes: [UInt8], case expected: CaseID? = nil,
            keys: String = "ana ben cleo", more: [(String, String)] = []
        ) -> Vector {
            let fields = [("expect", expect), ("comment", comment), ("case", (expected ?? caseID).hex), ("keys", keys)]
            return Vector(folder, name, fields + more, body: bytes)
        }
    }

    private static func good(_ bench: Bench, _ survivor: borrowing Survivor) throws -> [Vector] {
        let keys = bench.keys
        let reviewers = try Sealer(keyring: Cast.keyring, readers: keys.readers)
        let everyone = try Sealer(keyring: Cast.keyring, readers: keys.readers + [keys.press.publicKey])
        let consent = BodyVectors.consent
        let bytes = Array(text.utf8)
        let answers = StoryAnswers(contentNotes: ["partner violence"], language: "en")
        let tag = try survivor.retryTag(consent: consent, term: .oneYear, answers: answers, text: bytes.span)
        guard let tag else { return [] }
        let sent = try survivor.submission(
            text: bytes.span, answers: answers, consent: consent, tag: tag, day: Day(number: 20_000),
            reviewers: reviewers, everyone: everyone)
        var vectors: [Vector] = []
        let notes = ["three reviewers open a story", "a consent has a letter slot, and a publisher opens it too"]
        for (index, name) in ["good-story", "good-letter-slot"].enumerated() {
            let sealed = sent.statements[index]
            let dataKey = try keys.ana.dataKey(of: sealed.body, of: bench.caseID)
            let more = [
                ("kind", index == 0 ? "received" : "consent"), ("body", sealed.statement.header.body.hex),
                ("data-key", dataKey.withBytes { key in key.indices.map { key[$0] } }.hex),
            ]
            vectors.append(
                bench.vector(
                    name, "opens", notes[index], sealed.body.encoded,
                    keys: index == 0 ? "ana ben cleo" : "ana ben cleo press", more: more))
        }
        // Its box is bound to the submission, and the key of the other body follows from it: no other header may fit.
        let story = sent.statements[0].body
        let other = SealedHeader(
            size: story.header.size, caseID: story.header.caseID, keyring: story.header.keyring, share: .consent,
            mark: story.header.mark)
        vectors.append(
            bench.vector(
                "other-share", "cannot-open", "the story of a submission, under the header of its consent",
                Sealed(
                    header: other, slots: story.slots, letterSlot: nil, streamHeader: story.streamHeader,
                    message: story.message
                ).encoded))
        let digest = Hash.digest("firsthand/body/v1", bench.body(HoldPlaced(reason: reason).record.encoded))
        vectors.append(
            bench.vector(
                "good-forged", "opens", "what the flawed vectors are made from", bench.forge().encoded,
                more: [("kind", "held"), ("body", digest.hex), ("data-key", "")]))
        return vectors
    }

    private static func malformed(_ bench: Bench) -> [Vector] {
        let good = bench.forge().encoded
        let slots = (0..<3).map { Array(good[(87 + 128 * $0)..<(215 + 128 * $0)]) }
        let (head, rest) = (Array(good[..<87]), Array(good[471...]))
        func spoiled(_ offset: Int, _ value: UInt8) -> [UInt8] {
            var bytes = good
            bytes[offset] = value
            return bytes
        }
        return [
            ("truncated", "the last byte is gone", Array(good.dropLast())),
            ("truncated-header", "only the header", Array(good[..<86])),
            ("trailing-bytes", "one byte follows the message", good + [0]),
            ("unknown-version", "v2 in the first line", spoiled(18, 0x32)),
            ("unknown-size-class", "size class 4", spoiled(20, 4)),
            ("wrong-size-class", "a 4 KiB message under class 1", spoiled(20, 1)),
            ("unknown-share", "share 3", spoiled(69, 3)),
            ("no-slots", "a count of 0 and no slots", head.dropLast() + [0] + rest),
            ("too-many-slots", "65 slots", head.dropLast() + [65] + manySlots(65) + rest),
            ("slots-out-of-order", "the first two slots changed places", head + slots[1] + slots[0] + slots[2] + rest),
            ("slot-twice", "the first slot stands twice", head + slots[0] + slots[0] + slots[2] + rest),
            ("unknown-letter-flag", "2 where 0 or 1 must stand", spoiled(471, 2)),
        ].map { bench.vector($0, "malformed", $1, $2) }
    }

    private static func manySlots(_ count: UInt8) -> [UInt8] {
        (0..<count).flatMap { [UInt8](repeating: $0, count: 128) }
    }

    private static func bound(_ bench: Bench) -> [Vector] {
        let sealed = bench.forge()
        let other = CaseID(unchecked: [UInt8](repeating: 9, count: 16))
        let header = sealed.header
        func with(_ header: SealedHeader? = nil, slots: [Sealed.Slot]? = nil, flip: Int? = nil) -> [UInt8] {
            var message = sealed.message
            if let flip { message[flip] ^= 1 }
            return Sealed(
                header: header ?? sealed.header, slots: slots ?? sealed.slots, letterSlot: nil,
                streamHeader: sealed.streamHeader, message: message
            ).encoded
        }
        let boxes = sealed.slots.map(\.box)
        let swapped = zip(sealed.slots, boxes[1...] + boxes[..<1]).map { Sealed.Slot(reader: $0.reader, box: $1) }
        let moved = SealedHeader(size: header.size, caseID: other, keyring: header.keyring, mark: header.mark)
        let renewed = SealedHeader(
            size: header.size, caseID: header.caseID, keyring: Digest(unchecked: [UInt8](repeating: 8, count: 32)),
            mark: header.mark)
        let ofSubmission = bench.keys.readers.map {
            Sealed.Slot(
                reader: $0.id,
                box: Forge.box(bench.start.dataKey + header.submissionDigest.bytes, to: $0.encryption.bytes))
        }
        let weak = lowOrderBody(bench.start, bench.keys.readers)
        return [
            bench.vector("changed-message", "cannot-open", "one bit of the message", with(flip: 4)),
            bench.vector("changed-tag", "cannot-open", "one bit of the last byte", with(flip: 4112)),
            bench.vector("changed-story-id", "cannot-open", "another case id in the header", with(moved)),
            bench.vector(
                "changed-story-id-expected", "cannot-open", "the same, by a reader who expects it", with(moved),
                case: other
            ),
            bench.vector(
                "other-mark", "cannot-open", "slots of another body of the same case",
                with(slots: bench.forge { $0.mark = [UInt8](repeating: 8, count: 16) }.slots)),
            bench.vector(
                "submission-box-alone", "cannot-open", "boxes with the key of a submission, in a body by itself",
                with(slots: ofSubmission)),
            bench.vector("other-story", "cannot-open", "good, but of another case than asked for", with(), case: other),
            bench.vector("changed-keyring", "cannot-open", "another keyring digest in the header", with(renewed)),
            bench.vector("swapped-recipient", "cannot-open", "the readers' boxes changed places", with(slots: swapped)),
            bench.vector("not-a-reader", "cannot-open", "good, but not sealed to this key", with(), keys: "dora"),
            bench.vector(
                "foreign-slots", "cannot-open", "slots that hold another body's key", with(slots: bench.forge().slots)),
            bench.vector("low-order-key", "cannot-open", "boxes from a sender key of low order, else good", weak),
            bench.vector(
                "slot-of-another-case", "cannot-open", "slots bound to another case's header, message to this one's",
                bench.forge { $0.boundTo = moved }.encoded),
            bench.vector(
                "slot-of-another-size", "cannot-open", "slots bound to another size class",
                bench.forge {
                    $0.boundTo = SealedHeader(
                        size: .sixteenKiB, caseID: header.caseID, keyring: header.keyring, mark: header.mark)
                }.encoded),
        ]
    }

    private static func lowOrderBody(_ forge: Forge, _ readers: [PublicKey]) -> [UInt8] {
        let sealed = forge.sealed(to: readers)
        let slots = readers.map {
            Sealed.Slot(reader: $0.id, box: Forge.lowOrderBox(forge.inside, to: $0.encryption.bytes))
        }
        return Sealed(
            header: sealed.header, slots: slots, letterSlot: nil, streamHeader: sealed.streamHeader,
            message: sealed.message
        ).encoded
    }

    private static func contents(_ bench: Bench) -> [Vector] {
        let held = Array("held".utf8)
        let good = bench.start.padded
        let end = bench.body(HoldPlaced(reason: reason).record.encoded).count
        let swapped = Record(["reason": []]).encoded + Record(["kind": held]).encoded
        func record(_ record: [UInt8]) -> Sealed { bench.forge { $0.padded = Forge.pad(bench.body(record)) } }
        func padding(_ offset: Int, _ value: UInt8) -> Sealed { bench.forge { $0.padded[offset] = value } }
        let story = Record(
            StatementKind.received.names.reduce(into: ["kind": Array("received".utf8)]) { $0[$1] = [] }
        ).encoded
        return [
            ("not-final-tag", "tag MESSAGE where FINAL must stand", bench.forge { $0.tag = 0 }),
            ("wrong-padding", "0x81 where the padding starts", padding(end, 0x81)),
            ("no-padding", "zeros and no 0x80", padding(end, 0)),
            ("wrong-padding-end", "the last byte is not zero", padding(good.count - 1, 1)),
            ("only-padding", "a body of no bytes", bench.forge { $0.padded = Forge.pad([]) }),
            ("no-record", "32 bytes and nothing else", record([])),
            ("missing-field", "a held without its reason", record(Record(["kind": held]).encoded)),
            (
                "unknown-field", "a held with one field more",
                record(Record(["kind": held, "more": [], "reason": []]).encoded)
            ),
            ("fields-out-of-order", "reason before kind", record(swapped)),
            ("unknown-kind", "a kind that does not exist", record(Record(["kind": [0x78], "reason": []]).encoded)),
            (
                "trailing-record-bytes", "a byte follows the record",
                record(HoldPlaced(reason: reason).record.encoded + [0])
            ),
            ("story-in-smallest-class", "a story in class 0", record(story)),
        ].map { bench.vector($0, "cannot-open", $1, $2.encoded) }
    }
}
