import Mailbox
import Sealing

@testable import Courier
@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

/// Bundles (FORMAT §9): what is taken in, and what is refused for which flaw.
///
/// Most statements come without their bodies, which keeps the files small.
enum BundleVectors {
    static let folder = "bundle"
    static let day = Day(number: 20_000)

    static func make(_ keys: VectorKeys) throws -> [Vector] {
        let bench = try Bench(keys)
        return try good(bench) + structure(bench) + order(bench) + authors(bench) + bodies(bench)
    }

    /// A file of these frames, with its end.
    static func file(_ frames: [[UInt8]]) -> [UInt8] {
        let chain = frames.reduce(BundleFormat.chain(nil, BundleFormat.magic)) { BundleFormat.chain($0, $1) }
        return BundleFormat.magic + frames.joined() + BundleFormat.frame(.end, chain.bytes)
    }

    static func vector(
        _ name: String, _ expect: String, _ comment: String, _ bytes: [UInt8], reader: String? = nil,
        statements: Int? = nil
    ) -> Vector {
        let fields = [("expect", expect), ("comment", comment), ("reviewers", "ana ben cleo")]
        return Vector(
            folder, name,
            fields + (reader.map { [("reader", $0)] } ?? []) + (statements.map { [("statements", "\($0)")] } ?? []),
            body: bytes)
    }

    static func good(_ bench: Bench) throws -> [Vector] {
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
