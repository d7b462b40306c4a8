import Redaction

/// A draft of `text` with these edits, and what comes out of it.
func redact(_ text: String, _ edits: RedactionEdit...) throws -> RedactedText {
    var draft = RedactionDraft(text)
    for edit in edits { try draft.add(edit) }
    return draft.apply()
}

/// A find-all of whole words.
func find(_ text: String, _ standIn: String = "Name 1") -> RedactionEdit {
    .findAll(text: text, standIn: StandIn(standIn))
}

/// A repeatable source of random numbers (SplitMix64), so that a failure can be run again by its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
