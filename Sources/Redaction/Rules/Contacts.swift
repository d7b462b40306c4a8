/// E-mail and web addresses, handles: typed, half typed, and read aloud.
extension Rule {
    static let contacts: [Rule] = [
        Rule(
            "contact.half-typed", .email, on: .run(.at), because: "an e-mail address, partly spelled out",
            yes: "She is [brandi00 at example.com] now.", no: "We met at example.com once.",
            to: { $0.halfTypedMail($1) }),
        Rule(
            "contact.link", .url, on: .run(.scheme), because: "a web address",
            yes: "See [https://example.org/a?b=1] for it.", no: "See http for it.",
            match: { walk, index in Match(index..<walk.chunkEnd(index)) }),
        Rule(
            "contact.handle", .handle, on: .sign("@"), because: "a handle",
            yes: "Find me at [@nell_whit_].", no: "Come @ noon.",
            match: { walk, index in
                let end = walk.chunkEnd(index)
                return walk.run(in: index..<end).letters > 0 ? Match(index..<walk.handleEnd(index, end)) : nil
            }),
        Rule(
            "contact.mail", .email, on: .run(.mail), .sign("#"), because: "an e-mail address",
            yes: "Write to [t.ogunwande@mail.example] today.", no: "Write to me today.",
            match: { walk, index in
                let end = walk.chunkEnd(index)
                let run = walk.run(in: index..<end)
                return run.signs.contains(.mail) ? Match(index..<end, run.dots > 0 ? .email : .handle) : nil
            }),
        Rule(
            "contact.hashtag", .handle, on: .sign("#"), because: "a hashtag",
            yes: "They wrote [#FreeNell] on it.", no: "I was #1 there.",
            match: { walk, index in
                let (end, next) = (walk.chunkEnd(index), walk[index + 1])
                guard end > index + 1, next.isWord || next.kind == .mixed else { return nil }
                return Match(index..<walk.handleEnd(index, end))
            }),
        Rule(
            "contact.ip", .ipAddress, on: .run(.dots), because: "an IP address",
            yes: "It came from [192.0.2.17], he said.", no: "It is version 1.2.3 of it.",
            to: { $0.ipEnd($1) }),
        Rule(
            "contact.long-ip", .ipAddress, on: .run(.colons), because: "an IP address",
            yes: "It came from [2001:db8::17] then.", no: "It was 10:15:30 by then.",
            match: { walk, index in
                let end = walk.chunkEnd(index)
                let colons = (index..<end).filter { walk.sign($0, ":") }
                let isDouble = colons.contains { walk.sign($0 + 1, ":") }
                guard colons.count >= 4 || colons.count >= 2 && end - index >= 5 && isDouble,
                    (index..<end).allSatisfy({ walk.sign($0, ":") || walk.isHexadecimal($0) })
                else { return nil }
                return Match(index..<end)
            }),
        Rule(
            "contact.domain", .url, on: .run(.dots), because: "a web address",
            yes: "It is on [stories.example.org/nell] still.", no: "He came home.In time we ate.",
            match: { walk, index in
                let end = walk.chunkEnd(index)
                if walk.word(index, .www) { return Match(index..<end) }
                guard let domain = walk.domainEnd(index, end) else { return nil }
                return Match(index..<(walk.sign(domain, of: "/:?") ? end : domain))
            }),
        Rule(
            "contact.underscore", .handle, on: .run(.underscores), because: "a name with an underscore",
            yes: "I am [maya_g] there.", no: "Name: ____ ",
            match: { walk, index in Match(index..<walk.chunkEnd(index)) }),
        Rule(
            "contact.points", .handle, on: .run(.dots), because: "letters, points and digits in one",
            yes: "It was [jazz-mine.bk00] there.", no: "See p.12 of it.",
            match: { walk, index in
                let end = walk.chunkEnd(index)
                let run = walk.run(in: index..<end)
                guard run.digits > 0, run.letters > 1, walk[index].isWord, walk[index].foldedLength > 1,
                    (index..<end).allSatisfy({ walk[$0].kind != .sign || walk.sign($0, ".") || walk[$0].isHyphen }),
                    // "no.34503" and "p.12" are a label and its number.
                    end - index != 3 || walk[end - 1].kind != .number && walk[index].foldedLength >= 4
                else { return nil }
                return Match(index..<end)
            }),
        Rule(
            "contact.as-on-platform", .handle, on: .cue(.platform), because: "a name on '%'",
            yes: "Por facebook estoy como [Yusi La Organista].", no: "I saw it on facebook as I sat.",
            match: { walk, index in walk.nameOnPlatform(index).map { Match($0, cue: index) } }),
        Rule(
            "contact.spelled-on-platform", .handle, on: .cue(.platform), because: "a name on '%'",
            yes: "My insta [mari punto qui guion bajo 99] is gone.", no: "My insta is gone now.",
            match: { walk, index in walk.spelledOnPlatform(index).map { Match($0, cue: index) } }),
        Rule(
            "contact.on-platform", .handle, on: .cue(.platform), because: "a name on '%'",
            yes: "My snapchat is [brandizz] now.", no: "My snapchat is fun now.",
            match: { walk, index in walk.announcedOnPlatform(index).map { Match($0, cue: index) } }),
        Rule(
            "contact.spelled", .email, on: .before([.spelledDot, .spelledAt, .spelledJoin]),
            because: "an address or a handle, read aloud",
            yes: "It is [jane dot doe at example dot com] I think.", no: "We sat at home and read.",
            match: { walk, index in walk.spelling(index).map { Match(index..<$0.end, $0.type) } }),
        Rule(
            "contact.cash-tag", .handle, on: .sign("$€£"), because: "a name to send money to",
            yes: "Send it to [$maya504] please.", no: "Send $504 please.",
            match: { walk, index in
                let name = walk[index + 1]
                guard name.gap == .none,
                    name.isWord || name.kind == .mixed && !(0x30...0x39).contains(walk.letter(index + 1)),
                    walk[index].gap != .none || index > 0 && walk[index - 1].kind == .sign
                else { return nil }
                return Match(index..<walk.chunkEnd(index + 1))
            }),
    ]
}

