import NIOCore

/// Text inside an HTML element, escaped without ever becoming a string.
enum HTMLText {
    /// The number of bytes that `escape` writes.
    static func count(_ text: Span<UInt8>) -> Int {
        text.indices.reduce(0) { $0 + (replacement(for: text[$1])?.utf8CodeUnitCount ?? 1) }
    }

    /// Writes UTF-8 with the signs that mean something in HTML escaped.
    static func escape(_ text: Span<UInt8>, into buffer: inout ByteBuffer) {
        for index in text.indices {
            if let replacement = replacement(for: text[index]) {
                buffer.writeStaticString(replacement)
            } else {
                buffer.writeInteger(text[index])
            }
        }
    }

    private static func replacement(for byte: UInt8) -> StaticString? {
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
