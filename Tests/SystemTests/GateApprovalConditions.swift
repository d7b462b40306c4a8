import Envelope
import Ledger
import Policies
import Testing

/// What the gate asks of the text and of those who approved it.
extension GateVaultTests {
    static let approvals: [Condition] = [
        Condition(
            description: "two approvals",
            make: { book, file in
                try file.agree()
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: true)
                try file.checkpoint()
            }, says: "it has 1 of the 2 approvals",
            forge: { book, file in
                // Ana's approval once more, as if Ben had signed it.
                try file.relabel(2, author: book.ben.signingKey)
            }, thenSays: "is not signed by the key it names"),
        Condition(
            description: "two different reviewers",
            make: { book, file in
                try file.agree()
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: false)
                try file.approve(proposal, by: book.ana, withKey: true)
                try file.checkpoint()
            }, says: "it has 1 of the 2 approvals",
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
            description: "approvals under this consent",
            make: { book, file in
                let first = try file.agree([.print], day: book.today + -20)
                try file.agree([.print, .website], replacing: true, day: book.today + -10)
                try file.checkpoint(day: book.today + -9)
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: true)
                try file.approve(proposal, by: book.ben, withKey: false, consent: [first.statement.digest])
                try file.checkpoint()
            }, says: "the approval of ben does not count: approved under a narrower consent",
            forge: { book, file in try file.relabel(4, author: book.ben.signingKey) },
            thenSays: "is not signed by the key it names"),
        Condition(
            description: "a text made under this consent",
            make: { book, file in
                try file.agree([.print], day: book.today + -20)
                let proposal = try file.propose(words)
                try file.agree([.print, .website], replacing: true, day: book.today + -10)
                try file.checkpoint(day: book.today + -9)
                try file.approve(proposal, by: book.ana, withKey: true)
                try file.approve(proposal, by: book.ben, withKey: false)
                try file.checkpoint()
            }, says: "the text was made under a narrower consent",
            forge: { book, file in
                // The same text, as if it had been proposed for the wider consent.
                let other = try book.file()
                try other.agree()
                try file.replaceBody(of: 1, by: try other.propose(words))
            }, thenSays: "stands in a row of the vault that was changed"),
        Condition(
            description: "an approver who did not step aside",
            make: { book, file in
                try file.agree()
                try file.publish(words)
                try file.say(Recusal(reason: "I know her"), by: book.ben)
                try file.checkpoint()
            }, says: "the approval of ben does not count: stepped aside from this case",
            forge: { _, file in try file.remove(4) }, thenSays: "was removed: others name it"),
        Condition(
            description: "a name that the survivor gives",
            make: { book, file in
                try file.agree()
                try file.publish(Manuscript(title: "A title", text: "Some words.", language: "en", credit: "R."))
                try file.checkpoint()
            }, says: "the text carries a name that the survivor does not give any more",
            forge: { book, file in
                try file.say(
                    Consent(
                        uses: [.website], credit: "R.", policy: book.policies.consent.digest, replaces: file.consents),
                    by: book.ben)
                try file.store()
            }, thenSays: "says what its author may not say"),
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
            }, says: "there is more than one text to choose from",
            forge: { _, file in try file.remove(4) }, thenSays: "was removed: others name it"),
        Condition(
            description: "the key to the text",
            make: { book, file in
                try file.agree()
                let proposal = try file.propose(words)
                try file.approve(proposal, by: book.ana, withKey: false)
                try file.approve(proposal, by: book.ben, withKey: false)
                try file.checkpoint()
            }, says: "no approval holds the key to the text",
            forge: { book, file in
                // The body of another approval, with a key in it.
                let other = try book.file()
                try other.agree()
                try other.publish(words)
                try file.replaceBody(of: 3, by: other.statements[3])
            }, thenSays: "stands in a row of the vault that was changed"),
    ]
}
