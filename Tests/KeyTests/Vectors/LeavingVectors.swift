@testable import Envelope
@_spi(KeyMaterial) @testable import Unsealing

/// Rolls of those who left (FORMAT §3.1): of ben, made by ana.
enum LeavingVectors {
    static let folder = "leaving"

    static func make(_ keys: VectorKeys) -> [Vector] {
        let cases = [UInt8(3), 4].map { CaseID(unchecked: [UInt8](repeating: $0, count: CaseID.length)) }
        func signed(_ statements: [Digest], _ again: [CaseID]) -> SignedLeavingList {
            let list = LeavingList(
                of: keys.ben.publicKey, day: Day(number: 20_500), statements: statements, again: again)
            return SignedLeavingList(list, maker: "ana", signature: keys.ana.sign(list.signedMessage))
        }
        let good = signed(StatementVectors.seen, cases).text
        let lines = good.split(separator: "\n").map { String($0) + "\n" }
        let other = keys.ben.sign(signed(StatementVectors.seen, cases).list.signedMessage)
        let accepted = [
            vector("good", "signed", "two statements count, two cases to approve again", good),
            vector("good-nothing", "signed", "nothing counts", signed([], []).text),
        ]
        let wrong = [
            vector(
                "another-signer", "wrong-signature", "signed by ben in ana's name",
                lines.dropLast().joined() + "signed ana \(other.bytes.base64)\n"),
            vector(
                "statement-taken-out", "wrong-signature", "one statement less than was signed",
                lines.enumerated().filter { $0.offset != 3 }.map(\.element).joined()),
        ]
        func changed(_ change: (inout [String]) -> Void) -> String {
            var lines = lines
            change(&lines)
            return lines.joined()
        }
        let malformed: [(String, String, String)] = [
            ("no-line-end", "the last line does not end", String(good.dropLast())),
            ("carriage-returns", "CRLF", good.replacing("\n", with: "\r\n")),
            ("unknown-version", "v2 in the first line", good.replacing("leaving/v1", with: "leaving/v2")),
            ("unsigned", "no last line", changed { $0.removeLast() }),
            ("unsorted", "the statements in another order", changed { $0.swapAt(3, 4) }),
            ("statement-twice", "a statement stands twice", changed { $0.insert($0[3], at: 3) }),
            ("again-first", "a case before the statements", changed { $0.insert($0.remove(at: 5), at: 3) }),
            ("short-digest", "a digest of 31 bytes", changed { $0[3] = String($0[3].dropLast(3)) + "\n" }),
            ("unknown-line", "a line of no known kind", changed { $0.insert("hold all\n", at: 3) }),
        ]
        return accepted + wrong + malformed.map { vector($0, "malformed", $1, $2) }
    }

    private static func vector(_ name: String, _ expect: String, _ comment: String, _ text: String) -> Vector {
        var fields = [("expect", expect), ("comment", comment)]
        if expect != "malformed" {
            fields.append(("digest", Hash.digest("firsthand/leaving/v1", Array(text.utf8)).hex))
        }
        return Vector(folder, name, fields, body: Array(text.utf8))
    }
}
