import Custody
import Envelope

@_spi(KeyMaterial) @testable import Unsealing

/// The keyring and its signature (FORMAT §3).
enum KeyringVectors {
    static let folder = "keyring"
    private static let day = "2026-06-01"

    static func make(_ keys: VectorKeys) throws -> [Vector] {
        let bench = Bench(keys: keys)
        let good = bench.keyring()
        return try inForce(bench, good) + refused(bench, good) + malformed(bench, good)
    }

    struct Bench {
        let keys: VectorKeys

        func keyring(ana: Keyring.Standing = .active, ben: Keyring.Standing = .active) -> Keyring {
            let first = Day("2026-01-01") ?? Day(number: 0)
            return Keyring(
                serial: 7, from: first, until: first + 365,
                reviewers: [
                    Keyring.Member(key: keys.ana.publicKey, standing: ana),
                    Keyring.Member(key: keys.ben.publicKey, standing: ben),
                ], publishers: [Keyring.Member(key: keys.press.publicKey, standing: .active)])
        }

        /// The reviewers' keys by person, oldest first.
        static func people(_ keyring: Keyring) -> String {
            let firsts = keyring.reviewers.filter { $0.follows == nil }
            let chains = firsts.map { first in
                var chain = [first.key.name]
                while let next = keyring.reviewers.first(where: { $0.follows == chain.last }) {
                    chain.append(next.key.name)
                }
                return chain.joined(separator: "+")
            }
            return chains.sorted().joined(separator: " ")
        }

        /// Ana, Ben and Cleo, each with a standing and whom they follow.
        func chain(_ standings: [(Keyring.Standing, String?)], press: Keyring.Standing = .active) -> String {
            let first = Day("2026-01-01") ?? Day(number: 0)
            return Keyring(
                serial: 7, from: first, until: first + 365,
                reviewers: zip(keys.readers, standings).map {
                    Keyring.Member(key: $0, standing: $1.0, follows: $1.1)
                }, publishers: [Keyring.Member(key: keys.press.publicKey, standing: press)]
            ).text
        }

        func vector(
            _ name: String, _ expect: String, _ comment: String, _ text: String, signed: String? = nil,
            by signer: borrowing KeyMaterial, on day: String = day, seen: KeyringSeen? = nil
        ) throws -> Vector {
            let signature = try signer.minisign(
                Array((signed ?? text).utf8), trustedComment: "firsthand keyring serial 7")
            return vector(name, expect, comment, text, minisig: signature.file, on: day, seen: seen)
        }

        func vector(
            _ name: String, _ expect: String, _ comment: String, _ text: String, minisig: String, on day: String = day,
            seen: KeyringSeen? = nil
        ) -> Vector {
            var fields = [("expect", expect), ("comment", comment), ("on", day)]
            if let seen { fields.append(("seen", String(seen.line.dropLast()))) }
            if expect == "accepted", let keyring = try? Keyring(unchecked: text) {
                fields.append(("digest", keyring.digest.hex))
                fields.append(("people", Self.people(keyring)))
            }
            fields += minisig.split(separator: "\n").map { ("minisig", String($0)) }
            return Vector(folder, name, fields, body: Array(text.utf8))
        }
    }

