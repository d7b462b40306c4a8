/// Inmate, booking, badge, docket and other numbers: by the word before them, or by their shape.
extension Rule {
    static let codes: [Rule] = [
        Rule(
            "code.cued", .idNumber, on: .cue([.idCue, .caseCue, .phoneCue, .plateCue]), because: "a number after '%'",
            yes: "My inmate number is [A999-204-117] here.", no: "There were no 5 of us.",
            match: { walk, index in
                var match = walk.cuedCode(index)
                if match?.reason == nil { match?.cue = index }
                return match
            })
    ]

    static let bareCodes: [Rule] = [
        Rule(
            "code.joined", .idNumber, on: .number, .mixed, because: "digits and signs joined as in a reference number",
            yes: "It says [2015/0832-7] on top.", no: "It was 5-4 by then.",
            match: { walk, index in
                guard !walk.isJoinedLeft(index, "/.,"), let end = walk.codeEnd(index), end > index + 1,
                    !walk.isOrdinary(index..<end)
                else { return nil }
                return Match(index..<end, walk.codeType(index..<end))
            }),
        Rule(
            "code.bail", .money, on: .number, because: "a long number after '%'",
            yes: "They set bail at [25000] then.", no: "They set bail at 25 then.",
            match: { walk, index in
                guard walk.isLongNumber(index), let cue = (1...5).first(where: { walk.word(index - $0, .bail) }) else {
                    return nil
                }
                return Match(index..<(index + 1), cue: index - cue)
            }),
        Rule(
            "code.zip", .address, on: .number, because: "five digits after a place, as a ZIP code",
            yes: "The zip is [80999] there.", no: "There were 80 there.",
            match: { walk, index in
                guard walk.isLongNumber(index), walk[index].length == 5,
                    walk.sign(index - 1, ",") && walk[index - 2].isCapital || walk.isZIPCued(index)
                else { return nil }
                return Match(index..<(index + 1))
            }),
        Rule(
            "code.long", .idNumber, on: .number, because: "five digits or more",
            yes: "It says [4471902] on top.", no: "It says 447 on top.",
            match: { walk, index in walk.isLongNumber(index) ? Match(index..<(index + 1)) : nil }),
        Rule(
            "code.four", .idNumber, .doubtful, on: .number, because: "digits that are no year",
            yes: "It says [4471] on top.", no: "It says 447 on top.",
            match: { walk, index in
                let isLeadingZero = walk.letter(index) == 0x30
                guard !walk.isJoinedLeft(index, "/.,"), walk.codeEnd(index) == index + 1,
                    walk.number(index, 4...4) || walk.number(index, 3...3) && isLeadingZero
                else { return nil }
                return Match(index..<(index + 1), nil, isLeadingZero ? .sure : .doubtful)
            }),
        Rule(
            "code.mixed", .idNumber, on: .mixed, .joined, because: "letters and digits joined as in a reference number",
            yes: "It says [Z0099001] on top.", no: "It was a 22-year-old on top.",
            match: { $0.mixedCode($1) }),
    ]
}

extension Walk {
    fileprivate func isLongNumber(_ index: Int) -> Bool {
        number(index, 5...1_000) && !isJoinedLeft(index, "/.,") && codeEnd(index) == index + 1
    }

    func isZIPCued(_ index: Int) -> Bool { (1...3).contains { word(index - $0, .zipCues) } }

