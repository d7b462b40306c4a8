public import Envelope

extension Publication {
    /// Where a story is or was, as the survivor was told last, one for each use, ascending.
    ///
    /// Of news that no other had seen, each counts; of two about one use the later.
    /// - Parameter notices: all that count, with their statements.
    public static func standing(_ notices: [(digest: Digest, notice: Notice)], in graph: SeenGraph) -> [Publication] {
        let told = notices.filter { !$0.notice.places.isEmpty }
        let older = told.reduce(into: Set<Digest>()) { $0.formUnion(graph.ancestors(of: $1.digest)) }
        let last = told.filter { !older.contains($0.digest) }.flatMap(\.notice.places)
        return Dictionary(grouping: last, by: \.use).values.compactMap { $0.max { $0.isBefore($1) } }
            .sorted { $0.use < $1.use }
    }

    /// Whether the other says more: it came later, or was taken back since.
    private func isBefore(_ other: Publication) -> Bool {
        (since, takenBack.map { Int($0.number) } ?? -1) < (other.since, other.takenBack.map { Int($0.number) } ?? -1)
    }
}
