/// Units, cells and beds, floors: what stands after an address, or says alone where someone sleeps.
extension Walk {
    /// One past ", Unit 2-C", "#4", ", 3.º piso" after an address.
    func withUnit(_ index: Int) -> Int {
        var end = index
        for _ in 0..<3 {
            let next = past(end, ",")
            guard follows(next), let more = unitEnd(next, afterComma: next > end) else { break }
            end = more
        }
        return end
    }

    private func unitEnd(_ index: Int, afterComma: Bool) -> Int? {
        let token = self[index]
        if token.isSign("#"), self[index + 1].gap == .none, self[index + 1].kind != .sign { return chunkEnd(index + 1) }
        if token.cues.contains(.unit), let end = unitValueEnd(after: index) { return end }
        if token.hasDigit, token.foldedLength <= 3 {
            // "3.º piso", "2nd floor"
            let floor = run(index + 1, 2) { self[$0].gap == .none }
            return self[floor].gap == .blank && cued(floor, .unit) ? floor + 1 : nil
        }
        // "tercer piso", "second floor"
        if token.cues.contains(.ordinal), follows(index), has(index + 1, .unit), follows(index + 1) { return index + 2 }
        return afterComma && word(index, .sides) && stops(index + 1) ? index + 1 : nil
    }

    /// The end of what a unit word counts: "cell 6A-11", "bunk 2 lower", "Pod Echo", "apartment four".
    private func unitValueEnd(after index: Int) -> Int? {
        let start = run(index + 1, 3) { sign($0, of: "#:") || joinedSign($0, ".") || word($0, .labels) }
        let value = self[start]
        guard value.gap <= .line else { return nil }
        let isLetter =
            value.isWord && value.foldedLength == 1
            && (value.shape == .initial && letter(start) != 0x69
                || value.shape == .lower && ![0x61, 0x79, 0x69].contains(letter(start)))
        let isSpelled =
            value.cues.contains(.nato) && (value.isCapital || value.foldedLength > 4) || cued(start, .anyNumber)
        guard value.hasDigit && value.foldedLength <= 6 && !value.isYear || isLetter || isSpelled, !isOrdinal(start)
        else { return nil }
        var end = max(start + 1, chunkEnd(start, limit: 6))
        if self[end - 1].kind == .possessive { end -= 1 }
        return run(end, 8) { isSpelled && self[$0].gap == .blank && cued($0, .anyNumber) }
    }

    /// "Pod Echo, bunk 2 lower", "dormitorio D-4, cama 31", "G-3 room 7".
    func unit(_ index: Int) -> Match? {
        let isCell = word(index, .cells)
        guard isCell || word(index, .homes), var end = unitValueEnd(after: index) ?? letteredEnd(index) else {
            return nil
        }
        for _ in 0..<4 {
            let next = sign(end, of: ",-") ? end + 1 : end
            if has(next, .position), follows(next) {
                end = next + 1
            } else if has(next, .nato), self[next].gap == .blank, isCell, has(next + 1, .unit) || self[next].isCapital {
                end = next + 1
            } else if has(next, .unit), follows(next), let more = unitValueEnd(after: next) {
                end = more
            } else if next > end, self[next].hasDigit, self[next].foldedLength <= 5, isCell,
                next + 1 < text.tokens.count,
                self[next + 1].isHyphen || self[next + 1].gap != .none
            {
                end = chunkEnd(next, limit: 5)
            } else {
                break
            }
        }
        return Match((isCell ? cellStart(index) : blockStart(index))..<end, cue: index, isCell ? .facility : .address)
    }

    /// What stands before: "C Building cell 118", "H-pod 22", "G-3 room 7".
    private func cellStart(_ index: Int) -> Int {
        let (first, before, name) = (self[index], self[index - 1], self[index - 2])
        guard index > 0, before.gap != .paragraph || index == 1 else { return index }
        if word(index - 1, .holding) { return index - 1 }
        if before.isHyphen, index > 1, name.foldedLength <= 2 { return index - 2 }
        if before.cues.contains(.unit), index > 1 {
            // "Edisto dorm rm 1107"
            if name.shape == .capitalized, name.gap != .paragraph, !name.isFunction, first.gap == .blank {
                return index - 2
            }
            let isLetter = isFlat(index) && name.foldedLength == 1 && !name.isFunction
            if name.foldedLength <= 2, name.isCapital || name.hasDigit || isLetter { return index - 2 }
        }
        if before.hasDigit, first.gap == .blank, before.foldedLength <= 4 {
            return before.gap == .none && index > 1 && name.isHyphen ? index - 3 : index - 1
        }
        // "Cypress 3, bed 22"
        return before.isSign(",") && number(index - 2, 1...3) && self[index - 3].isCapital ? index - 3 : index
    }

    /// "K-block, cell 4": a letter before the word is all that it needs, if another unit follows.
    private func letteredEnd(_ index: Int) -> Int? {
        guard sign(index - 1, "-"), index > 1, self[index - 2].foldedLength == 1,
            has(self[index + 1].kind == .sign ? index + 2 : index + 1, .unit)
        else { return nil }
        return index + 1
    }

    // What stands before a unit on its line, back to a number: "376 Rákóczi út 13. Suite 104".
    private func blockStart(_ index: Int) -> Int {
        var (start, place) = (index, index - 1)
        while place >= 0, place > index - 12 {
            let token = self[place]
            if token.hasDigit, token.foldedLength <= 6 {
                start = place
            } else if token.isWord
                ? token.isFunction && !word(place, .streetWords) && !token.isCapital
                : !sign(place, of: ",.") && !token.isHyphen
            {
                break
            }
            if token.gap >= .line, start == place || place < index - 1 { break }
            place -= 1
        }
        return start
    }
}
