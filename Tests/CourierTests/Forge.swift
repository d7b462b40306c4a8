import Envelope
import Foundation

@testable import Courier

/// Bundles made by hand, so that one thing in each can be wrong.
struct Forge {
    var bytes = BundleFormat.magic
    private var chain = BundleFormat.chain(nil, BundleFormat.magic)

    mutating func add(_ tag: BundleFormat.Tag, _ content: [UInt8]) { add(frame: BundleFormat.frame(tag, content)) }

    mutating func add(frame: [UInt8]) {
        bytes += frame
        chain = BundleFormat.chain(chain, frame)
    }

    mutating func open(_ caseID: CaseID, _ group: BundleFormat.Group = .others) {
        add(.opening, [group.rawValue] + caseID.bytes)
    }

    mutating func add(_ statement: Statement, _ body: Sealed?, as tag: BundleFormat.Tag = .statement) {
        add(
            tag,
            Record([
                "body": body?.encoded ?? [], "header": statement.header.encoded, "signature": statement.signature.bytes,
            ]).encoded)
    }

    mutating func close(_ statements: [SealedStatement]) {
        add(
            .holdings,
            statements.sorted { $0.statement.digest < $1.statement.digest }.flatMap {
                Holding(digest: $0.statement.digest, mark: BodyMark($0.body)).bytes
            })
    }

    mutating func end() { add(.end, chain.bytes) }

    /// A whole case.
    mutating func add(_ caseID: CaseID, _ statements: [SealedStatement], _ group: BundleFormat.Group = .others) {
        open(caseID, group)
        for item in statements.sorted(by: { $0.statement.digest < $1.statement.digest }) {
            add(item.statement, item.body)
        }
        close(statements)
    }

    /// A bundle of one case.
    static func bundle(
        _ caseID: CaseID, _ statements: [SealedStatement], _ group: BundleFormat.Group = .others
    ) -> [UInt8] {
        var forge = Forge()
        forge.add(caseID, statements, group)
        forge.end()
        return forge.bytes
    }
}
