/// A number as people write it, in figures or in words, English or Spanish.
struct SpokenNumber {
    let value: Int

    private static let small: [UInt64: Int] = {
        var small: [UInt64: Int] = [:]
        let english =
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
        let spanish =
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve"
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        let decenas = ["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
        let twenties =
            "veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
        for list in [english, spanish] {
            for (value, word) in list.split(separator: " ").enumerated() { small[WordHash.of(String(word))] = value }
        }
        for list in [tens, decenas] {
            for (index, word) in list.enumerated() { small[WordHash.of(word)] = (index + 2) * 10 }
        }
        for (index, word) in twenties.split(separator: " ").enumerated() {
            small[WordHash.of(String(word))] = 21 + index
        }
        return small
    }()
    private static let hundreds = StructuredScan.set("hundred cien ciento")
    private static let thousands = StructuredScan.set("thousand mil grand")
    private static let millions = StructuredScan.set("million millon millones")
    private static let joins = StructuredScan.set("and y")

    /// The first number of a text; nil when it has none.
    init?(_ text: TokenizedText) {
        var (total, part, isFound) = (0, 0, false)
        var index = 0
        while index < text.tokens.count {
            let token = text.tokens[index]
            if let digits = Self.digits(token, text) {
                if isFound, part % 10 != 0 || digits >= 10 && part % 100 != 0 { break }
                part = isFound ? part + digits : digits
                while index + 2 < text.tokens.count, text.tokens[index + 1].isSign(","),
                    text.tokens[index + 2].kind == .number,
                    text.tokens[index + 2].length == 3, text.tokens[index + 2].gap == .none, part < 1_000_000
                {
                    part = part * 1_000 + Int(text.tokens[index + 2].value)
                    index += 2
                }
                isFound = true
            } else if Self.hundreds.contains(token.hash) {
                part = max(part, 1) * 100
                isFound = true
            } else if Self.thousands.contains(token.hash) {
                (total, part, isFound) = (total + max(part, 1) * 1_000, 0, true)
            } else if Self.millions.contains(token.hash) {
                (total, part, isFound) = (total + max(part, 1) * 1_000_000, 0, true)
            } else if isFound, !token.isHyphen, !Self.joins.contains(token.hash) {
                break
            }
            index += 1
        }
        guard isFound else { return nil }
        value = total + part
    }

    private static func digits(_ token: Token, _ text: TokenizedText) -> Int? {
        if token.kind == .number { return token.length <= 9 ? Int(token.value) : nil }
        if token.kind == .mixed {
            // "16yo", "10th", "20k"
            let letters = text.folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
            let figures = letters.prefix { (0x30...0x39).contains($0) }
            guard !figures.isEmpty, figures.count < 7 else { return nil }
            let value = figures.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            return letters.last == 0x6B && letters.count == figures.count + 1 ? value * 1_000 : value
        }
        return small[token.hash]
    }

    private static let centuries: [UInt64: Int] = [
        WordHash.of("nineteen"): 1900, WordHash.of("twenty"): 2000, WordHash.of("eighteen"): 1800,
    ]

    /// A year in words: "nineteen seventy-nine", "two thousand and nine", "dos mil nueve".
    static func year(_ text: TokenizedText) -> Int? {
        for index in text.tokens.indices {
            let token = text.tokens[index]
            if let century = centuries[token.hash] {
                var rest = index + 1
                while rest < text.tokens.count, joins.contains(text.tokens[rest].hash) { rest += 1 }
                guard rest < text.tokens.count, let tens = small[text.tokens[rest].hash], tens >= 10 else { continue }
                let last = text.tokens[(rest + 1)...].first { !$0.isHyphen }.flatMap { small[$0.hash] } ?? 0
                return century + tens + (tens >= 20 && last < 10 ? last : 0)
            }
            if thousands.contains(token.hash), let year = SpokenNumber(text)?.value, (1850...2099).contains(year) {
                return year
            }
        }
        return nil
    }
}
