extension RedactionPlan {
    private static let head = "firsthand/plan/v1"

    /// The plan as lines of text, without the story: to be sealed and worked on at another desk.
    ///
    /// Its words are as secret as the story.
    public var saved: String {
        var lines = [Self.head, "next\t\(nextID)"]
        for entity in entities {
            lines.append("entity\t\(entity.id)\t\(entity.type.rawValue)\t\(entity.role?.rawValue ?? "-")")
            for mention in entity.mentions {
                let place = "\(mention.range.lowerBound)\t\(mention.range.upperBound)"
                lines.append("mention\t\(place)\t" + (mention.reason.map(Self.fields) ?? "hand\t"))
            }
            if let decision = decisions[entity.id] { lines.append("decide\t" + Self.fields(decision)) }
        }
        for (start, reason) in kept.sorted(by: { $0.key < $1.key }) {
            lines.append("kept\t\(start)\t\(Self.escaped(reason))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a plan for the same words; `carried(to:by:redactor:)` brings it to a story that has grown since.
    ///
    /// Strict: nil if a line is not as it was written, or names a place that the story does not have.
    public init?(saved: String, of original: String) {
        var plan = RedactionPlan(unread: original)
        var lines = saved.split(separator: "\n", omittingEmptySubsequences: true)[...]
        guard lines.popFirst() == Self.head[...] else { return nil }
        for line in lines {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard plan.read(fields) else { return nil }
        }
        guard plan.entities.allSatisfy({ !$0.mentions.isEmpty && $0.id < plan.nextID }),
            Set(plan.entities.map(\.id)).count == plan.entities.count
        else { return nil }
        plan.sortEntities()
        self = plan
    }

    private mutating func read(_ fields: [String]) -> Bool {
        switch fields[0] {
        case "next":
            guard fields.count == 2, let next = Int(fields[1]), next > 0 else { return false }
            nextID = next
        case "entity":
            guard fields.count == 4, let id = Int(fields[1]), id > 0, let type = IdentifierType(rawValue: fields[2])
            else {
                return false
            }
            let role = ThirdParty(rawValue: fields[3])
            guard role != nil || fields[3] == "-" else { return false }
            entities.append(Entity(id: id, type: type, mentions: [], role: role))
        case "mention":
            guard fields.count == 5, let range = range(fields[1], fields[2]), !entities.isEmpty,
                let reason = Self.reason(fields[3], fields[4])
            else { return false }
            entities[entities.count - 1].mentions.append(Mention(range: range, reason: reason.value))
        case "decide":
            guard fields.count == 3, let id = entities.last?.id, let decision = Self.decision(fields[1], fields[2])
            else {
                return false
            }
            decisions[id] = decision
        case "kept":
            guard fields.count == 3, let start = Int(fields[1]),
                entities.contains(where: { $0.mentions.contains { $0.range.lowerBound == start } })
            else { return false }
            kept[start] = Self.unescaped(fields[2])
        default: return false
        }
        return true
    }

    private func range(_ start: String, _ end: String) -> Range<Int>? {
        guard let start = Int(start), let end = Int(end), 0 <= start, start < end, end <= length else { return nil }
        return start..<end
    }

    private static func fields(_ decision: Decision) -> String {
        switch decision {
        case .numbered: "numbered\t"
        case .remove: "remove\t"
        case .pseudonym(let given, let family): "pseudonym\t" + escaped("\(given) \(family)")
        case .chosen(let text): "chosen\t" + escaped(text)
        case .generalized(let text): "generalized\t" + escaped(text)
        case .keep(let reason): "keep\t" + escaped(reason)
        }
    }

    private static func decision(_ word: String, _ text: String) -> Decision? {
        switch word {
        case "numbered": .numbered
        case "remove": .remove
        case "pseudonym": pseudonym(unescaped(text))
        case "chosen": .chosen(unescaped(text))
        case "generalized": .generalized(unescaped(text))
        case "keep": says(text) ? .keep(reason: unescaped(text)) : nil
        default: nil
        }
    }

    /// The given name is one word; what follows is the family name.
    private static func pseudonym(_ text: String) -> Decision? {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts.allSatisfy({ StandIn(phrase: $0).text == $0 }) else { return nil }
        return .pseudonym(given: parts[0], family: parts[1])
    }

    private static func fields(_ reason: Reason) -> String {
        switch reason {
        case .shape(let shape): "shape\t" + escaped(shape)
        case .cue(let range): "cue\t\(range.lowerBound)-\(range.upperBound)"
        case .capitalized: "capitalized\t"
        case .listed(let list): "listed\t" + escaped(list)
        case .unknownWord: "unknown\t"
        case .sameAs(let range): "same\t\(range.lowerBound)-\(range.upperBound)"
        case .model(let probability): "model\t\(probability.bitPattern)"
        case .policy(let name): "policy\t" + escaped(name)
        case .link(let kind): "link\t\(kind.rawValue)"
        }
    }

    private static func reason(_ word: String, _ text: String) -> (value: Reason?, isRead: Bool)? {
        func span() -> Range<Int>? {
            let parts = text.split(separator: "-").compactMap { Int($0) }
            return parts.count == 2 && 0 <= parts[0] && parts[0] <= parts[1] ? parts[0]..<parts[1] : nil
        }
        let reason: Reason?
        switch word {
        case "hand": return (nil, true)
        case "shape": reason = .shape(unescaped(text))
        case "cue": reason = span().map { .cue($0) }
        case "capitalized": reason = .capitalized
        case "listed": reason = .listed(unescaped(text))
        case "unknown": reason = .unknownWord
        case "same": reason = span().map { .sameAs($0) }
        case "model": reason = UInt32(text).map { .model(Float(bitPattern: $0)) }
        case "policy": reason = .policy(unescaped(text))
        case "link": reason = LinkKind(rawValue: text).map { .link($0) }
        default: reason = nil
        }
        return reason.map { ($0, true) }
    }

    /// One line, one field, whatever was typed.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\t": escaped += "\\t"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    static func unescaped(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var isEscape = false
        for scalar in text.unicodeScalars {
            if isEscape {
                plain.append(scalar == "t" ? "\t" : scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
                isEscape = false
            } else if scalar == "\\" {
                isEscape = true
            } else {
                plain.append(scalar)
            }
        }
        return String(plain)
    }
}
