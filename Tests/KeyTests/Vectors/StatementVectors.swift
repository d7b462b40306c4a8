@testable import Envelope
@testable import Mailbox
@_spi(KeyMaterial) @testable import Unsealing

/// Statement v1 (FORMAT §6.1): headers and their signatures.
enum StatementVectors {
    static let folder = "statement"

    static func make(_ keys: VectorKeys) throws -> [Vector] {
        let survivor = try ReceiptVectors.code().survivor(letterGeneration: 0)
        let story = header(survivor.signingKey, survivor.caseID, .received)
        let review = header(keys.ana.signingKey, survivor.caseID, .sealed, seen: seen)
        let checkpoint = header(keys.ben.signingKey, survivor.caseID, .checkpoint, seen: [seen[0]])
        let good = [
            vector(
                "good-survivor", "signed", "the survivor's first", story.encoded, survivor.sign(story.signedMessage)),
            vector("good-reviewer", "signed", "one of ana's", review.encoded, keys.ana.sign(review.signedMessage)),
            vector(
                "good-checkpoint", "signed", "of ben's", checkpoint.encoded, keys.ben.sign(checkpoint.signedMessage)),
        ]
        return good + unsigned(keys, review) + malformed(keys, review)
    }

    static let seen = [UInt8(1), 2].map { Digest(unchecked: [UInt8](repeating: $0, count: 32)) }

    private static func header(
        _ author: SigningKey, _ caseID: CaseID, _ kind: StatementHeader.Kind, seen: [Digest] = []
    ) -> StatementHeader {
        let body = Digest(unchecked: [UInt8](repeating: 6, count: 32))
        return StatementHeader(
            author: author, body: body, caseID: caseID, day: Day(number: 20_000), kind: kind, seen: seen)
    }

    private static func vector(
        _ name: String, _ expect: String, _ comment: String, _ bytes: [UInt8], _ signature: Signature
    ) -> Vector {
        var fields = [("expect", expect), ("comment", comment), ("signature", signature.bytes.base64)]
        if let header = try? StatementHeader(bytes) {
            fields += [("digest", header.digest.hex), ("by-survivor", header.isBySurvivor ? "yes" : "no")]
        }
        return Vector(folder, name, fields, body: bytes)
    }

    private static func unsigned(_ keys: VectorKeys, _ good: StatementHeader) -> [Vector] {
        let signature = keys.ana.sign(good.signedMessage)
        var flipped = signature.bytes
        flipped[40] ^= 1
        func with(
            author: SigningKey? = nil, body: Digest? = nil, caseID: CaseID? = nil, day: Day? = nil,
            kind: StatementHeader.Kind? = nil, seen: [Digest]? = nil
        ) -> [UInt8] {
            StatementHeader(
                author: author ?? good.author, body: body ?? good.body, caseID: caseID ?? good.caseID,
                day: day ?? good.day, kind: kind ?? good.kind, seen: seen ?? good.seen
            ).encoded
        }
        let otherType = Array("DSSEv1 22 firsthand/statement/v2 \(good.encoded.count) ".utf8) + good.encoded
        // The neutral element as a key, and a signature that holds for every message if it is let through.
        let neutral = SigningKey(unchecked: [1] + [UInt8](repeating: 0, count: 31))
        let hollow = Signature(unchecked: neutral.bytes + [UInt8](repeating: 0, count: 32))
        let other = CaseID(unchecked: [UInt8](repeating: 9, count: 16))
        let flaws: [(String, String, [UInt8], Signature)] = [
            ("wrong-signature", "one bit of the signature", good.encoded, Signature(unchecked: flipped)),
            ("changed-kind", "a sealed made into a withdrawn", with(kind: .withdrawn), signature),
            ("changed-day", "one day later", with(day: good.day + 1), signature),
            ("changed-case", "moved to another case", with(caseID: other), signature),
            ("changed-body", "another body's digest", with(body: seen[0]), signature),
            ("changed-seen", "one seen statement left out", with(seen: [seen[0]]), signature),
            ("another-author", "ben's name on ana's statement", with(author: keys.ben.signingKey), signature),
            ("no-domain", "the bare header is signed", good.encoded, keys.ana.sign(good.encoded)),
            ("another-domain", "signed as a statement of v2", good.encoded, keys.ana.sign(otherType)),
            ("low-order-author", "a key that would verify anything", with(author: neutral), hollow),
        ]
        return flaws.map { vector($0, "wrong-signature", $1, $2, $3) }
    }

    private static func malformed(_ keys: VectorKeys, _ good: StatementHeader) -> [Vector] {
        let fields = Record.fields(of: good.encoded)
        func with(_ name: String, _ value: [UInt8]?) -> [UInt8] {
            var changed = fields
            changed[name] = value
            return Record(changed).encoded
        }
        let names = fields.keys.sorted()
        func joined(_ names: [String]) -> [UInt8] {
            names.flatMap { Record([$0: fields[$0] ?? []]).encoded }
        }
        let swapped = [names[1], names[0]] + names[2...]
        let texts: [(String, String, [UInt8])] = [
            ("unknown-field", "one field more", with("zeal", [1])),
            ("missing-field", "no day", with("day", nil)),
            ("fields-out-of-order", "body before author", joined(swapped)),
            ("field-twice", "author twice", joined([names[0]] + names)),
            ("unknown-kind", "a kind that must not show", with("kind", Array("consent".utf8))),
            ("unknown-version", "version 2", with("version", Array("2".utf8))),
            ("seen-unsorted", "seen in descending order", with("seen", seen[1].bytes + seen[0].bytes)),
            ("seen-twice", "one seen statement twice", with("seen", seen[0].bytes + seen[0].bytes)),
            ("seen-cut", "seen is no whole number of digests", with("seen", Array(seen[0].bytes.dropLast()))),
            ("short-author", "an author of 31 bytes", with("author", Array(good.author.bytes.dropLast()))),
            ("long-day", "a day of 5 bytes", with("day", [0, 0, 0, 0, 1])),
            ("truncated", "the last byte is gone", Array(good.encoded.dropLast())),
            ("trailing-bytes", "one byte more", good.encoded + [0]),
            ("empty", "no bytes", []),
        ]
        // Each is signed, so that only the form is wrong.
        return texts.map { name, comment, bytes in
            let message = Array("DSSEv1 22 firsthand/statement/v1 \(bytes.count) ".utf8) + bytes
            return vector(name, "malformed", comment, bytes, keys.ana.sign(message))
        }
    }
}

extension Record {
    /// The fields of a record that is known to be good.
    static func fields(of bytes: [UInt8]) -> [String: [UInt8]] {
        guard let layout = try? RecordLayout(bytes.span) else { return [:] }
        return layout.ranges.reduce(into: [:]) { $0[$1.name] = Array(bytes[$1.range]) }
    }
}