extension Walk {
    /// What a run of tokens with no blank is made of.
    struct Run {
        /// What a rule of contacts may begin by.
        struct Signs: OptionSet {
            let rawValue: UInt8
            /// "at", read aloud, comes next.
            static let at = Signs(rawValue: 1)
            static let scheme = Signs(rawValue: 2)
            static let mail = Signs(rawValue: 4)
            static let dots = Signs(rawValue: 8)
            static let underscores = Signs(rawValue: 16)
            static let colons = Signs(rawValue: 32)
        }

        var signs: Signs = []
        var (dots, letters, digits) = (0, 0, 0)
    }

    func run(in range: Range<Int>) -> Run {
        var run = Run()
        var slashes = 0
        for token in text.tokens[range] {
            switch token.kind {
            case .sign:
                switch token.value {
                case 0x40: run.signs.insert(.mail)
                case 0x2E: run.dots += 1
                case 0x5F: run.signs.insert(.underscores)
                case 0x2F: slashes += 1
                case 0x3A: run.signs.insert(.colons)
                default: break
                }
            case .number: run.digits += 1
            case .mixed: (run.digits, run.letters) = (run.digits + 1, run.letters + 1)
            default: run.letters += 1
            }
        }
        if run.dots > 0 { run.signs.insert(.dots) }
        if slashes >= 2, sign(range.lowerBound + 1, ":"), sign(range.lowerBound + 2, "/") { run.signs.insert(.scheme) }
        return run
    }

    /// What may begin a contact at this token.
    func runSigns(_ index: Int) -> Run.Signs {
        let next = self[index + 1]
        let isBeforeAt =
            next.gap != .paragraph && (next.cues.contains(.spelledAt) || next.isSign("(") || next.isSign("["))
        guard next.gap == .none || isBeforeAt, index == 0 || self[index].gap != .none || isAfterBracket(index) else {
            return []
        }
        let end = chunkEnd(index)
        var signs = end > index + 1 ? run(in: index..<end).signs : []
        if has(end, .spelledAt) || sign(end, of: "([") && has(end + 1, .spelledAt) { signs.insert(.at) }
        return signs
    }

