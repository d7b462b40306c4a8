public import Envelope

/// Which statements of a case had seen which (FORMAT §6.1).
public struct SeenGraph: Sendable {
    private let seen: [Digest: [Digest]]

    /// The graph of these statements; what they name and is not among them is part of it too.
    public init(_ statements: some Sequence<Statement>) {
        seen = Dictionary(statements.map { ($0.digest, $0.header.seen) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every statement that this one's author had seen, directly or through others.
    public func ancestors(of digest: Digest) -> Set<Digest> {
        var found: Set<Digest> = []
        var open = seen[digest] ?? []
        while let next = open.popLast() {
            if found.insert(next).inserted { open += seen[next] ?? [] }
        }
        return found
    }

    /// The statements that no other names, ascending: what a new statement says it has seen.
    public var frontier: [Digest] {
        let named = Set(seen.values.joined())
        return seen.keys.filter { !named.contains($0) }.sorted()
    }
}

extension SignOff {
    /// The answer that stands: of those that no later one had seen, the one that stops more.
    ///
    /// - Parameter answers: every answer to one text.
    public static func standing(of answers: [(digest: Digest, answer: Answer)], in graph: SeenGraph) -> Answer? {
        let earlier = answers.reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.digest)) }
        let last = Set(answers.filter { !earlier.contains($0.digest) }.map(\.answer))
        return [Answer.refused, .changes, .agreed].first { last.contains($0) }
    }
}
