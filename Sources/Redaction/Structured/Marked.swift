/// Marks on a body, headlines: what everyone who knows someone would know.
extension StructuredScan {
    private static let marks = set(
        "tattoo tattoos tattooed tatuaje tatuajes tatuada tatuado scar birthmark prosthetic cicatriz lunar protesis")
    private static let body = set(
        "ear neck arm forearm hand wrist chest back shoulder leg ankle face cheek throat eye eyes hip thigh finger fingers knuckles foot calf belly stomach temple lip chin forehead oreja cuello brazo mano muneca pecho espalda hombro pierna tobillo cara mejilla garganta ojo cadera dedo"
    )
    private static let edges = set("and but because so que porque y pero with who is was")

    /// "hummingbird tattoo behind my left ear", "a tuning fork tattooed on my throat".
    mutating func marked(_ index: Int) -> Int? {
        guard isWord(index, Self.marks) else { return nil }
        var (end, position) = (index + 1, index + 1)
        while position < index + 12, let token = at(position), follows(position), token.kind != .sign || token.isHyphen
        {
            position += 1
            if Self.body.contains(token.hash) { end = position }
        }
        var start = index
        while start > index - 5, let before = at(start - 1), before.isWord, text.tokens[start].gap <= .line,
            !before.isFunction
        { start -= 1 }
        guard end > index + 1 || start < index else { return nil }
        return add(start..<end, .other, .shape("a mark on the body"), .doubtful)
    }

    /// A few words in quotes, most of them with capitals: the title of a report.
    mutating func headline(_ index: Int) -> Int? {
        var (position, words, capitals) = (index + 1, 0, 0)
        while position < index + 16, let token = at(position), token.gap != .paragraph {
            if token.isSign("\"") || token.isSign("\u{201D}") || token.isSign("\u{BB}") { break }
            if token.isSign("."), at(position + 1)?.gap != Token.Gap.none { break }
            guard
                token.isWord || token.kind == .possessive || token.isHyphen || token.kind == .number
                    || token.isSign(":") || token.isSign("'")
            else { return nil }
            if token.isWord, token.foldedLength > 3 || !token.isFunction {
                words += 1
                if token.isCapital { capitals += 1 }
            }
            position += 1
        }
        guard words >= 3, capitals * 10 >= words * 8, text.lineCases[index] == .mixed, position < text.tokens.count
        else { return nil }
        return add((index + 1)..<position, .other, .shape("words in quotes with capitals, as a headline"), .doubtful)
    }
}
