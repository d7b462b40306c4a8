import FoundationEssentials

/// Encodes what a machine reads: keys in order, one line end at the end.
public enum JSON {
    /// The value as a text.
    public static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
