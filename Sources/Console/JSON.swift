import FoundationEssentials

/// Encodes what a machine reads: keys in order, one line end at the end.
///
/// People look at it too, on a terminal: what a terminal could obey, or that changes the direction of text, is escaped.
public enum JSON {
    /// The value as a text.
    public static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return harmless(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
    }

    // The encoder escapes only what is below a blank. All else that is not seen stands in a string, where it can be escaped.
    private static func harmless(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            guard scalar.value >= 0x7F,
                [.control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned].contains(category)
            else {
                safe.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                safe.append(
                    contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
            }
        }
        return String(safe)
    }
}