    private func isAfterBracket(_ index: Int) -> Bool {
        guard self[index - 1].kind == .sign else { return false }
        return !self[index - 1].isHyphen && !sign(index - 1, of: "./_@#:,'")
            || sign(index - 1, of: "\"'\u{2018}\u{2019}\u{201C}\u{201D}«»([{<")
    }

    /// Four numbers of a byte with points between, and nothing else.
    func ipEnd(_ index: Int) -> Int? {
        guard number(index, 1...3), sign(index + 1, ".") else { return nil }
        let run = self.run(in: index..<chunkEnd(index))
        let isAddress = (0..<7).allSatisfy {
            $0 % 2 == 0 ? number(index + $0, 1...3) && self[index + $0].value <= 255 : sign(index + $0, ".")
        }
        return run.dots == 3 && run.digits == 4 && run.letters == 0 && isAddress ? index + 7 : nil
    }

    fileprivate func handleEnd(_ index: Int, _ end: Int) -> Int {
        var handle = run(index + 1, end - index - 1) {
            self[$0].kind != .possessive && (self[$0].kind != .sign || sign($0, of: "_.") || self[$0].isHyphen)
        }
        while handle > index + 2, self[handle - 1].kind == .sign { handle -= 1 }
        // A point ends the sentence; an underscore belongs to the name.
        while sign(handle, "_"), self[handle].gap == .none { handle += 1 }
        return handle
    }

