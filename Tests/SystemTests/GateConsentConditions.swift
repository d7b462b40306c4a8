import Envelope
import Policies
import Testing

/// What the gate asks of the survivor's consent, of their answer to the text, and of what came by post.
extension GateVaultTests {
    static let consents: [Condition] = [
        Condition(
            description: "a consent policy that is known",
            make: { book, file in
                try file.agree(policy: Digest(unchecked: [UInt8](repeating: 1, count: 32)))
                try file.publish(words)
                try file.checkpoint()
            }, says: "the survivor was asked under an older consent.yaml that is not here",
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
                        answer: .agreed), by: book.ben)
                try file.store()
            }, thenSays: "says what its author may not say"),
        Condition(
            description: "no answer but yes",
            make: { book, file in
                try file.agree()
                let proposal = try file.publish(words)
                try file.say(
                    SignOff(
                        proposal: proposal.statement.digest, manuscript: proposal.statement.header.body,
                        consent: file.consents, answer: .refused), by: file.writer)
                try file.checkpoint()
            }, says: "the survivor did not say yes to this text",
            forge: { _, file in try file.remove(4) }, thenSays: "was removed: others name it"),
        Condition(
            description: "two people who compared it with the paper",
            make: { book, file in
                let consent = try file.agree(channel: .mail)
                try file.say(Transcription(story: consent.statement.digest), by: book.ana)
                try file.publish(words)
                try file.checkpoint()
            }, says: "it came by post, and two reviewers have not compared it with the paper yet",
            forge: { book, file in try file.relabel(1, author: book.ben.signingKey) },
            thenSays: "is not signed by the key it names"),
        Condition(
            description: "two records of the slip that came back",
            make: { book, file in
                let consent = try file.agree(showFirst: true, channel: .mail)
                for reviewer in [book.ana, book.ben] {
                    try file.say(Transcription(story: consent.statement.digest), by: reviewer)
                }
                let proposal = try file.publish(words)
                try file.say(
                    ReturnedSlip(
                        proposal: proposal.statement.digest, manuscript: proposal.statement.header.body,
                        consent: file.consents, answer: .agreed), by: book.ana)
                try file.checkpoint()
            }, says: "asked to see the text first, and has not said yes",
            forge: { book, file in try file.relabel(6, author: book.ben.signingKey) },
            thenSays: "is not signed by the key it names"),
    ]
}
