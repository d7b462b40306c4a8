import Envelope
import Testing

@testable import Transparency
@_spi(KeyMaterial) @testable import Unsealing

/// Heads of a log that a witness is asked to sign, and proofs beside exports (FORMAT §12).
///
/// Ana keeps the log, Ben and Cleo are witnesses.
final class WitnessVectors {
    static let month = Month(number: 682)
    static let export = Digest(unchecked: [UInt8](repeating: 0xE7, count: 32))

    private let ben, cleo: SigningSecret
    private let west, north: NoteKey
    /// Seven months.
    private let log: MonthLog
    /// The same key's, with another second month.
    private let other: MonthLog

    private init(_ keys: VectorKeys) throws {
        let ana = try keys.ana.ownSigningKey("firsthand/witness/v1")
        ben = try keys.ben.ownSigningKey("firsthand/witness/v1")
        cleo = try keys.cleo.ownSigningKey("firsthand/witness/v1")
        west = try #require(NoteKey(name: "west.example", kind: .witness, key: ben.signingKey))
        north = try #require(NoteKey(name: "north.example", kind: .witness, key: cleo.signingKey))
        let key = try #require(NoteKey(name: "east.example/stories", kind: .log, key: ana.signingKey))
        func months(second: UInt8) throws -> MonthLog {
            var log = MonthLog(key)
            for number in UInt8(0)..<7 {
                let secrets = try Self.secrets(number, seed: number == 1 ? second : number)
                log.add(secrets) { ana.sign($0) }
            }
            return log
        }
        (log, other) = (try months(second: 1), try months(second: 99))
    }

