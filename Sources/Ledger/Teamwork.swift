import Envelope

/// Who works on a case, who stepped aside, who is worried, and what came by post.
struct Teamwork {
    let claimants: [Person]
    /// For good: a reviewer who stepped aside has done so under every key.
    let recused: Set<Person>
    let safetyMarks: [String]
    /// Whether a story that came by post still waits for a second person who compared it with the paper.
    let awaitsTranscription: Bool
    /// Stories whose words were typed again in another one.
    let replacedStories: Set<Digest>
    /// Those of them of which two different reviewers say so: their words may be destroyed.
    let settledStories: Set<Digest>

    init(_ set: StatementSet, history: ConsentHistory, review: ReviewPolicy, on day: Day) {
        let claims = Self.heads(set) { if case .claimed(let claim) = $0 { claim.isTaken } else { nil } }
        let claiming = claims.filter { entry, isTaken in
            // Nobody's illness or holiday blocks a case for long.
            isTaken && day < entry.statement.header.day + review.claimDays
        }
        claimants = set.people(claiming.map(\.entry)).filter(set.isActive).sorted()
        recused = set.people(set.all { if case .recused = $0 { true } else { false } })
        let marks = Self.heads(set) { if case .safety(let mark) = $0 { mark } else { nil } }
        safetyMarks = marks.filter(\.value.isWorried).map(\.value.reason).sorted { $0.utf8Precedes($1) }
        let transcriptions = set.counting.compactMap { entry in
            if case .transcribed(let transcription) = entry.content { (entry, transcription) } else { nil }
        }
        // Only where a story came on paper: on the web nobody types for the survivor.
        let replaced =
            history.cameByMail
            ? transcriptions.reduce(into: Set<Digest>()) { $0.formUnion($1.1.replaces) } : []
        replacedStories = replaced
        settledStories = replaced.filter { story in
            set.people(transcriptions.filter { $0.1.replaces.contains(story) }.map(\.0)).count >= 2
        }
        awaitsTranscription = history.cameByMail && !Self.isCompared(transcriptions, replaced, set)
    }

    /// Whether there is a typed story, and two different reviewers say of each that it is what the paper says.
    ///
    /// Asked of the statements that publishers can open too: so they answer it as the desks do.
    private static func isCompared(
        _ transcriptions: [(entry: Entry, transcription: Transcription)], _ replaced: Set<Digest>, _ set: StatementSet
    ) -> Bool {
        var entries: [Digest: [Entry]] = [:]
        for (entry, transcription) in transcriptions where !replaced.contains(transcription.story) {
            entries[transcription.story, default: []].append(entry)
        }
        return !entries.isEmpty && entries.values.allSatisfy { set.people($0).count >= 2 }
    }

    /// What was said last: by statements of a kind that no other of that kind had seen.
    private static func heads<Value>(
        _ set: StatementSet, _ value: (Content) -> Value?
    ) -> [(entry: Entry, value: Value)] {
        let all = set.counting.compactMap { entry in value(entry.content).map { (entry: entry, value: $0) } }
        let earlier = all.reduce(into: Set<Digest>()) { $0.formUnion(set.graph.ancestors(of: $1.entry.digest)) }
        return all.filter { !earlier.contains($0.entry.digest) }
    }
}
