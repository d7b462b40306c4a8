/// What a whole place remembers: "the 2010 earthquake", "after the oil spill", "el terremoto del 86".
extension StructuredScan {
    private static let kinds = set(
        """
        earthquake flood floods wildfire hurricane tornado storm blizzard spill explosion strike riot massacre shooting blackout lockdown
        tournament championship parade festival rodeo fair jubilee derailment collapse avalanche mudslide drought
        terremoto sismo huracan inundacion incendio derrumbe deslave tormenta feria huelga masacre explosion apagon temblor
        """)
    private static let whenWords = set(
        "after during before since of following the despues durante antes del de el la los las")
    private static let sizes = set(
        "big great bad last first second worst whole annual gran grande ultima ultimo primera primer")

    /// An event that has a year, a month, a name or a size beside it, or from which a time is counted.
    mutating func event(_ index: Int) -> Int? {
        guard isWord(index, Self.kinds) else { return nil }
        var start = index
        while start > index - 3, let before = at(start - 1), at(start)?.gap ?? .line <= .blank,
            isYear(before)
                || before.isWord && !before.isFunction
                    && before.cues.isDisjoint(with: [.be, .sayVerb, .kin, .determiner])
        { start -= 1 }
        var end = index + 1
        if isWord(end, Self.ofWords), let year = at(end + 1), year.kind == .number, year.length == 4 || year.length == 2
        {
            end += 2
        }
        let isTold = start < index || end > index + 1
        let isCounted = has(index - 1, .determiner) && isWord(index - 2, Self.countedFrom)
        guard isTold || isCounted,
            start == index || isTelling(start, index) || isCounted || isWord(start - 1, Self.whenWords)
        else { return nil }
        return add(start..<end, .event, .shape("an event that a place remembers"), .doubtful)
    }

    private static let countedFrom = set("after during before since following despues durante antes del")

    private func isTelling(_ start: Int, _ end: Int) -> Bool {
        (start..<end).contains {
            has($0, .month) || at($0).map(isYear) == true || at($0)?.isCapital == true || isWord($0, Self.sizes)
        }
    }
}
