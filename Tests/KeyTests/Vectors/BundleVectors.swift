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
        return try good(bench) + structure(bench) + order(bench) + authors(bench) + bodies(bench) + reports(bench)
    }

    /// What publishers tell the desks.
    private static func reports(_ bench: Bench) throws -> [Vector] {
        let body = PublicationReport(copies: [
            .init(caseID: bench.caseID, publication: Publication(use: .website, since: Month(of: day)))
        ])
        let report = try bench.sealer.report(body, number: 3, by: bench.keys.press.signingKey) {
            bench.keys.press.sign($0)
        }
        let byReviewer = try bench.sealer.report(body, number: 3, by: bench.keys.ana.signingKey) {
            bench.keys.ana.sign($0)
        }
        let other = try bench.sealer.report(body, number: 3, by: bench.keys.press.signingKey) {
            bench.keys.press.sign($0)
        }
        guard let plaintext = try StatementPlaintext.of(body) else { throw FormatError(.report) }
        let small = ReportHeader(publisher: bench.keys.press.signingKey, number: 3, body: plaintext.digest)
        let smallBody = try bench.sealer.seal(plaintext, caseID: small.place)
        func frame(_ header: ReportHeader, _ signature: Signature, _ body: Sealed) -> [UInt8] {
            BundleFormat.frame(
                .report,
                Record(["body": body.encoded, "header": header.encoded, "signature": signature.bytes]).encoded)
        }
        let whole = bench.whole([bench.hold.statement])
        let mine = frame(report.header, report.signature, report.body)
        return [
            vector(
                "good-report", "accepted", "a case, and what a publisher tells the desks", file(whole + [mine]),
                reader: "ana", statements: 1, reports: 1),
            vector(
                "report-forged", "forged-report", "signed by another than the publisher that it names",
                file([frame(report.header, byReviewer.signature, report.body)])),
            vector(
                "report-by-reviewer", "unknown-publisher", "by a reviewer",
                file([frame(byReviewer.header, byReviewer.signature, byReviewer.body)])),
            vector(
                "report-small", "broken-report", "of another size than all have",
                file([frame(small, bench.keys.press.sign(small.signedMessage), smallBody)])),
            vector(
                "report-swapped", "broken-report", "the body of another report of the same publisher",
                file([frame(report.header, report.signature, other.body)]), reader: "ana"),
            vector("report-before-case", "malformed", "a case after a report", file([mine] + whole)),
        ]
    }

    /// A file of these frames, with its end.
    static func file(_ frames: [[UInt8]]) -> [UInt8] {
        let chain = frames.reduce(BundleFormat.chain(nil, BundleFormat.magic)) { BundleFormat.chain($0, $1) }
        return BundleFormat.magic + frames.joined() + BundleFormat.frame(.end, chain.bytes)
    }

    static func vector(
        _ name: String, _ expect: String, _ comment: String, _ bytes: [UInt8], reader: String? = nil,
        statements: Int? = nil, reports: Int? = nil
    ) -> Vector {
        let fields = [("expect", expect), ("comment", comment), ("reviewers", "ana ben cleo")]
        return Vector(
            folder, name,
            fields + (reader.map { [("reader", $0)] } ?? []) + (statements.map { [("statements", "\($0)")] } ?? [])
                + (reports.map { [("reports", "\($0)")] } ?? []),
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
        case .reportOutOfOrder: "report-out-of-order"
        case .forgedReport: "forged-report"
        case .unknownPublisher: "unknown-publisher"
        case .brokenReport: "broken-report"
        }
    }
}
