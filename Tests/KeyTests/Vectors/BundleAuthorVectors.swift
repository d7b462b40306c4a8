import Mailbox
import Sealing

@testable import Courier
@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

/// Whose the statements are, and whether the bodies are theirs.
extension BundleVectors {
    static func authors(_ bench: Bench) throws -> [Vector] {
        let survivor = try ReceiptVectors.code().survivor(letterGeneration: 0)
        let hold = bench.hold.statement
        var flipped = hold.signature.bytes
        flipped[3] ^= 1
        let forged = Statement(header: hold.header, signature: Signature(unchecked: flipped))
        let claim = bench.signed(.closed, by: survivor)
        let draft = [bench.open(), bench.item(claim, bench.hold.body.encoded, as: .draft), bench.held([])]
        let flaws: [(String, String, String, [[UInt8]])] = [
            ("forged", "forged", "one bit of the signature", bench.whole([forged])),
            (
                "unknown-author", "unknown-author", "by dora, who is no reviewer here",
                bench.whole([bench.signed(.sealed, by: bench.keys.dora)])
            ),
            (
                "publisher-author", "unknown-author", "by a publisher",
                bench.whole([bench.signed(.sealed, by: bench.keys.press)])
            ),
            (
                "another-survivor", "unknown-author", "by the survivor of another case",
                [
                    bench.open(bench.lower), bench.item(bench.signed(.sealed, by: survivor, in: bench.lower)),
                    bench.held([bench.signed(.sealed, by: survivor, in: bench.lower)]),
                ]
            ),
            (
                "wrong-case", "wrong-case", "of another case than its frames",
                [bench.open(bench.lower), bench.item(hold), bench.held([hold])]
            ),
            (
                "checkpoint-by-survivor", "wrong-author", "a checkpoint by the survivor",
                bench.whole([bench.signed(.checkpoint, by: survivor)])
            ),
            (
                "story-by-reviewer", "wrong-author", "a story by a reviewer",
                bench.whole([bench.signed(.received, by: bench.keys.ben)])
            ),
            ("draft-by-survivor", "unknown-author", "a draft by the survivor", draft),
        ]
        return flaws.map { vector($0, $1, $2, file($3)) }
    }

    static func bodies(_ bench: Bench) throws -> [Vector] {
        let hold = bench.hold
        let elsewhere = try bench.sealer.statement(
            HoldPlaced(reason: "there"), caseID: bench.lower, seen: [], day: day, by: bench.keys.ana)
        func carrying(_ body: [UInt8]) -> [UInt8] {
            file([bench.open(), bench.item(hold.statement, body), bench.held([hold.statement])])
        }
        return [
            vector("body-of-another-case", "broken-body", "sealed for another case", carrying(elsewhere.body.encoded)),
            vector(
                "body-cut", "broken-body", "the last byte of the body is gone",
                carrying(Array(hold.body.encoded.dropLast()))),
            vector(
                "body-swapped", "broken-body", "the body of another statement of the case, seen by who can open it",
                carrying(bench.other.body.encoded), reader: "ana"),
        ]
    }
}
