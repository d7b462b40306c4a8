import Envelope
import Policies
import Testing

/// What must not stand against a case, and the checkpoint that shows that nothing was hidden.
extension GateVaultTests {
    static let stops: [Condition] = [
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
            thenSays: "something that you have seen before is gone"),
        Condition(
            description: "a checkpoint",
            make: { book, file in
                try file.agree()
                try file.publish(words)
            }, says: "no reviewer has signed a checkpoint of it",
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
            }, says: "is too old",
            forge: { book, file in
                // The same checkpoint with today's day.
                try file.relabel(4, day: book.today)
            }, thenSays: "is not signed by the key it names"),
    ]
}
