import HTML
import HTTPTypes
import Hummingbird
import NIOCore
import Testimony

/// Turns pages into answers.
///
/// `Connection` adds the headers that all of them have.
enum Answers {
    /// The longest answer that is made whole before it is sent, in bytes.
    private static let longestWhole = 64 << 10
    /// How many bytes of the words are made into an answer at a time, where it is longer; escaped they are up to six times as many.
    private static let piece = 8 << 10

    /// What an answer tells the browser about what it keeps.
    enum Memory {
        /// Nothing.
        case none
        /// The constant cookie: this is a page with a form.
        case form
        /// To forget it all: the story is sent.
        case forget
    }

    static func page(_ page: Page, _ memory: Memory = .none) -> Response {
        answer(ByteBuffer(string: page.html), page, memory)
    }

    /// A page with the words written into each of their places, from guarded memory straight into the answer's buffer.
    static func page(_ page: Page, words: borrowing Testimony, _ memory: Memory = .form) -> Response {
        let pieces = page.aroundMarks
        let count = words.withText { HTMLText.count($0) }
        if page.html.utf8.count + (pieces.count - 1) * count > longestWhole {
            return words.withText { text in
                inPieces(page, memory, capacity: text.count, isAtEachMark: true) { $0.append(text) }
            }
        }
        // Room for all of it: a buffer that grows leaves unwiped copies of the words behind.
        var buffer = ByteBufferAllocator().buffer(capacity: page.html.utf8.count + (pieces.count - 1) * count)
        for (index, piece) in pieces.enumerated() {
            if index > 0 { words.withText { HTMLText.escape($0, into: &buffer) } }
            buffer.writeSubstring(piece)
        }
        return answer(buffer, page, memory)
    }

    /// A page with its own words at each mark, from guarded memory straight into the answer's buffer.
    static func page(_ page: Page, words: borrowing PageWords) -> Response {
        guard page.html.utf8.count + words.escapedCount <= longestWhole else {
            return inPieces(page, .form, capacity: words.byteCount) { words.copy(to: &$0) }
        }
        var buffer = ByteBufferAllocator().buffer(capacity: page.html.utf8.count + words.escapedCount)
        for (index, piece) in page.aroundMarks.enumerated() {
            if index > 0 { words.write(index - 1, into: &buffer) }
            buffer.writeSubstring(piece)
        }
        return answer(buffer, page, .form)
    }

    /// A receipt: the ten words once to be said, and once as a list.
    ///
    /// They are written into the answer's buffer and into no string, so that they are gone when it is sent.
    static func receipt(_ page: Page, code words: [String]) -> Response {
        let words = words.map { Array($0.utf8) }
        let listed = words.reduce(0) { $0 + 2 * HTMLText.count($1.span) + "<li></li> ".utf8.count }
        var buffer = ByteBufferAllocator().buffer(capacity: page.html.utf8.count + listed)
        for (index, piece) in page.aroundMarks.enumerated() {
            for (place, word) in words.enumerated() where index > 0 {
                buffer.writeString(index == 1 ? (place == 0 ? "" : " ") : "<li>")
                HTMLText.escape(word.span, into: &buffer)
                if index > 1 { buffer.writeString("</li>") }
            }
            buffer.writeSubstring(piece)
        }
        return answer(buffer, page, .forget)
    }

    /// A long page, written as fast as the browser reads it: until then its words stay in guarded memory.
    ///
    /// - Parameters:
    ///   - isAtEachMark: whether the same words stand at all marks.
    ///   - fill: gives the words of each mark, or of all.
    private static func inPieces(
        _ page: Page, _ memory: Memory, capacity: Int, isAtEachMark: Bool = false, _ fill: (inout PageWords) -> Void
    ) -> Response {
        guard var words = try? PageWords(capacity: capacity) else { return Response(status: .serviceUnavailable) }
        fill(&words)
        let held = HeldWords(words)
        let pieces = page.aroundMarks.map { ByteBuffer(substring: $0) }
        let length = pieces.enumerated().reduce(0) {
            guard $1.offset > 0 else { return $0 + $1.element.readableBytes }
            return $0 + $1.element.readableBytes + held.words.escapedCount(of: isAtEachMark ? 0 : $1.offset - 1)
        }
        let body = ResponseBody(contentLength: length) { writer in
            try await LongLane.run {
                for (index, piece) in pieces.enumerated() {
                    var start = 0
                    let mark = isAtEachMark ? 0 : index - 1
                    while index > 0, let part = held.words.escaped(mark, from: start, atMost: Self.piece) {
                        try await writer.write(part)
                        start += Self.piece
                    }
                    try await writer.write(piece)
                }
                try await writer.finish(nil)
            }
        }
        return answer(body, page, memory)
    }

    /// Keeps what an answer may take until it is sent.
    static func hold(_ charge: Charge, with answer: Response) -> Response {
        guard let length = answer.body.contentLength, length > longestWhole else { return answer }
        let body = answer.body
        var held = answer
        held.body = ResponseBody(contentLength: length) { writer in
            try await body.write(writer)
            withExtendedLifetime(charge) {}
        }
        return held
    }

    static func style() -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/css; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: StyleSheet.text)))
    }

    /// To the neutral page, with everything forgotten.
    static func leave(to address: String) -> Response {
        var headers: HTTPFields = [.location: address]
        Headers.forget(&headers)
        return Response(status: .seeOther, headers: headers)
    }

    /// To another page of ours, in place of this one.
    static func seeOther(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }

    /// No page: the browser stays where it is, with all that was typed there (RFC 9110 §15.3.5).
    static func stay() -> Response { Response(status: .noContent) }

    private static func answer(_ buffer: ByteBuffer, _ page: Page, _ memory: Memory) -> Response {
        answer(ResponseBody(byteBuffer: buffer), page, memory)
    }

    private static func answer(_ body: ResponseBody, _ page: Page, _ memory: Memory) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .contentLanguage: page.language]
        switch memory {
        case .none: break
        case .form: headers[.setCookie] = Headers.cookie
        case .forget: Headers.forget(&headers)
        }
        if page.closes { headers[.connection] = "close" }
        if let allowed = page.allowed { headers[.allow] = allowed }
        return Response(status: page.status, headers: headers, body: body)
    }
}

/// The words of an answer that is on its way.
private final class HeldWords: Sendable {
    let words: PageWords

    init(_ words: consuming PageWords) { self.words = words }
}
