/// The lists of words that say what stands beside them: folded (no capitals, no accents), both languages.
enum CueWords {
    static let lists: [(Cue, String)] = people + times + places + numbers + contacts + grammar
}
