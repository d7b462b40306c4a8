/// Boxes for mail and rural routes.
extension StructuredScan {
    // "P.O. Box 0417", "RR 2 Box 41", "Apartado 12".
    mutating func postBox(_ index: Int) -> Int? {
        guard let token = at(index), token.isWord else { return nil }
        if token.hash == Self.box || Self.boxes.contains(token.hash) {
            guard var value = at(index + 1), value.gap <= .blank else { return nil }
            var end = index + 1
            if value.isSign("#") || Self.labels.contains(value.hash) {
                end += 1
                guard let next = at(end) else { return nil }
                value = next
            }
            guard value.hasDigit else { return nil }
            var start = index
            for back in stride(from: 1, through: 4, by: 1) where index - back >= 0 {
                let before = text.tokens[index - back]
                guard
                    Self.beforeBox.contains(before.hash) || before.isSign(".")
                        || before.kind == .number && before.length <= 3
                        || before.kind == .mixed && before.foldedLength <= 4
                else { break }
                if !before.isSign(".") { start = index - back }
            }
            return add(start..<withRoute(chunkEnd(end, limit: 6)), .address, .shape("a box for mail"))
        }
        return nil
    }

    /// ", Rural Route 4" after a box.
    private func withRoute(_ index: Int) -> Int {
        var position = isSign(index, ",") ? index + 1 : index
        guard isWord(position, Self.beforeBox), follows(position) else { return index }
        while isWord(position, Self.beforeBox), position < index + 5 { position += 1 }
        guard let number = at(position), number.hasDigit, number.gap <= .blank else { return index }
        return position + 1
    }

    static let box = WordHash.of("box")
    static let boxes = set("apartado casilla pobox")
    static let beforeBox = set("p o po rr rural route hc star post office")
}
