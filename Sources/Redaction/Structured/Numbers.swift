/// Phones, cards, account and other numbers: by the shape of their groups, with no check of whether one is in use.
extension StructuredScan {
    /// Groups of digits with what parts them.
    private struct Groups {
        var lengths: [Int] = []
        var end = 0
        var separators: Set<UInt32> = []
        var total: Int { lengths.reduce(0, +) }
    }

    private func groups(_ start: Int) -> Groups {
        var groups = Groups()
        var position = start
        while groups.lengths.count < 10, let token = at(position),
            token.kind == .number || position > start && extended(token) != nil, token.length <= 19
        {
            groups.lengths.append(extended(token) ?? token.length)
            groups.end = position + 1
            if token.kind != .number { break }
            var next = position + 1
            var signs = 0
            while signs < 3, let sign = at(next), sign.kind == .sign, sign.gap <= .line, isSeparator(sign) {
                groups.separators.insert(sign.value)
                signs += 1
                next += 1
            }
            guard let follower = at(next), follower.gap <= .line, follower.kind == .number || extended(follower) != nil
            else { break }
            if signs == 0 { groups.separators.insert(0x20) }
            if signs == 1, at(next - 1)?.isSign(",") == true { break }
            position = next
        }
        return groups
    }

    /// The digits before the "x" of "4508x769".
    private func extended(_ token: Token) -> Int? {
        guard token.kind == .mixed else { return nil }
        let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
        guard let cross = letters.firstIndex(of: 0x78), cross > letters.startIndex,
            letters[letters.index(after: cross)...].allSatisfy({ (0x30...0x39).contains($0) }),
            letters[..<cross].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return cross - letters.startIndex
    }

    private func isSeparator(_ token: Token) -> Bool {
        token.isHyphen || token.isSign(".") || token.isSign("/") || token.isSign("(") || token.isSign(")")
            || token.isSign("\u{B7}")
            || token.isSign("\u{2022}")
    }

    /// A phone, card, social security or bank number.
    mutating func phone(_ index: Int) -> Int? {
        var start = index
        var hasPlus = false
        while let token = at(start), token.kind == .sign, start < index + 2 {
            hasPlus = hasPlus || token.isSign("+")
            start += 1
        }
        guard let first = at(start), first.kind == .number, start == index || first.gap <= .blank else { return nil }
        if start == index, first.gap == .none, let before = at(index - 1),
            before.kind != .sign || before.isHyphen || before.isSign("/")
        {
            return nil
        }
        let found = groups(start)
        if let next = at(found.end), next.gap == .none {
            if next.kind == .mixed || next.isWord { return nil }
            if next.isHyphen, let after = at(found.end + 1), after.gap == .none,
                after.hasDigit || after.isWord && after.foldedLength < 3
            {
                return nil
            }
        }
        guard let (type, shape) = Self.kind(of: found.lengths, found.separators, hasPlus: hasPlus) else { return nil }
        var end = found.end
        if type == .phone { end = afterExtension(end) }
        return add(index..<end, type, .shape(shape))
    }

    private static func kind(
        of lengths: [Int], _ separators: Set<UInt32>, hasPlus: Bool
    ) -> (IdentifierType, String)? {
        let total = lengths.reduce(0, +)
        if hasPlus, (7...16).contains(total) { return (.phone, "a number with a country code") }
        if lengths == [3, 2, 4] { return (.socialSecurity, "digits in the groups of a social security number") }
        if (13...19).contains(total),
            lengths.count == 1 || lengths.allSatisfy({ (2...7).contains($0) }) && lengths.first ?? 0 >= 4
        {
            return (.card, "digits in the groups of a card")
        }
        if lengths.count == 1 { return total == 10 ? (.phone, "ten digits, as a phone has") : nil }
        let tail = lengths.suffix(2)
        let isLocal =
            Array(tail) == [3, 4] || Array(tail) == [3, 7] || Array(tail) == [4, 4] || Array(lengths) == [3, 2]
        if isLocal, total <= 15, lengths.count <= 5, lengths.dropLast(2).allSatisfy({ $0 <= 4 }) {
            return Array(lengths) == [3, 2] && !separators.contains(0x2D)
                ? nil : (.phone, "digits in the groups of a phone")
        }
        if Array(tail) == [6, 4] || lengths == [3, 7] || lengths == [6, 4] {
            return (.phone, "digits in the groups of a phone")
        }
        let isSlashed = separators.contains(0x2F)
        if (8...15).contains(total), lengths.count >= 3, lengths.allSatisfy({ (1...5).contains($0) }), !isSlashed,
            lengths.filter({ $0 >= 2 }).count >= 3
        {
            return (.phone, "digits in groups, as a phone has")
        }
        return nil
    }

    private func afterExtension(_ index: Int) -> Int {
        var position = index
        if isSign(position, ",") { position += 1 }
        guard let word = at(position), word.gap <= .blank else { return index }
        if word.kind == .mixed, text.folded[Int(word.foldedStart)] == 0x78, word.foldedLength <= 7 {
            return position + 1
        }
        guard Self.extensions.contains(word.hash) else { return index }
        position += 1
        if isSign(position, ".") { position += 1 }
        return at(position)?.kind == .number ? position + 1 : index
    }

    private static let extensions = set("ext extension x extn anexo")
}
