/// Finds what could identify someone.
///
/// Pure: text in, suggestions out; nothing is read, kept or sent.
public struct Redactor: Sendable {
    /// How much to show: from what is nearly certain to all that might be.
    public enum Recall: String, Sendable, CaseIterable {
        /// Few wrong suggestions; more is missed.
        case strict
        /// The default: the union of rules and model.
        case balanced
        /// Everything that any tier has a doubt about.
        case wide
    }

    private let recall: Recall
    private let model: Model?
    private let team: TeamLists
    private let tuned: [Float]

    /// Prepares to look with rules and, unless told otherwise, with the model.
    public init(recall: Recall = .balanced, usesModel: Bool = true, team: TeamLists = .none) {
        self.recall = recall
        self.team = team
        tuned = []
        model = usesModel ? Model.standard : nil
    }

    /// Prepares to look with a model that the program does not carry; nil when its bytes are no model.
    package init?(recall: Recall, model bytes: [UInt8], thresholds: [Float] = []) {
        tuned = thresholds
        guard let model = Model(copying: bytes) else { return nil }
        self.recall = recall
        self.model = model
        team = .none
    }

    /// Every suggestion, in order of place; none overlap.
    public func suggestions(in text: String) -> [Suggestion] {
        suggestions(in: TokenizedText(text))
    }

    private func thresholds(isLegal: Bool) -> Thresholds {
        var thresholds = Thresholds(recall, isLegal: isLegal)
        if tuned.count == 3 {
            (thresholds.model, thresholds.doubtful, thresholds.name) = (tuned[0], tuned[1], tuned[2])
        }
        return thresholds
    }

    func suggestions(in text: TokenizedText) -> [Suggestion] {
        let analysis = Analysis(text)
        var marks = Marks(analysis)
        if let model {
            marks.add(model: model, thresholds: thresholds(isLegal: analysis.text.isLegalProse))
        } else {
            marks.addRules(recall == .wide ? .wide : .doubtful)
        }
        marks.repeatNames()
        return team.applied(to: marks.suggestions(), in: text)
    }
}

/// At which probability of "nothing" the tiers speak or are silent.
struct Thresholds {
    /// The model speaks when it gives "nothing" less than this.
    var model: Float
    /// A doubtful rule is silent when the model gives "nothing" more than this on all its tokens.
    var doubtful: Float
    /// A sure name is silent above this.
    var name: Float

    init(_ recall: Redactor.Recall, isLegal: Bool) {
        switch recall {
        // Measured by cross-validation over whole documents; Documentation/REDACTION.md has the table.
        case .strict: (model, doubtful, name) = isLegal ? (0.58, 0.78, 0.92) : (0.5, 0.7, 0.9)
        case .balanced: (model, doubtful, name) = isLegal ? (0.97, 0.985, 0.996) : (0.97, 0.99, 1)
        case .wide: (model, doubtful, name) = (0.985, 1, 1)
        }
    }
}