    static func secrets(_ number: UInt8, seed: UInt8) throws -> MonthSecrets {
        func digest(_ byte: UInt8) -> Digest { Digest(unchecked: [UInt8](repeating: byte, count: 32)) }
        return try #require(
            MonthSecrets(
                Month(number: 675 + UInt16(number)), secret: digest(seed), roll: digest(seed + 100),
                exports: number == 3 ? [digest(0xE1), export] : []))
    }

    static func make(_ keys: VectorKeys) throws -> [Vector] {
        let bench = try WitnessVectors(keys)
        return try bench.requests() + bench.proofs()
    }

    private var policy: [String] {
        ["log \(log.key.line)", "witness west \(west.line)", "witness north \(north.line)"]
    }

    private func request(since old: Int, of log: MonthLog? = nil) throws -> String {
        let policy = try WitnessPolicy(self.policy.joined(separator: "\n") + "\nquorum none\n", name: "policy")
        return try #require((log ?? self.log).request(to: policy.witnesses[0], since: old)).text
    }

    private func requests() throws -> [Vector] {
        func vector(
            _ name: String, _ expect: String, _ comment: String, _ text: String, seen: Int? = nil,
            policy: [String]? = nil
        ) -> Vector {
            var fields = [("expect", expect), ("comment", comment)]
            fields += (policy ?? self.policy + ["quorum none"]).map { ("policy", $0) }
            if let seen { fields.append(("seen", Array(log.rows[seen - 1].signed.text.utf8).base64)) }
            if expect == "signs", let signed = HeadRequest(text) {
                let answer = signed.answer(by: west, in: Self.month) { ben.sign($0) }.file
                fields.append(("answer", Array(answer.utf8).base64))
            }
            return Vector("request", name, fields, body: Array(text.utf8))
        }
        let (first, later) = (try request(since: 0), try request(since: 3))
        let rows = later.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func changed(_ change: (inout [String]) -> Void) -> String {
            var rows = rows
            change(&rows)
            return rows.joined(separator: "\n")
        }
        let gap = try #require(rows.firstIndex(of: ""))
        let root = gap + 3
        let short = SignedHead(log.rows[2].signed.head, log.rows[2].signed.note.lines)
        let good = [
            vector("good-first", "signs", "a witness that never signed", first),
            vector("good-goes-on", "signs", "from three months to seven", later, seen: 3),
            vector("good-goes-on-from-four", "signs", "from a power of two", try request(since: 4), seen: 4),
            vector("good-again", "signs", "the head that it signed last, once more", try request(since: 7), seen: 7),
            vector(
                "good-key-changed", "signs", "two keys are known for the log", later, seen: 3,
                policy: ["log \(NoteKey(name: log.key.name, kind: .log, key: west.key)?.line ?? "")"] + policy
                    + ["quorum none"]),
        ]
        let flawed = [
            vector(
                "goes-back", "goes-back", "three months, after seven",
                HeadRequest(old: 3, proof: [], signed: short).text, seen: 7),
            vector(
                "two-histories", "split", "seven months that differ from those seen", try request(since: 7, of: other),
                seen: 7),
            vector(
                "another-history", "does-not-go-on", "the months before were changed", try request(since: 3, of: other),
                seen: 3),
            vector(
                "wrong-step", "does-not-go-on", "a step of the proof is another", changed { $0[1] = $0[2] }, seen: 3),
            vector("step-more", "does-not-go-on", "a step too many", changed { $0.insert($0[1], at: 1) }, seen: 3),
            vector("step-less", "does-not-go-on", "a step is missing", changed { $0.remove(at: 1) }, seen: 3),
            vector("other-start", "other-start", "begins at three, and five were seen", later, seen: 5),
            vector("unseen-start", "other-start", "begins at three, and nothing was seen", later),
            vector(
                "size-changed", "changed", "eight months in place of seven", changed { $0[root - 1] = "8" }, seen: 3),
            vector(
                "root-changed", "changed", "another root", changed { $0[root] = $0[1] }, seen: 3),
            vector(
                "another-signer", "changed", "signed by Ben in the log's name",
                changed { rows in
                    let text = rows[(gap + 1)...root].joined(separator: "\n") + "\n"
                    rows[root + 2] = SignedNote.Line(log.key, ben.sign(Array(text.utf8)).bytes).text
                }, seen: 3),
            vector(
                "unknown-log", "unknown-log", "the list has no such log", later, seen: 3,
                policy: Array(policy.dropFirst()) + ["quorum none"]),
        ]
        let malformed: [(String, String, String)] = [
            ("no-start", "no line with the old size", changed { $0.removeFirst() }),
            ("start-with-zero", "a size with a leading zero", changed { $0[0] = "old 03" }),
            ("start-negative", "a size below zero", changed { $0[0] = "old -3" }),
            ("carriage-returns", "CRLF", later.replacing("\n", with: "\r\n")),
            ("no-line-end", "the last line does not end", String(later.dropLast())),
            ("short-step", "a step of 31 bytes", changed { $0[1] = [UInt8](repeating: 1, count: 31).base64 }),
            ("extension-line", "a line more in the head", changed { $0.insert("more", at: root + 1) }),
            ("unsigned", "no signature", changed { $0.remove(at: root + 2) }),
            ("name-with-plus", "a plus sign in the log's name", changed { $0[gap + 1] = "east+west" }),
            ("escape", "an escape sequence in the log's name", changed { $0[gap + 1] = "east\u{1B}[2J" }),
        ]
        return good + flawed + malformed.map { vector($0, "malformed", $1, $2, seen: 3) }
    }

    private func proofs() throws -> [Vector] {
        func vector(
            _ name: String, _ expect: String, _ comment: String, _ proof: LogProof?, text: String? = nil,
            quorum: [String] = ["group both all west north", "quorum both"], export: Digest = Self.export,
            seen: [String] = []
        ) throws -> Vector {
            var fields = [("expect", expect), ("comment", comment), ("export", export.hex)]
            fields += (self.policy + quorum).map { ("policy", $0) }
            if expect == "proves" { fields += [("month", "2026-07"), ("seen", seen.joined(separator: " "))] }
            return Vector("proof", name, fields, body: Array((text ?? proof?.text ?? "").utf8))
        }
        let policy = try WitnessPolicy(self.policy.joined(separator: "\n") + "\nquorum none\n", name: "policy")
        var signed = log.rows[6].signed
        signed.add(SignedHead.line(of: signed.head, by: west, in: Self.month) { ben.sign($0) })
        let byOne = signed
        signed.add(SignedHead.line(of: signed.head, by: north, in: Month(number: 683)) { cleo.sign($0) })
        let base = try #require(log.proof(of: Self.export, policy))
        let path = MerkleTree.inclusion(of: 3, in: log.rows.map { MerkleTree.leaf($0.secrets.entry.bytes) }[...])
        func proof(_ signed: SignedHead, index: Int = 3, _ change: ((LogProof.Opening) -> LogProof.Opening)? = nil)
            -> LogProof
        {
            LogProof(opening: change?(base.opening) ?? base.opening, index: index, path: path, signed: signed)
        }
        let good = proof(signed).text
        let spoiled = SignedNote.Line(north, [UInt8](repeating: 0, count: 8) + cleo.sign([]).bytes)
        var forged = byOne
        forged.add(spoiled)
        let both = ["west:2026-11", "north:2026-12"]
        return try [
            vector("good", "proves", "two witnesses, both asked for", proof(signed), seen: both),
            vector(
                "good-one-of-two", "proves", "one witness, any asked for", proof(byOne),
                quorum: ["group one any west north", "quorum one"], seen: ["west:2026-11"]),
            vector(
                "good-nobody", "proves", "no witness, nobody asked for", proof(log.rows[6].signed),
                quorum: ["quorum none"]),
            vector("too-few", "too-few", "one witness, both asked for", proof(byOne)),
            vector(
                "another-export", "not-in-log", "the sums of another export", proof(signed),
                export: Digest(unchecked: [UInt8](repeating: 0xE8, count: 32))),
            vector(
                "another-month", "not-in-log", "the month in words is another",
                proof(signed) {
                    LogProof.Opening(month: Month(number: 677), slot: $0.slot, salt: $0.salt, path: $0.path)
                }),
            vector(
                "another-slot", "not-in-log", "another leaf of the month",
                proof(signed) { LogProof.Opening(month: $0.month, slot: $0.slot + 1, salt: $0.salt, path: $0.path) }),
            vector(
                "another-salt", "not-in-log", "other random bytes",
                proof(signed) {
                    LogProof.Opening(
                        month: $0.month, slot: $0.slot, salt: [UInt8](repeating: 0, count: 32), path: $0.path)
                }),
            vector("another-index", "not-in-log", "another entry of the log", proof(signed, index: 4)),
            vector("index-too-high", "not-in-log", "an entry that is not there", proof(signed, index: 7)),
            vector(
                "wrong-step", "not-in-log", "a step of the proof is another",
                LogProof(opening: base.opening, index: 3, path: path.reversed(), signed: signed)),
            vector(
                "another-history", "not-in-log", "the head of another history", proof(other.rows[6].signed),
                quorum: ["quorum none"]),
            vector("forged-witness", "changed", "a line in a witness's name that it did not sign", proof(forged)),
            vector(
                "size-changed", "changed", "eight months in place of seven", nil,
                text: good.replacing("east.example/stories\n7\n", with: "east.example/stories\n8\n")),
            vector(
                "audit-in-place", "malformed", "the first leaf, which is the audit's", nil,
                text: proof(signed) { LogProof.Opening(month: $0.month, slot: 0, salt: $0.salt, path: $0.path) }.text),
            vector(
                "no-extra", "malformed", "nothing leads from the export to the month", nil,
                text: good.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset != 1 }.map(\.element).joined(separator: "\n")),
            vector(
                "unknown-version", "malformed", "v2 in the first line", nil,
                text: good.replacing("proof@v1", with: "proof@v2")),
            vector(
                "one-key-twice", "bad-policy", "one key under two names would count as two", proof(byOne),
                quorum: [
                    "witness south \(NoteKey(name: "south.example", kind: .witness, key: west.key)?.line ?? "")",
                    "quorum west",
                ]),
            vector(
                "quorum-of-nobody", "bad-policy", "a quorum that names no witness", proof(signed),
                quorum: ["quorum east"]),
            vector("no-quorum", "bad-policy", "nothing says how many it takes", proof(signed), quorum: []),
            vector(
                "counted-twice", "bad-policy", "a witness in two groups", proof(byOne),
                quorum: ["group one any west north", "group two any west", "group all 2 one two", "quorum all"]),
        ]
    }
}
