import Redaction

/// What a plan makes of its story, and what became of each place in it.
///
/// The list of what was found, the text, the marks in both and the reasons in a summary are all read from here, and this is
/// read from the text itself. So none of them can say of a place what the others do not.
struct PlannedText {
    /// What became of one place.
    enum Fate: Equatable {
        /// Other words stand there.
        case goes(String)
        /// It stands as it was written, and why.
        case stays(reason: String?)
    }

    /// A stand-in in the text.
    struct StandInPlace: Equatable {
        /// Code points of the text.
        let range: Range<Int>
        /// Whether it is only offered: nobody decided about all that it takes the place of.
        let isOffered: Bool
    }

    let redacted: RedactedText
    /// The stand-ins in the text, in order.
    let standIns: [StandInPlace]
    private let fates: [Int: [Fate]]
    private let open: Set<Int>
    private let places: PlacesInText

    /// Makes the text of a plan, with what is offered for whatever it leaves open.
    ///
    /// Nil if a decision cannot be carried out in this story.
    init?(_ plan: RedactionPlan, offers: [Int: Decision], _ words: StandInWords) {
        var taken = plan
        for (id, offer) in offers { try? taken.decide(id, offer) }
        guard let redacted = try? taken.draft(words).apply() else { return nil }
        self.redacted = redacted
        open = Set(plan.unresolved.map(\.id))
        let places = PlacesInText(redacted)
        self.places = places
        var fates: [Int: [Fate]] = [:]
        var offered = [Bool](repeating: false, count: redacted.places.count)
        for entity in plan.entities {
            let isOpen = plan.decisions[entity.id] == nil
            fates[entity.id] = entity.mentions.map { mention in
                let hit = places.replacements(in: mention.range)
                guard !hit.isEmpty else {
                    if let reason = plan.kept[mention.range.lowerBound] { return .stays(reason: reason) }
                    guard case .keep(let reason)? = plan.decisions[entity.id] else { return .stays(reason: nil) }
                    return .stays(reason: reason)
                }
                if isOpen { for index in hit { offered[index] = true } }
                return .goes(places.words(at: mention.range))
            }
        }
        self.fates = fates
        standIns = zip(redacted.places, offered).map { StandInPlace(range: $0, isOffered: $1) }
    }

    /// What became of each place of an entity, in order.
    func fates(of id: Int) -> [Fate] { fates[id] ?? [] }

    /// What became of an entity, as the list says it: what stands in its place, at how many places it stays, and why.
    func words(of id: Int) -> String {
        let fates = fates(of: id)
        let question = open.contains(id) ? "? " : ""
        let staying = fates.compactMap { if case .stays(let reason) = $0 { reason ?? "" } else { nil } }
        guard let words = fates.lazy.compactMap({ if case .goes(let words) = $0 { words } else { nil } }).first else {
            return "\(question)stays: \(staying.first ?? "")"
        }
        guard !staying.isEmpty else { return question + words }
        return "\(question)\(words) · \(staying.count) of \(fates.count) stay"
    }

    /// The place in the text of a place in the story.
    func place(of range: Range<Int>) -> Range<Int> { places.place(of: range) }
}

/// Where the places of a story are in the text that was made of it.
private struct PlacesInText {
    private let redacted: RedactedText
    private let scalars: [Unicode.Scalar]

    init(_ redacted: RedactedText) {
        self.redacted = redacted
        scalars = Array(redacted.text.unicodeScalars)
    }

    /// The replacements that touch a place of the story.
    func replacements(in range: Range<Int>) -> Range<Int> {
        let first = index { $0.upperBound > range.lowerBound }
        return first..<max(first, index { $0.lowerBound >= range.upperBound })
    }

    /// The first replacement for which a test holds that holds for every later one too.
    private func index(where test: (Range<Int>) -> Bool) -> Int {
        var (low, high) = (0, redacted.originals.count)
        while low < high {
            let middle = (low + high) / 2
            if test(redacted.originals[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    func place(of range: Range<Int>) -> Range<Int> {
        let hit = replacements(in: range)
        func moved(_ offset: Int, after index: Int) -> Int {
            guard index >= 0 else { return offset }
            return redacted.places[index].upperBound + offset - redacted.originals[index].upperBound
        }
        guard let first = hit.first, let last = hit.last else {
            let start = moved(range.lowerBound, after: hit.lowerBound - 1)
            return start..<(start + range.count)
        }
        let isInside = redacted.originals[first].lowerBound <= range.lowerBound
        let start = isInside ? redacted.places[first].lowerBound : moved(range.lowerBound, after: first - 1)
        let isEnd = redacted.originals[last].upperBound >= range.upperBound
        return start..<(isEnd ? redacted.places[last].upperBound : moved(range.upperBound, after: last))
    }

    func words(at range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[place(of: range)]))
    }
}
