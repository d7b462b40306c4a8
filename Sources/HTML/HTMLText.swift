/// Text as a piece of HTML or XML.
public enum HTMLText {
    /// Text with the signs that mean something in HTML escaped, for an element or a value in quotes.
    ///
    /// It looks at bytes, and so at every Unicode scalar. Swift's characters hide: U+0600 and `<` are one character, and
    /// a tag to a browser.
    public static func escape(_ text: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if let replacement = replacement(for: byte) {
                escaped.append(contentsOf: replacement.utf8)
            } else {
                escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// What stands in HTML for a byte of UTF-8; nil for one that stands for itself.
    public static func replacement(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        // NUL is no character of an HTML page; browsers would show this in its place.
        case 0: "\u{FFFD}"
        default: nil
        }
    }
}
