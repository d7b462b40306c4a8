/// What a rule found: whole tokens, so that nothing is ever cut in half.
struct RuleSpan {
    /// How far a rule is to be trusted on its own.
    enum Strength: UInt8, Comparable {
        /// Shown only when a reviewer asks for everything.
        case wide
        /// Shown unless the model is sure that it is nothing.
        case doubtful
        /// Always shown.
        case sure

        static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
    }

    var tokens: Range<Int>
    var type: IdentifierType
    var reason: Reason
    var strength: Strength = .sure
    /// Whether it is shown whatever the model says; no feature of the model tells it, so it may change without training anew.
    var stands = false
}
