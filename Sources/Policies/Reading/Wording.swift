/// What words in a policy or language file may look like.
enum Wording {
    /// Whether `text` is 1 to `maximum` characters, with a letter or digit, none that controls a terminal, and on one
    /// line.
    static func isLine(_ text: String, maximum: Int) -> Bool {
        isProse(text, maximum: maximum) && !text.unicodeScalars.contains("\n")
    }

    /// As `isLine`, but over as many lines as it takes.
    static func isProse(_ text: String, maximum: Int) -> Bool {
        (1...maximum).contains(text.count)
            && text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
            && text.contains { $0.isLetter || $0.isNumber }
    }

    /// Whether `text` is a language code such as `en` or `pt-br`.
    ///
    /// It becomes part of a path, so nothing else passes.
    static func isLanguageCode(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.utf8.count), parts.count <= 2 else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
            && parts.dropFirst().allSatisfy { (2...8).contains($0.utf8.count) }
    }

    /// Whether `text` is an address that a page may send a person to: https, a host with a dot, and no more than
    /// what an HTTP header and an attribute can hold unescaped.
    static func isWebAddress(_ text: String) -> Bool {
        guard text.hasPrefix("https://"), text.utf8.count <= 200 else { return false }
        let rest = text.dropFirst("https://".count)
        let host = rest.prefix { $0 != "/" }
        let hostLetters = host.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return hostLetters && labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
            && rest.utf8.allSatisfy { (0x21...0x7E).contains($0) && !Array("\"'<>\\^`{|}".utf8).contains($0) }
    }

    /// Whether `text` is the address of a site of ours: as `isWebAddress`, or an onion service without a path.
    static func isSiteAddress(_ text: String) -> Bool {
        guard text.hasPrefix("http://"), text.hasSuffix(".onion") else { return isWebAddress(text) }
        let name = text.dropFirst("http://".count).dropLast(".onion".count)
        // Version 3: a public key, a check sum and a version, in base 32.
        return name.utf8.count == 56
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x32...0x37).contains($0) }
    }
}
