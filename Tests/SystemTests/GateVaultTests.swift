import Envelope
import Foundation
import Policies
import Testing
import Vault

/// For each condition of the gate, a real vault in which only that condition fails, and the same vault after somebody
/// changed it by hand to look right: the publisher's program refuses both, and says why.
@Suite(.serialized) struct GateVaultTests {
    struct Condition: Sendable, CustomStringConvertible {
        let description: String
        /// Makes the one case of the vault.
        let make: @Sendable (Casebook, Casebook.File) throws -> Void
        let says: String
        /// What somebody who can write the file does to it.
        let forge: @Sendable (Casebook, Casebook.File) throws -> Void
        let thenSays: String
    }

    private static let words = Manuscript(title: "A title", text: "Some words.", language: "en")

    static let conditions: [Condition] = [
        Condition(
            description: "two approvals",
            make: { book, file in
                try file.agree()
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: true)
                try file.checkpoint()
            }, says: "1 of 2 approvals count",
            forge: { book, file in
                // Ana's approval once more, as if Ben had signed it.
                let approval = file.statements[2]
                let old = approval.statement.header
                let header = StatementHeader(
                    author: book.ben.signingKey, body: old.body, caseID: old.caseID, day: old.day, kind: old.kind,
                    seen: old.seen)
                let forged = Statement(header: header, signature: approval.statement.signature)
                try book.vault.append([SealedStatement(statement: forged, body: approval.body)])
            }, thenSays: "is not signed by the key it names"),
        Condition(
            description: "two different reviewers",
            make: { book, file in
                try file.agree()
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: false)
                try file.approve(proposal, by: book.ana, withKey: true)
                try file.checkpoint()
            }, says: "1 of 2 approvals count",
            forge: { book, file in
                // A key that nobody vouches for approves as well.
                let stranger = try book.file().writer
                let proposal = file.statements[1]
                try file.say(
                    Approval(
                        proposal: proposal.statement.digest, manuscript: proposal.statement.header.body,
                        consent: file.consents, policy: book.policies.review.digest, manuscriptKey: nil), by: stranger)
                try file.store()
            }, thenSays: "is by a key that is neither the survivor's nor a reviewer's"),
        Condition(
            description: "this exact manuscript",
            make: { book, file in
                try file.agree()
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: true)
                try file.approve(
                    proposal, by: book.ben, withKey: false,
                    manuscript: Digest(unchecked: [UInt8](repeating: 1, count: 32)))
                try file.checkpoint()
            }, says: "the approval of ben does not count: approved another manuscript",
            forge: { book, file in
                try file.swapBodies(of: 2, and: 3)
            }, thenSays: "has a sealed body that was changed or swapped"),
        Condition(
            description: "the review policy",
            make: { book, file in
                try file.agree()
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: true)
                try file.approve(
                    proposal, by: book.ben, withKey: false, policy: Digest(unchecked: [UInt8](repeating: 1, count: 32)))
                try file.checkpoint()
            }, says: "the approval of ben does not count: approved under another review policy",
            forge: { _, file in try file.remove(3) }, thenSays: "was removed: others name it"),
        Condition(
            description: "a consent policy that is known",
            make: { book, file in
                try file.agree(policy: Digest(unchecked: [UInt8](repeating: 1, count: 32)))
                try file.publish(words)
                try file.checkpoint()
            }, says: "its consent was asked for under a consent.yaml that is not here",
            forge: { book, file in
                let other = try book.file()
                try other.agree()
                try file.replaceBody(of: 0, by: other.statements[0])
            }, thenSays: "stands in a row of the vault that was changed"),
        Condition(
            description: "consent for this use",
            make: { book, file in
                try file.agree([.print])
                try file.publish(words)
                try file.checkpoint()
            }, says: "the survivor did not agree to the use 'website'",
            forge: { book, file in
                // A reviewer says it for them.
                try file.say(
                    Consent(uses: [.website], policy: book.policies.consent.digest, replaces: file.consents),
                    by: book.ana)
                try file.store()
            }, thenSays: "says what its author may not say"),
        Condition(
            description: "consent that has not ended",
            make: { book, file in
                try file.agree(until: book.today)
                try file.publish(words)
                try file.checkpoint()
            }, says: "the survivor's consent ended on",
            forge: { book, file in
                // A new consent without an end, by somebody else's key.
                let other = try book.file().writer
                try file.say(
                    Consent(uses: [.website], policy: book.policies.consent.digest, replaces: file.consents), by: other)
                try file.store()
            }, thenSays: "is by a key that is neither the survivor's nor a reviewer's"),
        Condition(
            description: "the survivor's sign-off",
            make: { book, file in
                try file.agree(showFirst: true)
                try file.publish(words)
                try file.checkpoint()
            }, says: "asked to see the text first, and has not said yes",
            forge: { book, file in
                let proposal = file.statements[1].statement
                try file.say(
                    SignOff(
                        proposal: proposal.digest, manuscript: proposal.header.body, consent: file.consents,
                        answer: .agreed, words: ""), by: book.ben)
                try file.store()
            }, thenSays: "says what its author may not say"),
        Condition(
            description: "no hold",
            make: { book, file in
                try file.agree()
                try file.publish(words)
                try file.say(HoldPlaced(reason: "a court date"), by: book.ana)
                try file.checkpoint()
            }, says: "it is held (a court date)",
            forge: { _, file in try file.remove(4) }, thenSays: "was removed: others name it"),
        Condition(
            description: "no decline",
            make: { book, file in
                try file.agree()
                try file.publish(words)
                try file.say(Decline(proposal: nil, reason: "not ours"), by: book.ana)
                try file.checkpoint()
            }, says: "it was declined",
            forge: { _, file in try file.remove(4) }, thenSays: "was removed: others name it"),
        Condition(
            description: "no retraction by a reviewer",
            make: { book, file in
                try file.agree()
                try file.publish(words)
                try file.say(Retraction(reason: "it names the town"), by: book.ana)
                try file.checkpoint()
            }, says: "a reviewer took it back (it names the town)",
            forge: { _, file in try file.remove(4) }, thenSays: "was removed: others name it"),
        Condition(
            description: "not withdrawn",
            make: { book, file in
                try file.agree()
                try file.publish(words)
                try file.say(Withdrawal(reason: ""), by: file.writer)
                try file.checkpoint()
            }, says: "the survivor's story was withdrawn",
            forge: { _, file in try file.remove(4) },
            thenSays: "statements that this publisher has seen before are gone"),
        Condition(
            description: "a checkpoint",
            make: { book, file in
                try file.agree()
                try file.publish(words)
            }, says: "no active reviewer signed a checkpoint of it",
            forge: { book, file in
                try file.say(Checkpoint(statements: file.statements.map(\.statement.digest)), by: file.writer)
                try file.store()
            }, thenSays: "says what its author may not say"),
        Condition(
            description: "a fresh checkpoint",
            make: { book, file in
                try file.agree(day: book.today + -20)
                try file.publish(words)
                try file.checkpoint(day: book.today + -8)
            }, says: "which is too old",
            forge: { book, file in
                // The same checkpoint with today's day.
                let checkpoint = file.statements[4]
                let old = checkpoint.statement.header
                let header = StatementHeader(
                    author: old.author, body: old.body, caseID: old.caseID, day: book.today, kind: old.kind,
                    seen: old.seen)
                let forged = Statement(header: header, signature: checkpoint.statement.signature)
                try book.vault.append([SealedStatement(statement: forged, body: checkpoint.body)])
            }, thenSays: "is not signed by the key it names"),
        Condition(
            description: "one text and not two",
            make: { book, file in
                try file.agree()
                try file.publish(words)
                try file.say(
                    Proposal(manuscript: words, consent: file.consents, policy: book.policies.review.digest),
                    by: book.ben, seen: [try #require(file.statements.first).statement.digest])
                let second = try #require(file.statements.last)
                try file.approve(second, by: book.ben, withKey: true)
                try file.checkpoint()
            }, says: "several proposals stand beside each other",
            forge: { _, file in try file.remove(4) }, thenSays: "was removed: others name it"),
        Condition(
            description: "the key to the text",
            make: { book, file in
                try file.agree()
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: false)
                try file.approve(proposal, by: book.ben, withKey: false)
                try file.checkpoint()
            }, says: "no approval carries the key to the text",
            forge: { book, file in
                // The body of another approval, with a key in it.
                let other = try book.file()
                try other.agree()
                try other.publish(words)
                try file.replaceBody(of: 3, by: other.statements[3])
            }, thenSays: "stands in a row of the vault that was changed"),
    ]

    @Test func `cases that fail one condition each, and the same made to look right, are refused for that reason`()
        throws
    {
        let organisation = try Organisation()
        let book = try Casebook(organisation)
        let files = try Self.conditions.map { condition in
            let file = try book.file()
            try condition.make(book, file)
            try file.store()
            return file
        }
        // A story with nothing against it goes out beside them: only the others are refused.
        try book.approved("Another")
        let before = try organisation.export("before")
        #expect(before.status == 0, "\(before.errors)")
        #expect(before.errors.contains("Exported 1 story for website; \(files.count) left out"), "\(before.errors)")
        for (condition, file) in zip(Self.conditions, files) {
            let reasons = Self.reasons(file, before.errors)
            #expect(reasons.contains { $0.contains(condition.says) }, "\(condition): \(reasons)")
            // An approval that does not count leaves one too few, which is said as well.
            let others = reasons.filter { !$0.contains(condition.says) && !$0.contains("1 of 2 approvals count") }
            #expect(others.isEmpty, "\(condition): \(others)")
        }

        for (condition, file) in zip(Self.conditions, files) { try condition.forge(book, file) }
        let after = try organisation.export("after")
        #expect(after.status == 65, "\(after.errors)")
        #expect(after.errors.contains("Exported 1 story for website; \(files.count) left out"), "\(after.errors)")
        for (condition, file) in zip(Self.conditions, files) {
            let reasons = Self.reasons(file, after.errors)
            #expect(reasons.contains { $0.contains(condition.thenSays) }, "\(condition): \(reasons)")
        }
    }

    private static func reasons(_ file: Casebook.File, _ errors: String) -> [String] {
        errors.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("left out: case \(file.caseID.short): ")
        }
    }
}

