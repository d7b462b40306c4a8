import Mailbox
import Sealing

@testable import Courier
@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

extension BundleVectors {
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
}
