import Mailbox
import Sealing

@testable import Courier
@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

/// Frames, order and sizes.
extension BundleVectors {
    static func structure(_ bench: Bench) -> [Vector] {
        let hold = bench.hold.statement
        let frames = bench.whole([hold])
        let whole = file(frames)
        var changed = whole
        changed[changed.count - 1] ^= 1
        let v2 = Array("firsthand/bundle/v2\n".utf8) + whole.dropFirst(BundleFormat.magic.count)
        let long = [UInt8(2)] + UInt32(BundleFormat.Tag.statement.limit + 1).bigEndianBytes
        let huge = [UInt8(2), 0xFF, 0xFF, 0xFF, 0xFF]
        let unsorted = bench.pair.reversed().flatMap { Holding(digest: $0.statement.digest, mark: .none).bytes }
        let flaws: [(String, String, String, [UInt8])] = [
            ("another-file", "not-a-bundle", "a sealed body", bench.hold.body.encoded),
            ("no-bytes", "not-a-bundle", "an empty file", []),
            ("newer-version", "newer-version", "v2 in the first line", v2),
            ("cut-in-first-line", "cut-short", "the first 7 bytes", Array(whole.prefix(7))),
            ("cut-in-frame", "cut-short", "the last byte is gone", Array(whole.dropLast())),
            ("cut-between-frames", "cut-short", "no end frame", Array(whole.dropLast(37))),
            ("trailing-bytes", "trailing-bytes", "one byte more", whole + [0]),
            ("two-bundles", "trailing-bytes", "the same twice in one file", whole + whole),
            ("changed-digest", "changed", "one bit of the end frame", changed),
            (
                "frame-too-long", "too-large", "a statement of one byte more than may be",
                BundleFormat.magic + frames[0] + long
            ),
            ("frame-huge", "too-large", "a statement of 2^32 - 1 bytes", BundleFormat.magic + frames[0] + huge),
            (
                "frame-longer-than-file", "cut-short", "a statement as long as may be, and not there",
                BundleFormat.magic + frames[0] + [2] + UInt32(BundleFormat.Tag.statement.limit).bigEndianBytes
            ),
            ("unknown-tag", "malformed", "a frame of tag 6", file([frames[0], [6, 0, 0, 0, 0], frames[2]])),
            ("unknown-group", "malformed", "group 2", file([bench.open(group: 2), bench.held([])])),
            ("no-holdings", "malformed", "a case without holdings", file([frames[0], frames[1]])),
            ("outside-case", "malformed", "a statement before any case", file([frames[1]])),
            ("holdings-twice", "malformed", "holdings after holdings", file(frames + [frames[2]])),
            (
                "holdings-unsorted", "malformed", "holdings in descending order",
                file([frames[0], BundleFormat.frame(.holdings, unsorted)])
            ),
            (
                "holdings-cut", "malformed", "holdings that are no whole number of entries",
                file([frames[0], BundleFormat.frame(.holdings, Array(unsorted.dropLast()))])
            ),
            (
                "body-without-statement", "malformed", "a body with an empty header",
                file([
                    frames[0],
                    BundleFormat.frame(
                        .statement,
                        Record(["body": [1], "header": [], "signature": hold.signature.bytes]).encoded), frames[2],
                ])
            ),
            (
                "not-held", "not-held", "a statement that the maker says not to have",
                file([frames[0], frames[1], bench.held([])])
            ),
        ]
        return flaws.map { vector($0, $1, $2, $3) }
    }

    static func order(_ bench: Bench) -> [Vector] {
        let items = bench.pair.map { bench.item($0.statement) }
        let held = bench.held(bench.pair.map(\.statement))
        let none = bench.held([])
        let claim = bench.signed(.closed, by: bench.keys.ana)
        let draft = bench.item(claim, bench.hold.body.encoded, as: .draft)
        let withdrawal = bench.withdrawal.statement
        let flaws: [(String, String, String, [[UInt8]])] = [
            ("case-twice", "case-out-of-order", "one case twice", [bench.open(), none, bench.open(), none]),
            (
                "case-in-both-groups", "case-out-of-order", "one case in group 0 and 1",
                [bench.open(group: 0), none, bench.open(), none]
            ),
            (
                "cases-out-of-order", "case-out-of-order", "the higher id first",
                [bench.open(), none, bench.open(bench.lower), none]
            ),
            (
                "groups-out-of-order", "case-out-of-order", "group 1 first",
                [bench.open(bench.lower), none, bench.open(group: 0), none]
            ),
            (
                "withdrawal-not-first", "malformed", "a withdrawal in group 1",
                [bench.open(), bench.item(withdrawal), bench.held([withdrawal])]
            ),
            (
                "statement-twice", "statement-out-of-order", "one statement twice",
                [bench.open(), items[0], items[0], held]
            ),
            (
                "statements-out-of-order", "statement-out-of-order", "the higher digest first",
                [bench.open(), items[1], items[0], held]
            ),
            (
                "statement-after-draft", "statement-out-of-order", "a draft before a statement",
                [bench.open(), draft, items[0], held]
            ),
            (
                "draft-no-body", "malformed", "a draft without a body",
                [bench.open(), bench.item(claim, as: .draft), none]
            ),
            (
                "draft-sealed", "malformed", "a draft that publishers are to open",
                [bench.open(), bench.item(bench.hold.statement, bench.hold.body.encoded, as: .draft), none]
            ),
        ]
        return flaws.map { vector($0, $1, $2, file($3)) }
    }
}