extension Casebook.File {
    /// What the sqlite3 program does to the vault, beside all its rules.
    private func sql(_ text: String) throws {
        let answer = try Programs.run("/usr/bin/sqlite3", [vaultPath, "PRAGMA foreign_keys = OFF; " + text])
        try #require(answer.status == 0, "\(answer.errors)")
    }

    private func blob(_ digest: Digest) -> String { "x'\(digest.hex)'" }

    func remove(_ index: Int) throws {
        try sql("DELETE FROM statements WHERE digest = \(blob(statements[index].statement.digest))")
    }

    func swapBodies(of first: Int, and second: Int) throws {
        let one = blob(statements[first].statement.digest)
        let two = blob(statements[second].statement.digest)
        try sql(
            """
            CREATE TEMP TABLE pair AS SELECT digest, body_id FROM statements WHERE digest IN (\(one), \(two));
            UPDATE statements SET body_id = NULL WHERE digest IN (\(one), \(two));
            UPDATE statements SET body_id = (SELECT body_id FROM pair WHERE pair.digest <> statements.digest)
                WHERE digest IN (\(one), \(two));
            """)
    }

    func replaceBody(of index: Int, by other: SealedStatement) throws {
        let bytes = other.body.encoded.hex
        try sql(
            "UPDATE bodies SET bytes = x'\(bytes)' WHERE id = "
                + "(SELECT body_id FROM statements WHERE digest = \(blob(statements[index].statement.digest)))")
    }
}
