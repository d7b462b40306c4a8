/// The words of the lists again, for what is one slip away from them: a letter left out, put in, changed, or two swapped.
///
/// Only words that announce an identifier beside them, and only long ones: "ermana" is no name because of it, but what
/// follows it may be one.
enum NearCues {
    private static let shortest = 6
    /// What says something of a number beside it.
    static let numbered: Cue = [.month, .holiday, .idCue, .caseCue, .phoneCue, .unit]
    private static let announcing: Cue = numbered.union([.title, .kin, .street, .named, .ageWord, .facility])

    // Each word, and each with one letter left out: two words that meet there are at most one letter apart, or two swapped.
    private static let table: [UInt64: Cue] = {
        var table: [UInt64: Cue] = [:]
        for (cue, words) in CueWords.lists where !cue.isDisjoint(with: announcing) {
            for word in words.split(whereSeparator: \.isWhitespace) {
                let letters = word.unicodeScalars.map(\.value)
                guard letters.count >= shortest else { continue }
                forEachShortened(letters[...]) { table[$0, default: []].formUnion(cue) }
                table[WordHash.of(String(word)), default: []].formUnion(cue)
            }
        }
        return table
    }()

    /// What the nearest words of the lists announce; nothing for a word that is near none.
    static func of(_ letters: ArraySlice<UInt32>) -> Cue {
        guard letters.count >= shortest - 1, letters.count < 20 else { return [] }
        var hash = WordHash()
        for letter in letters { hash.add(letter) }
        var cues = table[hash.value] ?? []
        if letters.count >= shortest { forEachShortened(letters) { cues.formUnion(table[$0] ?? []) } }
        return cues
    }

    private static func forEachShortened(_ letters: ArraySlice<UInt32>, _ body: (UInt64) -> Void) {
        for left in letters.indices {
            var hash = WordHash()
            for index in letters.indices where index != left { hash.add(letters[index]) }
            body(hash.value)
        }
    }
}
