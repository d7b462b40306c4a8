import Yams

/// A value of a policy file, with the lines it stands on: the plain part of YAML, without anchors, aliases and tags.
indirect enum PolicyValue {
    /// A key and its value.
    struct Entry {
        let key: String
        let line: Int
        let value: PolicyValue
    }

    /// Something in a list.
    struct Item {
        let line: Int
        let value: PolicyValue
    }

    /// Words; `isPlain` if they stand without quotes, on one line.
    case scalar(String, isPlain: Bool)
    case list([Item])
    case section([Entry])

    /// Takes a node and all within it.
    ///
    /// - Throws: `PolicyError(.notPlain)` for an anchor, a tag, or a key that is not a word: they let a file mean
    ///   something other than what a person reads in it.
    init(_ node: Node, file: String, isKey: Bool = false) throws(PolicyError) {
        let line = node.mark?.line ?? 1
        guard node.anchor == nil, node.isUntagged(asKey: isKey) else {
            throw PolicyError(.notPlain, file: file, line: line, "write the value itself, without &, * or !")
        }
        switch node {
        case .alias:
            throw PolicyError(.notPlain, file: file, line: line, "write the value itself, without &, * or !")
        case .scalar(let scalar):
            self = .scalar(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let sequence):
            var items: [Item] = []
            for node in sequence {
                items.append(Item(line: node.mark?.line ?? line, value: try PolicyValue(node, file: file)))
            }
            self = .list(items)
        case .mapping(let mapping):
            var entries: [Entry] = []
            for (key, value) in mapping {
                let line = key.mark?.line ?? line
                guard case .scalar(let name, _) = try PolicyValue(key, file: file, isKey: true), Self.isName(name)
                else {
                    throw PolicyError(
                        .notPlain, file: file, line: line, "a key must be lower-case letters, digits and hyphens")
                }
                entries.append(Entry(key: name, line: line, value: try PolicyValue(value, file: file)))
            }
            self = .section(entries)
        }
    }

    /// Whether nothing was written after the key.
    var isEmpty: Bool {
        guard case .scalar(let text, let isPlain) = self else { return false }
        return text.isEmpty || (isPlain && ["~", "null"].contains(text))
    }

    /// Whether `text` can be a key: lower-case letters, digits and hyphens, at most 64.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// The key if it can be one; else words that do not repeat what may be anything.
    static func nameable(_ key: String) -> String { isName(key) ? key : "a key" }
}

extension Node {
    /// Whether the file names no type for the value.
    ///
    /// To be asked before anything resolves the tag.
    fileprivate func isUntagged(asKey isKey: Bool) -> Bool {
        switch self {
        case .scalar(let scalar):
            // The parser gives this tag to quoted words, and to keys when it compares them with each other.
            let isWords = scalar.tag.description == "tag:yaml.org,2002:str"
            return scalar.tag.description.isEmpty || (isWords && (isKey || scalar.style != .plain))
        case .sequence(let sequence): return sequence.tag.description.isEmpty
        case .mapping(let mapping): return mapping.tag.description.isEmpty
        case .alias: return false
        }
    }
}
