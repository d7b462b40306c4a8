import Mailbox
import Sealing

@testable import Courier
@testable import Envelope
@testable import Unsealing

/// Bundles (FORMAT §9): what is taken in, and what is refused for which flaw.
///
/// Most statements come without their bodies, which keeps the files small.
enum BundleVectors {
    static let folder = "bundle"
    private static let day = Day(number: 20_000)

    static func make(_ keys: VectorKeys) throws -> [Vector] {
        let bench = try Bench(keys)
        return try good(bench) + structure(bench) + order(bench) + authors(bench) + bodies(bench)
    }

    /// The people, and two cases whose ids ascend.
    struct Bench {
        let keys: VectorKeys
        let caseID: CaseID
        let lower: CaseID
        let hold, other, withdrawal: SealedStatement
        let sealer: Sealer

        init(_ keys: VectorKeys) throws {
            self.keys = keys
            let survivor = try ReceiptVectors.code().survivor(letterGeneration: 0)
            caseID = survivor.caseID
            lower = CaseID(unchecked: [0] + caseID.bytes.dropFirst())
            sealer = try Sealer(keyring: Cast.keyring, readers: keys.readers)
            hold = try sealer.statement(
                HoldPlaced(reason: "a court date"), caseID: caseID, seen: [], day: day, by: keys.ana)
            other = try sealer.statement(
                HoldPlaced(reason: "another"), caseID: caseID, seen: [], day: day, by: keys.ben)
            withdrawal = try sealer.statement(
                Withdrawal(reason: ""), caseID: caseID, seen: [], day: day, by: survivor)
        }

        var pair: [SealedStatement] { [hold, other].sorted { $0.statement.digest < $1.statement.digest } }

        func open(_ caseID: CaseID? = nil, group: UInt8 = 1) -> [UInt8] {
            BundleFormat.frame(.opening, [group] + (caseID ?? self.caseID).bytes)
        }

        func item(
            _ statement: Statement, _ body: [UInt8] = [], as tag: BundleFormat.Tag = .statement
        ) -> [UInt8] {
            BundleFormat.frame(
                tag,
                Record([
                    "body": body, "header": statement.header.encoded, "signature": statement.signature.bytes,
                ]).encoded)
        }

        func held(_ statements: [Statement], mark: BodyMark = .none) -> [UInt8] {
            let digests = statements.map(\.digest).sorted()
            return BundleFormat.frame(.holdings, digests.flatMap { Holding(digest: $0, mark: mark).bytes })
        }

        /// A whole case of these statements, without bodies.
        func whole(_ statements: [Statement]) -> [[UInt8]] {
            [open()] + statements.sorted { $0.digest < $1.digest }.map { item($0) } + [held(statements)]
        }

        func signed(
            _ kind: StatementHeader.Kind, by signer: borrowing some StatementSigner & ~Copyable, in place: CaseID? = nil
        ) -> Statement {
            let header = StatementHeader(
                author: signer.signingKey, body: hold.statement.header.body, caseID: place ?? caseID, day: day,
                kind: kind, seen: [])
            return Statement(header: header, signature: signer.sign(header.signedMessage))
        }
    }

    /// A file of these frames, with its end.
    private static func file(_ frames: [[UInt8]]) -> [UInt8] {
        let chain = frames.reduce(BundleFormat.chain(nil, BundleFormat.magic)) { BundleFormat.chain($0, $1) }
        return BundleFormat.magic + frames.joined() + BundleFormat.frame(.end, chain.bytes)
    }

    private static func vector(
        _ name: String, _ expect: String, _ comment: String, _ bytes: [UInt8], reader: String? = nil,
        statements: Int? = nil
    ) -> Vector {
        let fields = [("expect", expect), ("comment", comment), ("reviewers", "ana ben cleo")]
        return Vector(
            folder, name,
            fields + (reader.map { [("reader", $0)] } ?? []) + (statements.map { [("statements", "\($0)")] } ?? []),
            body: bytes)
    }

    private static func good(_ bench: Bench) throws -> [Vector] {
        let (hold, other) = (bench.hold, bench.other)
        let draft = try bench.sealer.statement(
            Draft(turn: 1, stories: [], content: [1]), caseID: bench.caseID, seen: [], day: day, by: bench.keys.ana)
        let withdrawn = [
            bench.open(group: 0), bench.item(bench.withdrawal.statement), bench.held([bench.withdrawal.statement]),
            bench.open(bench.lower), bench.held([]),
        ]
        let whole =
            [bench.open()] + bench.pair.map { bench.item($0.statement, $0.body.encoded) }
            + [bench.held([hold.statement, other.statement], mark: BodyMark(hold.body))]
        return [
            vector("good-empty", "accepted", "a maker that has nothing", file([]), statements: 0),
            vector("good", "accepted", "two statements with their bodies", file(whole), reader: "ana", statements: 2),
            vector(
                "good-no-body", "accepted", "a statement whose body was destroyed",
                file(bench.whole([hold.statement])), statements: 1),
            vector(
                "good-holdings-only", "accepted", "what the maker has, and nothing new",
                file([bench.open(), bench.held([hold.statement], mark: .awaited)]), statements: 0),
            vector(
                "good-withdrawn-first", "accepted", "a withdrawn case before one with a lower id", file(withdrawn),
                statements: 1),
            vector(
                "good-draft", "accepted", "a draft beside a statement",
                file([
                    bench.open(), bench.item(hold.statement),
                    bench.item(draft.statement, draft.body.encoded, as: .draft), bench.held([hold.statement]),
                ]), reader: "ana", statements: 1),
        ]
    }

    private static func structure(_ bench: Bench) -> [Vector] {
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
            ("unknown-tag", "malformed", "a frame of tag 5", file([frames[0], [5, 0, 0, 0, 0], frames[2]])),
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

    private static func order(_ bench: Bench) -> [Vector] {
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

    private static func authors(_ bench: Bench) throws -> [Vector] {
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

    private static func bodies(_ bench: Bench) throws -> [Vector] {
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

extension BundleFlaw {
    /// The flaw as the vectors name it.
    var code: String {
        switch self {
        case .notABundle: "not-a-bundle"
        case .newerVersion: "newer-version"
        case .cutShort: "cut-short"
        case .trailingBytes: "trailing-bytes"
        case .changed: "changed"
        case .tooLarge: "too-large"
        case .malformed: "malformed"
        case .caseOutOfOrder: "case-out-of-order"
        case .statementOutOfOrder: "statement-out-of-order"
        case .notHeld: "not-held"
        case .wrongCase: "wrong-case"
        case .forged: "forged"
        case .unknownAuthor: "unknown-author"
        case .wrongAuthor: "wrong-author"
        case .brokenBody: "broken-body"
        case .otherBody: "other-body"
        }
    }
}
