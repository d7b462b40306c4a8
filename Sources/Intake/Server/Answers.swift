import HTML
import HTTPTypes
import Hummingbird
import NIOCore
import Testimony

/// Turns pages into answers.
///
/// `LastGate` adds the headers that all of them have.
enum Answers {
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

    private static func answer(_ buffer: ByteBuffer, _ page: Page, _ memory: Memory) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .contentLanguage: page.language]
        switch memory {
        case .none: break
        case .form: headers[.setCookie] = Headers.cookie
        case .forget: Headers.forget(&headers)
        }
        if page.closes { headers[.connection] = "close" }
        if let allowed = page.allowed { headers[.allow] = allowed }
        return Response(status: page.status, headers: headers, body: .init(byteBuffer: buffer))
    }
}
