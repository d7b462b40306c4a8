/// "jane dot doe at example dot com", "fondo punto example barra marta": contacts read aloud or kept from a filter.
extension StructuredScan {
    private static let ends = set("com org net edu gov example info io co us mx es uk gmail yahoo hotmail me")

    /// Looks from a word that may begin one; the word after it must already be a spelled sign.
    mutating func spelled(_ index: Int) -> Int? {
        guard let first = at(index), first.kind != .sign, let next = at(index + 1), next.gap != .paragraph else {
            return nil
        }
        let isPlatform = first.cues.contains(.platform)
        if isPlatform { return afterPlatform(index) }
        guard !next.cues.isDisjoint(with: [.spelledDot, .spelledAt, .spelledJoin]) else { return nil }
        var (position, dots, ats, joins, slashes) = (index, 0, 0, 0, 0)
        var lastDomain: Int?
        while position + 2 < text.tokens.count, position - index < 30 {
            guard let sign = at(position + 1), follows(position + 1), let word = at(position + 2), word.kind != .sign,
                follows(position + 2)
            else { break }
            if sign.cues.contains(.spelledDot) {
                dots += 1
                if Self.ends.contains(word.hash) { lastDomain = position + 3 }
            } else if sign.cues.contains(.spelledAt), ats == 0, joins + dots > 0 || isAddress(position + 2) {
                ats += 1
            } else if sign.cues.contains(.spelledJoin) {
                joins += 1
            } else if sign.cues.contains(.spelledSlash), dots > 0 {
                slashes += 1
            } else {
                break
            }
            position += 2
            // "guion bajo" is one sign of two words.
            if sign.cues.contains(.spelledJoin), at(position).map({ $0.hash == Self.bajo }) == true { position += 1 }
        }
        if ats > 0, dots > 0 {
            return add(index..<(lastDomain ?? position + 1), .email, .shape("an e-mail address, spelled out"))
        }
        if let lastDomain, joins + dots > 0 {
            let end = slashes > 0 ? pathEnd(position + 1) : lastDomain
            return add(index..<end, .url, .shape("a web address, spelled out"))
        }
        while joins >= 2, has(position + 1, .digit), follows(position + 1), position - index < 40 { position += 1 }
        if joins >= 2 || (joins == 1 && isUnderscore(index + 1)) {
            return add(index..<(position + 1), .handle, .shape("a handle, spelled out"))
        }
        return nil
    }

    private static let bajo = WordHash.of("bajo")
    private static let underscore = set("underscore underbar guion")

    private func isUnderscore(_ index: Int) -> Bool { isWord(index, Self.underscore) }

    /// Whether "at X dot com" stands from `index` on: only then is "at" the sign.
    private func isAddress(_ index: Int) -> Bool {
        has(index + 1, .spelledDot)
            && at(index + 2).map { Self.ends.contains($0.hash) || $0.cues.contains(.topDomain) } == true
            || (isSign(index + 1, ".") && at(index + 2)?.gap == Token.Gap.none && has(index + 2, .topDomain))
    }

    /// Up to two more words of a path that was read aloud.
    private func pathEnd(_ index: Int) -> Int {
        var end = index
        while end < index + 2, let token = at(end), token.isWord, follows(end), !token.isFunction { end += 1 }
        return end
    }

    /// "insta: x", "my snapchat is x", "instagram es @x".
    private mutating func afterPlatform(_ index: Int) -> Int? {
        var position = index + 1
        var hasCopula = false
        while position < index + 4, let token = at(position) {
            guard token.isSign(":") || token.isSign("=") || token.cues.contains(.be) || token.hash == Self.handleWord
            else {
                break
            }
            hasCopula = true
            position += 1
        }
        guard hasCopula, let token = at(position), follows(position), !token.isSign("@"), !token.isSign("#"),
            token.kind != .sign || token.isSign("$"), !token.isFunction, !token.cues.contains(.platform)
        else { return nil }
        let end = chunkEnd(position)
        let isPlain = end - position == 1 && token.kind == .word
        // "snapchat is fun": an ordinary word after "is" is no handle.
        if isPlain, token.isKnownWord, !isSign(index + 1, ":") { return nil }
        return add(position..<end, .handle, cueReason(index))
    }

    private static let handleWord = WordHash.of("handle")
}