    private static func inForce(_ bench: Bench, _ good: Keyring) throws -> [Vector] {
        let keys = bench.keys
        let gone = Digest(unchecked: [UInt8](repeating: 2, count: 32))
        let retired = bench.keyring(ana: .retired(list: gone)).text
        let stolen = bench.keyring(ben: .compromised(list: gone)).text
        let unlisted = bench.keyring(ben: .compromised(list: nil)).text
        let left = Keyring.Standing.retired(list: gone)
        let published = good.text.replacing("press active", with: "press retired")
        let same = KeyringSeen(serial: 7, digest: good.digest)
        let older = KeyringSeen(serial: 6, digest: gone)
        func accepted(
            _ name: String, _ comment: String, _ text: String, on day: String = day, seen: KeyringSeen? = nil
        ) throws -> Vector {
            try bench.vector(name, "accepted", comment, text, by: keys.steward, on: day, seen: seen)
        }
        return [
            try accepted("good", "two reviewers and a publisher", good.text),
            try accepted("good-first-day", "on its first day", good.text, on: "2026-01-01"),
            try accepted("good-last-day", "on the day before it ends", good.text, on: "2026-12-31"),
            try accepted("good-seen", "the one that was seen before", good.text, seen: same),
            try accepted("good-newer", "newer than the one seen before", good.text, seen: older),
            try accepted("good-retired", "one reviewer retired", retired),
            try accepted("good-compromised", "one reviewer's key stolen", stolen),
            try accepted("good-no-list-yet", "stolen, and its list is not made yet", unlisted),
            try accepted(
                "good-follows", "cleo is the person who was ana",
                bench.chain([(left, nil), (.active, nil), (.active, "ana")])),
            try accepted(
                "good-follows-twice", "cleo is the person who was ben, and before that ana",
                bench.chain([(left, nil), (.compromised(list: nil), "ana"), (.active, "ben")])),
            try accepted(
                "good-backup", "a backup key", good.text + "backup dora active \(keys.dora.publicKey.bytes.base64)\n"),
            try accepted("good-publisher-gone", "a publisher retired: they have no list", published),
        ]
    }

    private static func refused(_ bench: Bench, _ good: Keyring) throws -> [Vector] {
        let text = good.text
        let signature = try bench.keys.steward.minisign(Array(text.utf8), trustedComment: "firsthand keyring serial 7")
        let other = Digest(unchecked: [UInt8](repeating: 2, count: 32))
        let gone = Keyring.Standing.retired(list: other)
        let comment = MinisignSignature(
            number: signature.number, signature: signature.signature, trustedComment: "firsthand keyring serial 8",
            global: signature.global)
        let numbered = MinisignSignature(
            number: [UInt8](repeating: 0, count: 8), signature: signature.signature,
            trustedComment: signature.trustedComment, global: signature.global)
        let legacy = signature.file.replacing(
            (Array("ED".utf8) + signature.number + signature.signature.bytes).base64,
            with: (Array("Ed".utf8) + signature.number + signature.signature.bytes).base64)
        func signed(
            _ name: String, _ expect: String, _ why: String, _ text: String, over: String? = nil, on day: String = day,
            seen: KeyringSeen? = nil
        ) throws -> Vector {
            try bench.vector(name, expect, why, text, signed: over, by: bench.keys.steward, on: day, seen: seen)
        }
        return [
            bench.vector("unsigned", "unsigned", "no signature file", text, minisig: ""),
            bench.vector("unsigned-legacy", "unsigned", "a signature that is not prehashed", text, minisig: legacy),
            try signed(
                "altered", "altered", "another serial", text.replacing("serial 7", with: "serial 8"), over: text),
            bench.vector("altered-comment", "altered", "another trusted comment", text, minisig: comment.file),
            bench.vector("altered-number", "altered", "another key's number", text, minisig: numbered.file),
            try bench.vector("another-signer", "altered", "signed by a reviewer", text, by: bench.keys.ana),
            try signed("expired", "expired", "on the day it ends", text, on: "2027-01-01"),
            try signed("not-yet", "not-yet", "on the day before it starts", text, on: "2025-12-31"),
            try signed(
                "rolled-back", "rolled-back", "a newer was seen", text, seen: KeyringSeen(serial: 8, digest: other)),
            try signed(
                "rolled-back-same-serial", "rolled-back", "the same serial with other bytes was seen", text,
                seen: KeyringSeen(serial: 7, digest: other)),
            try signed("empty", "empty", "no active reviewer", bench.keyring(ana: gone, ben: gone).text),
        ]
    }

