import Envelope
import Files
import Ledger
import Policies
import Redaction
import Warnings

/// The work on one text: what was found, what was decided, the title, and a way back from each step.
struct RedactionDesk {
    private struct Step {
        let plan: RedactionPlan
        let title: String
        let language: StoryLanguage
    }

    private(set) var plan: RedactionPlan
    private(set) var title: String
    private(set) var language: StoryLanguage
    /// The stories whose words these are.
    let stories: [Digest]
    /// The entity in hand, by its place in `order`.
    private(set) var selected = 0
    /// The place of it that is looked at.
    private(set) var mention = 0
    // All of them, back to the first; a step shares the story with the others.
    private var past: [Step] = []
    private let policy: RedactionPolicy
    // The name that stands with the story when it is published.
    private let credit: String
    // In an order of this desk's own, so that two stories do not share their names. What is drawn is kept in the plan.
    private var names: [String: PseudonymNames]
    /// What is offered first for each entity that is open.
    private(set) var offers: [Int: Decision] = [:]
    /// The text as it will read: with what was decided, and with the offers for what is open; nil if a decision cannot be
    /// carried out.
    private(set) var planned: PlannedText?

    /// - Parameter shuffles: whether the policy's names come in an order by chance.
    init(
        _ plan: RedactionPlan, title: String = "", policy: RedactionPolicy, language: StoryLanguage, stories: [Digest],
        credit: String = "", shuffles: Bool = true
    ) {
        self.plan = plan
        self.title = title
        self.policy = policy
        self.language = language
        self.stories = stories
        self.credit = credit
        var generator = SystemRandomNumberGenerator()
        names = [:]
        // A name like one that goes would still say it: "Marisela" for Marisol.
        let people = plan.thirdParties.map { plan.name(of: $0) }
        for language in policy.languages {
            let listed = PseudonymNames(policy, language: language)?.without {
                people.contains(where: NearName($0).isLike)
            }
            names[language] = shuffles ? listed?.shuffled(using: &generator) : listed
        }
        refresh()
        selected = order.firstIndex { plan.decisions[$0.id] == nil } ?? 0
    }

    /// The work as it is kept.
    var saved: DeskWork {
        DeskWork(stories: stories, title: title, language: language.said, plan: plan.saved)
    }

    var words: StandInWords { StandInWords(policy, language: language.ofStandIns) }
    var isSpanish: Bool { language.ofStandIns == "es" }

    /// People first, since each of them needs a decision of their own; then the rest, as they come in the story; and at the
    /// end, by kind, what is no name and may still point to one person.
    var order: [Entity] {
        let others = plan.entities.filter { $0.type != .person }
        return plan.thirdParties + others.filter { $0.link == nil }
            + LinkKind.allCases.flatMap { kind in others.filter { $0.link == kind } }
    }
    var current: Entity? { order.indices.contains(selected) ? order[selected] : nil }
    var undecided: Int { plan.unresolved.count }

    /// The place in the story that is looked at.
    var place: Mention? { current.map { $0.mentions[min(mention, $0.mentions.count - 1)] } }

    /// The place that is looked at, in the text as it will read.
    var placeInReading: Range<Int>? {
        guard let place else { return nil }
        return planned?.place(of: place.range)
    }

    /// The entity in hand by its words, as a question names it.
    var quote: String { current.map { "“\(plan.name(of: $0))”" } ?? "it" }

    /// The place that is looked at, with a few of the words around it.
    var placeQuote: String { place.map(quoted) ?? "it" }

    private func quoted(_ place: Mention) -> String {
        let (before, after) = plan.surroundings(of: place, letters: 16)
        // A word that is cut says nothing.
        let left = before.firstIndex(of: " ").map { before[before.index(after: $0)...] } ?? ""
        let right = after.lastIndex(of: " ").map { after[..<$0] } ?? ""
        return (left.isEmpty ? "" : "… \(left)") + "“\(plan.words(of: place))”" + (right.isEmpty ? "" : "\(right) …")
    }

    // MARK: Moving

    mutating func move(_ move: Move) {
        selected = max(0, min(move.from(selected, last: order.count - 1), order.count - 1))
        mention = 0
    }

    /// To the next or the last place of the entity in hand.
    mutating func turn(_ steps: Int) {
        guard let current else { return }
        mention = (mention + steps + current.mentions.count) % current.mentions.count
    }