    fileprivate func isHexadecimal(_ index: Int) -> Bool {
        self[index].kind != .sign && self[index].length <= 4
            && letters(index).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// The end of "word.word.tld"; nil when the last label is no domain or the labels are a sentence's end and start.
    fileprivate func domainEnd(_ index: Int, _ end: Int) -> Int? {
        guard run(in: index..<end).letters > 0, self[index].kind != .sign else { return nil }
        var position = index + 1
        var last: Int?
        while position + 1 < end, sign(position, ".") || self[position].isHyphen {
            let label = self[position + 1]
            guard label.kind != .sign else { break }
            if sign(position, "."), label.cues.contains(.topDomain) {
                // "home.In" is two sentences; "f.example" is not.
                let isSentence = label.shape == .capitalized && self[index].shape != .capitalized
                let isShort = label.foldedLength <= 2 && self[position - 1].foldedLength <= 2
                if !isSentence, !isShort { last = position + 2 }
            }
            position += 2
        }
        return last
    }

    /// "brandi00 at example.com": the end of a domain that is typed as such, if what stands before "at" is no common word.
    fileprivate func halfTypedMail(_ index: Int) -> Int? {
        let end = chunkEnd(index)
        let isBracketed = sign(end, of: "([")
        let at = isBracketed ? end + 1 : end
        guard has(at, .spelledAt), follows(at), let last = typedDomain(isBracketed ? at + 2 : at + 1),
            end > index + 1 || !self[index].isKnownWord || self[index].kind == .mixed
                || (1...4).contains(where: { word(index - $0, .mailWords) })
        else { return nil }
        return last
    }

    private func typedDomain(_ index: Int) -> Int? {
        guard self[index].kind != .sign, follows(index), joinedSign(index + 1, ".") else { return nil }
        let end = chunkEnd(index)
        return end > index + 2 && has(end - 1, .topDomain) ? end : nil
    }

    /// An e-mail address, web address or handle that is read aloud from this word on.
    fileprivate func spelling(_ index: Int) -> (end: Int, type: IdentifierType)? {
        guard self[index].kind != .sign, self[index + 1].gap != .paragraph, !cued(index, .platform) else { return nil }
        var (last, dots, ats, joins, slashes) = (index, 0, 0, 0, 0)
        var domain: Int?
        while last - index < 30, follows(last + 1), self[last + 2].kind != .sign, follows(last + 2) {
            let sign = self[last + 1].cues
            if sign.contains(.spelledDot) {
                dots += 1
                if word(last + 2, .spelledEnds) { domain = last + 3 }
            } else if sign.contains(.spelledAt), ats == 0, joins + dots > 0 || isDomain(last + 2) {
                ats += 1
            } else if sign.contains(.spelledJoin) {
                joins += 1
            } else if sign.contains(.spelledSlash), dots > 0 {
                slashes += 1
            } else {
                break
            }
            last += 2
            // "blalock zero zero at example dot org"
            while has(last + 1, .digit), follows(last + 1), last - index < 30, ats == 0 { last += 1 }
            // "guion bajo" is one sign of two words.
            if sign.contains(.spelledJoin), word(last, .low) { last += 1 }
        }
        if ats == 1, dots == 0, let typed = typedDomain(last) { return (typed, .email) }
        if ats > 0, dots > 0 { return (domain ?? last + 1, .email) }
        if let domain, joins + dots > 0 {
            let path = run(last + 1, 2) { self[$0].isWord && follows($0) && !self[$0].isFunction }
            return (slashes > 0 ? path : domain, .url)
        }
        while joins >= 2, has(last + 1, .digit), follows(last + 1), last - index < 40 { last += 1 }
        return joins >= 2 || joins == 1 && word(index + 1, .underscore) ? (last + 1, .handle) : nil
    }

    /// Whether "X dot com" stands here: only then is "at" before it the sign.
    private func isDomain(_ index: Int) -> Bool {
        has(index + 1, .spelledDot) && (word(index + 2, .spelledEnds) || cued(index + 2, .topDomain))
            || sign(index + 1, ".") && self[index + 2].gap == .none && has(index + 2, .topDomain)
    }

    /// Up to four words after "as", to the end of the line or sentence.
    fileprivate func nameOnPlatform(_ index: Int) -> Range<Int>? {
        guard let join = (index + 1...index + 4).first(where: { word($0, .asWords) }), self[index + 1].gap == .blank,
            (index + 1...join).allSatisfy({ self[$0].isWord }), self[join + 1].gap == .blank
        else { return nil }
        let end = run(join + 1, 4) { self[$0].gap <= .blank && (self[$0].isWord || self[$0].hasDigit || sign($0, "_")) }
        return end > join + 1 && stops(end) && !self[join + 1].isFunction ? (join + 1)..<end : nil
    }

    /// What no ordinary word after a platform's name looks like.
    fileprivate func spelledOnPlatform(_ index: Int) -> Range<Int>? {
        let first = self[index + 1]
        guard first.gap == .blank, !first.isFunction, !first.cues.contains(.platform) else { return nil }
        var end = index + 2
        if has(end, [.spelledDot, .spelledJoin]), follows(end), first.isWord || first.hasDigit {
            while end < index + 24, has(end, [.spelledDot, .spelledJoin]), follows(end) {
                end = past(end + 1, .low)
                guard self[end].kind != .sign, follows(end) else { break }
                end = run(end + 1, 24) { has($0, .digit) && follows($0) }
            }
            return (index + 1)..<end
        }
        end = chunkEnd(index + 1)
        return first.kind == .mixed || first.isWord && end > index + 2 && sign(index + 2, "_") ? (index + 1)..<end : nil
    }

    /// "insta: x", "my snapchat is x": an ordinary word after "is" is no handle.
    fileprivate func announcedOnPlatform(_ index: Int) -> Range<Int>? {
        let start = run(index + 1, 3) { sign($0, of: ":=") || cued($0, .be) || word($0, .handleWord) }
        let token = self[start]
        guard start > index + 1, follows(start), token.kind != .sign || token.isSign("$"), !token.isFunction,
            !token.cues.contains(.platform)
        else { return nil }
        let end = chunkEnd(start)
        if end - start == 1, token.isWord, token.isKnownWord, !sign(index + 1, ":") { return nil }
        return start..<end
    }
}
