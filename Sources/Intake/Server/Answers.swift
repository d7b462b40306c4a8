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

    /// A page with the words written into their place, from guarded memory straight into the answer's buffer.
    static func page(_ page: Page, words: borrowing Testimony) -> Response {
        let (before, after) = page.parts
        let count = words.withText { HTMLText.count($0) }
        // Room for all of it: a buffer that grows leaves unwiped copies of the words behind.
        var buffer = ByteBufferAllocator().buffer(capacity: before.utf8.count + count + after.utf8.count)
        buffer.writeString(before)
        words.withText { HTMLText.escape($0, into: &buffer) }
        buffer.writeString(after)
        return answer(buffer, page, .form)
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
