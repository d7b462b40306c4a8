/// A key as a person pressed it.
enum Key: Equatable {
    case character(Character)
    case enter, escape, tab, backTab, backspace, delete
    case up, down, left, right, pageUp, pageDown, home, end
    /// A letter pressed together with Ctrl.
    case control(Character)
    /// Text that was pasted: it is never taken for commands.
    case paste(String)
}

/// What a person can ask of the pager.
enum PagerKey: Equatable {
    case next, previous, first, last, quit

    init?(_ key: Key) {
        switch key {
        case .character(" "), .character("j"), .enter, .down, .pageDown: self = .next
        case .character("b"), .character("k"), .up, .pageUp: self = .previous
        case .character("g"), .home: self = .first
        case .character("G"), .end: self = .last
        case .character("q"), .character("Q"): self = .quit
        default: return nil
        }
    }
}
