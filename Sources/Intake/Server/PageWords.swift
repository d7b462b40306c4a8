import Envelope
import HTML
import NIOCore

/// Words for the marks of a page, in the order of the marks: in guarded memory until they are written into the answer.
struct PageWords: ~Copyable, Sendable {
    private var memory: GuardedBytes
    private var ends: [Int] = []

    /// - Parameter capacity: the most bytes that will be added.
    init(capacity: Int) throws(GuardedMemoryError) { memory = try GuardedBytes(count: max(1, capacity)) }

    /// Adds the words of the next mark.
    mutating func append(_ words: Span<UInt8>) {
        let start = ends.last ?? 0
        memory.write(words, at: start)
        ends.append(start + words.count)
    }

    /// The number of marks that have words.
    var count: Int { ends.count }

    /// Writes the words of a mark, escaped; nothing for one that has none.
    borrowing func write(_ mark: Int, into buffer: inout ByteBuffer) {
        guard let range = range(mark) else { return }
        memory.withBytes { HTMLText.escape($0.extracting(range), into: &buffer) }
    }

    /// The bytes that all marks will take.
    var escapedCount: Int {
        let end = ends.last ?? 0
        return memory.withBytes { HTMLText.count($0.extracting(0..<end)) }
    }

    /// The bytes of all marks, unescaped.
    var byteCount: Int { ends.last ?? 0 }

    /// Adds all of this to others, in guarded memory both.
    borrowing func copy(to others: inout PageWords) {
        var start = 0
        for end in ends {
            memory.withBytes { others.append($0.extracting(start..<end)) }
            start = end
        }
    }

    /// The bytes that a mark will take.
    borrowing func escapedCount(of mark: Int) -> Int {
        guard let range = range(mark) else { return 0 }
        return memory.withBytes { HTMLText.count($0.extracting(range)) }
    }

    /// The next bytes of a mark, escaped; nil behind its end.
    borrowing func escaped(_ mark: Int, from start: Int, atMost count: Int) -> ByteBuffer? {
        guard let whole = range(mark), start < whole.count else { return nil }
        let range = whole.dropFirst(start).prefix(count)
        return memory.withBytes { bytes in
            let part = bytes.extracting(range)
            var buffer = ByteBufferAllocator().buffer(capacity: HTMLText.count(part))
            HTMLText.escape(part, into: &buffer)
            return buffer
        }
    }

    private func range(_ mark: Int) -> Range<Int>? {
        guard ends.indices.contains(mark) else { return nil }
        return (mark == 0 ? 0 : ends[mark - 1])..<ends[mark]
    }
}

/// Text as HTML without ever becoming a string.
extension HTMLText {
    /// How many bytes each byte becomes: a long text is counted before it is sent, while others wait.
    private static let lengths: [UInt8] = (0...UInt8.max).map { UInt8(replacement(for: $0)?.utf8.count ?? 1) }

    /// The number of bytes that `escape` writes.
    static func count(_ text: Span<UInt8>) -> Int {
        let lengths = lengths
        return text.indices.reduce(0) { $0 + Int(lengths[Int(text[$1])]) }
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