    mutating func select(_ id: Int) {
        if let index = order.firstIndex(where: { $0.id == id }) { (selected, mention) = (index, 0) }
    }

    private mutating func goOn() {
        let order = order
        let next = order.indices.first { $0 >= selected && plan.decisions[order[$0].id] == nil }
        selected = next ?? order.firstIndex { plan.decisions[$0.id] == nil } ?? min(selected, max(0, order.count - 1))
        mention = 0
    }

    // MARK: Deciding

    /// What policy offers first for an entity.
    func offer(_ entity: Entity) -> Decision {
        offers[entity.id] ?? pseudonyms([entity])[entity.id]
            ?? policy.offer(entity, in: plan, language: language.ofStandIns)
    }

    /// A name for each of these people, if the policy gives them any.
    private func pseudonyms(_ entities: [Entity], not taken: [String] = []) -> [Int: Decision] {
        guard policy.actions["person"] == .pseudonym,
            let names = names[language.ofStandIns] ?? names[policy.languages[0]]
        else { return [:] }
        return plan.pseudonyms(
            for: entities.filter { $0.type == .person }.map(\.id), from: names,
            beside: [title, credit] + policy.ownWords + taken)
    }

    /// Another name for the person in hand than the one that is offered or stands.
    func anotherName() -> Decision? {
        guard let current, current.type == .person else { return nil }
        guard case .pseudonym(let given, let family)? = plan.decisions[current.id] ?? offers[current.id] else {
            return pseudonyms([current])[current.id]
        }
        return pseudonyms([current], not: [given, family])[current.id]
    }

    /// Makes the offers and the text anew, once for each step: drawing the screen only reads them.
    private mutating func refresh() {
        let open = plan.unresolved
        offers = pseudonyms(open)
        for entity in open where offers[entity.id] == nil {
            offers[entity.id] = policy.offer(entity, in: plan, language: language.ofStandIns)
        }
        planned = PlannedText(plan, offers: offers, words)
    }

    /// The line that says that something was replaced.
    var changedLine: String? { policy.changed(in: language.ofStandIns) }

    /// Truer and vaguer words for an entity, the finest first.
    func generalizations(of entity: Entity) -> [String] {
        Generalization(language.ofStandIns).offers(of: entity, plan.name(of: entity))
    }

    /// Settles the entity in hand and goes on to the next that is open.
    ///
    /// - Returns: why it cannot be done; nil when it is.
    mutating func decide(_ decision: Decision) -> String? {
        guard let current else { return "There is nothing to decide." }
        let refusal = change { plan throws(RedactionPlan.Refusal) in try plan.decide(current.id, decision) }
        if refusal == nil { goOn() }
        return refusal
    }

    /// Settles everything of the type in hand that is still open, if it is known by its form.
    mutating func decideType() -> String? {
        guard let current else { return "There is nothing to decide." }
        guard current.type.isStructured else { return "People, places and organizations are settled one by one." }
        let open = plan.unresolved.filter { $0.type == current.type }.map { ($0.id, offer($0)) }
        let refusal = change { plan throws(RedactionPlan.Refusal) in
            for (id, decision) in open { try plan.decide(id, decision) }
        }
        if refusal == nil { goOn() }
        return refusal
    }

    /// Leaves a link in with one key: the second reviewer reads what it is, and that somebody weighed it.
    mutating func keepLink() -> String? {
        guard let link = current?.link else { return "That needs a reason: press i." }
        return decide(.keep(reason: "weighed: \(link.words)"))
    }

    /// Whether the place that is looked at was left in by itself.
    var isPlaceKept: Bool { place.map { plan.kept[$0.range.lowerBound] != nil } ?? false }

    /// Leaves the place that is looked at in.
    ///
    /// Where no other place of it goes, all of it is decided: it stays.
    mutating func keepPlace(reason: String) -> String? {
        guard let current, let place else { return "There is nothing to keep." }
        let refusal = change { plan throws(RedactionPlan.Refusal) in
            try plan.keep(mentionAt: place.range.lowerBound, reason: reason)
            let reasons = current.mentions.compactMap { [plan] in plan.kept[$0.range.lowerBound] }
            guard reasons.count == current.mentions.count else { return }
            var said: [String] = []
            for reason in reasons where !said.contains(reason) { said.append(reason) }
            try plan.decide(current.id, .keep(reason: said.joined(separator: "; ")))
        }
        return refusal
    }

