extension Meaning {
    /// How it is drawn: with the terminal's own sixteen colors, which its owner chose for a light or a dark ground.
    var style: Style {
        switch self {
        case .alert: [.bold, .alert]
        case .care: .care
        case .good: .good
        case .calm: .calm
        case .plain: []
        }
    }
}