    /// A cue, a few words of filling, and a code; then the codes listed after it.
    fileprivate func cuedCode(_ index: Int) -> Match? {
        let cue = self[index]
        let (isPlate, isCase, isNumber) = (
            cue.cues.contains(.plateCue), has(index, .caseCue), word(index, .numberWords)
        )
        guard isPlate || isCase || has(index, [.idCue, .phoneCue]), let (start, isFilled) = codeStart(index) else {
            return nil
        }
        let hasLabel = isFilled || isNumber
        if cue.cues.contains(.phoneCue), start > index + 1, sign(start - 1, "("),
            let phone = grouped(start - 1, { $0.type != nil })
        {
            return phone
        }
        guard follows(start), var end = codeEnd(start) else { return nil }
        let first = self[start]
        if let ip = ipEnd(start) { return Match(start..<ip, .ipAddress) }
        // "my number is 555 oh one four two": the words go on with it.
        if first.kind == .number, has(end, .digit), let said = saidNumber(start) { return said }
        if isPlate, self[end].gap == .blank, self[end].kind == .mixed, first.kind == .mixed || first.shape == .upper {
            end = chunkEnd(end)
        }
        if start == index + 1, word(index, .numberWord), var street = addressed(start) {
            (street.tokens, street.type) = (index..<street.tokens.upperBound, .address)
            street.reason = "a number and a street"
            return street
        }
        let digits = digitCount(start..<end)
        let isSingle = end - start == 1
        let isShort = isSingle && first.kind == .number && digits <= 3
        let isWeak = word(index, .weakCues) && !hasLabel
        guard digits > 0, !(isWeak && isShort),
            !(isShort && digits == 1 && word(index, .no) && !(cue.isCapital && sign(index + 1, "."))),
            !isSingle
                || !(first.kind == .number && Self.publicNumbers.contains(first.value)) && !(first.isYear && isWeak)
                    && !isOrdinal(start)
        else { return nil }
        if !isSingle || first.length > 4, !isCase, !isPlate, cue.cues.contains(.phoneCue) || first.kind == .number,
            let phone = grouped(start, { $0.type != nil })
        {
            return phone
        }
        let type = codeType(start..<end, isCase: isCase, isPlate: isPlate)
        var match = Match(start..<withSuffix(end), cue: index, type)
        // "applications nos. 1/97 and 2/98"
        for _ in 0..<40 {
            let next = run(match.next, 2) { sign($0, of: ",;&") || word($0, .listWords) }
            guard next > match.next, self[next].hasDigit, follows(next), let end = codeEnd(next),
                digitCount(next..<end) >= 2,
                end - next > 1 || self[next].length > 2 || isCase, !(self[next].isYear && end - next == 1)
            else { break }
            match.more.append(Match(next..<withSuffix(end), cue: index, type))
            match.next = withSuffix(end)
        }
        return match
    }

    // Everyone's numbers: help, directory and crisis lines.
    private static let publicNumbers: Set<UInt32> = [112, 211, 311, 411, 511, 611, 711, 811, 911, 988, 999]

    /// Where a code may begin after a cue, and whether a label or a mark says that one comes; nil at a sentence's end.
    private func codeStart(_ index: Int) -> (Int, Bool)? {
        var (position, isFilled) = (index + 1, false)
        while position < index + 7, follows(position), !(word(position, .letterA) && self[position].isCapital) {
            let isMark = sign(position, of: ":#.(\"\u{BA}")
            let isCue = cued(position, [.idCue, .caseCue, .plateCue]) && self[position].isWord
            guard isMark || word(position, .codeFillers) || isCue else { break }
            if sign(position, "."), !word(position - 1, .dotted) { return nil }
            if isMark && !sign(position, "(") || word(position, .numberWords) { isFilled = true }
            position += 1
        }
        return (position, isFilled)
    }

    /// The end of a code: a run with no blank, and groups of digits after single blanks ("A 999 310 552").
    fileprivate func codeEnd(_ index: Int) -> Int? {
        let first = self[index]
        guard first.kind != .sign, first.kind != .possessive else { return nil }
        var end = chunkEnd(index)
        // A code that a line's end cuts after its hyphen: "CR-2015-" and "000832" on the next line.
        if joinedHyphen(end), self[end + 1].gap == .line, self[end + 1].hasDigit, self[end + 1].foldedLength > 1 {
            end = chunkEnd(end + 1)
        }
        if first.isWord, digitCount(index..<end) == 0 {
            // "A 999 310 552", "DV 0Q07"
            let isCode =
                first.shape == .upper || first.shape == .initial
                || isFlat(index) && (word(index, .caseLetters) || first.flags.isEmpty && first.cues.isEmpty)
            guard isCode, first.foldedLength <= 4, self[index + 1].gap == .blank, self[index + 1].hasDigit,
                end == index + 1
            else { return nil }
            end = chunkEnd(index + 1)
        }
        if self[end - 1].kind == .sign { end -= 1 }
        for _ in 0..<3 { end = afterLetters(end) }
        for _ in 0..<24 {
            let (next, last) = (self[end], self[end - 1])
            guard next.gap == .blank, next.kind == .number, next.length >= 2, last.hasDigit, last.foldedLength >= 2,
                !next.isYear || last.foldedLength == 3
            else { break }
            end = chunkEnd(end)
        }
        return end
    }

