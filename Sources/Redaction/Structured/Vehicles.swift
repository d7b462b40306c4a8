/// The look of a car.
extension StructuredScan {
    private static let lookWords = set("old new lifted lowered rusted rusty dented beat-up little big pickup candy")

    /// "gray Nissan Rogue", "moto Yamaha azul", "purple Saturn", "Silverado roja".
    mutating func vehicle(_ index: Int) -> Int? {
        let isColor = has(index, .color), isMake = has(index, .carMake), isKind = has(index, .vehicle)
        guard isColor || isMake || isKind, !text.tokens[index].cues.contains(.month) else { return nil }
        var (end, makes, colors, kinds) = (index, 0, 0, 0)
        while end < index + 6, let token = at(end), end == index || token.gap <= .blank {
            if token.cues.contains(.carMake) {
                makes += 1
                // The model, and "F-150".
                if let model = at(end + 1), model.gap == .blank, model.isCapital, model.isWord,
                    !model.cues.contains(.carMake)
                {
                    end += 1
                }
                if isSign(end + 1, "-"), at(end + 2)?.hasDigit == true { end += 2 }
            } else if token.cues.contains(.color) {
                colors += 1
            } else if token.cues.contains(.vehicle) {
                kinds += 1
            } else if !(Self.lookWords.contains(token.hash) && end > index) {
                break
            }
            end += 1
        }
        // "red dodge neon": the model, where capitals say nothing.
        if makes > 0, text.isFlatCase(at: index), let model = at(end), model.gap == .blank, model.isWord,
            !model.isFunction, model.foldedLength > 2,
            has(end - 1, .carMake), !model.flags.contains(.core), !model.flags.contains(.verb)
        {
            end += 1
        }
        guard makes > 0 && (colors > 0 || kinds > 0) || colors > 0 && kinds > 0 && end - index >= 2 else { return nil }
        return add(index..<withMark(end), .vehicle, .shape("the look of a car"))
    }

    private static let withWords = set("with w con")
    private static let markArticles = set("a an the its un una el la")

    /// "with the dolphin decal": a mark that tells this car from others, up to the end of its clause.
    private func withMark(_ index: Int) -> Int {
        guard isWord(index, Self.withWords), isWord(index + 1, Self.markArticles) || has(index + 1, .color),
            at(index)?.gap == .blank
        else {
            return index
        }
        var end = index + 1
        while end < index + 10, let token = at(end), token.gap <= .blank, token.isWord || token.isHyphen,
            !Self.clauseStarts.contains(token.hash) || end == index + 1, token.cues.isDisjoint(with: .be)
        { end += 1 }
        return end > index + 2 ? end : index
    }
}
