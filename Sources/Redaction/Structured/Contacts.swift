/// E-mail and web addresses, handles; typed, and spelled out.
extension StructuredScan {
    /// A run with no blank that holds "@", "://", "_" or a domain.
    mutating func contact(_ index: Int) -> Int? {
        let first = text.tokens[index]
        if index > 0, first.gap == .none, first.kind != .sign, !startsAfterBracket(index) { return nil }
        let end = chunkEnd(index)
        if let mail = halfSpelled(index, end) { return mail }
        guard end - index > 1 else { return nil }
        var (ats, dots, underscores, slashes, letters, digits) = (0, 0, 0, 0, 0, 0)
        var hasScheme = false
        for token in text.tokens[index..<end] {
            switch token.kind {
            case .sign:
                switch token.value {
                case 0x40: ats += 1
                case 0x2E: dots += 1
                case 0x5F: underscores += 1
                case 0x2F: slashes += 1
                default: break
                }
            case .number: digits += 1
            case .mixed: (digits, letters) = (digits + 1, letters + 1)
            default: letters += 1
            }
        }
        if slashes >= 2, isSign(index + 1, ":"), isSign(index + 2, "/") { hasScheme = true }
        if hasScheme { return add(index..<end, .url, .shape("a web address")) }
        if ats > 0 {
            if first.isSign("@") {
                return letters > 0 ? add(index..<handleEnd(index, end), .handle, .shape("a handle")) : nil
            }
            return add(index..<end, dots > 0 ? .email : .handle, .shape(dots > 0 ? "an e-mail address" : "a handle"))
        }
        if first.isSign("#") {
            guard at(index + 1)?.isWord == true || at(index + 1)?.kind == .mixed, letters > 0 else { return nil }
            return add(index..<handleEnd(index, end), .handle, .shape("a hashtag"))
        }
        if dots == 3, digits == 4, letters == 0, let ip = ipEnd(index, end) {
            return add(index..<ip, .ipAddress, .shape("an IP address"))
        }
        if let ip = longIP(index, end) { return add(index..<ip, .ipAddress, .shape("an IP address")) }
        if first.hash == Self.www, dots > 0 { return add(index..<end, .url, .shape("a web address")) }
        if dots > 0, letters > 0, let domain = domainEnd(index, end) {
            let whole = isSign(domain, "/") || isSign(domain, ":") || isSign(domain, "?") ? end : domain
            return add(index..<whole, .url, .shape("a web address"))
        }
        if underscores > 0, letters > 0 { return add(index..<end, .handle, .shape("a name with an underscore")) }
        // "jazz-mine.bk00": a point between letters and a digit somewhere.
        if dots > 0, digits > 0, letters > 1, isHandleLike(index, end) {
            return add(index..<end, .handle, .shape("letters, points and digits in one"))
        }
        return nil
    }

    private static let www = WordHash.of("www")

    private func startsAfterBracket(_ index: Int) -> Bool {
        guard let before = at(index - 1), before.kind == .sign else { return false }
        return !before.isHyphen && !"./_@#:,'".unicodeScalars.contains { before.isSign($0) } || isQuote(index - 1)
    }

    private func isQuote(_ index: Int) -> Bool {
        guard let token = at(index), token.kind == .sign else { return false }
        return "\"'\u{2018}\u{2019}\u{201C}\u{201D}«»([{<".unicodeScalars.contains { token.isSign($0) }
    }

    private func handleEnd(_ index: Int, _ end: Int) -> Int {
        var handle = index + 1
        while handle < end {
            let token = text.tokens[handle]
            if token.kind == .sign, !token.isSign("_"), !token.isSign("."), !token.isHyphen { break }
            if token.kind == .possessive { break }
            handle += 1
        }
        while handle > index + 2, text.tokens[handle - 1].kind == .sign { handle -= 1 }
        return handle
    }

    private func isHandleLike(_ index: Int, _ end: Int) -> Bool {
        guard text.tokens[index].isWord, text.tokens[index].foldedLength > 1 else { return false }
        for token in text.tokens[index..<end] where token.kind == .sign && !token.isSign(".") && !token.isHyphen {
            return false
        }
        // "no.34503" and "p.12" are a label and its number.
        if end - index == 3, text.tokens[end - 1].kind == .number || text.tokens[index].foldedLength < 4 {
            return false
        }
        return true
    }

    private func ipEnd(_ index: Int, _ end: Int) -> Int? {
        guard index + 7 <= end else { return nil }
        for offset in 0..<7 {
            let token = text.tokens[index + offset]
            if offset % 2 == 0 ? token.kind != .number || token.value > 255 || token.length > 3 : !token.isSign(".") {
                return nil
            }
        }
        return index + 7
    }

    /// Groups of hexadecimal digits between colons: IPv6 and hardware addresses.
    private func longIP(_ index: Int, _ end: Int) -> Int? {
        var colons = 0
        for token in text.tokens[index..<end] {
            if token.isSign(":") {
                colons += 1
            } else if token.kind == .sign || token.length > 4 || !isHexadecimal(token) {
                return nil
            }
        }
        return colons >= 4 || (colons >= 2 && end - index >= 5 && hasDoubleColon(index, end)) ? end : nil
    }

    private func hasDoubleColon(_ index: Int, _ end: Int) -> Bool {
        (index..<(end - 1)).contains { isSign($0, ":") && isSign($0 + 1, ":") }
    }

    private func isHexadecimal(_ token: Token) -> Bool {
        text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)].allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
        }
    }

    /// The end of "word.word.tld"; nil when the last label is no domain or the labels are a sentence's end and start.
    private func domainEnd(_ index: Int, _ end: Int) -> Int? {
        guard text.tokens[index].kind != .sign else { return nil }
        var position = index + 1
        var last: Int?
        while position + 1 < end, isSign(position, ".") || text.tokens[position].isHyphen {
            let label = text.tokens[position + 1]
            guard label.kind != .sign else { break }
            if isSign(position, "."), label.cues.contains(.topDomain) {
                // "home.In" is two sentences; "f.example" is not.
                let isSentence = label.shape == .capitalized && text.tokens[index].shape != .capitalized
                let isShort = label.foldedLength <= 2 && text.tokens[position - 1].foldedLength <= 2
                if !isSentence, !isShort { last = position + 2 }
            }
            position += 2
        }
        return last
    }
}