    // "21 CA 29", "113290 CR-24-2012", "2 CA-CR 2013-0096", "168 M.D. 2023": short capitals between digits.
    private func afterLetters(_ end: Int) -> Int {
        let letters = self[end]
        guard letters.gap == .blank, letters.isWord, letters.shape == .upper || letters.shape == .initial,
            letters.foldedLength <= 4, self[end - 1].hasDigit, letters.foldedLength > 1 || letter(end) != 0x69
        else { return end }
        var number = joinedHyphen(end + 1) ? end + 2 : end + 1
        if self[number].gap == .none, self[number].isWord, self[number].foldedLength <= 3 { number += 1 }
        while sign(number, "."), number < end + 5 {
            number += self[number + 1].shape == .initial && self[number + 1].gap == .none ? 2 : 1
        }
        return self[number].hasDigit && self[number].gap <= .blank ? max(number + 1, chunkEnd(number)) : end
    }

    /// "K C" in "2025-279 K C"; "Agcr" in "000-11-14 Agcr".
    private func withSuffix(_ index: Int) -> Int {
        run(index, 2) {
            let token = self[$0]
            return token.gap == .blank && token.isWord && token.foldedLength <= 4 && token.isCapital
                && (token.shape != .capitalized || !token.isKnownWord && token.flags.isEmpty)
                && !(token.shape == .initial && letter($0) == 0x69)
        }
    }

    /// Letters and digits in one word: Z0099001, H-1B aside.
    fileprivate func mixedCode(_ index: Int) -> Match? {
        guard !isJoinedLeft(index, "/.") else { return nil }
        let end = chunkEnd(index)
        let digits = digitCount(index..<end)
        guard digits >= 3 || digits >= 2 && end - index >= 3,
            (index..<end).contains(where: { self[$0].isWord || self[$0].kind == .mixed }), !isOrdinary(index..<end),
            end - index == 1 || !self[index].isWord || self[index].foldedLength <= 6
        else { return nil }
        return Match(index..<end, codeType(index..<end))
    }

    func digitCount(_ range: Range<Int>) -> Int {
        range.reduce(0) { $0 + (self[$1].hasDigit ? letters($1).filter { (0x30...0x39).contains($0) }.count : 0) }
    }

    fileprivate func codeType(_ range: Range<Int>, isCase: Bool = false, isPlate: Bool = false) -> IdentifierType {
        let (first, start) = (self[range.lowerBound], range.lowerBound)
        if isCase { return .caseNumber }
        if isPlate, range.count > 1 || first.kind == .mixed { return .vehicle }
        let firstDigit = range.first { self[$0].hasDigit } ?? range.upperBound
        let hasCaseLetters =
            (firstDigit..<range.upperBound).contains { self[$0].isWord && word($0, .caseLetters) }
            || first.isWord && first.foldedLength <= 4 && word(start, .caseLetters)
        // 36022/97: an application to a court.
        let isApplication =
            range.count == 3 && sign(start + 1, "/") && number(start, 3...19) && self[start + 2].length == 2
        if hasCaseLetters || isApplication { return .caseNumber }
        return range.filter { self[$0].kind == .number }.map { self[$0].length } == [3, 2, 4]
            ? .socialSecurity : .idNumber
    }

    /// Times, ordinals, scores, spans of numbers, thousands and decimals, "22-year-old".
    fileprivate func isOrdinary(_ range: Range<Int>) -> Bool {
        let first = range.lowerBound
        if range.count == 1 {
            return isOrdinal(first) || figures(first, before: .unitLetters).map { $0 <= 4 } == true
        }
        let signs = range.dropFirst().filter { self[$0].kind == .sign }
        let lengths = range.filter { self[$0].hasDigit }.map { self[$0].foldedLength }
        let words = range.filter { self[$0].isWord || self[$0].kind == .possessive }
        if !words.isEmpty {
            // "22-year-old", "six-by-nine": words that anyone knows.
            return words.allSatisfy { self[$0].isKnownWord && self[$0].foldedLength > 2 }
                && lengths.allSatisfy { $0 <= 2 }
                || lengths.reduce(0, +) <= 1
        }
        let isClock =
            signs.allSatisfy { sign($0, ":") } && lengths.allSatisfy { $0 <= 2 || $0 == 4 && lengths.count == 2 }
            && self[first].kind == .number
        let isGrouped = signs.allSatisfy { sign($0, ",") } && lengths.dropFirst().allSatisfy { $0 == 3 }
        let isDecimal = signs.count == 1 && sign(signs[0], ".") && lengths.reduce(0, +) <= 5
        return isClock || isGrouped || isDecimal || signs.count == 1 && lengths.allSatisfy { $0 <= 2 }
            || lengths.reduce(0, +) <= 1
    }
}