    private static func malformed(_ bench: Bench, _ good: Keyring) throws -> [Vector] {
        let text = good.text
        let lines = text.split(separator: "\n").map { String($0) + "\n" }
        let weak = bench.keys.ana.publicKey.encryption.bytes + [1] + [UInt8](repeating: 0, count: 31)
        let list = String(repeating: "02", count: 32)
        let left = Keyring.Standing.retired(list: Digest(unchecked: [UInt8](repeating: 2, count: 32)))
        let backup = "backup dora active \(bench.keys.dora.publicKey.bytes.base64)\n"
        let doubled = lines[4].replacing(" ana ", with: " cleo ")
        let flaws = [
            ("unknown-version", "v2 in the first line", text.replacing("keyring/v1", with: "keyring/v2")),
            ("unknown-line", "a line of no known kind", text + "editor eve active AAAA\n"),
            ("no-line-end", "the last line does not end", String(text.dropLast())),
            ("carriage-returns", "CRLF", text.replacing("\n", with: "\r\n")),
            ("byte-order-mark", "a byte order mark", "\u{FEFF}" + text),
            ("serial-zero", "serial 0", text.replacing("serial 7", with: "serial 0")),
            ("serial-padded", "serial 07", text.replacing("serial 7", with: "serial 07")),
            ("no-such-day", "February 30", text.replacing("2026-01-01", with: "2026-02-30")),
            ("ends-before-start", "until before from", text.replacing("until 2027", with: "until 2025")),
            ("lines-out-of-order", "ben before ana", lines[0...3].joined() + lines[5] + lines[4] + lines[6]),
            (
                "publisher-first", "the publisher before the reviewers",
                lines[0...3].joined() + lines[6] + lines[4] + lines[5]
            ),
            ("duplicate-name", "two reviewers of one name", text.replacing(" ben ", with: " ana ")),
            ("duplicate-key", "one key under two names", text.replacing(lines[6], with: doubled + lines[6])),
            ("name-upper-case", "Ana", text.replacing(" ana ", with: " Ana ")),
            ("unknown-standing", "neither active nor retired", text.replacing("ana active", with: "ana away")),
            ("retired-no-digest", "retired, and no digest", text.replacing("ana active", with: "ana retired:")),
            ("retired-no-list", "a reviewer retired without a list", text.replacing("ana active", with: "ana retired")),
            ("active-with-list", "active, and a list", text.replacing("ana active", with: "ana active:\(list)")),
            (
                "publisher-with-list", "a publisher's list",
                text.replacing("press active", with: "press retired:\(list)")
            ),
            (
                "low-order-signing-key", "a key that would verify anything",
                text.replacing(bench.keys.ana.publicKey.bytes.base64, with: weak.base64)
            ),
            (
                "follows-nobody", "a key that follows a name that is not there",
                bench.chain([(left, nil), (.active, "zoe")])
            ),
            ("follows-active", "a key that follows an active one", bench.chain([(.active, nil), (.active, "ana")])),
            ("follows-itself", "a key that follows itself", bench.chain([(.active, nil), (left, "ben")])),
            (
                "follows-in-a-loop", "ana follows ben, who follows ana",
                bench.chain([(left, "ben"), (left, "ana"), (.active, nil)])
            ),
            (
                "follows-together", "two keys that follow one",
                bench.chain([(left, nil), (.active, "ana"), (.active, "ana")])
            ),
            (
                "follows-publisher", "a reviewer's key that follows a publisher's",
                bench.chain([(.active, nil), (.active, "press")], press: .retired(list: nil))
            ),
            (
                "follows-no-name", "follows, and no name",
                text.replacing(lines[5], with: lines[5].dropLast() + " follows \n")
            ),
            (
                "backup-first", "the backup key before the others",
                lines[0...3].joined() + backup + lines[4...6].joined()
            ),
            ("backup-with-list", "a backup key's list", text + backup.replacing("active", with: "retired:\(list)")),
            ("two-spaces", "two spaces in a line", text.replacing("ana active", with: "ana  active")),
        ]
        return try flaws.map { try bench.vector($0, "malformed", $1, $2, by: bench.keys.steward) }
    }
}
