import HTML
import NIOCore

/// Text as HTML without ever becoming a string.
extension HTMLText {
    /// The number of bytes that `escape` writes.
    static func count(_ text: Span<UInt8>) -> Int {
        text.indices.reduce(0) { $0 + (replacement(for: text[$1])?.utf8.count ?? 1) }
    }

    /// Writes UTF-8 with the signs that mean something in HTML escaped.
    static func escape(_ text: Span<UInt8>, into buffer: inout ByteBuffer) {
        for index in text.indices {
            if let replacement = replacement(for: text[index]) {
                buffer.writeString(replacement)
            } else {
                buffer.writeInteger(text[index])
            }
        }
    }
}
