import Policies
import Redaction

/// The suggestions of a story as a reviewer works through them, one entity after the other.
struct SuggestionDesk {
    private(set) var plan: RedactionPlan
    private let policy: RedactionPolicy
    private let generalization: Generalization

    init(_ plan: RedactionPlan, policy: RedactionPolicy, generalization: Generalization) {
        self.plan = plan
        self.policy = policy
        self.generalization = generalization
    }

    var status: String { "\(plan.unresolved.count) of \(plan.entities.count) undecided" }

    /// The first that nobody has decided about, with what is offered.
    var next: String {
        guard let entity = plan.unresolved.first else { return "All decided." }
        return "\(entity.id): \(plan.name(of: entity)) → \(Self.words(offer(entity)))"
    }

    /// Everyone and everything that was found; the other people first, since each needs a decision.
    var list: String {
        let people = plan.thirdParties
        return (people + plan.entities.filter { $0.type != .person }).map { entity in
            let decision =
                plan.decisions[entity.id].map(Self.words) ?? "undecided, offered: \(Self.words(offer(entity)))"
            let reason = entity.mentions.first?.reason.map { ", \($0.words(in: plan.original))" } ?? ""
            let role = entity.role.map { ", \($0.rawValue)" } ?? ""
            return
                "\(entity.id)  \(plan.name(of: entity))  (\(entity.type.policyName)\(role), \(entity.mentions.count) places\(reason)): \(decision)"
        }.joined(separator: "\n")
    }

    private func offer(_ entity: Entity) -> Decision {
        switch policy.actions[entity.type.policyName] {
        case .remove: return .remove
        case .generalize:
            let offers = generalization.offers(for: entity.type, plan.name(of: entity))
            return offers.last.map { .generalized($0) } ?? .numbered
        case .number, nil: return .numbered
        }
    }

    private static func words(_ decision: Decision) -> String {
        switch decision {
        case .numbered: "numbered"
        case .chosen(let text), .generalized(let text): "[\(text)]"
        case .keep: "kept"
        case .remove: "removed"
        }
    }

    /// Carries out a command about suggestions; nil for one that is not.
    mutating func answer(_ command: String, _ rest: String) -> String? {
        do {
            switch command {
            case "y": return try plan.unresolved.first.map { try settle($0.id, "y") } ?? "All decided."
            case "all":
                guard let type = IdentifierType.allCases.first(where: { $0.policyName == rest }) else {
                    return "There is no type of that name."
                }
                for entity in plan.unresolved where entity.type == type && type.isStructured {
                    try plan.decide(entity.id, offer(entity))
                }
                return type.isStructured ? "Settled." : "People, places and organizations are settled one by one."
            case "merge":
                let numbers = rest.split(separator: " ").compactMap { Int($0) }
                guard numbers.count == 2 else { return "Give two numbers." }
                try plan.merge(numbers[0], numbers[1])
                return "Now one."
            case "split":
                let numbers = rest.split(separator: " ").compactMap { Int($0) }
                guard numbers.count > 1 else { return "Give the number, and where the places begin." }
                return "Now also number \(try plan.split(numbers[0], mentionsAt: Set(numbers.dropFirst())))."
            default:
                guard let id = Int(command) else { return nil }
                return try settle(id, rest)
            }
        } catch {
            return "That cannot be done: \(error)"
        }
    }

    private mutating func settle(_ id: Int, _ answer: String) throws -> String {
        let (verb, text) = RedactionSession.split(answer, at: " ")
        guard let entity = plan.entities.first(where: { $0.id == id }) else { return "There is no such number." }
        switch verb {
        case "y", "": try plan.decide(id, offer(entity))
        case "number": try plan.decide(id, .numbered)
        case "name": try plan.decide(id, .chosen(text))
        case "remove": try plan.decide(id, .remove)
        case "keep": try plan.decide(id, .keep(reason: text))
        default: return "Not understood. Type ? for help."
        }
        return "Settled in \(entity.mentions.count) places."
    }

    // Why the text cannot be proposed yet; nil when it can. It names numbers, never words.
    func refusal(text: String, title: String, _ words: StandInWords) -> String? {
        let remaining = EntityGate(plan, words).remaining(in: text, title: title).filter { $0.form != .withS }
        guard !remaining.isEmpty else { return nil }
        let undecided = remaining.filter { $0.form == .undecided }.map(\.entity)
        if !undecided.isEmpty { return "Not yet: \(undecided.count) are undecided, such as number \(undecided[0])." }
        let still = Set(remaining.map(\.entity)).sorted().map(String.init).joined(separator: ", ")
        return "Not yet: taken out, and still in the text or title: number \(still)."
    }
}
