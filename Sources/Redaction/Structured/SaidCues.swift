/// What stands before a number that is read aloud: the word that says what it is, and the letters that belong to it.
extension StructuredScan {
    // MARK: What stands before

    private static let endings = set("ends ending end termina terminan last ultimos digits digitos")

    private static let phoneOnly = set("number no numero num cell")

    /// What the five words before say that the number is; a sentence's end hides them.
    func saidCue(before index: Int) -> Cue {
        var found: Cue = []
        for back in 1...6 {
            guard let token = at(index - back), at(index - back + 1)?.gap != .paragraph else { break }
            if token.isSign("."), !isSign(index - back, ":") { break }
            if Self.endings.contains(token.hash) { found.formUnion(.idCue) }
            let cues = token.cues.union(token.nearCues)
            if Self.phoneOnly.contains(token.hash) {
                if cues.contains(.idCue), back <= 3 { found.formUnion(.idCue) }
            } else {
                found.formUnion(cues.intersection([.idCue, .caseCue, .phoneCue]))
            }
        }
        return found
    }

    // Ten or more digits, or seven, are a phone; five after "zip" a ZIP code; after "inmate" or "A" the number of someone.
    func saidType(_ index: Int, _ said: Said, _ cue: Cue) -> IdentifierType {
        if isZIPCue(index) { return .address }
        if cue.contains(.phoneCue), said.digits >= 7 { return .phone }
        if cue.contains(.caseCue) { return .caseNumber }
        if cue.contains(.idCue), !(said.digits == 10 || said.digits == 7) || !cue.contains(.phoneCue) {
            return .idNumber
        }
        return [5, 6, 8, 9].contains(said.digits) ? .idNumber : .phone
    }

    func isCuedShort(_ start: Int, _ end: Int) -> Bool {
        if (1...3).contains(where: { has(start - $0, [.idCue, .caseCue, .unit]) }) { return true }
        let isJoined = (start..<end).contains { at($0)?.isHyphen == true }
        return isJoined && (start..<end).contains { isWord($0, Self.oh) }
    }

    static let letterNames = set(
        "be ce de efe ge hache jota ka ele eme ene pe cu erre ese te uve equis zeta doble dash guion dot alpha bravo")

    private static let plus = set("plus mas")

    /// "W zero zero four", "efe cero nueve", "w as in whiskey zero": the letters that begin a number, each read aloud.
    func letteredStart(_ index: Int) -> Int {
        var start = index
        for _ in 0..<3 {
            if at(start - 3)?.hash == Self.asIn[0], at(start - 2)?.hash == Self.asIn[1],
                at(start - 4)?.foldedLength == 1
            {
                start -= 4
            } else if let before = at(start - 1), follows(start), isSpelledLetter(start - 1, before) {
                start -= 1
            } else {
                break
            }
        }
        if isWord(start - 1, Self.plus), follows(start) { start -= 1 }
        return start
    }

    private func isSpelledLetter(_ index: Int, _ token: Token) -> Bool {
        if token.isHyphen || token.shape == .initial { return true }
        guard token.isWord else { return false }
        if Self.letterNames.contains(token.hash) { return !isWord(index - 1, Self.letterBefore) }
        return token.foldedLength == 1 && !token.isFunction && !Self.loneLetters.contains(token.hash)
    }

    private static let loneLetters = set("a i y o e n w")
    private static let letterBefore = set("el la un una los las numero")
}