    /// Lets the place that is looked at go with the others after all.
    mutating func letPlaceGo() -> String? {
        guard let place else { return "There is nothing to decide." }
        return change { plan throws(RedactionPlan.Refusal) in try plan.letGo(mentionAt: place.range.lowerBound) }
    }

    mutating func merge(into id: Int, _ other: Int) -> String? {
        let refusal = change { plan throws(RedactionPlan.Refusal) in try plan.merge(id, other) }
        if refusal == nil { select(id) }
        return refusal
    }

    /// Makes the place that is looked at an entity of its own.
    mutating func split() -> String? {
        guard let current, let place else { return "There is nothing to split." }
        var id = current.id
        let refusal = change { plan throws(RedactionPlan.Refusal) in
            id = try plan.split(current.id, mentionsAt: [place.range.lowerBound])
        }
        if refusal == nil { select(id) }
        return refusal
    }

    /// Marks places by hand as one thing; it is settled as policy offers, and can be settled otherwise.
    mutating func mark(_ places: [Range<Int>], _ type: IdentifierType, as decision: Decision? = nil) -> String? {
        var id = 0
        let refusal = change { plan throws(RedactionPlan.Refusal) in id = try plan.mark(places, type) }
        guard refusal == nil, let entity = plan.entities.first(where: { $0.id == id }) else { return refusal }
        // One step back takes the mark and its decision together.
        try? plan.decide(id, decision ?? offer(entity))
        refresh()
        select(id)
        return nil
    }

    mutating func name(_ title: String) {
        past.append(step)
        self.title = title
        refresh()
    }

    /// Says in which language the story is, whatever was guessed.
    mutating func say(language tag: String) {
        past.append(step)
        language.said = tag
        refresh()
    }

    private var step: Step { Step(plan: plan, title: title, language: language) }

    /// Takes the last step back; false when there is none.
    mutating func undo() -> Bool {
        guard let step = past.popLast() else { return false }
        let id = current?.id
        (plan, title, language) = (step.plan, step.title, step.language)
        refresh()
        if let id { select(id) }
        selected = min(selected, max(0, order.count - 1))
        return true
    }

    private mutating func change(
        _ body: (inout RedactionPlan) throws(RedactionPlan.Refusal) -> Void
    ) -> String? {
        var changed = plan
        do throws(RedactionPlan.Refusal) { try body(&changed) } catch { return Self.words(error) }
        past.append(step)
        plan = changed
        refresh()
        return nil
    }

    private static func words(_ refusal: RedactionPlan.Refusal) -> String {
        switch refusal {
        case .noSuchEntity: "There is no such number."
        case .noSuchMention: "There is no such place."
        case .nameInStory: "That name is a word of the story. Press d for another."
        case .noReason: "Say why in words: the second reviewer reads it."
        case .nothingToSplit: "It stands in one place only: there is nothing to split."
        }
    }

    // MARK: The result

    /// What was found and stands in the text all the same, each with its reason: a second person must weigh these.
    var leftIn: [String] {
        guard let planned else { return [] }
        return plan.entities.flatMap { entity -> [String] in
            let stays = zip(entity.mentions, planned.fates(of: entity.id)).compactMap { mention, fate in
                if case .stays(let reason) = fate { (mention: mention, reason: reason ?? "") } else { nil }
            }
            if case .keep(let reason)? = plan.decisions[entity.id], !stays.isEmpty {
                return ["“\(plan.name(of: entity))”: \(reason)"]
            }
            return stays.map { "at one place, \(quoted($0.mention)): \($0.reason)" }
        }
    }

    /// What is still to be done before the text can go through the gate; nil if nothing is.
    var isUnfinished: ReviewedText.Flaw? {
        let open = plan.unresolved.map(\.id)
        if !open.isEmpty { return .undecided(open) }
        guard title.contains(where: { !$0.isWhitespace }) else { return .noTitle }
        return language.tag == nil ? .noLanguage : nil
    }

    /// The draft that the decisions make; nil if one of them cannot be carried out.
    var draft: RedactionDraft? { try? plan.draft(words) }

    /// The text, if it can be proposed.
    ///
    /// - Parameter notes: what the story speaks of, for readers.
    func reviewed(notes: [String], _ terms: Terms) throws(ReviewedText.Flaw) -> ReviewedText {
        guard let draft else { throw .failedEdit }
        return try ReviewedText(
            draft, title: title, language: language.tag, notes: notes, terms: terms, changed: changedLine)
    }
}
