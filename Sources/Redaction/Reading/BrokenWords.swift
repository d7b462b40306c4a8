/// Words that a line's end breaks, put together again.
extension TokenizedText {
    /// The rest of a word that a line's end cuts, after its hyphen: "Gas-" and "kill", on a typewriter's page.
    ///
    /// "well-" and "known" stay two: a hyphen is the line's own only if the parts are no words, or together are one.
    func brokenRest(_ first: Range<Int>, _ fold: inout QuickFold) -> Range<Int>? {
        guard first.upperBound + 2 < scalars.count, LetterFold.isHyphen(scalars[first.upperBound]), first.count > 1,
            isLetter(scalars[first.upperBound - 1])
        else { return nil }
        var start = first.upperBound + 1
        while start < scalars.count, start < first.upperBound + 8, ScalarClass.of(scalars[start], classes) == .blank {
            start += 1
        }
        guard start < scalars.count, ScalarClass.of(scalars[start], classes) == .lineEnd else { return nil }
        if scalars[start] == 0x0D, start + 1 < scalars.count, scalars[start + 1] == 0x0A { start += 1 }
        start += 1
        while start < scalars.count, start < first.upperBound + 16, ScalarClass.of(scalars[start], classes) == .blank {
            start += 1
        }
        guard start < scalars.count else { return nil }
        switch ScalarClass.of(scalars[start], classes) {
        case .letter: break
        case .capital where ScalarClass.of(scalars[first.upperBound - 1], classes) == .capital: break
        default: return nil
        }
        let rest = start..<wordEnd(from: start)
        guard rest.count < 32, first.count < 32 else { return nil }
        let (head, tail) = (letters(first, &fold), letters(rest, &fold))
        let isOne = isKnown(head + tail)
        return isOne || !isKnown(head) || !isKnown(tail) ? rest : nil
    }

    func letters(_ range: Range<Int>, _ fold: inout QuickFold) -> [UInt32] {
        var letters: [UInt32] = []
        for position in range { fold.append(scalars[position], to: &letters) }
        return letters
    }

    private func isKnown(_ letters: [UInt32]) -> Bool {
        var hash = WordHash()
        for letter in letters { hash.add(letter) }
        return !Lexicon.standard.flags(of: hash.value).isEmpty
            || !WordLists.standard.cues(of: WordLists.standard.set(of: hash.value)).isEmpty
    }
}
