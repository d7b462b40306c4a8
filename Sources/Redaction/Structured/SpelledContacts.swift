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
            // "blalock zero zero at example dot org"
            while has(position + 1, .digit), follows(position + 1), position - index < 30, ats == 0 { position += 1 }
            // "guion bajo" is one sign of two words.
            if sign.cues.contains(.spelledJoin), at(position).map({ $0.hash == Self.bajo }) == true { position += 1 }
        }
        if ats == 1, dots == 0, let domain = typedDomain(position) {
            return add(index..<domain, .email, .shape("an e-mail address, spelled out"))
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

    private static let mailWords = set("email e-mail mail correo gmail address write reach escribe escribeme or")

    /// "brandi00 at example.com": the end of a domain that is typed as such, if what stands before "at" is no common word.
    mutating func halfSpelled(_ index: Int, _ end: Int) -> Int? {
        var sign = end
        let isBracketed = isSign(end, "(") || isSign(end, "[")
        if isBracketed { sign += 1 }
        guard has(sign, .spelledAt), follows(sign) else { return nil }
        let domain = sign + (isBracketed ? 2 : 1)
        guard let last = typedDomain(domain) else { return nil }
        let first = text.tokens[index]
        guard
            end > index + 1 || !first.isKnownWord || first.kind == .mixed
                || (1...4).contains(where: { isWord(index - $0, Self.mailWords) })
        else { return nil }
        return add(index..<last, .email, .shape("an e-mail address, spelled out"))
    }

    private func typedDomain(_ index: Int) -> Int? {
        guard let first = at(index), first.kind != .sign, follows(index), isSign(index + 1, "."),
            at(index + 1)?.gap == Token.Gap.none
        else {
            return nil
        }
        let end = chunkEnd(index)
        guard end > index + 2, has(end - 1, .topDomain) else { return nil }
        return end
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
        if let end = asPlatformName(index) { return end }
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
        if let end = unannounced(index) { return end }
        guard hasCopula, let token = at(position), follows(position), !token.isSign("@"), !token.isSign("#"),
            token.kind != .sign || token.isSign("$"), !token.isFunction, !token.cues.contains(.platform)
        else { return nil }
        let end = chunkEnd(position)
        let isPlain = end - position == 1 && token.kind == .word
        // "snapchat is fun": an ordinary word after "is" is no handle.
        if isPlain, token.isKnownWord, !isSign(index + 1, ":") { return nil }
        return add(position..<end, .handle, cueReason(index))
    }

    /// "my insta mari punto qui guion bajo 99", "snap maya_g": what no ordinary word after a platform's name looks like.
    private mutating func unannounced(_ index: Int) -> Int? {
        guard let first = at(index + 1), first.gap == .blank, !first.isFunction, first.cues.isDisjoint(with: .platform)
        else {
            return nil
        }
        if has(index + 2, [.spelledDot, .spelledJoin]), follows(index + 2), first.isWord || first.hasDigit {
            var end = index + 2
            while end < index + 24, has(end, [.spelledDot, .spelledJoin]), follows(end) {
                end += 1
                if at(end)?.hash == Self.bajo { end += 1 }
                guard let part = at(end), part.kind != .sign, follows(end) else { break }
                end += 1
                while has(end, .digit), follows(end) { end += 1 }
            }
            return add((index + 1)..<end, .handle, cueReason(index))
        }
        let end = chunkEnd(index + 1)
        guard first.kind == .mixed || first.isWord && end > index + 2 && isSign(index + 2, "_") else { return nil }
        return add((index + 1)..<end, .handle, cueReason(index))
    }

    /// "$maya504": a name to send money to.
    mutating func cashTag(_ index: Int) -> Int? {
        guard let name = at(index + 1), name.gap == .none,
            name.isWord
                || name.kind == .mixed && !(0x30...0x39).contains(text.folded[Int(name.foldedStart)]),
            at(index)?.gap != Token.Gap.none || at(index - 1)?.kind == .sign
        else { return nil }
        return add(index..<chunkEnd(index + 1), .handle, .shape("a handle"))
    }

    private static let asWords = set("como as under by")

    /// "por facebook estoy como Yusi La Organista": up to four words after "as", to the end of the line or sentence.
    private mutating func asPlatformName(_ index: Int) -> Int? {
        guard let join = (index + 1...index + 4).first(where: { isWord($0, Self.asWords) }),
            at(index + 1)?.gap == .blank,
            (index + 1...join).allSatisfy({ at($0)?.isWord == true }), at(join + 1)?.gap == .blank
        else { return nil }
        var end = join + 1
        while end < join + 5, let token = at(end), token.gap <= .blank,
            token.isWord || token.hasDigit || token.isSign("_")
        { end += 1 }
        guard end > join + 1, at(end).map({ $0.gap >= .line || $0.kind == .sign }) ?? true,
            at(join + 1)?.isFunction == false
        else { return nil }
        return add((join + 1)..<end, .handle, cueReason(index))
    }

    private static let handleWord = WordHash.of("handle")
}
