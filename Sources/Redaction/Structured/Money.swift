/// Amounts of money.
extension StructuredScan {
    /// "$250,000".
    mutating func money(_ index: Int) -> Int? {
        guard let number = at(index + 1), number.gap <= .blank, number.hasDigit else { return nil }
        let end = amountEnd(index + 1)
        let isLarge =
            end - index > 2 && digitCount(index + 1, end) > 3 || number.length > 3 || number.kind == .mixed
            || has(end - 1, .scale)
        return add((index + 1)..<end, .money, .shape("an amount of money"), isLarge ? .sure : .wide)
    }

    private func amountEnd(_ index: Int) -> Int {
        var position = index + 1
        while let sign = at(position), sign.gap == .none, sign.isSign(",") || sign.isSign("."),
            let number = at(position + 1), number.gap == .none, number.kind == .number || number.kind == .mixed
        {
            position += 2
        }
        if has(position, .scale), follows(position) { position += 1 }
        return position
    }

    /// "25,000 dollars", "quince mil", "75000 euros", "200 thousand", "50K".
    mutating func moneyWords(_ index: Int) -> Int? {
        guard let token = at(index) else { return nil }
        if token.gap == .none, let before = at(index - 1), before.kind != .sign || before.isHyphen || before.isSign("/")
        {
            return nil
        }
        if token.kind == .mixed {
            let last = text.folded[Int(token.foldedEnd) - 1]
            guard last == 0x6B, token.foldedLength >= 3, token.foldedLength <= 5 else { return nil }
            return add(index..<(index + 1), .money, .shape("an amount in thousands"))
        }
        guard token.kind == .number || has(index, .anyNumber) else { return nil }
        var end = token.kind == .number ? amountEnd(index) : index + 1
        while end < index + 6, has(end, .anyNumber), follows(end) { end += 1 }
        let hasScale = (index..<end).contains { has($0, .scale) }
        let isGrouped = token.kind == .number && end - index >= 3 && isSign(index + 1, ",")
        let isMoney = has(end, .money) && follows(end) || has(end + 1, .money) && isWord(end, Self.of)
        guard isMoney || hasScale && end > index + 1 || isGrouped else { return nil }
        let isLarge = hasScale || isGrouped || token.length > 3
        guard isMoney || isLarge else { return nil }
        if hasScale, !isMoney, token.kind != .number, end - index == 2, has(index, .digit),
            Self.hundred.contains(text.tokens[index + 1].hash)
        {
            return nil
        }
        return add(index..<end, isMoney ? .money : .quantity, .shape("an amount"), isLarge ? .sure : .wide)
    }

    private static let hundred = set("hundred cien ciento")
}
